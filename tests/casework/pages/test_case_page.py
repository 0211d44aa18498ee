"""The case page: who sees it, what it says, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.formats import date_format

from casework import actions
from casework.models import Case, Note
from casework.queries.timeline import FIRST, LONG, PAGE, read
from casework.rules.codes import NoteKind
from casework.rules.danger import DangerQuestion
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from tests.casework.pages.browsing import MOST_ON_CASE_PAGE, page_queries, saved, text_of, url
from tests.casework.samples import CANARY, CPR, NAME, NO_DANGER, new_case, person
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World


@pytest.fixture
def case(world: World) -> Case:
    """A case that the coordinator registered, about a citizen with a CPR number."""
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        return new_case(leading.actor, person(cpr=CPR, birth_year=None))


@pytest.mark.parametrize(
    ("authority", "role", "status"),
    [
        (HOME, Role.COORDINATOR, 200),
        (HOME, Role.LEADER, 200),
        (HOME, Role.CASEWORKER, 404),
        (HOME, Role.REPORTER, 404),
        (HOME, Role.LOG_REVIEWER, 404),
        (NEIGHBOUR, Role.COORDINATOR, 404),
        (NEIGHBOUR, Role.LEADER, 404),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, 404),
    ],
)
def test_who_opens_it(world: World, case: Case, authority: int, role: Role, status: int) -> None:
    response = world.person(authority, role).browser().get(url("case", case.pk))

    assert response.status_code == status
    assert (CANARY in response.content.decode()) is (status == 200)


def test_a_caseworker_opens_what_she_is_put_on(world: World, case: Case) -> None:
    leading, worker = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        membership = worker.actor.membership_id
        actions.add_colleague(by=leading.actor, case=case, membership_id=membership)

    page = text_of(worker.browser().get(url("case", case.pk)))

    assert CANARY in page
    assert url("note_add", case.pk) in page
    assert url("share", case.pk) not in page


def test_a_restricted_case_is_for_those_named(world: World, case: Case) -> None:
    leading, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    with leading.acts():
        readers = [leading.actor.membership_id]
        actions.restrict(by=leading.actor, case=case, version=case.version, membership_ids=readers)

    assert leader.browser().get(url("case", case.pk)).status_code == 404
    page = text_of(leading.browser().get(url("case", case.pk)))
    assert "Adgangen til sagen er begrænset" in page
    assert leading.actor.name in page


def test_the_name_is_masked_until_it_is_asked_for(world: World, case: Case) -> None:
    browser = world.person(HOME, Role.COORDINATOR).browser()

    before = text_of(browser.get(url("case", case.pk)))
    shown = text_of(browser.post(url("unmask", case.pk)))
    after = text_of(browser.get(url("case", case.pk)))

    assert ("M. P." in before, NAME in before, CPR[7:] in before) == (True, False, False)
    assert (NAME in shown, "710708-••••" in shown, CPR[7:] in shown) == (True, True, False)
    assert NAME not in after


def test_the_whole_number_needs_a_purpose_and_the_log_keeps_its_code(
    world: World, case: Case
) -> None:
    browser = world.person(HOME, Role.COORDINATOR).browser()
    written = "Malthe skal have et brev"

    refused: list[dict[str, str]] = [{}, {"purpose": written}, {"reason": written}]
    for fields in refused:
        response = browser.post(url("cpr", case.pk), fields)
        assert (response.status_code, CPR in text_of(response)) == (422, False)
    shown = browser.post(url("cpr", case.pk), {"purpose": "notice", "reason": written})

    assert (shown.status_code, CPR in text_of(shown)) == (200, True)
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    with reviewer.acts():
        events = AuditEvent.objects.of_authority(HOME).filter(action="unmask")
        assert [(event.purpose, event.details) for event in events] == [("notice", {"what": "cpr"})]


def test_the_resume_stands_on_top_and_the_danger_is_named(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    danger = NO_DANGER | {DangerQuestion.SUICIDAL: True}
    with leading.acts():
        row = new_case(leading.actor, danger=danger, police_contacted_at=clock.now())

    page = text_of(leading.browser().get(url("case", row.pk)))

    top, timeline = page.split('id="timeline-title"')
    assert ("Skolen er bekymret" in top, "Svaret ja til:" in timeline) == (True, True)
    assert [str(question.label) in timeline for question in DangerQuestion] == [False] * 3 + [True]


def test_it_says_who_leads_the_case_and_who_is_told_that_nobody_does(
    world: World, case: Case
) -> None:
    leading, worker = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        actions.add_colleague(by=leading.actor, case=case, membership_id=worker.membership.pk)
    unled = [text_of(each.browser().get(url("case", case.pk))) for each in (worker, leading)]
    with leading.acts():
        now = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        actions.change_state(
            by=leading.actor,
            case=now,
            version=now.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: leading.membership.pk},
        )
    led = text_of(worker.browser().get(url("case", case.pk)))

    assert ["har fået besked under “Nyt”" in page for page in unled] == [True, False]
    name = leading.actor.name
    assert (f"Sagens tovholder er {name}." in led, f"Tovholder: {name}" in led) == (True, True)
    assert "frist" in led.split('class="case-facts"')[1].split("</p>")[0]
    # Not known is no answer, and information can be asked for from now on.
    assert ("tilknytning til bandemiljø" in led, "<bdi>M. P.</bdi>" in led) == (False, True)
    assert "Bed om og registrér oplysninger" in text_of(leading.browser().get(url("case", case.pk)))


def _write_notes(leading: Person, case: Case, count: int) -> None:
    with leading.acts():
        for number in range(count):
            actions.write_note(
                by=leading.actor, case=case, kind=NoteKind.CALL, text=f"Opkald {number}"
            )


def test_it_costs_the_same_with_three_and_with_thirty_entries(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    browser = leading.browser()
    _write_notes(leading, case, 1)
    few = page_queries(browser, url("case", case.pk))
    with leading.acts():
        entries = read(leading.actor, case).entries
    _write_notes(leading, case, PAGE - len(entries))

    many = page_queries(browser, url("case", case.pk))

    assert len(many) == len(few)
    assert len(few) <= MOST_ON_CASE_PAGE, "\n".join(few)


def test_a_long_timeline_goes_on_where_it_stopped(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        for number in range(PAGE + 3):
            with clock.at(clock.now() + timedelta(seconds=number + 1)):
                actions.write_note(
                    by=leading.actor, case=case, kind=NoteKind.CALL, text=f"Opkald-{number:03d}-"
                )
    browser = leading.browser()

    first = text_of(browser.get(url("case", case.pk), {"show": "notes"}))
    older = first.split("before=")[-1].split('"')[0]
    second = text_of(browser.get(f"{url('case', case.pk)}?show=notes&before={older}"))
    numbers = range(PAGE + 3)

    assert [n for n in numbers if f"Opkald-{n:03d}-" in first] == list(range(3, PAGE + 3))
    assert [n for n in numbers if f"Opkald-{n:03d}-" in second] == [0, 1, 2]


@pytest.mark.parametrize(
    "query",
    ["show=ukendt", "before=x", "before=" + "a" * 3000, "show=%00", "before=1%27%20or%201%3D1"],
)
def test_a_hostile_query_shows_the_first_page(world: World, case: Case, query: str) -> None:
    browser = world.person(HOME, Role.COORDINATOR).browser()

    response = browser.get(f"{url('case', case.pk)}?{query}")

    assert response.status_code == 200
    assert CANARY in text_of(response)


def test_a_cursor_of_another_case_is_the_first_page(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        other = new_case(leading.actor, person(name="Anden Attrapsen"), observed="Andet sted")
        for _number in range(PAGE + 2):
            actions.write_note(by=leading.actor, case=other, kind=NoteKind.CALL, text="x")
    browser = leading.browser()
    foreign = text_of(browser.get(url("case", other.pk))).split("before=")[-1].split('"')[0]

    page = text_of(browser.get(f"{url('case', case.pk)}?before={foreign}"))

    assert CANARY in page
    assert "Til det nyeste" not in page


def test_every_row_on_the_page_is_in_the_log(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts() as collector:
        row = Note.objects.for_actor(leading.actor)
        actions.write_note(by=leading.actor, case=case, kind=NoteKind.CALL, text="Logget")
        assert row.count() == 1
        assert [event["action"] for event in collector.events] == ["note.write"]


def test_what_must_be_done_comes_before_the_history(world: World, case: Case) -> None:
    """Also for whoever reads the page in its order: on a phone, aloud, by Tab."""
    page = text_of(world.person(HOME, Role.COORDINATOR).browser().get(url("case", case.pk)))

    assert page.index('id="naeste-trin"') < page.index('id="timeline-title"')
    assert page.count('id="naeste-trin"') == 1


def test_earlier_months_are_folded_and_what_is_in_them_is_there(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        for days in (100, 65, 1):
            with clock.at(clock.now() - timedelta(days=days)):
                said = f"Talt med skolen for {days} dage siden"
                actions.write_note(by=leading.actor, case=case, kind=NoteKind.CALL, text=said)
        months = read(leading.actor, case).months
    page = BeautifulSoup(text_of(leading.browser().get(url("case", case.pk))), "lxml")
    folded = " ".join(
        one.get_text(" ") for one in page.select("details.timeline-month:not([open])")
    )

    assert [month.is_folded for month in months] == [False, False, *[True] * (len(months) - 2)]
    assert ("100 dage" in folded, "for 1 dage" in folded) == (True, False)
    assert page.get_text().count("Talt med skolen for 100 dage siden") == 1


def test_every_month_has_its_heading(world: World, case: Case) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        months = read(leading.actor, case).months
    page = BeautifulSoup(text_of(leading.browser().get(url("case", case.pk))), "lxml")
    headings = [one.get_text() for one in page.select("details.timeline-month > summary > h3")]

    assert headings == [date_format(timezone.localtime(one.first), "F Y") for one in months]


@pytest.mark.parametrize(("count", "folded"), [(LONG, 0), (LONG + 1, LONG + 1 - FIRST)])
def test_a_long_row_of_one_part_is_folded_but_for_the_newest(
    world: World, case: Case, count: int, folded: int
) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    _write_notes(leading, case, count)
    browser = leading.browser()

    page = BeautifulSoup(text_of(browser.get(url("case", case.pk))), "lxml")
    alone = BeautifulSoup(text_of(browser.get(url("case", case.pk), {"show": "notes"})), "lxml")
    rest = page.select(".timeline-rest li")

    assert len(rest) == folded
    assert [one.get_text(strip=True) for one in page.select(".timeline-rest summary")] == (
        [f"Vis {folded} notater mere"] if folded else []
    )
    assert len(page.select("[id^=notat-]")) == len(alone.select("[id^=notat-]")) == count
    assert alone.select(".timeline-rest") == []


def test_the_timeline_tells_of_another_coordinator(world: World, case: Case) -> None:
    leading, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    address, said = url("assign", case.pk), f"{leader.actor.name} er nu tovholder på sagen."
    for chosen in (leading, leader, leader):  # the first moves the case, the last is no news
        saved(leading.browser(), address, person=str(chosen.actor.membership_id))
    assert text_of(leading.browser().get(url("case", case.pk))).count(said) == 1
