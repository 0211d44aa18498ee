"""A note can be corrected for a day, whatever becomes of the case, and tells what it said."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case, Note
from casework.rules.codes import NoteKind
from stopext.access import clock
from stopext.access.errors import Refused
from stopext.access.roles import Role
from tests.casework.pages.browsing import page_queries, saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

FIRST, SECOND, THIRD = "Kanarie-notat-et", "Kanarie-notat-to", "Kanarie-notat-tre"


@pytest.fixture
def worker(world: World) -> Person:
    """Who writes the notes."""
    return world.person(HOME, Role.CASEWORKER)


def written(worker: Person) -> Note:
    """A note in a new case."""
    with worker.acts():
        case = new_case(worker.actor)
        return actions.write_note(by=worker.actor, case=case, kind=NoteKind.CALL, text=FIRST)


def close(worker: Person, state: str = "closed") -> None:
    Case.objects.for_actor(worker.actor).update(
        state=state,
        closed_at=clock.now(),
        closure_reason="moved",
        delete_earliest="2040-01-01",
    )


def test_a_corrected_note_says_so_and_what_it_said_before(worker: Person, world: World) -> None:
    note = written(worker)
    address = url("note_edit", note.case_id, note.pk)
    before = len(page_queries(worker.browser(), url("case", note.case_id)))
    saved(worker.browser(), address, text=SECOND, kind="call")
    saved(worker.browser(), address, text=THIRD, kind="internal")
    lead = world.person(HOME, Role.COORDINATOR).browser()
    page = text_of(lead.get(url("case", note.case_id)))
    assert [word for word in (FIRST, SECOND, THIRD, "Før stod der") if word not in page] == []
    assert page.index(THIRD) < page.index(SECOND) < page.index(FIRST)
    assert page.count("Før stod der") == 2
    assert str(NoteKind.CALL.label).lower() in page
    assert len(page_queries(worker.browser(), url("case", note.case_id))) <= before + 1


def test_who_changes_only_the_kind_leaves_the_text_in_the_history(worker: Person) -> None:
    note = written(worker)
    saved(worker.browser(), url("note_edit", note.case_id, note.pk), text=FIRST, kind="internal")
    page = text_of(worker.browser().get(url("case", note.case_id)))
    assert ("Før stod der" in page, page.count(FIRST)) == (True, 2)


def test_what_is_saved_unchanged_is_no_correction(worker: Person) -> None:
    note = written(worker)
    address = url("note_edit", note.case_id, note.pk)
    refused = send(worker.browser(), address, text=FIRST, kind="call")
    assert (refused.status_code, "Du har ikke rettet noget." in text_of(refused)) == (422, True)
    assert "Før stod der" not in text_of(worker.browser().get(url("case", note.case_id)))


def test_the_right_of_a_day_stays_when_the_case_is_closed(worker: Person) -> None:
    note = written(worker)
    address = url("note_edit", note.case_id, note.pk)
    with worker.acts():
        close(worker)
    page = text_of(worker.browser().get(url("case", note.case_id)))
    assert ("Låses" in page, f'href="{address}"' in page) == (True, True)
    saved(worker.browser(), address, text=SECOND, kind="call")
    with worker.acts():
        assert Note.objects.for_actor(worker.actor).get().text == SECOND


def test_an_erased_case_has_no_note_to_correct(worker: Person) -> None:
    note = written(worker)
    with worker.acts():
        close(worker, "erased")
        with pytest.raises(Refused):
            actions.correct_note(
                by=worker.actor, note=note, version=0, text=SECOND, kind=NoteKind.CALL
            )
