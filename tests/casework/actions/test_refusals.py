"""What each action refuses before it writes anything, and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, InformationRequest, Measure, Meeting, Note
from casework.queries.shareable import shareable_items
from casework.rules.codes import (
    MeasureStatus,
    MeasureType,
    NoteKind,
    ReviewDecision,
    Tristate,
)
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.actions.test_rules import _triage
from tests.casework.samples import new_case
from tests.support.world import HOME, World

Deeds = Callable[[Actor, Case], object]
TOMORROW, YESTERDAY = timedelta(days=1), timedelta(days=-1)


def measure(by: Actor, case: Case, **changes: Any) -> Measure:
    """A planned mentor."""
    given: dict[str, Any] = {
        "type": MeasureType.MENTOR,
        "goal": "Tale med nogen",
        "owner_name": "Familieafdelingen",
        "starts_on": clock.today(),
    }
    return actions.add_measure(by=by, case=case, **given | changes)


def changed(by: Actor, case: Case, **changes: Any) -> Measure:
    """The mentor, changed."""
    row = measure(by, case)
    given: dict[str, Any] = {
        "version": row.version,
        "status": MeasureStatus.RUNNING,
        "goal": row.goal,
        "owner_name": row.owner_name,
    }
    return actions.update_measure(by=by, measure=row, **given | changes)


def review(by: Actor, case: Case, **changes: Any) -> object:
    """A review held today."""
    given: dict[str, Any] = {
        "held_on": clock.today(),
        "change": "Bedre",
        "citizen_view": "Bedre",
        "decision": ReviewDecision.CONTINUE,
    }
    return actions.review(by=by, case=case, **given | changes)


def note(by: Actor, case: Case, text: str = "Talte med skolen") -> Note:
    """A note of a call."""
    return actions.write_note(by=by, case=case, kind=NoteKind.CALL, text=text)


def ask(by: Actor, case: Case, **changes: Any) -> InformationRequest:
    """A question to the school."""
    given: dict[str, Any] = {"authority": "Skolen", "question": "Trivsel?"}
    return actions.ask_information(by=by, case=case, **given | changes)


def share(by: Actor, case: Case, items: list[str] | None = None) -> Any:
    """A package with the first thing there is."""
    return actions.share(
        by=by,
        case=case,
        items=items or [shareable_items(case)[0].key],
        legal_basis=LegalBasis.RPL_115_1,
        necessity="Nødvendigt for samarbejdet om borgeren.",
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )


def hold(by: Actor, case: Case, **changes: Any) -> Meeting:
    """The booked meeting, held today."""
    given: dict[str, Any] = {
        "held_on": clock.today(),
        "participants": "Skole og politi",
        "shared": "Skolens iagttagelser",
    }
    return actions.hold_meeting(by=by, case=case, **given | changes)


def answered_twice(by: Actor, case: Case) -> None:
    asked = ask(by, case)
    for _time in range(2):
        actions.record_information(by=by, request=asked, said=inquiries.replied())


def corrected(by: Actor, case: Case, **changes: Any) -> object:
    written = note(by, case)
    given: dict[str, Any] = {"version": 0, "text": "Rettet", "kind": NoteKind.CALL}
    return actions.correct_note(by=by, note=written, **given | changes)


def locked(by: Actor, case: Case) -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        written = note(by, case)
    actions.correct_note(by=by, note=written, version=0, text="Rettet", kind=NoteKind.CALL)


def withdrawn_twice(by: Actor, case: Case) -> None:
    shared = share(by, case)
    for _time in range(2):
        actions.withdraw(by=by, disclosure=shared, reason="Ikke længere nødvendigt")


def changed_state(by: Actor, case: Case, target: State, **values: Any) -> object:
    given = {Field[name]: value for name, value in values.items()}
    return actions.change_state(by=by, case=case, version=case.version, target=target, values=given)


def assigned(by: Actor, case: Case, whom: Any) -> object:
    return actions.assign(by=by, case=case, version=case.version, coordinator_id=whom)


def begun(by: Actor, case: Case) -> Case:
    """The case with its coordinator, assessed."""
    changed_state(by, case, State.ASSESSMENT, COORDINATOR=by.membership_id)
    row: Case = Case.objects.for_actor(by).get(pk=case.pk)
    return row


def paused_too_long(by: Actor, case: Case) -> None:
    row, until = begun(by, case), clock.today() + timedelta(weeks=5)
    actions.pause(by=by, case=row, version=row.version, until=until, reason="Ferie")


def in_gathering(by: Actor, case: Case) -> Case:
    """With an answer that the analysis can begin from."""
    row = begun(by, case)
    _triage(by, row)
    row.refresh_from_db()
    changed_state(by, row, State.GATHERING, REASON="Flere tegn over tid.")
    asked = ask(by, row)
    actions.record_information(by=by, request=asked, said=inquiries.replied())
    row.refresh_from_db()
    return row


def booked_yesterday(by: Actor, case: Case) -> None:
    row = in_gathering(by, case)
    changed_state(by, row, State.ANALYSIS, MEETING_ON=clock.today() + YESTERDAY)


def held_twice(by: Actor, case: Case) -> None:
    row = in_gathering(by, case)
    changed_state(by, row, State.ANALYSIS, MEETING_ON=clock.today())
    for _time in range(2):
        hold(by, row)


def put_on_twice(by: Actor, case: Case) -> None:
    for _time in range(2):
        actions.add_colleague(by=by, case=case, membership_id=by.membership_id)


def coordinator_taken_off(by: Actor, case: Case) -> None:
    case = Case.objects.for_actor(by).get(pk=assigned(by, case, by.membership_id).pk)  # type: ignore[attr-defined]
    actions.remove_colleague(by=by, assignment=case.assignments.get(user_id=by.user_id))


def taken_off_twice(by: Actor, case: Case) -> None:
    added = actions.add_colleague(by=by, case=case, membership_id=by.membership_id)
    for _time in range(2):
        actions.remove_colleague(by=by, assignment=added)


def ordered_with_the_police(by: Actor, case: Case) -> object:
    due = clock.today() + timedelta(days=10)
    return actions.order_screening(by=by, case=case, due_on=due, with_police=True)


REFUSED: dict[str, tuple[Deeds, type[Exception], str]] = {
    "measure that has ended": (
        lambda by, case: measure(by, case, status=MeasureStatus.COMPLETED),
        Invalid,
        "planlagt eller i gang",
    ),
    "measure without goal": (lambda by, case: measure(by, case, goal=" "), Invalid, "målet"),
    "measure of a stranger": (
        lambda by, case: measure(by, case, owner_user=uuid4()),
        Invalid,
        "kollega på listen",
    ),
    "measure changed meanwhile": (lambda by, case: changed(by, case, version=7), Conflict, "anden"),
    "end without outcome": (
        lambda by, case: changed(by, case, status=MeasureStatus.COMPLETED),
        Invalid,
        "ført til",
    ),
    "end before the start": (
        lambda by, case: changed(by, case, ends_on=clock.today() + YESTERDAY),
        Invalid,
        "før startdatoen",
    ),
    "review ahead": (
        lambda by, case: review(by, case, held_on=clock.today() + TOMORROW),
        Invalid,
        "ikke være holdt endnu",
    ),
    "next review too late": (
        lambda by, case: review(by, case, next_on=clock.today() + timedelta(days=200)),
        Invalid,
        "tre måneder",
    ),
    "empty note": (lambda by, case: note(by, case, " "), Invalid, "før du gemmer"),
    "note corrected meanwhile": (
        lambda by, case: corrected(by, case, version=3),
        Conflict,
        "andet vindue",
    ),
    "locked note": (locked, Refused, "låst"),
    "question with a deadline in the past": (
        lambda by, case: ask(by, case, due_on=clock.today() + YESTERDAY),
        Invalid,
        "før i dag",
    ),
    "question to nobody": (lambda by, case: ask(by, case, authority=""), Invalid, "hvem der"),
    "answer given twice": (answered_twice, Conflict, "skrevet imens"),
    "meeting that is not booked": (hold, Invalid, "ikke indkaldt"),
    "meeting held twice": (held_twice, Conflict, "allerede registreret"),
    "withdrawal without reason": (
        lambda by, case: actions.withdraw(by=by, disclosure=share(by, case), reason=" "),
        Invalid,
        "trækkes tilbage",
    ),
    "withdrawal of what is withdrawn": (withdrawn_twice, Conflict, "allerede trukket"),
    "sharing what is not there": (
        lambda by, case: share(by, case, ["note-none"]),
        Invalid,
        "findes ikke længere",
    ),
    "closing by an ordinary move": (
        lambda by, case: changed_state(by, case, State.CLOSED),
        Invalid,
        "Afslut sagen",
    ),
    "move without its fields": (
        lambda by, case: changed_state(by, case, State.ASSESSMENT),
        Invalid,
        "Udfyld",
    ),
    "move that is none": (
        lambda by, case: changed_state(by, case, State.AFTERCARE),
        Invalid,
        "kan ikke gå fra",
    ),
    "pause of five weeks": (paused_too_long, Invalid, "fire uger"),
    "meeting in the past": (booked_yesterday, Invalid, "i dag eller senere"),
    "going on without a pause": (
        lambda by, case: actions.resume(by=by, case=case, version=case.version),
        Invalid,
        "kan ikke gå fra",
    ),
    "coordinator from elsewhere": (
        lambda by, case: assigned(by, case, uuid4()),
        Invalid,
        "kollega på listen",
    ),
    "colleague put on twice": (put_on_twice, Invalid, "allerede på sagen"),
    "colleague taken off twice": (taken_off_twice, Invalid, "allerede taget af sagen"),
    "coordinator taken off": (coordinator_taken_off, Invalid, "anden tovholder"),
    "approval that is not needed": (
        lambda by, case: actions.ask_approval(by=by, case=case),
        Invalid,
        "kræver ingen godkendelse",
    ),
    "screening with police who see nothing": (
        ordered_with_the_police,
        Invalid,
        "Del først oplysninger",
    ),
    "judgement nobody has locked": (
        lambda by, case: actions.record_judgement(by=by, case=case),
        Invalid,
        "ikke låst",
    ),
}


@pytest.mark.parametrize(("deed", "error", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_reason(
    world: World, deed: Deeds, error: type[Exception], said: str
) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
        with pytest.raises(error, match=said):
            deed(lead.actor, case)
