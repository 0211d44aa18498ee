"""Law 9: what hangs on a case obeys the case at every moment, not as it was when it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from casework import actions
from casework.actions.repeats import hidden_citizens
from casework.models import Case, CaseAssignment, CaseReader
from casework.rules.codes import ClosureReason
from casework.rules.workflow import Field, State
from screening import actions as screening_actions
from screening.demo.ratings import complete
from screening.models import Addendum, Consensus, Rating, Screening, ScreeningAccess
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.casework.actions import test_joining as joins
from tests.casework.actions.test_refusals import measure
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import facts, new_case, other_than, person
from tests.support.world import HOME, Person, World

MODELS = (Screening, Rating, Addendum)


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def worker(world: World) -> Person:
    """A caseworker who is on the case."""
    return world.person(HOME, Role.CASEWORKER)


@pytest.fixture
def leader(world: World) -> Person:
    """A leader who sees everything that is not restricted."""
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def case(leading: Person, worker: Person) -> Case:
    """A case with a locked screening, and the caseworker on it."""
    with leading.acts():
        row = new_case(leading.actor)
        actions.add_colleague(by=leading.actor, case=row, membership_id=worker.membership.pk)
        ordered = actions.order_screening(
            by=leading.actor,
            case=row,
            due_on=clock.today() + timedelta(days=9),
            with_police=False,
            subset="triage",
        )
        complete(by=leading.actor, screening=ordered, profile="low", seed=1)
        seen = Screening.objects.for_actor(leading.actor).get(pk=ordered.pk)
        screening_actions.add_addendum(by=leading.actor, screening=seen, text="En tilføjelse.")
    return row


def restrict(by: Person, case: Case, *people: Person) -> None:
    """Name the only readers; nobody lifts the restriction."""
    with by.acts():
        row = Case.objects.for_actor(by.actor).get(pk=case.pk)
        keys: list[UUID] = [person.membership.pk for person in people]
        actions.restrict(by=by.actor, case=row, version=row.version, membership_ids=keys)


def sees(person: Person, case: Case) -> bool:
    """Whether she sees the case; screening, rating, addendum and the list must say the same."""
    with person.acts():
        said = {bool(Case.objects.for_actor(person.actor).filter(pk=case.pk))}
        said |= {bool(model.objects.for_actor(person.actor)) for model in MODELS}
    said.add(case.number in text_of(person.browser().get("/vurderinger/")))
    assert len(said) == 1
    return said.pop()


def test_a_screening_is_as_open_as_its_case(
    leading: Person, worker: Person, leader: Person, case: Case
) -> None:
    everybody = (leading, worker, leader)
    assert [sees(person, case) for person in everybody] == [True, True, True]
    restrict(leading, case, leading)
    assert [sees(person, case) for person in everybody] == [True, False, False]
    restrict(leading, case, leader)
    assert [sees(person, case) for person in everybody] == [True, False, True]
    restrict(leading, case, worker)
    assert [sees(person, case) for person in everybody] == [True, True, False]
    restrict(leading, case)
    assert [sees(person, case) for person in everybody] == [True, True, True]


def test_who_was_on_the_list_only_loses_both_with_it(
    leading: Person, worker: Person, case: Case
) -> None:
    """Named as a reader, but never put on the case."""
    with leading.acts():
        actions.remove_colleague(by=leading.actor, assignment=_place(leading, worker))
    assert not sees(worker, case)
    restrict(leading, case, worker)
    assert sees(worker, case)
    restrict(leading, case)
    assert not sees(worker, case)


def test_who_is_taken_off_a_restricted_case_reads_nothing_of_it(
    leading: Person, worker: Person, case: Case
) -> None:
    """F5: she leaves the list of readers too."""
    restrict(leading, case, worker)
    with leading.acts():
        actions.remove_colleague(by=leading.actor, assignment=_place(leading, worker))
        assert not CaseReader.objects.for_actor(leading.actor).filter(
            user_id=worker.user.pk, until=None
        )
    assert not sees(worker, case)


def test_who_is_left_off_the_list_is_chosen_for_nothing_on_the_case(
    leading: Person, leader: Person, case: Case
) -> None:
    """Neither offered nor taken: as colleague, as coordinator, as responsible for a measure."""
    restrict(leading, case, leading)
    wanted = leader.membership.pk

    def offered() -> set[bool]:
        pages = [url(name, case.pk) for name in ("colleague_add", "assign", "measure_add")]
        return {f'value="{wanted}"' in text_of(leading.browser().get(page)) for page in pages}

    def tries() -> Iterator[Callable[[], object]]:
        by, row = leading.actor, Case.objects.for_actor(leading.actor).get(pk=case.pk)
        yield lambda: actions.add_colleague(by=by, case=row, membership_id=wanted)
        yield lambda: actions.assign(by=by, case=row, version=row.version, coordinator_id=wanted)
        yield lambda: actions.change_state(
            by=by,
            case=row,
            version=row.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: wanted},
        )
        yield lambda: measure(by, row, owner_name="", owner_user=leader.user.pk)

    assert offered() == {False}
    with leading.acts():
        for attempt in tries():
            with pytest.raises(Invalid, match="kollega på listen"):
                attempt()
    assert not sees(leader, case)

    restrict(leading, case, leader)
    assert offered() == {True}
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        actions.add_colleague(by=leading.actor, case=row, membership_id=wanted)
        owned = measure(leading.actor, row, owner_user=leader.user.pk)
        assert owned.owner_name == leader.actor.name


def test_a_screening_of_a_restricted_case_is_opened_to_its_readers_only(
    leading: Person, leader: Person, worker: Person, case: Case
) -> None:
    restrict(leading, case, leading)
    with leading.acts():
        row = Screening.objects.for_actor(leading.actor).get()
        for person in (leader, worker):
            with pytest.raises(Invalid, match="begrænset"):
                screening_actions.grant_access(
                    by=leading.actor, screening=row, user_id=person.user.pk
                )
    page = text_of(leading.browser().get(f"/vurderinger/{row.pk}/"))
    assert "sagen er begrænset" in page
    assert "Giv en kollega adgang" not in page
    assert worker.user.name not in page


def test_the_database_alone_hides_them(leading: Person, leader: Person, case: Case) -> None:
    """Held by the database: the application would have to forget both."""
    restrict(leading, case, leading)
    with leader.acts():
        for model in (*MODELS, Consensus, ScreeningAccess):
            assert not _raw(model._meta.db_table)


def _raw(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"select exists (select from {table})")
        return bool(cursor.fetchone()[0])


def _place(by: Person, person: Person) -> CaseAssignment:
    found: CaseAssignment = CaseAssignment.objects.for_actor(by.actor).get(
        user_id=person.user.pk, until=None
    )
    return found


def test_who_is_shut_out_of_one_side_is_shut_out_of_both(world: World, leading: Person) -> None:
    """What either side says of the citizen stands in every case of hers."""
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        ours, theirs = (joins.registered(leading, **one) for one in (joins.ONE, joins.TWO))
        made = joins.join(leading, ours, theirs)
        joins.restrict(leading, ours)
    with leader.acts():
        assert Case.objects.for_actor(leader.actor).count() == 0
    with leading.acts():
        joins.undo(leading, ours, made)
        row = joins.seen(leading, ours)
        actions.restrict(by=leading.actor, case=row, version=row.version, membership_ids=[])
    with leader.acts():
        assert [row.pk for row in Case.objects.for_actor(leader.actor)] == [ours.pk]


def test_a_list_of_its_own_is_neither_widened_nor_lifted_from_the_other_side(
    world: World, leading: Person
) -> None:
    """Joined later, as at intake, two cases may be closed to different people."""
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        ours, theirs = (joins.registered(leading, **one) for one in (joins.ONE, joins.TWO))
        joins.join(leading, ours, theirs)
        joins.restrict_alone(leading, theirs)
        joins.restrict(leading, ours, leader)
        row = joins.seen(leading, ours)
        actions.restrict(by=leading.actor, case=row, version=row.version, membership_ids=[])
    with leader.acts():
        assert [row.pk for row in Case.objects.for_actor(leader.actor)] == [ours.pk]


def test_another_case_about_a_citizen_is_no_more_open_than_her_restricted_one(
    world: World, leading: Person
) -> None:
    """Also when that one has ended, so that the concern cannot join it."""
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        first = new_case(leading.actor)
        actions.close(
            by=leading.actor,
            case=first,
            version=first.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var tale om en misforståelse.",
        )
        joins.restrict(leading, first)
        second = joins.again(leading)
        readers = CaseReader.objects.for_actor(leading.actor).filter(case=second, until=None)
        assert (second.pk != first.pk, second.restricted) == (True, True)
        assert [row.user_id for row in readers] == [leading.actor.user_id]
    with leader.acts():
        assert Case.objects.for_actor(leader.actor).count() == 0


def test_an_old_search_tells_nothing_of_who_is_hidden_since(world: World, leading: Person) -> None:
    """The answer on a case that everybody reads is about a citizen whose only case is closed."""
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        hidden = new_case(leading.actor)
        hits = actions.search_repeats(by=leading.actor, person=person())
        shown = actions.register_concern(
            by=leading.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        concern = shown.concerns.get()
    page = reverse("casework:concern", args=[shown.pk, concern.pk])
    told = {who: "Samme navn" in text_of(who.browser().get(page)) for who in (leader, leading)}
    assert told == {leader: True, leading: True}

    with leading.acts():
        joins.restrict(leading, hidden)
    told = {who: "Samme navn" in text_of(who.browser().get(page)) for who in (leader, leading)}
    assert told == {leader: False, leading: True}


def test_a_hit_on_who_was_joined_since_stays(leading: Person) -> None:
    with leading.acts():
        first, second = (joins.registered(leading, **one) for one in (joins.ONE, joins.TWO))
        gone = second.subject_id
        joins.join(leading, first, second)
        assert hidden_citizens({gone, first.subject_id}) == set()
