"""What the police district answers to a disclosure, where both sides read it, and its renewal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure, ShareReply
from casework.queries.shareable import shareable_items
from casework.rules.codes import NoteKind
from casework.rules.disclosure import ShareAnswer
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import share
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.pages.test_hand_over_pages import opened
from tests.casework.pages.test_sharing_pages import fields
from tests.casework.samples import new_case
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, Person, World

ANSWER = "Vi kender borgeren fra en anden sag og tager fat i skolen i morgen"
NO_USE = "Det beskrevne er ikke noget, politiet arbejder med"
START = "/start/"


@pytest.fixture
def leading(world: World) -> Person:
    """Who shares."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    """Somebody of the district that reads it."""
    return world.person(HOME_DISTRICT, Role.OFFICER)


@pytest.fixture
def case(leading: Person) -> Case:
    with leading.acts():
        return new_case(leading.actor)


@pytest.fixture
def row(leading: Person, case: Case) -> Disclosure:
    """A disclosure that lasts."""
    with leading.acts():
        shared: Disclosure = share(leading.actor, case)
        return shared


def replied(by: Person, row: Disclosure, sort: ShareAnswer, text: str = "") -> ShareReply:
    """The answer, without its page."""
    with by.acts():
        return actions.answer_share(by=by.actor, disclosure=row, reply=sort, text=text)


def test_what_is_taken_in_use_is_read_by_both_and_told_to_who_shared(
    world: World, leading: Person, officer: Person, row: Disclosure
) -> None:
    ours, theirs = leading.browser(), officer.browser()
    address, sheet = url("answer_share", row.pk), url("shared", row.case_id, row.pk)
    assert "Politikredsen har ikke svaret" in text_of(ours.get(sheet))
    assert address not in text_of(theirs.get(url("disclosure", row.pk)))
    opened(officer, row)
    assert address in text_of(theirs.get(url("disclosure", row.pk)))

    assert saved(theirs, address, reply="used", text=ANSWER) == url("disclosure", row.pk)

    for page in (
        theirs.get(url("disclosure", row.pk)),
        ours.get(sheet),
        ours.get(url("case", row.case_id)),
    ):
        told = text_of(page)
        assert (ANSWER in told, officer.actor.name in told) == (True, True)
    assert "Taget i brug" in text_of(theirs.get(url("disclosures")))
    assert "Politikredsen har svaret på en deling" in text_of(ours.get(START))
    leader = world.person(HOME, Role.LEADER)
    assert "Politikredsen har svaret på en deling" not in text_of(leader.browser().get(START))


def test_what_is_not_relevant_waits_on_the_start_page_until_it_is_withdrawn(
    leading: Person, officer: Person, row: Disclosure
) -> None:
    panel = "Delinger, politiet ikke har brug for"
    opened(officer, row)
    silent = send(officer.browser(), url("answer_share", row.pk), reply="not_relevant", text="")
    assert silent.status_code == 422
    assert "hvorfor det ikke er relevant" in text_of(silent)
    assert panel not in text_of(leading.browser().get(START))
    saved(officer.browser(), url("answer_share", row.pk), reply="not_relevant", text=NO_USE)
    start = text_of(leading.browser().get(START))
    assert url("shared", row.case_id, row.pk) in start.split(panel)[1].split("</section>")[0]
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=row, reason="De bruger det ikke.")
    assert panel not in text_of(leading.browser().get(START))
    assert NO_USE in text_of(leading.browser().get(url("shared", row.case_id, row.pk)))


def test_what_it_does_with_it_is_said_once_and_answers_follow(
    world: World, officer: Person, row: Disclosure
) -> None:
    colleague = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    opened(officer, row)
    opened(colleague, row)
    browser, address = colleague.browser(), url("answer_share", row.pk)
    before = text_of(browser.get(address))
    replied(officer, row, ShareAnswer.USED)
    late = browser.post(address, {**hidden_fields(before), "reply": "not_relevant", "text": NO_USE})
    page = text_of(late)
    assert (late.status_code, NO_USE in page, officer.actor.name in page) == (409, True, True)
    assert "Send min tekst som et svar i ord" in page
    with pytest.raises(Conflict):
        replied(colleague, row, ShareAnswer.NOT_RELEVANT, NO_USE)
    after = text_of(browser.get(address))
    assert ('value="used"' in before, 'value="used"' in after) == (True, False)
    for text in (ANSWER, NO_USE):
        saved(browser, address, reply="message", text=text)
    with colleague.acts():
        said = ShareReply.objects.for_actor(colleague.actor).order_by("at")
        assert [one.reply for one in said] == ["used", "message", "message"]


def test_the_district_answers_what_it_has_opened_and_as_long_as_it_lasts(
    world: World, leading: Person, officer: Person, row: Disclosure
) -> None:
    def refuses(by: Person, error: type[Exception], sort: ShareAnswer, text: str = "") -> None:
        with pytest.raises(error):
            replied(by, row, sort, text)

    refuses(officer, Invalid, ShareAnswer.USED)
    opened(officer, row)
    refuses(officer, Invalid, ShareAnswer.MESSAGE, " ")
    refuses(leading, NotYourRole, ShareAnswer.USED)
    refuses(world.person(FAR_DISTRICT, Role.OFFICER), Refused, ShareAnswer.USED)
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=row, reason="Ikke nødvendigt længere.")
    refuses(officer, Refused, ShareAnswer.USED)
    assert officer.browser().get(url("answer_share", row.pk)).status_code == 404


def renewed(leading: Person, row: Disclosure, **changes: Any) -> Disclosure:
    """What goes on from it, without its page."""
    with leading.acts():
        case = Case.objects.for_actor(leading.actor).get(pk=row.case_id)
        given = {
            "items": [shareable_items(case)[0].key],
            "legal_basis": row.legal_basis,
            "necessity": "Skolen har hørt mere, og mødet er først i næste måned.",
            "expires_on": clock.today() + timedelta(days=60),
            "acknowledged": True,
            "citizen_informed": row.citizen_informed,
        }
        return actions.share(by=leading.actor, case=case, renews=row, **given | changes)


def test_a_renewal_is_a_decision_of_its_own_with_what_was_chosen(
    leading: Person, officer: Person, case: Case
) -> None:
    with leading.acts():
        kept = actions.write_note(
            by=leading.actor, case=case, kind=NoteKind.CALL, text="Skolen ringede"
        )
        actions.write_note(by=leading.actor, case=case, kind=NoteKind.CALL, text="Deles ikke")
        items = ["identity-name", f"note-{kept.pk}"]
        row = share(leading.actor, case, items)
    browser, address = leading.browser(), url("renew", case.pk, row.pk)
    assert address in text_of(browser.get(url("shared", case.pk, row.pk)))
    form = browser.get(address).context["form"]
    assert sorted(form["items"].value()) == sorted(items)
    assert (form["necessity"].value(), form["legal_basis"].value()) == (None, None)

    empty = send(browser, address, **fields(items=items, necessity="", legal_basis=""))
    assert {"necessity", "legal_basis"} <= set(empty.context["form"].errors)
    saved(browser, address, **fields(items=items, necessity="Mødet er udsat en måned endnu."))

    with leading.acts():
        made = Disclosure.objects.for_actor(leading.actor).get(renews=row)
        assert (made.necessity, made.items.count()) == ("Mødet er udsat en måned endnu.", 2)
        row.refresh_from_db()
        assert row.revoked_at is None
    sheet = text_of(browser.get(url("shared", case.pk, row.pk)))
    assert (url("shared", case.pk, made.pk) in sheet, address in sheet) == (True, False)
    assert url("shared", case.pk, row.pk) in text_of(browser.get(url("shared", case.pk, made.pk)))
    assert browser.get(address).status_code == 403


def test_a_share_is_renewed_once_and_not_when_it_was_taken_back(
    leading: Person, case: Case, row: Disclosure
) -> None:
    browser, address = leading.browser(), url("renew", case.pk, row.pk)
    why = "Skolen har hørt mere, som infohuset skal kende."
    before = text_of(browser.get(address))
    with leading.acts():
        observed = f"concern-{case.concerns.get().pk}-observed"
    renewed(leading, row)
    late = browser.post(
        address, {**hidden_fields(before), **fields(items=[observed], necessity=why)}
    )
    assert (late.status_code, why in text_of(late)) == (409, True)
    with pytest.raises(Conflict, match="allerede fornyet"):
        renewed(leading, row)
    with leading.acts():
        other: Disclosure = share(leading.actor, case)
        actions.withdraw(by=leading.actor, disclosure=other, reason="Ikke nødvendigt længere.")
    with pytest.raises(Conflict, match="trukket tilbage"):
        renewed(leading, other)
