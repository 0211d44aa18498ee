"""Readers of a restricted case are told of a later one that may be about the same citizen, whoever
registers it; and nobody else is, nor the one who registers."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case
from casework.rules.codes import MatchAnswer
from casework.rules.identity.matching import RARE
from stopext.access.roles import Role
from stopext.notifications.models import Notice
from stopext.notifications.reading import in_words, own
from tests.casework.samples import facts, new_case, other_than, person
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

KIND = "concern_alike"
TOLD = "handler måske om samme borger"


@pytest.fixture
def leader(world: World) -> Person:
    return world.person(HOME, Role.LEADER)


@pytest.fixture
def closed(leader: Person) -> Case:
    """A case that the leader alone reads."""
    with leader.acts():
        case = new_case(leader.actor, person(cpr="010190-1233"))
        return actions.restrict(
            by=leader.actor,
            case=case,
            version=case.version,
            membership_ids=[leader.actor.membership_id],
        )


def told(reader: Person) -> list[str]:
    with reader.acts():
        return [
            one.line.text
            for one in in_words(reader.actor, own(reader.actor).filter(read_at=None, kind=KIND))
        ]


def registered(by: Person, **who: object) -> Case:
    with by.acts():
        citizen = person(**who)
        hits = actions.search_repeats(by=by.actor, person=citizen)
        assert hits == []
        return actions.register_concern(by=by.actor, person=citizen, facts=facts(), answers={})


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CASEWORKER])
@pytest.mark.parametrize("known_by", [{}, {"cpr": "010190-1233"}])
def test_a_later_concern_is_told_to_the_readers_and_to_nobody_else(
    world: World, leader: Person, closed: Case, role: Role, known_by: dict[str, str]
) -> None:
    registrar = world.person(HOME, role)
    registered(registrar, **known_by)

    assert [(TOLD in text, closed.number in text) for text in told(leader)] == [(True, True)]
    assert told(registrar) == []
    for other in (world.person(HOME, Role.COORDINATOR), world.person(NEIGHBOUR, Role.LEADER)):
        assert told(other) == []
    news = leader.browser().get("/nyt/").content.decode()
    assert ("Nye bekymringer, der ligner" in news, TOLD in news) == (True, True)
    with leader.acts():
        assert rows_of(Notice).filter(kind=KIND).get().about == closed.pk


def test_somebody_else_s_concern_is_told_to_nobody(
    world: World, leader: Person, closed: Case
) -> None:
    registered(world.person(HOME, Role.COORDINATOR), name="Anna Skovgaard", birth_year=1962)
    assert told(leader) == []


#: Somebody on file, her year of birth and number; who is registered later, and whether her readers
#: are told. One of each kind of key, each relation of years, and numbers that differ.
ALIKE = [
    ({"name": "Nora Skovgaard"}, {"name": "Nora Skovgaard"}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora Skovgaard", "birth_year": 1960}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora Skovgård", "birth_year": 1991}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora Skovgård", "birth_year": 1960}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora", "birth_year": 1990}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora", "birth_year": 1991}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora", "birth_year": None}),
    ({"name": "Nora Skovgaard"}, {"name": "Nora", "birth_year": 1970}),
    ({"name": "Skovgaard"}, {"name": "Nora Skovgaard"}),
    ({"name": "Kristian Holm"}, {"name": "Christian Holm"}),
    ({"name": "Kristian Holm"}, {"name": "Kristina Holm"}),
    ({"name": "Kristian Holm"}, {"name": "Kristina Holm", "birth_year": 1971}),
    ({"name": "Nora", "cpr": "010190-1233"}, {"name": "Nora Skovgaard", "cpr": "710708-4018"}),
    ({"name": "Nora", "cpr": "010190-1233"}, {"name": "Helt Andet", "cpr": "010190-1233"}),
]


@pytest.mark.parametrize("many", [1, RARE + 1])
@pytest.mark.parametrize(("known", "later"), ALIKE, ids=range(len(ALIKE)))
def test_the_database_compares_as_the_search_does(
    world: World,
    leader: Person,
    many: int,
    known: dict[str, object],
    later: dict[str, object],
) -> None:
    """A reader who would be asked about the citizen is told of her, and no other."""
    with leader.acts():
        for _ in range(many):
            who = person(**_years(known))
            answers = other_than(actions.search_repeats(by=leader.actor, person=who))
            case = actions.register_concern(
                by=leader.actor, person=who, facts=facts(), answers=answers
            )
            actions.restrict(
                by=leader.actor,
                case=case,
                version=case.version,
                membership_ids=[leader.actor.membership_id],
            )
        asked = actions.search_repeats(by=leader.actor, person=person(**_years(later)))
    registered(world.person(HOME, Role.COORDINATOR), **_years(later))
    with leader.acts():
        assert rows_of(Notice).filter(kind=KIND).count() == len(asked)


def _years(who: dict[str, object]) -> dict[str, object]:
    return who | {"birth_year": None} if "cpr" in who else who


def test_who_reads_the_case_and_registers_herself_is_not_told(leader: Person, closed: Case) -> None:
    with leader.acts():
        hits = actions.search_repeats(by=leader.actor, person=person())
        answers = {hit.subject_id: MatchAnswer.OTHER for hit in hits}
        actions.register_concern(by=leader.actor, person=person(), facts=facts(), answers=answers)
    assert told(leader) == []
