"""A restricted case that no leader sees: the form, the case and the closing gate say so."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from casework import actions
from casework.models import Case, CaseReader, Note
from casework.rules.codes import Judgement, NoteKind
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import new_case, person
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

NOBODY = "Ingen leder kan se sagen."
#: What a list held, and how much of it.
COUNTED = re.compile(r"· (sag|borger)\s+\((\d+)\)")
CONFIRM = 'name="without_leader"'


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case with a high level of concern."""
    with leading.acts():
        row = new_case(leading.actor)
        row.last_judgement = Judgement.HIGH
        row.save(update_fields=["last_judgement"])
        return row


def _key(world: World, role: Role) -> str:
    return str(world.person(HOME, role).actor.membership_id)


def _restrict(by: Person, case: Case, *keys: str) -> None:
    with by.acts():
        row = Case.objects.for_actor(by.actor).get(pk=case.pk)
        chosen = [UUID(key) for key in keys]
        actions.restrict(by=by.actor, case=row, version=row.version, membership_ids=chosen)


def test_a_list_without_a_leader_must_be_confirmed(
    world: World, leading: Person, case: Case
) -> None:
    browser, address = leading.browser(), url("restrict", case.pk)
    chosen = _key(world, Role.CASEWORKER)
    assert CONFIRM not in text_of(browser.get(address))

    refused = send(browser, address, readers=[chosen])
    page = text_of(refused)
    assert refused.status_code == 422
    assert "Ingen leder er på listen. Vurderes bekymringen høj, kan ingen godkende" in page
    assert f'value="{chosen}"' in page
    with leading.acts():
        assert not Case.objects.for_actor(leading.actor).get(pk=case.pk).restricted

    saved(browser, address, readers=[chosen], without_leader="on")
    with leading.acts():
        readers = CaseReader.objects.for_actor(leading.actor).filter(case=case, until=None)
        assert readers.count() == 2


def test_the_timeline_says_who_was_let_in_and_that_it_was_lifted(
    world: World, leading: Person, case: Case
) -> None:
    worker = _key(world, Role.CASEWORKER)
    _restrict(leading, case, worker)
    _restrict(leading, case, worker)  # the same list is no news
    page = text_of(leading.browser().get(url("case", case.pk)))
    told = "Adgangen til sagen er begrænset til: "
    assert page.count(told) == 1
    names = (leading.actor.name, world.person(HOME, Role.CASEWORKER).actor.name)
    line = page.split(told)[1].partition("</")[0]
    assert [name for name in names if name not in line] == []

    _restrict(leading, case)
    page = text_of(leading.browser().get(url("case", case.pk)))
    assert page.count("Begrænsningen af adgangen til sagen er ophævet.") == 1


def test_who_lifts_it_is_told_that_it_was_lifted(world: World, leading: Person, case: Case) -> None:
    browser, address = leading.browser(), url("restrict", case.pk)
    _restrict(leading, case, _key(world, Role.CASEWORKER))
    lifted = text_of(browser.get(saved(browser, address, readers=[])))
    again = text_of(browser.get(saved(browser, address, readers=[])))
    assert ("Begrænsningen er ophævet." in lifted, "Sagen er ikke begrænset.<" in lifted) == (
        True,
        False,
    )
    assert "Begrænsningen er ophævet." not in again


def test_a_line_of_the_portals_own_cannot_be_corrected_but_added_to(
    world: World, leading: Person, case: Case
) -> None:
    with leading.acts():
        actions.assign(
            by=leading.actor,
            case=case,
            version=case.version,
            coordinator_id=leading.actor.membership_id,
        )
    _restrict(leading, case, _key(world, Role.CASEWORKER))
    with leading.acts():
        rows = list(Note.objects.for_actor(leading.actor).filter(case=case))
    browser = leading.browser()
    page = text_of(browser.get(url("case", case.pk)))
    for row in rows:
        assert f'"{url("note_edit", case.pk, row.pk)}"' not in page
        assert browser.get(url("note_edit", case.pk, row.pk)).status_code == 403
        saved(browser, url("note_addendum", case.pk, row.pk), text="Efter aftale med lederen.")
    assert len(rows) == 2


def test_the_page_says_what_becomes_of_a_later_case_about_the_citizen(
    leading: Person, case: Case
) -> None:
    """Held by test_restricting.py (the same list when it is registered on the citizen) and
    test_alike_notices.py (a citizen of her own otherwise, and the readers are told)."""
    page = " ".join(text_of(leading.browser().get(url("restrict", case.pk))).split())
    assert "når den registreres på denne borger med svaret “Samme person”" in page
    assert "Nye sager om samme borger får samme liste" not in page


def test_the_page_says_what_others_can_still_tell(
    world: World, leading: Person, case: Case
) -> None:
    """The gap in the numbers here; a report that was read is held by test_report_answers.py."""
    page = " ".join(text_of(leading.browser().get(url("restrict", case.pk))).split())
    assert "kan se på numrene, at der mangler én" in page
    assert "kan se, at den er taget over, og ved, hvem den handlede om" in page
    _restrict(leading, case, _key(world, Role.CASEWORKER))
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        later = new_case(leader.actor)
        seen = Case.objects.for_actor(leader.actor).values_list("number", flat=True)
        assert (case.number in seen, later.number in seen) == (False, True)
    assert int(later.number[-4:]) == int(case.number[-4:]) + 1


@pytest.mark.parametrize("who", [Role.LEADER, None])
def test_nothing_is_asked_with_a_leader_or_without_restriction(
    world: World, leading: Person, case: Case, who: Role | None
) -> None:
    readers = [_key(world, who)] if who else []
    assert saved(leading.browser(), url("restrict", case.pk), readers=readers)


def test_a_leader_who_restricts_is_on_the_list_herself(world: World, case: Case) -> None:
    leader = world.person(HOME, Role.LEADER)
    saved(leader.browser(), url("restrict", case.pk), readers=[_key(world, Role.CASEWORKER)])
    assert NOBODY not in text_of(leader.browser().get(url("case", case.pk)))


def test_the_case_and_its_people_say_that_no_leader_sees_it(
    world: World, leading: Person, case: Case
) -> None:
    _restrict(leading, case, _key(world, Role.CASEWORKER))
    for name in ("case", "people"):
        page = text_of(leading.browser().get(url(name, case.pk)))
        assert NOBODY in page
        assert url("restrict", case.pk) in page
    colleague = text_of(world.person(HOME, Role.CASEWORKER).browser().get(url("case", case.pk)))
    assert NOBODY in colleague
    assert "Bed tovholderen sætte en leder" in colleague
    assert url("restrict", case.pk) not in colleague

    _restrict(leading, case, _key(world, Role.LEADER))
    for name in ("case", "people"):
        assert NOBODY not in text_of(leading.browser().get(url(name, case.pk)))


def test_a_list_without_the_coordinator_says_so(world: World, leading: Person, case: Case) -> None:
    with leading.acts():
        begun(leading.actor, case)
    leader = world.person(HOME, Role.LEADER).browser()
    for role, told in ((Role.CASEWORKER, True), (Role.COORDINATOR, False)):
        where = saved(leader, url("restrict", case.pk), readers=[_key(world, role)])
        assert ("Tovholderen er ikke imellem dem" in text_of(leader.get(where))) is told
        for name, said in (("case", "men kan ikke se den:"), ("people", "Kan ikke se sagen:")):
            assert (said in text_of(leader.get(url(name, case.pk)))) is told, name


def test_a_leader_whose_membership_has_ended_does_not_count(
    world: World, leading: Person, case: Case
) -> None:
    _restrict(leading, case, _key(world, Role.LEADER))
    membership = world.person(HOME, Role.LEADER).membership
    rows_of(type(membership)).filter(pk=membership.pk).update(active=False)
    assert NOBODY in text_of(leading.browser().get(url("case", case.pk)))


def test_a_leader_reads_in_the_log_of_a_case_she_may_open_and_of_no_other(
    world: World, leading: Person, case: Case
) -> None:
    leader, reviewer = world.person(HOME, Role.LEADER), world.person(HOME, Role.LOG_REVIEWER)
    by_person = f"/log/?person={leading.actor.user_id}"
    # What other tests have committed of her, and what opened the case.
    earlier = {*_lines_by(leader, by_person, leading.actor.name)}
    with leading.acts():
        written = actions.write_note(
            by=leading.actor, case=case, kind=NoteKind.CALL, text="Kanarie"
        )
    leading.browser().get(url("case", case.pk))
    things = (case.pk, case.subject_id, written.pk)
    asked = [by_person, *(f"/log/?object_id={x}" for x in things)]

    def told(person: Person) -> list[set[str]]:
        return [{*_lines_by(person, one, leading.actor.name)} - earlier for one in asked]

    before = told(leader)
    _restrict(leading, case, _key(world, Role.COORDINATOR))
    hidden, reviewed = told(leader), told(reviewer)
    _restrict(leading, case, _key(world, Role.LEADER), _key(world, Role.COORDINATOR))

    assert all((before[0], before[1], before[3]))
    assert hidden == [set(), set(), set(), set()]
    assert all((reviewed[0], reviewed[1], reviewed[3]))
    assert told(leader)[1]


def test_a_log_counts_and_answers_nothing_of_a_citizen_whose_case_is_hidden(
    world: World, leading: Person, case: Case
) -> None:
    """Somebody else's list held her, and would tell of a case and of who reads it."""
    leader, reviewer = world.person(HOME, Role.LEADER), world.person(HOME, Role.LOG_REVIEWER)
    _restrict(leading, case, _key(world, Role.COORDINATOR))
    by_person = f"/log/?person={leading.actor.user_id}"
    of_citizen = f"/log/?object_id={case.subject_id}"
    earlier = {*_lines_by(leader, by_person, leading.actor.name)}
    with leading.acts():
        new_case(leading.actor, person(name="Åben Øvelsesen"))
    leading.browser().get(reverse("casework:list"))

    told = [one for one in _lines_by(leader, by_person, leading.actor.name) if one not in earlier]
    [line] = [one for one in told if "Så liste" in one]
    counts = {word: int(number) for word, number in COUNTED.findall(line)}

    assert counts["borger"] == counts["sag"]
    assert _lines_by(leader, of_citizen, leading.actor.name) == []
    assert _lines_by(reviewer, of_citizen, leading.actor.name) != []


def _lines_by(reader: Person, address: str, name: str) -> list[str]:
    page = BeautifulSoup(text_of(reader.browser().get(address)), "lxml")
    rows = [row.get_text(" ") for row in page.select("tbody > tr")]
    return [row for row in rows if name in row]


def test_the_closing_gate_says_what_to_do_and_opens_the_case_to_nobody(
    world: World, leading: Person, case: Case
) -> None:
    _restrict(leading, case, _key(world, Role.COORDINATOR))
    browser, leader = leading.browser(), world.person(HOME, Role.LEADER).browser()
    ask = "Bed lederen om godkendelse"

    page = text_of(browser.get(url("close", case.pk)))
    assert (NOBODY in page, ask in page, url("restrict", case.pk) in page) == (True, False, True)
    asked = browser.post(url("ask_approval", case.pk), follow=True)
    assert "Sæt først en leder på listen." in text_of(asked)
    with leading.acts():
        assert not Case.objects.for_actor(leading.actor).get(pk=case.pk).waits_for_approval
    assert leader.get(url("case", case.pk)).status_code == 404
    assert leader.get(url("approve_closing", case.pk)).status_code == 404
    neighbour = world.person(NEIGHBOUR, Role.LEADER).browser()
    assert neighbour.get(url("case", case.pk)).status_code == 404

    _restrict(leading, case, _key(world, Role.LEADER))
    page = text_of(browser.get(url("close", case.pk)))
    assert (NOBODY in page, ask in page) == (False, True)
    assert leader.get(url("approve_closing", case.pk)).status_code == 200
