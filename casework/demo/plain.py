"""Cases that no story tells: a concern about an invented citizen, and who leads it."""

from __future__ import annotations

from datetime import timedelta

from casework import actions
from casework.actions import ConcernFacts, Person
from casework.actions.repeats import find
from casework.demo import texts
from casework.demo.colleagues import Colleague
from casework.models import Case
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    MatchAnswer,
    ReferrerType,
    Tristate,
)
from casework.rules.danger import DangerQuestion
from casework.rules.workflow import Field, State
from stopext.access import clock


def register(lead: Colleague, name: str, birth_year: int, observed: str) -> Case:
    """Register a concern, and let ``lead`` coordinate it; inside her unit of work."""
    by, who = lead.actor, Person(name=name, birth_year=birth_year)
    facts = ConcernFacts(
        received_at=clock.now() - timedelta(minutes=15),
        channel=Channel.PHONE,
        referrer_type=ReferrerType.COLLEAGUE,
        referrer_name=texts.REFERRER,
        observed=observed,
        knowledge=Knowledge.SECOND_HAND,
        form=ConcernForm.MIXED,
        danger=dict.fromkeys(DangerQuestion, False),
        citizen_informed=Tristate.NO,
        not_informed_reason=texts.NOT_INFORMED,
        legal_ground=texts.LEGAL_GROUND,
    )
    answers = {hit.subject_id: MatchAnswer.OTHER for hit in find(by, who)}
    case = actions.register_concern(by=by, person=who, facts=facts, answers=answers)
    return actions.change_state(
        by=by,
        case=case,
        version=case.version,
        target=State.ASSESSMENT,
        values={Field.COORDINATOR: by.membership_id},
    )
