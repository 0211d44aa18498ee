"""A yes about danger on a running case is told to who answers for it, and names nobody."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case, Concern
from casework.rules.codes import MatchAnswer
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.access.roles import Role
from stopext.notifications.reading import in_words, own
from tests.casework.samples import NAME, NO_DANGER, facts, new_case, other_than, person
from tests.support.world import HOME, Person, World

ARMED = NO_DANGER | {DangerQuestion.WEAPON: True}


@pytest.fixture
def worker(world: World) -> Person:
    return world.person(HOME, Role.CASEWORKER)


@pytest.fixture
def leading(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(worker: Person) -> Case:
    """A case that the caseworker registered and that nobody answers for yet."""
    with worker.acts():
        return new_case(worker.actor)


def led_by(case: Case, leading: Person) -> None:
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        actions.assign(
            by=leading.actor,
            case=row,
            version=row.version,
            coordinator_id=leading.actor.membership_id,
        )


def corrected(by: Person, case: Case, danger: dict[DangerQuestion, bool]) -> None:
    with by.acts():
        row = Concern.objects.for_actor(by.actor).select_related("case").get(case=case)
        actions.correct_concern(
            by=by.actor,
            concern=row,
            version=row.case.version,
            said={"police_contacted_at": clock.now()},
            danger=danger,
            reason="Skolen ringede.",
        )


def told(reader: Person) -> list[str]:
    with reader.acts():
        rows = own(reader.actor).filter(kind="case_danger")
        return [one.line.text for one in in_words(reader.actor, rows)]


def test_a_correction_to_yes_is_told_once_to_who_answers_for_the_case(
    world: World, worker: Person, leading: Person, case: Case
) -> None:
    led_by(case, leading)

    corrected(worker, case, ARMED)

    assert told(leading) == [f"I sag {case.number} er der svaret ja til et spørgsmål om fare"]
    assert (told(worker), told(world.person(HOME, Role.LEADER))) == ([], [])
    news = leading.browser().get("/nyt/").content.decode()
    assert (case.number in news, NAME in news) == (True, False)
    corrected(worker, case, ARMED)
    corrected(worker, case, NO_DANGER)
    assert len(told(leading)) == 1


def test_without_a_coordinator_those_who_appoint_one_are_told(
    world: World, worker: Person, leading: Person, case: Case
) -> None:
    corrected(worker, case, ARMED)

    assert [len(told(one)) for one in (leading, world.person(HOME, Role.LEADER), worker)] == [
        1,
        1,
        0,
    ]


def test_who_answered_knows(leading: Person, case: Case) -> None:
    led_by(case, leading)

    corrected(leading, case, ARMED)

    assert told(leading) == []


@pytest.mark.parametrize(("danger", "count"), [(ARMED, 1), (NO_DANGER, 0)], ids=["yes", "no"])
def test_a_concern_more_on_the_case_is_told_when_it_says_yes(
    worker: Person, leading: Person, case: Case, danger: dict[DangerQuestion, bool], count: int
) -> None:
    led_by(case, leading)
    with worker.acts():
        hits = actions.search_repeats(by=worker.actor, person=person())
        answers = other_than(hits) | {case.subject_id: MatchAnswer.SAME}
        again = facts(danger=danger, police_contacted_at=clock.now())
        actions.register_concern(by=worker.actor, person=person(), facts=again, answers=answers)

    assert len(told(leading)) == count
