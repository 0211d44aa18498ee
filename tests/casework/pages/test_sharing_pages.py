"""Sharing and receiving: chosen items, the receiver's view, and an end that holds at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework import actions
from casework.models import Case, Disclosure, Receipt
from casework.queries.shareable import shareable_items
from casework.rules.codes import NoteKind, Tristate
from casework.rules.disclosure import DisclosureError
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from stopext.web.dates import format_date
from tests.casework.pages.browsing import (
    MOST_ON_CASE_PAGE,
    MOST_QUERIES,
    page_queries,
    send,
    text_of,
    url,
)
from tests.casework.samples import CANARY, CPR, NAME, handed_over, new_case, person
from tests.support.world import (
    FAR_DISTRICT,
    HOME,
    HOME_DISTRICT,
    NEIGHBOUR,
    Person,
    World,
)

WHY = "Infohuset skal kende det sete i skolen."
SECRET = "Notatkanarie der aldrig deles"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case with a note that is not to be shared."""
    with leading.acts():
        row = new_case(leading.actor)
        actions.write_note(by=leading.actor, case=row, kind=NoteKind.CALL, text=SECRET)
        return row


def test_the_last_day_is_called_the_same_on_every_page(
    leading: Person, case: Case, world: World
) -> None:
    row = shared(leading, case)
    last = f"kan ses til og med {format_date(row.expires_at)}"
    ours, theirs = leading.browser(), world.person(HOME_DISTRICT, Role.OFFICER).browser()
    told = [
        ours.get(url("case", case.pk)),
        ours.get(url("shared", case.pk, row.pk)),
        theirs.get(url("disclosures")),
        theirs.get(url("disclosure", row.pk)),
        theirs.get("/start/"),
    ]
    mains = [text_of(one).split("<main")[1] for one in told]
    pages = [re.sub(r"<[^>]+>", " ", main).lower() for main in mains]
    words = [" ".join(page.split()) for page in pages]
    assert [last in one for one in (words[0], words[1], words[3], words[4])] == [True] * 4
    assert "kan ses til og med" in words[2]
    assert [one for one in words if "udløber" in one] == []
    assert "Kan ses til og med" in text_of(ours.get(url("share", case.pk)))


def shared(leading: Person, case: Case, days: int = 30) -> Disclosure:
    """What was observed, passed on to the district."""
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        item = next(i for i in shareable_items(row) if i.key.endswith("observed"))
        return actions.share(
            by=leading.actor,
            case=row,
            items=[item.key],
            legal_basis=LegalBasis.RPL_115_1,
            necessity=WHY,
            expires_on=clock.today() + timedelta(days=days),
            acknowledged=True,
            citizen_informed=Tristate.YES,
        )


def fields(**changes: Any) -> dict[str, Any]:
    """A complete form."""
    usual = {
        "items": ["identity-name"],
        "legal_basis": "rpl_115_1",
        "necessity": WHY,
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "citizen_informed": "yes",
        "acknowledged": "on",
    }
    return {**usual, **changes}


def seen_by_receiver(page: str) -> str:
    """The part of the page that shows the receiver's view, without what is hidden."""
    view = page.split('class="receiver-view"')[1].partition("</section>")[0]
    shown = [part for part in view.split("<article")[1:] if " hidden>" not in part[:120]]
    return "".join(shown)


def test_the_receivers_view_without_scripts(leading: Person, case: Case) -> None:
    browser = leading.browser()

    empty = text_of(browser.get(url("share", case.pk)))
    response = browser.post(
        url("share", case.pk), {**fields(), "preview": "1", "necessity": "Kort"}
    )

    assert seen_by_receiver(empty) == ""
    assert response.status_code == 200
    page = text_of(response)
    assert (NAME in seen_by_receiver(page), SECRET in seen_by_receiver(page)) == (True, False)
    assert "Kort" in page
    with leading.acts():
        assert Disclosure.objects.for_actor(leading.actor).count() == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"items": []}, "Vælg mindst én oplysning"),
        ({"necessity": "For kort"}, "mindst 20 tegn"),
        ({"acknowledged": ""}, "ikke må bruges til efterforskning"),
        ({"legal_basis": "consent"}, "Registrér borgerens samtykke"),
        ({"expires_on": "1.1.2001"}, "sidste dag skal ligge efter i dag"),
        ({"expires_on": "1.1.2199"}, "højst vare 12 måneder"),
        ({"items": ["note-00000000-0000-4000-8000-000000000000"]}, "Vælg oplysninger på listen"),
    ],
)
def test_an_incomplete_disclosure_is_refused(
    leading: Person, case: Case, changes: dict[str, Any], message: str
) -> None:
    response = send(leading.browser(), url("share", case.pk), **fields(**changes))

    assert response.status_code == 422
    assert message in text_of(response)


def test_an_item_of_another_case_cannot_be_shared(leading: Person, case: Case) -> None:
    with leading.acts():
        other = new_case(leading.actor, person(name="Anden Attrapsen"))
        note = actions.write_note(by=leading.actor, case=other, kind=NoteKind.CALL, text="x")

    response = send(leading.browser(), url("share", case.pk), **fields(items=[f"note-{note.pk}"]))

    assert response.status_code == 422


def test_a_caseworker_does_not_share(world: World, leading: Person, case: Case) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        key = worker.actor.membership_id
        actions.add_colleague(by=leading.actor, case=case, membership_id=key)

    assert worker.browser().get(url("share", case.pk)).status_code == 403


@pytest.mark.parametrize(
    ("authority", "role", "status"),
    [
        (HOME_DISTRICT, Role.OFFICER, 200),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, 200),
        (FAR_DISTRICT, Role.OFFICER, 404),
        (HOME, Role.COORDINATOR, 404),
        (NEIGHBOUR, Role.COORDINATOR, 404),
    ],
)
def test_who_opens_a_delivery(
    world: World, leading: Person, case: Case, authority: int, role: Role, status: int
) -> None:
    row = shared(leading, case)

    response = world.person(authority, role).browser().get(url("disclosure", row.pk))

    assert response.status_code == status
    assert (WHY in response.content.decode()) is (status == 200)


def test_items_are_shown_after_the_receipt_only(world: World, leading: Person, case: Case) -> None:
    row = shared(leading, case)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    browser = officer.browser()

    before = text_of(browser.get(url("disclosure", row.pk)))
    twice = [browser.post(url("receive", row.pk)).status_code for _time in range(2)]
    after = text_of(browser.get(url("disclosure", row.pk)))

    assert (CANARY in before, CANARY in after, SECRET in after) == (False, True, False)
    assert twice == [302, 302]
    with leading.acts():
        assert Receipt.objects.for_actor(leading.actor).count() == 1
    assert officer.actor.name in text_of(leading.browser().get(url("shared", case.pk, row.pk)))


def test_a_colleagues_receipt_opens_nothing_for_others(
    world: World, leading: Person, case: Case
) -> None:
    row = shared(leading, case)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    officer.browser().post(url("receive", row.pk))

    colleague = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR).browser()
    page = text_of(colleague.get(url("disclosure", row.pk)))

    assert (CANARY in page, "Kvittér for modtagelse" in page) == (False, True)
    assert f"De er åbnet af {officer.actor.name}. Hver kvitterer selv" in " ".join(page.split())
    told = f"Åbnet af {officer.actor.name}, ikke af dig"
    assert told in text_of(colleague.get(url("disclosures")))
    assert told not in text_of(officer.browser().get(url("disclosures")))
    assert str(row.pk) not in text_of(colleague.get(f"{url('disclosures')}?show=new"))


def test_an_expired_delivery_is_gone(world: World, leading: Person, case: Case) -> None:
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    with clock.at(timezone.now() - timedelta(days=10)):
        row = shared(leading, case, days=3)
    browser = officer.browser()

    assert browser.get(url("disclosure", row.pk)).status_code == 404
    assert browser.post(url("receive", row.pk)).status_code == 404
    assert str(row.pk) not in text_of(browser.get(url("disclosures")))


def test_withdrawal_asks_why_and_shows_on_the_sheet(leading: Person, case: Case) -> None:
    row, browser = shared(leading, case), leading.browser()

    refused = send(browser, url("withdraw", case.pk, row.pk), reason="")
    done = send(browser, url("withdraw", case.pk, row.pk), reason="Ikke længere nødvendigt")
    again = send(browser, url("withdraw", case.pk, row.pk), reason="En gang til")

    assert (refused.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert "En gang til" in text_of(again)
    sheet = text_of(browser.get(url("shared", case.pk, row.pk)))
    assert ("Trukket tilbage" in sheet, "Ikke længere nødvendigt" in sheet) == (True, True)


def test_who_may_not_write_in_the_case_is_offered_no_note(leading: Person, case: Case) -> None:
    row, browser = shared(leading, case), leading.browser()
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=row, reason="Ikke længere nødvendigt")
    page = url("withdraw", case.pk, row.pk)
    assert "Gem min tekst som notat" in text_of(send(browser, page, reason="Skrevet for sent"))
    with leading.acts():
        handed_over(leading.actor, Case.objects.for_actor(leading.actor).get(pk=case.pk))
    late = send(browser, page, reason="Skrevet for sent")
    assert (late.status_code, "Skrevet for sent" in text_of(late)) == (409, True)
    assert "Gem min tekst som notat" not in text_of(late)
    assert browser.get(late.context["back_url"]).status_code == 200


def test_before_it_is_said_what_else_ends_with_it(leading: Person, case: Case) -> None:
    row, ends = shared(leading, case), "Den mister også adgangen til jeres fælles vurdering"
    page, browser = url("withdraw", case.pk, row.pk), leading.browser()
    assert ends not in text_of(browser.get(page))
    with leading.acts():
        actions.order_screening(
            by=leading.actor,
            case=case,
            due_on=clock.today() + timedelta(days=9),
            with_police=True,
            subset="triage",
        )
    assert ends in text_of(browser.get(page))
    shared(leading, case)
    assert ends not in text_of(browser.get(page))


def test_an_expired_delivery_is_not_withdrawn(leading: Person, case: Case) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        made = shared(leading, case)
    page = text_of(leading.browser().get(url("shared", case.pk, made.pk)))
    assert "Udløbet" in page
    assert url("withdraw", case.pk, made.pk) not in page


def test_two_notes_of_a_day_are_told_apart(leading: Person, case: Case) -> None:
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        for hour in (9, 14):
            with clock.at(datetime(2026, 11, 3, hour, 5, tzinfo=UTC)):
                actions.write_note(by=leading.actor, case=row, kind=NoteKind.VISIT, text="Besøg")
        titles = [item.title for item in shareable_items(row)]
    assert "Besøg, 3. november 2026 kl. 10.05" in titles
    assert "Besøg, 3. november 2026 kl. 15.05" in titles


def test_lists_cost_the_same_with_one_and_with_three(
    world: World, leading: Person, case: Case
) -> None:
    browser = world.person(HOME_DISTRICT, Role.OFFICER).browser()
    first = shared(leading, case)
    one = [
        page_queries(browser, url("disclosures")),
        page_queries(browser, f"{url('disclosures')}?show=new"),
        page_queries(leading.browser(), url("case", case.pk)),
        page_queries(leading.browser(), url("shared", case.pk, first.pk)),
    ]
    for _time in range(2):
        shared(leading, case)

    three = [
        page_queries(browser, url("disclosures")),
        page_queries(browser, f"{url('disclosures')}?show=new"),
        page_queries(leading.browser(), url("case", case.pk)),
        page_queries(leading.browser(), url("shared", case.pk, first.pk)),
    ]

    assert [len(queries) for queries in three] == [len(queries) for queries in one]
    assert len(one.pop(2)) <= MOST_ON_CASE_PAGE
    assert max(len(queries) for queries in one) <= MOST_QUERIES


NUMBER = "Moderen nævnte 070690-3994 i telefonen"
WARNING = "Her står noget, der ligner et CPR-nummer: "


def noted(leading: Person, case: Case, text: str = NUMBER) -> str:
    """The key of a note with that text."""
    with leading.acts():
        note = actions.write_note(by=leading.actor, case=case, kind=NoteKind.CALL, text=text)
    return f"note-{note.pk}"


def disclosures(leading: Person) -> int:
    """How many there are."""
    with leading.acts():
        return len(Disclosure.objects.for_actor(leading.actor))


def test_a_number_inside_a_note_is_told_before_it_is_sent(leading: Person, case: Case) -> None:
    key = noted(leading, case)
    browser, address = leading.browser(), url("share", case.pk)

    told = send(browser, address, **fields(items=[key]))
    page = text_of(told)

    assert told.status_code == 422
    assert f"{WARNING}{NoteKind.CALL.label}, " in page
    assert 'name="numbers_known"' in page
    assert disclosures(leading) == 0

    assert send(browser, address, **fields(items=[key], numbers_known="on")).status_code == 302
    assert disclosures(leading) == 1
    with leading.acts():
        event = AuditEvent.objects.filter(action="disclosure.share").get()
    assert event.details["numbers_known"] == 1


def test_a_number_in_the_reason_is_told_too(leading: Person, case: Case) -> None:
    key = noted(leading, case, "Uden tal")

    told = send(
        leading.browser(), url("share", case.pk), **fields(items=[key], necessity=f"{NUMBER} {WHY}")
    )

    assert f"{WARNING}Hvorfor er det nødvendigt at dele." in text_of(told)
    assert disclosures(leading) == 0


def test_without_a_number_nothing_is_asked_and_nothing_told(leading: Person, case: Case) -> None:
    browser, address = leading.browser(), url("share", case.pk)
    key = noted(leading, case, "Uden tal")

    assert 'name="numbers_known"' not in text_of(browser.get(address))
    assert send(browser, address, **fields(items=[key])).status_code == 302
    with leading.acts():
        event = AuditEvent.objects.filter(action="disclosure.share").get()
    assert "numbers_known" not in event.details


def test_the_action_refuses_what_the_page_would_tell(leading: Person, case: Case) -> None:
    key = noted(leading, case)

    with leading.acts(), pytest.raises(DisclosureError, match="CPR-nummer"):
        actions.share(
            by=leading.actor,
            case=case,
            items=[key],
            legal_basis=LegalBasis(LegalBasis.values[0]),
            necessity=WHY,
            expires_on=clock.today() + timedelta(days=9),
            acknowledged=True,
            citizen_informed=Tristate.YES,
        )


def test_who_passes_the_number_on_as_such_is_not_told(leading: Person) -> None:
    with leading.acts():
        case = new_case(leading.actor, person(cpr=CPR, birth_year=None))
    key = noted(leading, case)

    sent = fields(items=[key, "identity-cpr"])
    assert send(leading.browser(), url("share", case.pk), **sent).status_code == 302


@pytest.mark.parametrize("protected", [False, True])
def test_whoever_gets_the_number_of_a_protected_citizen_is_told(
    leading: Person, protected: bool
) -> None:
    who = person(cpr=CPR, birth_year=None, address_protected=protected)
    with leading.acts():
        items = shareable_items(new_case(leading.actor, who))
    texts = [item.text for item in items if item.key.startswith("identity")]
    assert ["Navne- og adressebeskyttet" in text for text in texts] == [protected] * 2
