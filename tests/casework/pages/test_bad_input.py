"""Wrong, foreign, stale and repeated forms: a clear answer, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, InformationRequest, Measure, Note
from casework.rules.codes import ClosureReason, NoteKind
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.pages.browsing import hidden_fields, send, text_of, url, without_token
from tests.casework.samples import new_case, person
from tests.support.world import HOME, NEIGHBOUR, Person, World

TYPED = "Læreren ringede og fortalte om en samtale i skolegården."
HOSTILE = ["\x00", "\u202e\u200b", "x" * 10_001]


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case in its first assessment."""
    by = leading.actor
    with leading.acts():
        row = new_case(by)
        return actions.change_state(
            by=by,
            case=row,
            version=row.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: by.membership_id},
        )


@pytest.fixture
def foreign(world: World) -> Case:
    """A case of the neighbouring municipality with a note in it."""
    theirs = world.person(NEIGHBOUR, Role.COORDINATOR)
    with theirs.acts():
        row = new_case(theirs.actor, person(name="Nabo Attrapsen"))
        actions.write_note(by=theirs.actor, case=row, kind=NoteKind.CALL, text="Naboens notat")
        return row


PAGES = [
    "case",
    "cpr",
    "note_add",
    "triage",
    "notice",
    "requests",
    "ask",
    "meetings",
    "decide",
    "assign",
    "people",
    "colleague_add",
    "restrict",
    "share",
    "measure_add",
    "review_add",
    "screenings",
    "screening_order",
    "close",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_and_a_missing_case_are_the_same_404(
    leading: Person, foreign: Case, case: Case, name: str
) -> None:
    browser = leading.browser()

    answers = [browser.get(url(name, key)) for key in (foreign.pk, uuid4())]
    posted = [browser.post(url(name, key), {"text": TYPED}) for key in (foreign.pk, uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert {answer.status_code for answer in posted} <= {404, 405}
    assert without_token(answers[0]) == without_token(answers[1])
    assert browser.get(url(name, case.pk)).status_code == 200


def test_parts_of_another_case_are_not_found(leading: Person, case: Case, foreign: Case) -> None:
    with leading.acts():
        other = new_case(leading.actor, person(name="Anden Attrapsen"))
        row = actions.write_note(by=leading.actor, case=other, kind=NoteKind.CALL, text=TYPED)
    browser = leading.browser()

    for key in (row.pk, uuid4()):
        for name in ("note_edit", "note_addendum", "measure", "record_answer", "shared"):
            assert browser.get(url(name, case.pk, key)).status_code == 404
    assert browser.get(url("note_edit", other.pk, row.pk)).status_code == 200


@pytest.mark.parametrize("text", ["", "   ", *HOSTILE])
def test_a_bad_note_is_refused_and_shown_again(leading: Person, case: Case, text: str) -> None:
    response = send(leading.browser(), url("note_add", case.pk), kind="call", text=text)

    assert response.status_code == 422
    assert "Noget mangler eller kan ikke læses" in text_of(response)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("note_add", {"kind": "hemmelig", "text": TYPED}),
        ("note_add", {"text": TYPED}),
        ("triage", {"outcome": "x", "reason": TYPED, "police_check": "clear"}),
        ("notice", {"decision": "x", "reason": TYPED}),
        ("ask", {"authority": "Skolen", "question": TYPED, "due_on": "31.2.2027"}),
        ("ask", {"authority": "Skolen", "question": TYPED, "due_on": "1.1.2001"}),
        ("decide", {"decider": "centre", "outcome": "start", "reason": TYPED}),
        ("measure_add", {"type": "mentor", "goal": TYPED, "owner": "", "status": "running"}),
        ("measure_add", {"goal": TYPED, "owner": str(uuid4()), "status": "stopped"}),
        ("measure_add", {"goal": TYPED, "practice": "999999", "status": "planned"}),
        ("review_add", {"held_on": "1.1.2999", "change": TYPED, "decision": "continue"}),
        ("close", {"reason": "x", "assessment": TYPED}),
        ("share", {"items": "note-findes-ikke", "necessity": TYPED}),
        ("share", {"necessity": TYPED, "expires_on": "1.1.2150", "legal_basis": "consent"}),
        ("colleague_add", {"person": str(uuid4())}),
        ("assign", {"person": "'; drop table casework_case; --"}),
        ("restrict", {"readers": [str(uuid4())]}),
        ("screening_order", {"purpose": "x", "due_on": "1.1.2001"}),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(
    leading: Person, case: Case, name: str, fields: dict[str, str]
) -> None:
    response = send(leading.browser(), url(name, case.pk), **fields)

    page = text_of(response)
    assert response.status_code == 422
    assert 'id="error-summary-title"' in page
    if TYPED in fields.values():
        assert TYPED in page


def test_an_impossible_date_is_said_at_its_field(leading: Person, case: Case) -> None:
    fields = {"held_on": "1.1.2150", "change": TYPED, "citizen_view": TYPED, "decision": "continue"}
    answer = send(leading.browser(), url("review_add", case.pk), **fields)

    assert answer.context["form"].errors["held_on"] == ["Opfølgningen kan ikke være holdt endnu."]


def test_a_neighbours_colleague_is_unknown(world: World, leading: Person, case: Case) -> None:
    stranger = world.person(NEIGHBOUR, Role.COORDINATOR).actor

    for name, field in (("assign", "person"), ("colleague_add", "person"), ("restrict", "readers")):
        key = str(stranger.membership_id)
        response = send(leading.browser(), url(name, case.pk), **{field: key})
        assert response.status_code == 422
        assert stranger.name not in text_of(response)


def test_the_same_form_twice_is_one_note(leading: Person, case: Case) -> None:
    browser = leading.browser()
    fields = hidden_fields(text_of(browser.get(url("note_add", case.pk))))
    sent = {**fields, "kind": "call", "text": TYPED}

    answers = [browser.post(url("note_add", case.pk), sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with leading.acts():
        assert Note.objects.for_actor(leading.actor).filter(case=case).count() == 1


def test_who_was_overtaken_sees_both_texts_and_saves_again(leading: Person, case: Case) -> None:
    with leading.acts():
        row = actions.write_note(
            by=leading.actor, case=case, kind=NoteKind.CALL, text="Første udgave"
        )
    browser, address = leading.browser(), url("note_edit", case.pk, row.pk)
    stale = hidden_fields(text_of(browser.get(address)))
    assert send(browser, address, kind="call", text="Den andens udgave").status_code == 302

    conflict = browser.post(address, {**stale, "kind": "call", "text": TYPED})
    page = text_of(conflict)
    again = browser.post(address, {**hidden_fields(page), "kind": "call", "text": TYPED})

    assert conflict.status_code == 409
    assert ("Den andens udgave" in page, TYPED in page) == (True, True)
    assert again.status_code == 302
    with leading.acts():
        assert Note.objects.for_actor(leading.actor).get(pk=row.pk).text == TYPED


def test_a_step_of_a_case_that_has_moved_keeps_the_reason(leading: Person, case: Case) -> None:
    browser, address = leading.browser(), url("step", case.pk, "paused")
    stale = hidden_fields(text_of(browser.get(address)))
    with leading.acts():
        actions.close(
            by=leading.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var tale om en misforståelse.",
        )

    response = browser.post(address, {**stale, "reason": TYPED, "paused_until": "1.1.2027"})

    assert response.status_code == 409
    assert TYPED in text_of(response)
    assert browser.get(address).status_code == 403


def test_writing_in_a_case_that_was_closed_meanwhile_loses_nothing(
    leading: Person, case: Case
) -> None:
    browser, address = leading.browser(), url("note_add", case.pk)
    fields = hidden_fields(text_of(browser.get(address)))
    with leading.acts():
        actions.close(
            by=leading.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var tale om en misforståelse.",
        )

    response = browser.post(address, {**fields, "kind": "call", "text": TYPED})

    assert response.status_code == 403
    page = text_of(response)
    assert ("Sagen er afsluttet" in page, TYPED in page) == (True, True)
    words = " ".join(re.sub("<[^>]+>", " ", page.split("<main")[1]).split())
    assert re.search(rf"Flyttet til “Afsluttet” \S+ \S+ kl\. \S+ af {leading.actor.name}", words)
    assert url("step", case.pk, "assessment") in page
    assert "Gem notat" not in page


def test_a_locked_note_is_added_to_and_not_changed(leading: Person, case: Case) -> None:
    with clock.at(clock.now() - timedelta(hours=25)), leading.acts():
        row = actions.write_note(by=leading.actor, case=case, kind=NoteKind.CALL, text="Gammelt")
    browser = leading.browser()

    assert browser.get(url("note_edit", case.pk, row.pk)).status_code == 403
    added = send(browser, url("note_addendum", case.pk, row.pk), text=TYPED)
    page = text_of(browser.get(url("case", case.pk)))

    assert added.status_code == 302
    assert ("Gammelt" in page, TYPED in page, "Tilføjelse til notat" in page) == (True,) * 3


def test_what_is_missing_for_a_step_is_named_with_its_page(leading: Person, case: Case) -> None:
    browser = leading.browser()

    page = text_of(browser.get(url("step", case.pk, "gathering")))
    fields = {"version": str(case.version), "idempotency_key": str(uuid4()), "reason": TYPED}
    refused = browser.post(url("step", case.pk, "gathering"), fields)

    assert "Registrér politiets tjek" in page
    assert url("triage", case.pk) in page
    assert (refused.status_code, TYPED in text_of(refused)) == (422, True)


@pytest.mark.parametrize("target", ["findes-ikke", "erased", "closed", "RECEIVED"])
def test_an_impossible_step_is_not_a_page(leading: Person, case: Case, target: str) -> None:
    assert leading.browser().get(url("step", case.pk, target)).status_code == 404


def test_an_autosaved_note_is_there_when_the_page_is_opened_again(
    leading: Person, case: Case
) -> None:
    browser = leading.browser()
    kept = {"kind": "visit", "text": TYPED, "autosave_version": "4"}
    assert browser.post(f"/kladde/case-note/{case.pk}/", kept).status_code == 200

    page = text_of(browser.get(url("note_add", case.pk)))
    refused = text_of(send(browser, url("note_add", case.pk), kind="x", text=TYPED))
    assert (TYPED in page, 'data-autosave-version="4"' in page) == (True, True)
    assert 'data-autosave-version="4"' in refused
    # Beside the error it says that the draft is kept, not that what was refused is stored.
    assert "<span data-save-text>Kladden er gemt " in refused
    assert send(browser, url("note_add", case.pk), kind="visit", text=TYPED).status_code == 302
    assert TYPED not in text_of(browser.get(url("note_add", case.pk)))


def test_nothing_was_stored_by_all_of_this(leading: Person, case: Case) -> None:
    send(leading.browser(), url("measure_add", case.pk), goal=TYPED, owner="x", status="running")

    with leading.acts():
        by = leading.actor
        rows = [model.objects.for_actor(by).count() for model in (Measure, InformationRequest)]
    assert rows == [0, 0]
