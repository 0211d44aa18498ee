"""The demo's citizen who was two: joined by the coordinator, and her two cases made one."""

from __future__ import annotations

from datetime import datetime
from random import Random

from casework.demo import twice
from casework.demo.colleagues import colleague
from casework.demo.daytime import Office
from casework.models import Case, CaseJoin, CitizenJoin
from casework.rules.clocks import COPENHAGEN
from casework.rules.workflow import State
from stopext.access.roles import Role
from tests.support.world import HOME, World


def test_two_citizens_and_two_cases_are_joined_once_by_the_coordinator(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    office = Office(datetime(2026, 11, 26, 1, 2, tzinfo=COPENHAGEN))
    for _time in range(2):
        twice.tell(colleague(HOME, Role.COORDINATOR), office, Random("twice"))  # noqa: S311 (no secret)

    with lead.acts():
        (citizens,) = CitizenJoin.objects.for_actor(lead.actor)
        (cases,) = CaseJoin.objects.for_actor(lead.actor)
        kept, gone = Case.objects.for_actor(lead.actor).order_by("created_at")
    assert (cases.case_id, cases.gone_id) == (kept.pk, gone.pk)
    assert kept.subject_id == gone.subject_id == citizens.kept_id
    assert (kept.state, gone.state) == (State.ASSESSMENT, State.CLOSED)
    assert {citizens.by_user, cases.by_user} == {kept.coordinator_user}
    assert citizens.at < cases.at < office.now
