"""What goes to the police is what whoever shares has read, and nothing goes twice unsaid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, DisclosureItem, Note, Subject
from casework.queries.shareable import mark_of, shareable_items
from casework.rules.codes import NoteKind, Tristate
from casework.rules.disclosure import DisclosureError
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.samples import CPR, new_case, person
from tests.support.world import HOME, Person, World

WHY = "Infohuset skal kende det sete i skolen."
SHOWN, NEVER_READ = "Intet bekymrende", "Moren er syg, det skal ikke deles"
TICK = "Ændret, siden du så det"


@pytest.fixture
def leading(world: World) -> Person:
    """Who shares."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def writing(world: World) -> Person:
    """Who corrects her note meanwhile."""
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def note(leading: Person, writing: Person) -> Note:
    """A colleague's note in a case that is being assessed."""
    with leading.acts():
        row = begun(leading.actor, new_case(leading.actor))
    with writing.acts():
        return actions.write_note(by=writing.actor, case=row, kind=NoteKind.CALL, text=SHOWN)


def fields(note: Note, **changes: Any) -> dict[str, Any]:
    """A complete form with the note."""
    usual = {
        "items": [f"note-{note.pk}"],
        "legal_basis": "fvl_28",
        "necessity": WHY,
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "citizen_informed": "yes",
    }
    return usual | changes


def corrected(writing: Person, note: Note) -> None:
    """The note, as it is to be read from now on."""
    with writing.acts():
        actions.correct_note(
            by=writing.actor, note=note, version=0, text=NEVER_READ, kind=NoteKind.CALL
        )


def sent_texts(leading: Person) -> list[str]:
    """What has been passed on."""
    with leading.acts():
        return [row.text for row in DisclosureItem.objects.for_actor(leading.actor)]


@pytest.mark.parametrize("page", ["share", "hand_over"])
@pytest.mark.parametrize("preview", [False, True])
def test_a_text_changed_since_it_was_shown_is_not_sent_before_it_is_read(
    leading: Person, writing: Person, note: Note, page: str, preview: bool
) -> None:
    browser, address = leading.browser(), url(page, note.case_id)
    shown = browser.get(address)
    if preview:
        seen = hidden_fields(text_of(shown))
        shown = browser.post(address, {**seen, **fields(note), "preview": "1"})
    assert SHOWN in text_of(shown)
    corrected(writing, note)

    stopped = browser.post(address, {**hidden_fields(text_of(shown)), **fields(note)})
    told = text_of(stopped)
    assert (stopped.status_code, TICK in told, NEVER_READ in told) == (422, True, True)
    assert f"af {writing.actor.name})" in told
    assert (WHY in told, sent_texts(leading)) == (True, [])

    again = browser.post(address, {**hidden_fields(told), **fields(note)})
    assert (again.status_code, sent_texts(leading)) == (302, [NEVER_READ])


def test_what_was_changed_and_is_not_chosen_stops_nothing(
    leading: Person, writing: Person, note: Note
) -> None:
    browser, address = leading.browser(), url("share", note.case_id)
    seen = hidden_fields(text_of(browser.get(address)))
    corrected(writing, note)
    sent = browser.post(address, {**seen, **fields(note, items=["identity-name"])})
    assert (sent.status_code, len(sent_texts(leading))) == (302, 1)


def test_a_citizen_under_another_name_is_seen_first_whoever_wrote_it(
    leading: Person, note: Note
) -> None:
    browser, address = leading.browser(), url("share", note.case_id)
    seen = hidden_fields(text_of(browser.get(address)))
    with leading.acts():
        citizen = Subject.objects.for_actor(leading.actor).get()
        citizen.name = "Et andet navn"
        citizen.save(update_fields=["name"])
    told = browser.post(address, {**seen, **fields(note, items=["identity-name"])})
    assert (told.status_code, TICK in text_of(told)) == (422, True)


def test_a_draft_is_opened_with_the_texts_of_now(
    leading: Person, writing: Person, note: Note
) -> None:
    browser, address = leading.browser(), url("share", note.case_id)
    seen = hidden_fields(text_of(browser.get(address)))
    kept = {**seen, **fields(note), "autosave_version": "1"}
    saves_to = f"/kladde/case-share/{note.case_id}/"
    assert browser.post(saves_to, kept).status_code == 200
    corrected(writing, note)
    page = text_of(browser.get(address))
    assert (NEVER_READ in page, hidden_fields(page)["seen"] == seen["seen"]) == (True, False)


def test_the_action_refuses_what_was_changed_after_the_form_was_read(
    leading: Person, writing: Person, note: Note
) -> None:
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=note.case_id)
        read = [mark_of(row, item) for item in shareable_items(row)]
    corrected(writing, note)
    with leading.acts(), pytest.raises(DisclosureError, match=TICK):
        actions.share(
            by=leading.actor,
            case=row,
            items=[f"note-{note.pk}"],
            legal_basis=LegalBasis.FVL_28,
            necessity=WHY,
            expires_on=clock.today() + timedelta(days=9),
            acknowledged=False,
            citizen_informed=Tristate.YES,
            read=read,
        )


def test_the_mark_of_a_covered_number_can_not_be_guessed(leading: Person, world: World) -> None:
    with leading.acts():
        mine = new_case(leading.actor, person(cpr=CPR, birth_year=None))
        item = next(one for one in shareable_items(mine) if one.key == "identity-cpr")
    elsewhere = Case(municipality_id=mine.municipality_id + 1)
    assert mark_of(mine, item) == mark_of(mine, item)
    with pytest.raises(LookupError):
        mark_of(elsewhere, item)


def test_what_a_colleague_shared_meanwhile_is_told_before_it_is_shared_again(
    leading: Person, writing: Person, note: Note
) -> None:
    mine, theirs = leading.browser(), writing.browser()
    address = url("share", note.case_id)
    seen = hidden_fields(text_of(mine.get(address)))
    saved(theirs, address, **fields(note))

    told = mine.post(address, {**seen, **fields(note)})
    page = text_of(told)
    assert (told.status_code, "Delt imens" in page) == (422, True)
    assert f"af {writing.actor.name})" in page
    assert len(sent_texts(leading)) == 1

    again = mine.post(address, {**hidden_fields(page), **fields(note)})
    assert (again.status_code, len(sent_texts(leading))) == (302, 2)


def test_what_the_district_has_already_says_so_beside_its_box(
    leading: Person, writing: Person, note: Note
) -> None:
    address = url("share", note.case_id)
    saved(writing.browser(), address, **fields(note))
    page = " ".join(text_of(leading.browser().get(address)).split())
    assert page.count(f"af {writing.actor.name} </span>") == 1
    corrected(writing, note)
    page = " ".join(text_of(leading.browser().get(address)).split())
    assert page.count(f"af {writing.actor.name} </span>") == 0


def test_who_sends_her_own_sharing_once_more_is_asked_and_can(leading: Person, note: Note) -> None:
    browser, address = leading.browser(), url("share", note.case_id)
    saved(browser, address, **fields(note))

    asked = send(browser, address, **fields(note))

    assert (asked.status_code, len(sent_texts(leading))) == (409, 1)
    meant = dict(asked.context["again"])
    assert (browser.post(address, meant).status_code, len(sent_texts(leading))) == (302, 2)
