"""What others told this municipality is not passed on unnoticed, in whichever text it stands."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure, Inquiry
from casework.queries.origins import from_others
from casework.rules.codes import NoteKind
from casework.rules.disclosure import ShareAnswer
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from tests.casework import inquiries, joint
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import send, text_of, url
from tests.casework.pages.test_inquiries import FORM
from tests.casework.pages.test_sharing_pages import fields
from tests.casework.samples import another_case, handed_over, new_case
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

ANSWER = "Eleven har haft et bekymrende fravær siden efterårsferien, siger klasselæreren"
WARNING = "ord, som andre har givet kommunen"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    """A case in which the school has answered, outside the portal."""
    with lead.acts():
        made = begun(lead.actor, new_case(lead.actor))
        asked = inquiries.asked(lead.actor, made, authority="Skolen")
        said = inquiries.replied(answer=ANSWER)
        actions.record_information(by=lead.actor, request=asked, said=said)
        return made


def quoted(lead: Person, case: Case) -> str:
    """Key of a note in which the answer was taken over."""
    with lead.acts():
        text = f"Fra skolen: {ANSWER.lower()}. Vi følger op."
        note = actions.write_note(by=lead.actor, case=case, kind=NoteKind.INTERNAL, text=text)
    return f"note-{note.pk}"


@pytest.mark.parametrize("form", ["share", "hand_over"])
def test_a_note_that_quotes_stops_before_it_leaves(lead: Person, case: Case, form: str) -> None:
    browser, address, key = lead.browser(), url(form, case.pk), quoted(lead, case)
    assert 'name="origin_known"' not in text_of(browser.get(address))

    told = send(browser, address, **fields(items=[key]))

    page = text_of(told)
    assert (told.status_code, WARNING in page, "svar fra Skolen" in page) == (422, True, True)
    assert send(browser, address, **fields(items=[key], origin_known="on")).status_code == 302
    with lead.acts():
        assert Disclosure.objects.for_actor(lead.actor).count() == 1
        events = AuditEvent.objects.filter(action="disclosure.share")
        assert [one.details["origin_known"] for one in events] == [1] * (form == "share")


def test_the_reason_is_read_too_and_other_notes_pass(lead: Person, case: Case) -> None:
    browser, address = lead.browser(), url("share", case.pk)
    with lead.acts():
        note = actions.write_note(
            by=lead.actor, case=case, kind=NoteKind.INTERNAL, text="Skolen er bekymret."
        )
    key = f"note-{note.pk}"
    told = send(browser, address, **fields(items=[key], necessity=f"{ANSWER}, derfor."))
    assert (told.status_code, WARNING in text_of(told)) == (422, True)
    assert send(browser, address, **fields(items=[key])).status_code == 302


def test_a_question_stops_too_and_is_kept(world: World, lead: Person, case: Case) -> None:
    world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with lead.acts():
        asked = inquiries.asked(lead.actor, case)
    address = url("send_inquiry", case.pk, asked.pk)
    typed = FORM | {"question": f"{ANSWER}. Ved I mere?"}

    told = send(lead.browser(), address, **typed)

    page = text_of(told)
    assert (told.status_code, WARNING in page, "svar fra Skolen" in page) == (422, True, True)
    assert "Ved I mere?" in page
    assert send(lead.browser(), address, **typed, origin_known="on").status_code == 302
    with lead.acts():
        sent = Inquiry.objects.for_actor(lead.actor).get()
        [event] = AuditEvent.objects.filter(object_id=sent.pk)
        assert event.details["origin_known"]


def test_the_action_refuses_what_its_page_would(lead: Person, case: Case) -> None:
    with lead.acts():
        asked = inquiries.asked(lead.actor, case)
        with pytest.raises(Invalid, match="som andre har givet"):
            inquiries.sent(lead.actor, asked, question=f"{ANSWER}?")


def test_words_go_back_to_who_said_them(world: World, lead: Person, case: Case) -> None:
    """What the district answered is its own; to a municipality it is the district's."""
    officer = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    words = "Vi har talt med ham to gange i klubben i denne måned og følger op"
    with lead.acts():
        shared = joint.shared(lead.actor, case)
    with officer.acts():
        actions.receive(by=officer.actor, disclosure=shared, items=list(shared.items.all()))
        actions.answer_share(
            by=officer.actor, disclosure=shared, reply=ShareAnswer.MESSAGE, text=words
        )
    with lead.acts():
        labels = [[one.text for one in from_others(lead.actor, case, to)] for to in RECEIVERS]
    assert labels == [[ANSWER], [ANSWER, words]]


RECEIVERS = (HOME_DISTRICT, NEIGHBOUR)


def test_of_other_cases_nothing_is_known(lead: Person, case: Case) -> None:
    with lead.acts():
        other: Any = another_case(lead.actor, "Ea Kulissegaard")
        assert from_others(lead.actor, other, HOME_DISTRICT) == []
        assert handed_over(lead.actor, other).hand_over
