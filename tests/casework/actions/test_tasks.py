"""Tasks: given, changed, done and cancelled; who is told, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, FieldHistory, Task
from casework.queries.facts import closing_facts
from casework.queries.tasks import open_tasks, task_lines
from casework.rules.codes import ClosureReason
from casework.rules.tasks import Every, TaskEnd
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.notifications.models import Notice
from tests.casework.actions.test_refusals import begun
from tests.casework.samples import new_case
from tests.casework.tasks import task, wanted
from tests.support.world import HOME, NEIGHBOUR, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return begun(lead.actor, new_case(lead.actor))


def told(person: Person) -> list[str]:
    """Occasions of the notices about tasks that wait for somebody."""
    rows = unscoped(Notice, reason="a test").filter(kind="task", user_id=person.actor.user_id)
    return sorted(rows.values_list("occasion", flat=True))


def test_a_colleague_is_told_of_what_she_was_given(world: World, lead: Person, case: Case) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        mine = task(lead.actor, case)
        hers = task(lead.actor, case, owner=leader.actor.user_id)
        assert told(lead) == []
    with leader.acts():
        assert told(leader) == ["given 0"]
        line = task_lines(leader.actor, [hers.pk, mine.pk])[hers.pk]
        assert case.number in str(line.of("given 0"))
        assert (line.of(f"{hers.due_on} soon"), line.of("2020-01-01 over")) == ("", None)
        assert "Ring til skolen" not in line.text
        actions.finish_task(by=leader.actor, task=hers)
        assert [*task_lines(leader.actor, [hers.pk, mine.pk])] == [mine.pk]


def test_what_is_changed_is_kept(world: World, lead: Person, case: Case) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        row = task(lead.actor, case)
        want = wanted(lead.actor, text="Skriv til skolen", owner=leader.actor.user_id)
        changed = actions.change_task(by=lead.actor, task=row, version=0, wanted=want)
        assert (changed.text, changed.owner_name) == ("Skriv til skolen", leader.actor.name)
        with pytest.raises(Conflict):
            actions.change_task(by=lead.actor, task=row, version=0, wanted=want)
        with pytest.raises(Invalid, match="ikke ændret noget"):
            actions.change_task(by=lead.actor, task=row, version=1, wanted=want)
        kept = FieldHistory.objects.for_actor(lead.actor).filter(row_id=row.pk)
        assert {"text", "owner_user"} <= {*kept.get().old}
    with leader.acts():
        assert told(leader) == ["given 1"]


def test_what_is_refused(world: World, lead: Person, case: Case) -> None:
    stranger, worker = world.person(NEIGHBOUR, Role.LEADER), world.person(HOME, Role.CASEWORKER)
    past = clock.today() - timedelta(days=1)
    with lead.acts():
        for owner in (stranger, worker):  # the second is not on the case
            with pytest.raises(Invalid, match="kollega på listen"):
                task(lead.actor, case, owner=owner.actor.user_id)
        with pytest.raises(Invalid, match="Dagen er gået"):
            task(lead.actor, case, due_on=past)
        with pytest.raises(Invalid, match="hvad der skal gøres"):
            task(lead.actor, case, text=" ")
        row = task(lead.actor, case)
        want = wanted(lead.actor, due_on=past)
        with pytest.raises(Invalid, match="Dagen er gået"):
            actions.change_task(by=lead.actor, task=row, version=0, wanted=want)
        with pytest.raises(Invalid, match="hvorfor"):
            actions.cancel_task(by=lead.actor, task=row, reason=" ")
        actions.cancel_task(by=lead.actor, task=row, reason="Skolen ringede selv")
        with pytest.raises(Conflict, match="allerede"):
            actions.finish_task(by=lead.actor, task=row)
        with pytest.raises(Conflict):
            actions.change_task(by=lead.actor, task=row, version=1, wanted=wanted(lead.actor))


def test_who_owns_a_task_may_stay_when_she_reads_the_case_no_longer(
    world: World, lead: Person, case: Case
) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        added = actions.add_colleague(by=lead.actor, case=case, membership_id=worker.membership.pk)
        row = task(lead.actor, case, owner=worker.actor.user_id)
        actions.remove_colleague(by=lead.actor, assignment=added)
        want = wanted(lead.actor, owner=worker.actor.user_id, text="Ring igen")
        changed = actions.change_task(by=lead.actor, task=row, version=0, wanted=want)
        assert changed.owner_user == worker.actor.user_id
        mine = replace(want, owner=lead.actor.user_id)
        changed = actions.change_task(by=lead.actor, task=row, version=1, wanted=mine)
        with pytest.raises(Invalid, match="kollega på listen"):
            actions.change_task(by=lead.actor, task=row, version=2, wanted=want)


def test_one_that_comes_back_makes_the_next(lead: Person, case: Case) -> None:
    with lead.acts():
        row = task(lead.actor, case, every=Every.WEEK)
        following = actions.finish_task(by=lead.actor, task=row, words="Talte med læreren")
        assert following is not None
        assert (following.due_on, following.every) == (
            row.due_on + timedelta(days=7),
            Every.WEEK,
        )
        assert actions.finish_task(by=lead.actor, task=task(lead.actor, case)) is None
        actions.cancel_task(by=lead.actor, task=following, reason="Skolen er skiftet")
        assert not open_tasks(lead.actor).filter(case=case).exists()


def test_closing_cancels_what_is_open(lead: Person, case: Case) -> None:
    with lead.acts():
        done, still = task(lead.actor, case), task(lead.actor, case, every=Every.MONTH)
        actions.finish_task(by=lead.actor, task=done)
        facts = closing_facts(
            case, lead.actor, reason=ClosureReason.UNFOUNDED, assessment="", under_18=False
        )
        assert facts.open_tasks == 1
        case.refresh_from_db()
        actions.close(
            by=lead.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var ikke grund til bekymring.",
        )
        ends = {row.pk: row.end for row in Task.objects.for_actor(lead.actor).filter(case=case)}
        assert ends == {done.pk: TaskEnd.DONE, still.pk: TaskEnd.CANCELLED}
        case.refresh_from_db()
        with pytest.raises(Refused, match="afsluttet"):
            task(lead.actor, case)
