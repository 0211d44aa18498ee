"""A measure changes hands and pace, and keeps an owner who can be found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, Measure
from casework.rules.codes import Frequency, MeasureStatus, MeasureType, ReviewDecision
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.accounts.actions import end_membership
from tests.casework.actions.test_course import to_active
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, NEIGHBOUR, Person, World

GOAL = "Jeg vil have nogen at snakke med"
FIELDS = {"goal": GOAL, "status": "running"}


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A new case."""
    with leading.acts():
        return new_case(leading.actor)


@pytest.fixture
def measure(leading: Person, case: Case) -> Measure:
    """A mentor, owned by the coordinator herself."""
    with leading.acts():
        return actions.add_measure(
            by=leading.actor,
            case=case,
            type=MeasureType.MENTOR,
            goal=GOAL,
            owner_name="et andet navn",
            owner_user=leading.actor.user_id,
            starts_on=clock.today(),
            frequency=Frequency.WEEKLY,
        )


def owner(leading: Person, measure: Measure) -> tuple[str, Any, str]:
    """Who owns it now, and how often it happens."""
    with leading.acts():
        row = Measure.objects.for_actor(leading.actor).get(pk=measure.pk)
        return row.owner_name, row.owner_user, row.frequency


def on_the_case(world: World, leading: Person, case: Case) -> Person:
    """A caseworker who may read the case."""
    worker = world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        key = worker.membership.pk
        actions.add_colleague(by=leading.actor, case=case, membership_id=key)
    return worker


def test_who_does_not_read_the_case_is_not_responsible(
    world: World, leading: Person, case: Case, measure: Measure
) -> None:
    """Taken off it, a caseworker neither is offered nor can be chosen; who is it already stays."""
    worker, address = on_the_case(world, leading, case), url("measure", case.pk, measure.pk)
    browser, theirs = leading.browser(), str(worker.membership.pk)
    saved(browser, address, **FIELDS, owner=theirs)
    with leading.acts():
        place = case.assignments.get(user_id=worker.actor.user_id, until=None)
        actions.remove_colleague(by=leading.actor, assignment=place)

    assert f'value="{theirs}"' not in text_of(browser.get(address))
    assert send(browser, address, **FIELDS, owner=theirs).status_code == 422
    saved(browser, address, **FIELDS, owner="forrige", frequency="daily")
    assert owner(leading, measure) == (worker.actor.name, worker.actor.user_id, "daily")


def test_a_colleague_owns_it_under_her_own_name(leading: Person, measure: Measure) -> None:
    assert owner(leading, measure) == (leading.actor.name, leading.actor.user_id, "weekly")


def test_it_goes_to_a_colleague_and_to_a_function(
    world: World, leading: Person, case: Case, measure: Measure
) -> None:
    browser, address = leading.browser(), url("measure", case.pk, measure.pk)
    worker = on_the_case(world, leading, case)

    saved(browser, address, **FIELDS, owner=str(worker.actor.membership_id), frequency="monthly")
    assert owner(leading, measure) == (worker.actor.name, worker.actor.user_id, "monthly")
    assert "hver måned" in text_of(browser.get(url("case", case.pk)))

    saved(browser, address, **FIELDS, owner_function="Ungeenheden", frequency="")
    assert owner(leading, measure) == ("Ungeenheden", None, "")


def test_what_is_saved_unchanged_is_no_change(
    leading: Person, case: Case, measure: Measure
) -> None:
    """Nobody who has it open is told then that somebody else has changed it."""
    browser, address = leading.browser(), url("measure", case.pk, measure.pk)
    mine = str(leading.actor.membership_id)
    saved(browser, address, **FIELDS, owner=mine, frequency="daily")
    refused = send(browser, address, **FIELDS, owner=mine, frequency="daily")
    assert (refused.status_code, "Du har ikke ændret noget." in text_of(refused)) == (422, True)
    with leading.acts():
        assert Measure.objects.for_actor(leading.actor).get(pk=measure.pk).version == 1


def test_the_form_shows_who_owns_it(leading: Person, case: Case, measure: Measure) -> None:
    page = text_of(leading.browser().get(url("measure", case.pk, measure.pk)))

    assert f'<option value="{leading.actor.membership_id}" selected>' in page
    assert '<option value="weekly" selected>Hver uge</option>' in page


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "Vælg en kollega, eller skriv en funktion."),
        ({"owner": str(uuid4())}, "Vælg en kollega på listen."),
        ({"owner": "me", "owner_function": "PPR"}, "Vælg enten en kollega eller en funktion."),
        ({"owner": "forrige"}, "Vælg en kollega på listen."),
        ({"owner": "me", "frequency": "evig"}, "frequency"),
    ],
)
def test_an_unclear_owner_is_refused(
    leading: Person, case: Case, measure: Measure, given: dict[str, str], problem: str
) -> None:
    before = owner(leading, measure)
    if given.get("owner") == "me":
        given = given | {"owner": str(leading.actor.membership_id)}
    refused = send(leading.browser(), url("measure", case.pk, measure.pk), **FIELDS, **given)

    assert (refused.status_code, problem in text_of(refused)) == (422, True)
    assert owner(leading, measure) == before


def test_a_stranger_is_nobodys_colleague(world: World, leading: Person, measure: Measure) -> None:
    stranger = world.person(NEIGHBOUR, Role.CASEWORKER)
    with leading.acts(), pytest.raises(Invalid, match="kollega på listen"):
        actions.update_measure(
            by=leading.actor,
            measure=measure,
            version=0,
            status=MeasureStatus.RUNNING,
            goal=GOAL,
            owner_name="Nogen",
            owner_user=stranger.actor.user_id,
        )


def test_an_owner_who_has_left_can_stay_but_not_be_chosen_again(
    world: World, leading: Person, case: Case, measure: Measure
) -> None:
    worker, address = on_the_case(world, leading, case), url("measure", case.pk, measure.pk)
    browser, theirs = leading.browser(), str(worker.actor.membership_id)
    saved(browser, address, **FIELDS, owner=theirs)
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        end_membership(by=leader.actor, membership=worker.membership)

    page = text_of(browser.get(address))
    assert f'<option value="forrige" selected>{worker.actor.name}</option>' in page
    saved(browser, address, **FIELDS, owner="forrige", frequency="daily")
    assert owner(leading, measure) == (worker.actor.name, worker.actor.user_id, "daily")
    saved(browser, address, **FIELDS, owner_function="PPR")
    assert send(browser, address, **FIELDS, owner=theirs).status_code == 422


def test_who_writes_a_review_learns_of_another_of_that_day(
    world: World, leading: Person, case: Case
) -> None:
    colleague, today = world.person(HOME, Role.LEADER), clock.today()
    typed = {"held_on": today, "change": "Ro", "citizen_view": "Godt", "decision": "continue"}
    told = "har også skrevet en opfølgning fra den dag"
    for person, other in ((leading, None), (colleague, leading)):
        browser = person.browser()
        where = saved(browser, url("review_add", case.pk), **typed)
        page = text_of(browser.get(where))
        assert (told in page) is (other is not None)
        assert other is None or f"{other.actor.name} {told}" in page


def test_the_move_begins_the_measures_that_are_chosen_and_tells_of_the_others(
    leading: Person,
) -> None:
    with leading.acts():
        moved = to_active(leading)
        mentor = moved.measures.get()
        later = actions.add_measure(
            by=leading.actor,
            case=moved,
            type=MeasureType.EXIT,
            goal=GOAL,
            owner_name="Exit-enheden",
            starts_on=clock.today() + timedelta(days=30),
        )
    browser, follow = leading.browser(), url("step", moved.pk, "follow_up")
    form = browser.get(follow).context["form"]
    assert form.initial["begins"] == [str(mentor.pk)]
    address = saved(browser, follow, begins=[str(mentor.pk)])
    told = text_of(browser.get(address))
    assert "Sagen er nu: Opfølgning. Står fortsat som planlagt: " in told
    with leading.acts():
        rows = Measure.objects.for_actor(leading.actor)
        assert [rows.get(pk=each.pk).status for each in (mentor, later)] == ["running", "planned"]
        assert rows.get(pk=mentor.pk).version == mentor.version + 1
        actions.review(
            by=leading.actor,
            case=moved,
            held_on=clock.today(),
            change="Bedre",
            citizen_view="Bedre",
            decision=ReviewDecision.CONTINUE,
        )
    go_on = url("step", moved.pk, "active")
    unknown = send(browser, go_on, begins=[str(mentor.pk)])
    assert (unknown.status_code, "ændret imens" in text_of(unknown)) == (422, True)
    address = saved(browser, go_on, begins=[str(later.pk)])
    assert "fortsat som planlagt" not in text_of(browser.get(address))
