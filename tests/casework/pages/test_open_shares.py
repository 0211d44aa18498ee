"""What others can still see: listed for who sees the case, and gone through once a month."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from casework import actions
from casework.models import Case, Disclosure, ShareCheck
from casework.queries.shares import unchecked
from casework.rules.disclosure import ShareAnswer
from stopext.access import clock
from stopext.access.errors import Conflict, NotYourRole
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.actions.test_refusals import begun, share
from tests.casework.pages.browsing import MOST_QUERIES, page_queries, text_of, url
from tests.casework.pages.test_hand_over_pages import opened
from tests.casework.samples import another_case, handed_over
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

PANEL = "Gennemgå det, andre stadig kan se"
SHARES = "/sager/det-kan-andre-se/"
DUE, ASKED = f"{SHARES}?show=due", f"{SHARES}?show=questions"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def shared(leading: Person, name: str, *, months: int = 0, days: int = 30) -> Disclosure:
    """A share of a case of its own, made so many months ago, that lasts."""
    with leading.acts():
        case = another_case(leading.actor, name)
        with clock.at(clock.now() - timedelta(days=31 * months)):
            row: Disclosure = share(leading.actor, case)
        last = clock.now() + timedelta(days=days)
        mine = Disclosure.objects.for_actor(leading.actor).filter(pk=row.pk)
        mine.update(expires_at=last)
        row.refresh_from_db()
        return row


def forms_of(browser: Any, page: str = SHARES) -> list[dict[str, str]]:
    """What the button of each share sends, as the page is drawn."""
    drawn = BeautifulSoup(browser.get(page).content, "lxml")
    return [
        {str(one["name"]): str(one["value"]) for one in form.select("input[name][value]")}
        for form in drawn.select(f"main form[action='{url('check_share')}']")
    ]


def marked(browser: Any, page: str = SHARES) -> Any:
    """Press the button of the only share there is on the page."""
    (fields,) = forms_of(browser, page)
    return browser.post(url("check_share"), fields)


def panel(person: Person) -> str:
    """What the start page says is to be gone through, or nothing."""
    start = text_of(person.browser().get("/start/"))
    return start.split(PANEL)[1].split("</section>")[0] if PANEL in start else ""


def test_every_line_says_who_sees_what_why_and_until_when(world: World, leading: Person) -> None:
    far, near = shared(leading, "Ea Attrapsen", days=60), shared(leading, "Bo Papfigursen", days=9)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    opened(officer, near)
    with officer.acts():
        for reply in (ShareAnswer.NOT_RELEVANT, ShareAnswer.MESSAGE):
            actions.answer_share(by=officer.actor, disclosure=near, reply=reply, text="Nej tak")

    page = text_of(leading.browser().get(SHARES))

    first, second = page.split("<main")[1].split("<article")[1:3]
    assert (near.case_number in first, far.case_number in second) == (True, True)
    said = (
        "Ikke relevant for politiet",
        "Politikredsen bruger det ikke",
        "Læs politikredsens svar",
    )
    for words in ("Nordjyllands Politi", near.necessity, officer.actor.name, *said):
        assert words in first
    assert ("Ikke åbnet endnu" in second, "Ikke besvaret" in second) == (True, True)
    for name in ("renew", "withdraw"):
        assert url(name, near.case_id, near.pk) in first
    worker = world.person(HOME, Role.CASEWORKER)
    assert near.case_number not in text_of(worker.browser().get(SHARES))
    assert near.case_number not in text_of(
        world.person(NEIGHBOUR, Role.LEADER).browser().get(SHARES)
    )
    assert url("shares") in text_of(leading.browser().get(url("list")))


def test_a_case_with_the_police_is_listed_and_nothing_of_it_renewed(leading: Person) -> None:
    with leading.acts():
        case = begun(leading.actor, another_case(leading.actor, "Ea Attrapsen"))
        row = handed_over(leading.actor, case)

    page = text_of(leading.browser().get(SHARES))

    assert (row.case_number in page, "Overdragelse" in page) == (True, True)
    assert (url("withdraw", case.pk, row.pk) in page, url("renew", case.pk, row.pk) in page) == (
        True,
        False,
    )


def test_what_is_over_is_not_listed(leading: Person) -> None:
    rows = [shared(leading, name, months=1) for name in ("Ea Attrapsen", "Bo Papfigursen")]
    browser = leading.browser()
    forms = forms_of(browser)
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=rows[0], reason="Ikke nødvendigt længere.")
        over = Disclosure.objects.for_actor(leading.actor).filter(pk=rows[1].pk)
        over.update(expires_at=clock.now() - timedelta(seconds=1))
    assert "Andre kan ikke se noget lige nu" in text_of(browser.get(SHARES))
    assert len(forms) == 2
    for fields in forms:
        late = browser.post(url("check_share"), fields, follow=True)
        assert "Delingen kan ikke ses af andre længere" in text_of(late)
    for row in rows:
        with leading.acts(), pytest.raises(Conflict):
            actions.check_share(by=leading.actor, share=row.pk)


def test_each_is_said_to_be_needed_alone(leading: Person) -> None:
    rows = [shared(leading, name, months=2) for name in ("Ea Attrapsen", "Bo Papfigursen")]
    browser = leading.browser()
    first, second = forms_of(browser, DUE)

    answer = browser.post(url("check_share"), first, follow=True)

    assert answer.redirect_chain[-1][0] == DUE
    assert "Det er noteret, at delingen stadig er nødvendig." in text_of(answer)
    assert [fields["share"] for fields in forms_of(browser, DUE)] == [second["share"]]
    with leading.acts():
        assert [str(row.pk) for row in unchecked(leading.actor)] == [second["share"]]
    assert {first["share"], second["share"]} == {str(row.pk) for row in rows}


def test_a_month_asks_once_and_says_who_looked(world: World, leading: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    old, new = shared(leading, "Ea Attrapsen", months=2), shared(leading, "Bo Papfigursen")
    assert (old.case_number in panel(leading), new.case_number in panel(leading)) == (True, False)
    due = text_of(leading.browser().get(DUE))
    assert (old.case_number in due, new.case_number in due) == (True, False)

    assert marked(leader.browser(), DUE).headers["Location"] == DUE

    assert (panel(leading), panel(leader)) == ("", "")
    page = text_of(leading.browser().get(SHARES))
    assert page.count(leader.actor.name) == 1
    assert leader.actor.name in text_of(leading.browser().get(url("shared", old.case_id, old.pk)))
    assert "Alle delinger er gennemgået i denne måned" in text_of(leading.browser().get(DUE))
    marked(leading.browser())
    with leading.acts():
        looked = ShareCheck.objects.for_actor(leading.actor)
        names = {row.disclosure_id: row.by_name for row in looked}
        assert names == {old.pk: leader.actor.name, new.pk: leading.actor.name}
        assert {row.month for row in looked} == {clock.today().replace(day=1)}


def test_the_next_month_asks_again(leading: Person) -> None:
    row = shared(leading, "Ea Attrapsen", months=2, days=90)
    with leading.acts():
        actions.check_share(by=leading.actor, share=row.pk)
        assert list(unchecked(leading.actor)) == []
        with clock.at(clock.now() + timedelta(days=32)):
            assert [one.pk for one in unchecked(leading.actor)] == [row.pk]


def test_who_goes_through_sees_the_case(world: World, leading: Person) -> None:
    row = shared(leading, "Ea Attrapsen", months=2)
    worker, officer = (
        world.person(HOME, Role.CASEWORKER),
        world.person(HOME_DISTRICT, Role.OFFICER),
    )
    with worker.acts(), pytest.raises(Conflict):
        actions.check_share(by=worker.actor, share=row.pk)
    with officer.acts(), pytest.raises(NotYourRole):
        actions.check_share(by=officer.actor, share=row.pk)
    with leading.acts():
        case = Case.objects.for_actor(leading.actor).get(pk=row.case_id)
        actions.add_colleague(by=leading.actor, case=case, membership_id=worker.actor.membership_id)
    page = text_of(worker.browser().get(SHARES))
    assert row.case_number in page
    assert url("withdraw", row.case_id, row.pk) not in page
    assert marked(worker.browser()).status_code == 302
    assert panel(leading) == ""


def test_a_page_that_was_spoiled_marks_nothing(leading: Person) -> None:
    shared(leading, "Ea Attrapsen", months=2)
    answer = leading.browser().post(url("check_share"), {"share": "x"})
    assert answer.status_code == 400
    assert panel(leading) != ""


def test_a_list_costs_the_same_for_one_and_three(leading: Person) -> None:
    shared(leading, "Ea Attrapsen", months=2)
    browser = leading.browser()
    one = page_queries(browser, SHARES)
    for name in ("Bo Papfigursen", "Ida Kulissegaard"):
        shared(leading, name, months=2)
    assert len(page_queries(browser, SHARES)) == len(one) <= MOST_QUERIES


def test_questions_that_others_can_read_are_listed_until_they_are_taken_back(
    world: World, leading: Person
) -> None:
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    answered, waiting = (inquiries.new_inquiry(leading, name=name) for name in ("Ane A", "Bo B"))
    with police.acts():
        inquiries.answer(police.actor, answered)
    browser = leading.browser()
    listed = text_of(browser.get(ASKED))
    assert all(row.case_number in listed for row in (answered, waiting))
    assert ("Besvaret" in listed, "med navn og fødselsår" in listed) == (True, True)
    assert "eller spørgsmålet trækkes tilbage" in text_of(browser.get(url("case", waiting.case_id)))

    with leading.acts():
        actions.withdraw_inquiry(by=leading.actor, inquiry=waiting, reason="Fejl")

    listed = text_of(browser.get(ASKED))
    assert (answered.case_number in listed, waiting.case_number in listed) == (True, False)
    assert "et spørgsmål" not in text_of(browser.get(url("case", waiting.case_id)))
    assert len(page_queries(browser, ASKED)) <= MOST_QUERIES
    away = world.person(NEIGHBOUR, Role.COORDINATOR).browser()
    assert answered.case_number not in text_of(away.get(ASKED))
