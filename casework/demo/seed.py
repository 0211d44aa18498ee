"""The demo's 60 cases, lived through the real actions by the demo's people, in the past."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from random import Random
from typing import Any

from django.utils import timezone

from casework import actions
from casework.codes import Knowledge
from casework.danger import DangerQuestion
from casework.demo import screened
from casework.demo.colleagues import colleague, memberships
from casework.demo.course import Course
from casework.demo.erased import erase
from casework.demo.loader import Story, load_stories
from casework.models import Case, Disclosure, DisclosureItem, Receipt, Report
from casework.workflow import State
from stopext.access.roles import Role
from stopext.accounts.models import Membership

SEED = 20261123
Progress = Callable[[int, int], None]


def seed(progress: Progress) -> None:
    """Make the cases that are missing; a broken-off run goes on where it stopped, because the
    stories of a municipality are always told in the same order.

    Raises:
        LookupError: the demo's people are missing.
    """
    # A repeat comes after what it repeats.
    stories = sorted(load_stories(), key=lambda story: (story.municipality, -story.days_ago))
    done = 0
    for municipality, told in groupby(stories, key=lambda story: story.municipality):
        for _story in tell(int(municipality), list(told)):
            done += 1
            progress(done, len(stories))
        _reports(int(municipality))
    for district in _districts():
        _open_deliveries(district)


def tell(municipality: int, stories: list[Story]) -> Any:
    """Live through the stories of one municipality; yields each one that is there."""
    lead, leader = (colleague(municipality, role) for role in (Role.COORDINATOR, Role.LEADER))
    team = [row.pk for row in memberships(municipality, Role.CASEWORKER)[:1]]
    with lead.acts():
        cases = list(Case.objects.for_actor(lead.actor).order_by("created_at"))
    known = dict(zip((story.key for story in stories), cases, strict=False))
    for story in stories:
        if story.key not in known:
            with lead.acts():
                known[story.key] = Course(
                    story=story,
                    by=lead.actor,
                    team=team,
                    now=timezone.now(),
                    random=Random(f"{SEED} {story.key}"),  # noqa: S311 (demo data, not a secret)
                    earlier=known.get(story.repeat_of or ""),
                ).live()
        if story.state is State.ERASED:
            erase(known[story.key], lead, leader)
        yield story


def _reports(municipality: int) -> None:
    """A concern from outside the team that waits to be taken up."""
    reporter = colleague(municipality, Role.REPORTER)
    with reporter.acts():
        if Report.objects.for_actor(reporter.actor).exists():
            return
        actions.report_concern(
            by=reporter.actor,
            danger=dict.fromkeys(DangerQuestion, False),
            police_contacted_at=None,
            observed=(
                "En elev i 9. klasse har i tre uger siddet alene og tegnet symboler fra en gruppe "
                "på nettet. I dag sagde han til en kammerat, at “de snart får, hvad de fortjener”."
            ),
            interpreted="Jeg er i tvivl, om det er en provokation, eller om nogen påvirker ham.",
            knowledge=Knowledge.FIRST_HAND,
            person="Oskar Demogaard",
            wants_feedback=True,
            contact="Ring på skolen før kl. 14",
        )


def _districts() -> list[int]:
    rows = Membership._base_manager.filter(role=Role.OFFICER, active=True)
    return sorted(set(rows.values_list("authority_id", flat=True)))


def _open_deliveries(district: int) -> None:
    """An officer has opened every second delivery, and half the screenings are answered."""
    lead = colleague(district, Role.POLICE_COORDINATOR)
    officer = colleague(district, Role.OFFICER)
    with officer.acts():
        if Receipt.objects.for_actor(officer.actor).exists():
            return
        for shared in Disclosure.objects.for_actor(officer.actor).order_by("at")[::2]:
            items = DisclosureItem.objects.for_actor(officer.actor).filter(disclosure=shared)
            actions.receive(by=officer.actor, disclosure=shared, items=list(items))
    with lead.acts():
        screened.answer_for_police(lead.actor)
