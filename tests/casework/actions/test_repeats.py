"""The repeat search where numbers, years and half names decide."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import actions
from casework.actions import repeats
from casework.actions.persons import checked
from casework.models import Case
from casework.rules.codes import MatchAnswer
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.casework.samples import facts, new_case, other_than, person
from tests.support.world import HOME, World

#: Replacement form (day + 60) that fails modulus 11: nobody's numbers.
SEARCH_QUERIES = 6
ONE_TWIN, OTHER_TWIN = "710708-4018", "710708-4019"


def test_twins_with_two_cpr_numbers_are_never_made_one(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    one = person(name="Hassan Tvillingsen", cpr=ONE_TWIN, birth_year=None)
    other = person(name="Hasan Tvillingsen", cpr=OTHER_TWIN, birth_year=None)
    with lead.acts():
        case = new_case(lead.actor, one)
        (hit,) = actions.search_repeats(by=lead.actor, person=other)
        assert (hit.subject_id, hit.cpr_differs) == (case.subject_id, True)
        assert hit.explanation == "Samme navn; samme fødselsår; CPR-numrene er forskellige."
        with pytest.raises(Invalid, match="CPR-numrene er forskellige"):
            actions.register_concern(
                by=lead.actor,
                person=other,
                facts=facts(),
                answers={hit.subject_id: MatchAnswer.SAME},
            )
        apart = actions.register_concern(
            by=lead.actor, person=other, facts=facts(), answers=other_than([hit])
        )
    assert apart.subject_id != case.subject_id


def test_the_birth_year_of_a_typed_cpr_number_counts_in_the_search(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        new_case(lead.actor, person(name="Maxamed Cali", birth_year=2008))
        typed = person(name="Mohamed Ali", cpr=ONE_TWIN, birth_year=None)
        (hit,) = actions.search_repeats(by=lead.actor, person=typed)
    assert (hit.explanation, hit.cpr_differs) == (
        "Navnene lyder ens, men er stavet forskelligt; samme fødselsår.",
        False,
    )


def test_a_surname_alone_finds_the_citizen(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor, person(name="Hassan Tvillingsen", birth_year=None))
        (hit,) = actions.search_repeats(
            by=lead.actor, person=person(name="Tvillingsen", birth_year=None)
        )
    assert hit.subject_id == case.subject_id
    assert hit.explanation.startswith("Samme efternavn; det ene sted er fornavnet ikke kendt")


def test_an_equal_name_with_another_year_is_asked_about(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        new_case(lead.actor, person(birth_year=1990))
        (hit,) = actions.search_repeats(by=lead.actor, person=person(birth_year=1999))
    assert hit.explanation == "Samme navn; forskelligt fødselsår."


@pytest.mark.parametrize("hits", [1, 12])
def test_the_search_asks_as_often_however_many_it_finds(world: World, hits: int) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        made: dict[UUID, MatchAnswer] = {}
        for _ in range(hits):
            case = actions.register_concern(
                by=lead.actor, person=person(birth_year=1990), facts=facts(), answers=made
            )
            made[case.subject_id] = MatchAnswer.OTHER
        with CaptureQueriesContext(connection) as asked:
            found = repeats.find(lead.actor, checked(person(cpr=ONE_TWIN, birth_year=None)))
    assert (len(found), len(asked)) == (hits, SEARCH_QUERIES)


def test_a_cpr_number_of_the_1800s_is_refused_and_not_stored(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        with pytest.raises(Invalid, match="fødselsåret 1858"):
            new_case(lead.actor, person(cpr="610158-5990", birth_year=None))
        assert not Case.objects.for_actor(lead.actor).exists()
