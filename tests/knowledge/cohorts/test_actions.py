"""Making a cohort, joining and leaving it, and saying how far one is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from knowledge.cohorts import actions, policies
from knowledge.cohorts.models import Cohort, Member, Milestone, Report
from knowledge.cohorts.query import State, milestones, own_lines, table
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE
from tests.matrix.plans import plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

DAY = timedelta(days=1)


def second(adviser: Person, first: Cohort, **days: Any) -> Cohort:
    with adviser.acts():
        return actions.add_cohort(
            by=adviser.actor,
            name="Andet hold",
            starts_on=days.get("starts_on", first.starts_on),
            ends_on=first.ends_on + 300 * DAY,
        )


def joins(adviser: Person, cohort: Cohort, place: int, on: date) -> Member:
    with adviser.acts():
        return actions.join(by=adviser.actor, cohort=cohort, municipality_id=place, joined_on=on)


def stone(person: Person, text: str = "Kick-off") -> Milestone:
    with person.acts():
        found: Milestone = rows_of(Milestone).select_related("cohort").get(text=text)
        return found


def says(person: Person, milestone: Milestone, version: int = 0, **said: Any) -> Report:
    values = {"done_on": clock.today(), "note_text": "", **said}
    with person.acts():
        return actions.report(by=person.actor, milestone=milestone, version=version, **values)


def test_no_municipality_is_in_two_cohorts_at_once(adviser: Person, cohort: Cohort) -> None:
    other = second(adviser, cohort)
    with pytest.raises(Invalid, match="Første hold"):
        joins(adviser, other, HOME, cohort.ends_on)
    with pytest.raises(Invalid, match="Første hold"):
        joins(adviser, cohort, HOME, cohort.starts_on)
    later = joins(adviser, other, HOME, cohort.ends_on + DAY)
    with adviser.acts(), pytest.raises(Invalid, match="Første hold"):
        actions.change_member(
            by=adviser.actor, pk=later.pk, version=0, joined_on=cohort.ends_on, left_on=None
        )
    longer: dict[str, Any] = {
        "name": "x",
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on + DAY,
    }
    with adviser.acts(), pytest.raises(Invalid, match="Andet hold"):
        actions.change_cohort(by=adviser.actor, pk=cohort.pk, version=0, **longer)
    with pytest.raises(Invalid, match="slut før"):
        joins(adviser, cohort, NEIGHBOUR, cohort.ends_on + DAY)


def test_who_leaves_stays_in_the_history_and_may_come_back(
    adviser: Person, lead: Person, cohort: Cohort
) -> None:
    gone, today = cohort.starts_on + DAY, clock.today()
    with adviser.acts():
        first = rows_of(Member).get()
        values: dict[str, Any] = {"joined_on": cohort.starts_on, "left_on": gone}
        for _time in range(2):
            row = actions.change_member(by=adviser.actor, pk=first.pk, version=0, **values)
        assert (row.is_in, row.edits) == (False, 1)
        with pytest.raises(Conflict):
            actions.change_member(
                by=adviser.actor, pk=first.pk, version=0, joined_on=gone, left_on=None
            )
    milestone = stone(lead)
    with pytest.raises(Refused, match="ikke med"):
        says(lead, milestone)
    joins(adviser, cohort, HOME, today)
    says(lead, milestone)
    with adviser.acts():
        assert rows_of(Member).count() == 2


def test_a_report_is_corrected_with_history(lead: Person, cohort: Cohort) -> None:
    milestone = stone(lead)
    says(lead, milestone, note_text="Alle kom")
    assert says(lead, milestone, version=1, note_text="Alle kom").edits == 1
    with pytest.raises(Conflict):
        says(lead, milestone, version=0, note_text="Noget andet")
    row = says(lead, milestone, version=1, done_on=None, note_text="Udsat")
    assert (row.done_on, row.earlier[0]["note"], row.earlier[0]["by"]) == (
        None,
        "Alle kom",
        lead.actor.name,
    )
    says(lead, milestone, version=2, note_text="Nu")
    with lead.acts():
        assert rows_of(Report).get().earlier[1]["done_on"] == ""


def test_what_the_portal_sees_is_not_reported(
    adviser: Person, lead: Person, cohort: Cohort
) -> None:
    with pytest.raises(Invalid, match="fremtiden"):
        says(lead, stone(lead), done_on=clock.today() + DAY)
    with pytest.raises(Refused, match="skal ikke meldes"):
        says(lead, stone(lead, "Kladden"))
    with adviser.acts():
        row = rows_of(Milestone).get(text="Kick-off")
        for _time in range(2):
            actions.change_milestone(by=adviser.actor, pk=row.pk, version=0, is_removed=True)
    with pytest.raises(Refused, match="skal ikke meldes"):
        says(lead, stone(lead))


def states(person: Person, cohort: Cohort) -> list[bool]:
    with person.acts():
        return [line.state.is_done for line in own_lines(person.actor, cohort)]


def test_the_portal_sees_a_draft_and_a_published_plan(
    world: World, lead: Person, adviser: Person, cohort: Cohort
) -> None:
    joins(adviser, cohort, NEIGHBOUR, cohort.starts_on)
    assert states(lead, cohort) == [False, False, False]
    with lead.acts():
        plan_begun(lead)
    says(lead, stone(lead), note_text="Godt")
    assert states(lead, cohort) == [True, True, False]
    with lead.acts():
        numbers = [(one.done, one.members) for one in own_lines(lead.actor, cohort)]
    assert numbers == [(1, 2), (1, 2), (0, 2)]
    with adviser.acts():
        found = table(adviser.actor, cohort, milestones(cohort), [HOME, NEIGHBOUR])
        assert [one.is_done for one in found[HOME]] == [True, True, False]
        assert found[NEIGHBOUR][0] == State(False, "Over tiden", "attention")
        assert found[HOME][0].note == "Godt"
        # Of the draft itself the centre sees nothing.
        assert not rows_of(Report).exclude(municipality_id=HOME).exists()


def test_a_published_plan_is_both(world: World, lead: Person, cohort: Cohort) -> None:
    publish(lead, world.person(HOME, Role.LEADER))
    assert states(lead, cohort) == [False, True, True]


def test_only_the_centre_makes_and_only_members_report(
    world: World, lead: Person, adviser: Person, cohort: Cohort
) -> None:
    today = clock.today()
    with lead.acts():
        row = rows_of(Member).get()
        deeds: tuple[tuple[Any, dict[str, Any]], ...] = (
            (actions.add_cohort, {"name": "x", "starts_on": today, "ends_on": today}),
            (actions.join, {"cohort": cohort, "municipality_id": HOME, "joined_on": today}),
            (actions.add_milestone, {"cohort": cohort, "text": "x", "due_on": today}),
            (actions.change_milestone, {"pk": row.pk, "version": 0}),
            (
                actions.change_member,
                {"pk": row.pk, "version": 0, "joined_on": today, "left_on": None},
            ),
        )
        for act, said in deeds:
            with pytest.raises(Refused):
                act(by=lead.actor, **said)
    with pytest.raises(Refused, match="kommunens tovholder"):
        says(adviser, stone(adviser))


def test_the_wall_shows_members_their_own_and_strangers_nothing(
    world: World, lead: Person, adviser: Person, cohort: Cohort
) -> None:
    joins(adviser, cohort, NEIGHBOUR, cohort.starts_on)
    says(lead, stone(lead), note_text="Kun for centeret")
    other = world.person(NEIGHBOUR, Role.COORDINATOR)
    with other.acts():
        assert (rows_of(Member).count(), rows_of(Milestone).count()) == (1, 3)
        assert rows_of(Report).count() == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows_of(Member).update(left_on=clock.today())
    for place, role in ((HOME, Role.CASEWORKER), (751, Role.LEADER), (CENTRE, Role.EDITOR)):
        person = world.person(place, role)
        with person.acts():
            found = [rows_of(model).count() for model in (Cohort, Milestone, Member, Report)]
            assert found == [0, 0, 0, 0]
            assert not Cohort.objects.for_actor(person.actor).exists()
            assert not Member.objects.for_actor(person.actor).exists()
    stranger = world.person(751, Role.LEADER)
    with stranger.acts():
        assert [line.members for line in own_lines(stranger.actor, cohort)] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 kommune. "), (19, "mindst 20"), (20, ""), (25, ""), (26, "højst 25")],
    ids=["one", "few", "least", "most", "many"],
)
def test_too_few_and_too_many_are_warned_of(number: int, told: str) -> None:
    said = policies.size_warning(number)
    assert (told in said, bool(said)) == (True, bool(told))


def test_a_cohort_is_renamed_and_a_period_must_run_forwards(
    adviser: Person, cohort: Cohort
) -> None:
    values: dict[str, Any] = {
        "name": "Nyt navn",
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
    }
    with adviser.acts():
        assert actions.change_cohort(by=adviser.actor, pk=cohort.pk, version=0, **values).edits == 1
    today = clock.today()
    assert policies.period_fault(today, today - DAY)
    assert not policies.period_fault(today, today)
    assert not policies.period_fault(None, today)
