"""Law 5: joining two cases keeps both, gives what was set aside back, and opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from casework import actions
from casework.actions.joining import both_versions
from casework.models import Case, CaseJoin, CaseReader, CitizenJoin, Concern, StateChange
from casework.queries.case_joins import erasable, joined
from casework.queries.facts import closing_facts
from casework.rules.closing import closing_findings
from casework.rules.codes import ClosureReason, NoteKind
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import erasing, samples
from tests.casework.actions.test_joining import (
    ONE,
    REASON,
    TWO,
    registered,
    restrict,
    restrict_alone,
    seen,
    undo,
)
from tests.casework.actions.test_joining import join as join_two
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

LONG_AGO = timedelta(days=6 * 366)


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def two_of_one(by: Person) -> tuple[Case, Case]:
    """Two running cases about one citizen."""
    ours, theirs = registered(by, **ONE), registered(by, **TWO)
    join_two(by, ours, theirs)
    return seen(by, ours), seen(by, theirs)


def lead_away(by: Person, case: Case, other: Case, **changes: Any) -> CaseJoin:
    ours, theirs = seen(by, case), seen(by, other)
    given: dict[str, Any] = {"reason": REASON, "version": both_versions(ours, theirs)} | changes
    return actions.join_cases(by=by.actor, case=ours, other=theirs, **given)


def lead_back(by: Person, case: Case, made: CaseJoin, reason: str = REASON) -> Case:
    return actions.undo_case_join(by=by.actor, case=seen(by, case), join=made, reason=reason)


def close(by: Person, case: Case) -> Case:
    row = seen(by, case)
    row.last_judgement = ""
    facts = closing_facts(
        row, by.actor, reason=ClosureReason.UNFOUNDED, assessment=erasing.ASSESSMENT, under_18=False
    )
    return actions.close(
        by=by.actor,
        case=row,
        version=row.version,
        reason=ClosureReason.UNFOUNDED,
        assessment=erasing.ASSESSMENT,
        answers={finding.key: "Læst og vurderet." for finding in closing_findings(facts)},
    )


def test_law_5_one_goes_on_and_the_other_keeps_all_that_is_in_it(leading: Person) -> None:
    with leading.acts() as collector:
        kept, gone = two_of_one(leading)
        actions.write_note(by=leading.actor, case=gone, kind=NoteKind.CALL, text="Står her")
        before = len(collector.events)
        made = lead_away(leading, kept, gone)
        (event,) = collector.events[before:]
        one, other = seen(leading, kept), seen(leading, gone)
        told, standing = joined(leading.actor, one), joined(leading.actor, other)

        assert (event["action"], set(event["result_ids"])) == (
            "case.join",
            {str(kept.pk), str(gone.pk)},
        )
        assert (one.state, one.due_at) == (kept.state, kept.due_at)
        assert (other.state, other.due_at) == (State.CLOSED, None)
        assert other.closure_reason == ClosureReason.DUPLICATE
        assert [note.text for note in other.notes.all()] == ["Står her"]
        assert [row.pk for row, _concerns in told.here] == [made.pk]
        assert [concern.case_id for concern in told.here[0][1]] == [gone.pk]
        assert standing.away is not None
        assert (standing.away.case_id, standing.away.kept_number) == (kept.pk, kept.number)
        assert (standing.away.reason, standing.away.by_name) == (REASON, leading.actor.name)


def test_it_is_no_ordinary_closing(leading: Person) -> None:
    with leading.acts():
        kept, gone = two_of_one(leading)
        lead_away(leading, kept, gone)
        change = StateChange.objects.for_actor(leading.actor).filter(case=gone).latest("at")

        assert change.event == "case.join"
        assert (change.target, change.closure_assessment) == (State.CLOSED, REASON)


@pytest.mark.parametrize("paused", [False, True])
def test_law_5_undoing_gives_state_and_clocks_back(leading: Person, paused: bool) -> None:
    names = ("state", "state_since", "due_at", "paused_from", "paused_until", "pause_reason")
    ending = ("closed_at", "closure_reason", "closure_assessment", "delete_earliest")
    with leading.acts() as collector:
        kept, gone = two_of_one(leading)
        actions.assign(
            by=leading.actor,
            case=gone,
            version=gone.version,
            coordinator_id=leading.actor.membership_id,
        )
        if paused:
            row, until = seen(leading, gone), clock.today() + timedelta(days=5)
            actions.change_state(
                by=leading.actor,
                case=row,
                version=row.version,
                target=State.ASSESSMENT,
                values={"coordinator": leading.actor.membership_id},  # type: ignore[dict-item]
            )
            row = seen(leading, gone)
            actions.pause(
                by=leading.actor, case=row, version=row.version, until=until, reason="Venter"
            )
        was = seen(leading, gone)
        made = lead_away(leading, kept, gone)
        assert seen(leading, gone).paused_until is None
        count = len(collector.events)
        led = lead_back(leading, kept, made, "Det var to opgange.")
        (event,) = collector.events[count:]
        now = seen(leading, gone)
        story = CaseJoin.objects.for_actor(leading.actor).get(pk=made.pk)
        change = StateChange.objects.for_actor(leading.actor).filter(case=gone).latest("at")

        assert event["action"] == "case.part"
        assert led.pk == gone.pk
        assert [getattr(now, name) for name in names] == [getattr(was, name) for name in names]
        assert [getattr(now, name) for name in ending] == [None, "", "", None]
        assert (story.reason, story.undone_reason) == (REASON, "Det var to opgange.")
        assert story.undone_by_name == leading.actor.name
        assert (change.event, change.reason) == ("case.part", "Det var to opgange.")
        assert joined(leading.actor, now).away is None
        with pytest.raises(Conflict, match="allerede fortrudt"):
            lead_back(leading, kept, made)


def test_each_refusal_is_said(leading: Person, world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        kept, gone = two_of_one(leading)
        stranger = registered(leading, name="Kamal Attrapsen")
        with pytest.raises(Invalid, match="saml først borgerne"):
            lead_away(leading, kept, stranger)
        with pytest.raises(Invalid, match="den samme sag"):
            lead_away(leading, kept, kept)
        with pytest.raises(Invalid, match="hvordan I ved"):
            lead_away(leading, kept, gone, reason=" ")
        stale = both_versions(kept, gone)
        actions.add_colleague(by=leading.actor, case=gone, membership_id=worker.actor.membership_id)
        actions.assign(
            by=leading.actor,
            case=gone,
            version=gone.version,
            coordinator_id=leading.actor.membership_id,
        )
        with pytest.raises(Conflict):
            lead_away(leading, kept, gone, version=stale)
        actions.add_colleague(by=leading.actor, case=kept, membership_id=worker.actor.membership_id)
    with worker.acts(), pytest.raises(Refused):
        lead_away(worker, kept, gone)
    with leading.acts():
        made = lead_away(leading, kept, gone)
        with pytest.raises(Invalid, match="allerede samlet"):
            lead_away(leading, kept, gone)
        with pytest.raises(Invalid, match="hvorfor det er to"):
            lead_back(leading, kept, made, " ")


@pytest.mark.parametrize("which", ["kept", "gone"])
@pytest.mark.parametrize("how", ["closed", "police"])
def test_a_case_that_is_not_running_is_not_joined(leading: Person, which: str, how: str) -> None:
    with leading.acts():
        pair = dict(zip(("kept", "gone"), two_of_one(leading), strict=True))
        if how == "closed":
            close(leading, pair[which])
        else:
            samples.handed_over(leading.actor, pair[which])
        with pytest.raises(Invalid, match="ikke i gang"):
            lead_away(leading, pair["kept"], pair["gone"])


@pytest.mark.parametrize("which", [0, 1])
def test_law_9_cases_that_are_open_to_different_people_are_not_joined(
    leading: Person, which: int
) -> None:
    with leading.acts():
        pair = two_of_one(leading)
        restrict_alone(leading, pair[which])
        with pytest.raises(Invalid, match="åbne for de samme"):
            lead_away(leading, *pair)
        restrict(leading, pair[1 - which])
        lead_away(leading, *pair)


def test_law_9_who_may_not_see_both_is_not_told_of_the_join(world: World, leading: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        kept, gone = two_of_one(leading)
        made = lead_away(leading, kept, gone)
        restrict_alone(leading, kept)
    with leader.acts():
        assert joined(leader.actor, seen(leader, gone)).away is None
        with pytest.raises((Conflict, CaseJoin.DoesNotExist)):
            lead_back(leader, gone, made)
        assert CaseJoin.objects.for_actor(leader.actor).count() == 0
        with connection.cursor() as cursor:
            cursor.execute("select 1 from casework_casejoin")
            assert cursor.fetchall() == []


def test_a_joined_case_is_not_reopened_by_itself(leading: Person) -> None:
    with leading.acts():
        kept, gone = two_of_one(leading)
        lead_away(leading, kept, gone)
        row = seen(leading, gone)
        with pytest.raises(Invalid, match="Fortryd, at sagen er samlet"):
            actions.reopen(by=leading.actor, case=row, version=row.version, reason=REASON)


def test_citizens_are_not_told_apart_while_their_cases_are_one(leading: Person) -> None:
    with leading.acts():
        kept, gone = two_of_one(leading)
        citizens = CitizenJoin.objects.for_actor(leading.actor).get()
        made = lead_away(leading, kept, gone)
        with pytest.raises(Invalid, match="Fortryd først den samling"):
            undo(leading, kept, citizens)
        lead_back(leading, kept, made)
        assert undo(leading, kept, citizens)


def test_cases_are_joined_along_a_chain(leading: Person) -> None:
    with leading.acts():
        first, second = two_of_one(leading)
        third = registered(leading, name="Kamal Attrapsen")
        join_two(leading, first, third)
        lead_away(leading, second, third)
        lead_away(leading, first, second)
        restrict(leading, second)
        assert rows_of(Case).filter(restricted=True).count() == 3
        assert rows_of(CaseReader).filter(until=None).count() == 3
        row = seen(leading, third)
        actions.restrict(by=leading.actor, case=row, version=row.version, membership_ids=[])
        assert rows_of(Case).filter(restricted=True).count() == 0
        with clock.at(clock.now() - LONG_AGO):
            close(leading, first)
        assert rows_of(Case).filter(pk__in=[second.pk, third.pk], state=State.CLOSED).count() == 2
        _past(second)
        _past(third)
        assert _may_go(leading) == {first.pk, second.pk, third.pk}
        rows_of(Case).filter(pk=first.pk).update(delete_earliest=clock.today() + timedelta(days=9))
        assert _may_go(leading) == set()


def _past(case: Case) -> None:
    """The case's own time has come."""
    rows_of(Case).filter(pk=case.pk).update(delete_earliest=clock.today() - timedelta(days=9))


def _may_go(by: Person) -> set[Any]:
    rows = erasable(Case.objects.for_actor(by.actor), clock.today())
    return set(rows.values_list("pk", flat=True))


def test_the_joined_case_goes_no_earlier_than_the_one_it_was_led_into(
    world: World, leading: Person
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        kept, gone = two_of_one(leading)
        lead_away(leading, kept, gone)
        _past(gone)
        assert _may_go(leading) == set()
        with pytest.raises(Invalid, match="tidligst sammen med"):
            erasing.propose(leading, gone)
        close(leading, kept)
        with pytest.raises(Invalid, match="tidligst sammen med"):
            erasing.propose(leading, gone)
        _past(kept)
        assert _may_go(leading) == {kept.pk, gone.pk}
        erasing.propose(leading, gone)
        erasing.propose(leading, kept)
        rows_of(Case).filter(pk=kept.pk).update(
            hold_until=clock.today() + timedelta(days=3), hold_owner="x"
        )
    with leader.acts(), pytest.raises(Invalid):
        erasing.erase(leader, gone)
    with leading.acts():
        rows_of(Case).filter(pk=kept.pk).update(hold_until=None, hold_owner="")
    with leader.acts():
        removed = erasing.erase(leader, kept).removed
        assert removed["casework_casejoin"] == 1
        assert rows_of(CaseJoin).count() == 0
        assert rows_of(Concern).filter(case=gone.pk).count() == 1
        erasing.erase(leader, gone)
        assert rows_of(Concern).filter(case=gone.pk).count() == 0


def _refused(sql: str, *values: Any) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return "" if cursor.rowcount else "no row"
    except DatabaseError as problem:
        return str(problem)


def test_the_database_keeps_the_joined_case_too(world: World, leading: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        kept, gone = two_of_one(leading)
        lead_away(leading, kept, gone)
        _past(gone)
        close(leading, kept)
        _past(kept)
        erasing.propose(leading, gone)
        rows_of(Case).filter(pk=kept.pk).update(delete_earliest=clock.today() + timedelta(days=9))
    with leader.acts():
        citizen = gone.subject_id
        blank = registered(leader, name="Kamal Attrapsen").subject_id
        rows_of(Case).filter(pk=gone.pk).update(state=State.ERASED, subject=blank)
        told = _refused("select sec.erase_case(%s, %s)", gone.pk, citizen)
        assert "may not be erased" in told
        rows_of(Case).filter(pk=kept.pk).update(delete_earliest=clock.today())
        assert _refused("select sec.erase_case(%s, %s)", gone.pk, citizen) == ""


def test_the_database_undoes_a_join_once_and_rewrites_none(leading: Person) -> None:
    with leading.acts():
        kept, gone = two_of_one(leading)
        made = lead_away(leading, kept, gone)
        assert _refused("update casework_casejoin set by_name = 'En anden'")
        assert _refused("delete from casework_casejoin")
        lead_back(leading, kept, made)
        assert _refused("update casework_casejoin set undone_at = null, undone_by = null")
