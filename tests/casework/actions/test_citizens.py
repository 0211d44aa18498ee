"""What is known of a citizen after a second concern, and after a correction."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.actions import repeats
from casework.actions.correcting import seen_version
from casework.models import Case, Correction, Subject
from casework.rules.clocks import ASSESS_MINOR
from casework.rules.codes import ConcernForm, MatchAnswer, Tristate
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import CPR, NAME, facts, new_case, person
from tests.support.world import HOME, Person, World

CHILD = 15


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


def same_again(by: Person, citizen: Subject, **known: Any) -> Case:
    """A further concern about the same citizen."""
    actions.search_repeats(by=by.actor, person=person(**known))
    return actions.register_concern(
        by=by.actor,
        person=person(**known),
        facts=facts(),
        answers={citizen.pk: MatchAnswer.SAME},
    )


def correct(
    by: Person,
    case: Case,
    reason: str = "Skolen har rettet det.",
    seen: int | None = None,
    **known: Any,
) -> Case:
    """Correct the citizen of the case as it is stored now, or as it was ``seen``."""
    row = Case.objects.for_actor(by.actor).select_related("subject").get(pk=case.pk)
    return actions.correct_citizen(
        by=by.actor,
        case=row,
        version=seen_version(row) if seen is None else seen,
        known=actions.Known(
            person=person(**known),
            other_names="",
            form=ConcernForm.MIXED,
            gang_link=Tristate.UNKNOWN,
            online=Tristate.UNKNOWN,
        ),
        reason=reason,
    )


def citizen_of(by: Person, case: Case) -> Subject:
    with by.acts():
        found: Subject = Subject.objects.for_actor(by.actor).get(pk=case.subject_id)
        return found


def test_a_second_concern_fills_what_was_empty_and_keeps_what_was_there(lead: Person) -> None:
    with lead.acts():
        numbered = person(name="", cpr=CPR, birth_year=None, description="Høj")
        case = new_case(lead.actor, numbered)
        joined = same_again(lead, case.subject, cpr=CPR, birth_year=None, description="Rød hue")
    found = citizen_of(lead, case)
    assert joined.pk == case.pk
    assert (found.name, found.description) == (NAME, "Høj\nRød hue")


@pytest.mark.parametrize(
    ("second", "year", "also"),
    [
        ({"birth_year": 2008}, 2007, 2008),
        ({"cpr": CPR, "birth_year": None}, 2008, 2007),
    ],
    ids=["both said", "one from the number"],
)
def test_of_two_years_of_birth_the_other_is_written_down(
    lead: Person, second: dict[str, Any], year: int, also: int
) -> None:
    with lead.acts():
        case = new_case(lead.actor, person(birth_year=2007))
        assert same_again(lead, case.subject, **second).pk == case.pk
    found = citizen_of(lead, case)
    assert found.birth_year == year
    assert f"Fødselsår også oplyst som {also} " in found.description


def test_a_corrected_name_is_still_found_until_it_is_taken_away(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        was = case.subject.name
        correct(lead, case, name="Emil Kruse")

        def found() -> list[Any]:
            return [hit.subject_id for hit in actions.search_repeats(by=lead.actor, person=was_she)]

        was_she = person(name=was)
        assert found() == [case.subject_id]
        kept = Subject.objects.for_actor(lead.actor).get(pk=case.subject_id).other_names
        correct(lead, case, name="Emil Kruse")
        assert (kept, found()) == (was, [])


def test_a_second_concern_about_a_child_hastens_the_case(lead: Person) -> None:
    """The first did not say how old she is."""
    with lead.acts():
        case = new_case(lead.actor, person(birth_year=None))
        before = case.due_at
        joined = same_again(lead, case.subject, birth_year=clock.today().year - CHILD)
    assert joined.pk == case.pk
    assert joined.due_at == ASSESS_MINOR.due(case.received_at)
    assert before is not None
    assert joined.due_at < before


def test_who_is_shut_out_learns_nothing_and_the_readers_see_the_later_case(
    world: World, lead: Person
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        case = new_case(lead.actor)
        readers = [lead.membership.pk]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=readers)
    with leader.acts():
        assert not Case.objects.for_actor(leader.actor).filter(pk=case.pk).exists()
        assert actions.search_repeats(by=leader.actor, person=person()) == []
        later = new_case(leader.actor, received_at=clock.now())
    assert (later.pk != case.pk, later.subject_id != case.subject_id) == (True, True)
    with lead.acts():
        row = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=case.pk)
        (hit,) = repeats.alike(lead.actor, row)
        assert [each.number for each in hit.cases] == [later.number]
        assert row.concerns.count() == 1
        found = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=later.pk)
        assert [one.cases[0].number for one in repeats.alike_before(lead.actor, found)] == [
            case.number
        ]
        concern = found.concerns.get()
    pages = [url("case", later.pk), url("concern", later.pk, concern.pk)]
    told = {
        who: [case.number in text_of(who.browser().get(page)) for page in pages]
        for who in (lead, leader)
    }
    assert told == {lead: [True, True], leader: [False, False]}
    nothing = "Der er ikke andre bekymringer om borgeren"
    beside = [nothing in text_of(who.browser().get(pages[0])) for who in (lead, leader)]
    assert beside == [False, True]


def test_a_correction_says_why_and_changes_something(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        with pytest.raises(Invalid, match="hvorfor oplysningerne rettes"):
            correct(lead, case, reason=" ", birth_year=1991)
        with pytest.raises(Conflict, match="mens du skrev"):
            correct(lead, case, seen=1, birth_year=1991)
        with pytest.raises(Invalid, match="ikke rettet noget"):
            correct(lead, case)
    assert citizen_of(lead, case).birth_year == 1990


def test_a_correction_tells_a_box_in_words(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        correct(lead, case, address_protected=True)
        made = Correction.objects.for_actor(lead.actor).get(case=case)
    assert [(each["before"], each["after"]) for each in made.changes] == [("Nej", "Ja")]


def test_a_citizen_who_turns_out_to_be_a_child_hastens_the_case(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor, person(birth_year=None))
        corrected = correct(lead, case, birth_year=clock.today().year - CHILD)
    assert corrected.due_at == ASSESS_MINOR.due(case.received_at)


def test_the_words_of_a_correction_hide_most_of_a_number(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor, person(birth_year=2008))
        correct(lead, case, cpr=CPR, birth_year=2008)
        made = Correction.objects.for_actor(lead.actor).get(case=case)
    (number,) = [each for each in made.changes if each["before"] != each["after"]]
    assert (number["before"], number["after"][:6]) == ("", CPR[:6])
    assert CPR[-4:] not in number["after"]
