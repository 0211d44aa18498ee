"""The demo's cases: every story told once, in the state it tells of."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from casework.demo import inquired, seed, texts
from casework.demo.colleagues import colleague
from casework.demo.daytime import Office
from casework.demo.loader import load_stories
from casework.models import (
    Case,
    Disclosure,
    Erasure,
    Inquiry,
    Meeting,
    Note,
    Receipt,
    Review,
)
from casework.rules.codes import ReviewDecision, Tristate
from casework.rules.workflow import State
from screening.models import Screening
from stopext.access.roles import Role
from tests.support.world import HOME, NEIGHBOUR, World


def test_the_stories_of_a_municipality_are_told_once(world: World) -> None:
    stories = sorted(
        (story for story in load_stories() if int(story.municipality) == HOME),
        key=lambda story: -story.days_ago,
    )
    assert len(list(seed.tell(HOME, stories, timezone.now()))) == len(stories)
    assert len(list(seed.tell(HOME, stories, timezone.now()))) == len(stories)
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        cases = list(Case.objects.for_actor(lead.actor))
        held = list(Meeting.objects.for_actor(lead.actor).filter(held_on__isnull=False))
        ended = Review.objects.for_actor(lead.actor).filter(decision=ReviewDecision.CLOSE)
        views = {row.citizen_view for row in ended}
    assert [row for row in held if row.held_on != row.planned_on] == []
    assert (len(held) > 3, views) == (True, {texts.ENOUGH})
    told = Counter(story.state for story in stories)
    assert Counter(case.state_code for case in cases) == told
    assert len({case.number for case in cases}) == len(stories)


def test_a_share_says_of_the_citizen_what_the_concern_said(world: World) -> None:
    wanted = [row for row in load_stories() if int(row.municipality) == HOME and row.disclosures]
    list(seed.tell(HOME, sorted(wanted, key=lambda story: -story.days_ago), timezone.now()))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        said = {
            (row.case.concerns.earliest("received_at").citizen_informed, row.citizen_informed)
            for row in Disclosure.objects.for_actor(lead.actor)
        }
    assert said == {(Tristate.YES, Tristate.YES), (Tristate.NO, Tristate.NO)}


def test_the_story_of_a_deleted_case_leaves_its_certificate(world: World) -> None:
    gone = [story for story in load_stories() if story.state is State.ERASED]
    list(seed.tell(HOME, gone, timezone.now()))
    list(seed.tell(HOME, gone, timezone.now()))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        (case,) = Case.objects.for_actor(lead.actor)
        (row,) = Erasure.objects.for_actor(lead.actor).filter(case=case)
        assert (case.state, row.erased_at is None, case.subject.name) == (State.ERASED, False, "")


@pytest.mark.parametrize("late", [True, False])
def test_clocks_have_run_out_where_the_story_says_so(world: World, late: bool) -> None:
    wanted = [
        story
        for story in load_stories()
        if int(story.municipality) == HOME and story.overdue is late and story.closure is None
    ]
    list(seed.tell(HOME, sorted(wanted, key=lambda story: -story.days_ago), timezone.now()))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        cases = list(Case.objects.for_actor(lead.actor))
    now = timezone.now()
    assert [case.number for case in cases if case.is_overdue(now) is not late] == []


def test_screenings_are_answered_where_the_case_has_come_that_far(world: World) -> None:
    wanted = [story for story in load_stories() if story.key in {"aalborg-04", "aalborg-05"}]
    list(seed.tell(HOME, sorted(wanted, key=lambda story: -story.days_ago), timezone.now()))
    lead, police = world.person(HOME, Role.COORDINATOR), world.person(1460, Role.POLICE_COORDINATOR)
    seed._open_deliveries(1460, Office(timezone.now()))
    with lead.acts():
        rows = Screening.objects.for_actor(lead.actor).order_by("ordered_at")
        assert [bool(row.municipality_locked_at) for row in rows] == [True, False]
    with police.acts():
        rows = Screening.objects.for_actor(police.actor).order_by("ordered_at")
        assert [bool(row.police_locked_at) for row in rows] == [True, False]
        # Who has locked had read what was shared.
        read = Receipt.objects.for_actor(police.actor).filter(user_id=police.actor.user_id)
        assert {receipt.case_id for receipt in read} == {rows[0].subject_id}
        assert all(receipt.opened_at < rows[0].police_locked_at for receipt in read)


def test_what_a_check_after_the_end_says_stands_after_the_end(world: World) -> None:
    checked = [story for story in load_stories() if story.key == "aalborg-09"]
    list(seed.tell(HOME, checked, timezone.now()))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        (case,) = Case.objects.for_actor(lead.actor)
        notes = Note.objects.for_actor(lead.actor).filter(case=case)
        after = [note.text for note in notes if note.at > case.closed_at]
        assert [text.startswith("Eftertjek") for text in after] == [True]


def test_one_question_is_answered_in_the_portal_and_one_waits(world: World) -> None:
    wanted = [story for story in load_stories() if story.key in {"aalborg-03", "aalborg-05"}]
    list(seed.tell(HOME, sorted(wanted, key=lambda story: -story.days_ago), timezone.now()))
    lead, police = (
        colleague(HOME, Role.COORDINATOR),
        colleague(1460, Role.POLICE_COORDINATOR),
    )
    for _time in range(2):
        inquired.tell(lead, police, seed.BESIDE, Office(timezone.now()))
    with lead.acts():
        rows = Inquiry.objects.for_actor(lead.actor).order_by("at")
        assert [row.asked_id for row in rows] == [1460, NEIGHBOUR]
        assert [row.replies.count() for row in rows] == [1, 0]
