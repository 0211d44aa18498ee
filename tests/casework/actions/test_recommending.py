"""A recommendation of the info-house stands once the case has gone on."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case, Meeting
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.casework.actions.test_course import to_analysis
from tests.support.world import HOME, Person, World


def recommend(by: Person, meeting: Meeting, text: str, version: int = 0) -> Meeting:
    return actions.recommend(
        by=by.actor,
        meeting=meeting,
        version=version,
        joint_assessment="Samlet billede",
        recommendation=text,
    )


def discussed(by: Person) -> tuple[Case, Meeting]:
    """A case whose meeting has recommended a mentor."""
    case = to_analysis(by)
    held = actions.hold_meeting(
        by=by.actor,
        case=case,
        held_on=clock.today(),
        participants="Kommunen og politiet",
        shared="Skolens iagttagelser",
    )
    return case, recommend(by, held, "Mentor")


def test_it_is_not_written_over_one_that_was_not_seen(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        _case, told = discussed(lead)
        with pytest.raises(Conflict, match="mens du skrev"):
            recommend(lead, told, "Ingen indsats")
        assert recommend(lead, told, "Mentor og fritidspas", told.version).version == 2


def test_it_is_not_changed_after_the_case_has_gone_on(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case, told = discussed(lead)
        actions.change_state(
            by=lead.actor, case=case, version=case.version, target=State.RECOMMENDATION
        )
        with pytest.raises(Refused, match="drøftes igen"):
            recommend(lead, told, "Ingen indsats", told.version)
        stored = Meeting.objects.for_actor(lead.actor).get(pk=told.pk)
    assert stored.recommendation == "Mentor"
