"""The demo's 60 cases, lived through the real actions by the demo's people, in the past."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from random import Random

from django.utils import timezone

from casework.demo import (
    around,
    confined,
    delivered,
    handed,
    inquired,
    meetings,
    reported,
    screened,
    telling,
    timed,
    twice,
)
from casework.demo.colleagues import colleague, memberships
from casework.demo.course import Course
from casework.demo.daytime import Office
from casework.demo.erased import erase
from casework.demo.loader import Story, load_stories
from casework.models import Case, Receipt
from casework.rules.workflow import State
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Authority, Membership

SEED = 20261123
#: The municipality that shows the rarer courses too.
WITH_MORE = 851
#: One beside it, which is asked something.
BESIDE = 813
Progress = Callable[[int, int], None]


def seed(progress: Progress) -> None:
    """Make the cases that are missing; a broken-off run goes on where it stopped, because the
    stories of a municipality are always told in the same order.

    Raises:
        LookupError: the demo's people are missing.
    """
    # A repeat comes after what it repeats.
    stories = sorted(load_stories(), key=lambda story: (story.municipality, -story.days_ago))
    done, now = 0, timezone.now()
    for municipality, told in groupby(stories, key=lambda story: story.municipality):
        for _story in tell(int(municipality), list(told), now):
            done += 1
            progress(done, len(stories))
        tell_beside(int(municipality), Office(now))
    for district in _districts():
        _open_deliveries(district, Office(now))


def tell(municipality: int, stories: list[Story], now: datetime) -> Iterator[Story]:
    """Live through the stories of one municipality as seen at ``now``; yields each one that is
    there."""
    lead, leader = (colleague(municipality, role) for role in (Role.COORDINATOR, Role.LEADER))
    team = [row.pk for row in memberships(municipality, Role.CASEWORKER)]
    with lead.acts():
        cases = list(Case.objects.for_actor(lead.actor).order_by("created_at"))
    known = dict(zip((story.key for story in stories), cases, strict=False))
    after: datetime | None = None
    for number, story in enumerate(stories):
        if story.key not in known:
            with lead.acts():
                known[story.key] = telling.live(
                    Course(
                        story=story,
                        by=lead.actor,
                        # The second caseworker has every second case, and sees no other.
                        team=team[: 1 + number % 2],
                        now=now,
                        random=_random(story.key),
                        times=_random(f"{story.key} times"),
                        earlier=known.get(story.repeat_of or ""),
                        after=after,
                    )
                )
        after = known[story.key].created_at
        if story.state is State.ERASED:
            erase(known[story.key], lead, leader)
        yield story


def _random(what: str) -> Random:
    return Random(f"{SEED} {what}")  # noqa: S311 (demo data, not a secret)


def tell_beside(municipality: int, office: Office) -> None:
    """What no story tells: reports from outside the team, and in one municipality cases that few
    may see, that the police were asked to take over, or that proved to be one."""
    lead, leader = (colleague(municipality, role) for role in (Role.COORDINATOR, Role.LEADER))
    reporter = colleague(municipality, Role.REPORTER)
    reported.tell(reporter, lead, office, _random(f"{municipality} report"))
    if municipality == WITH_MORE:
        team = memberships(municipality, Role.CASEWORKER)
        handed.tell(lead, office, _random(f"{municipality} handed"))
        around.tell(lead, office, _random(f"{municipality} around"))
        timed.tell(lead, office, _random(f"{municipality} timed"))
        timed.give_tasks(lead, office, _random(f"{municipality} tasks"))
        twice.tell(lead, office, _random(f"{municipality} twice"))
        confined.tell(lead, leader, team, office, _random(f"{municipality} confined"))


def _districts() -> list[int]:
    rows = unscoped(Membership, reason="demo data: nobody acts yet").filter(
        role=Role.OFFICER, active=True
    )
    return sorted(set(rows.values_list("authority_id", flat=True)))


def _open_deliveries(district: int, office: Office) -> None:
    """An officer has opened every second delivery, most of which are answered, and so are half the
    screenings."""
    lead = colleague(district, Role.POLICE_COORDINATOR)
    officer = colleague(district, Role.OFFICER)
    times = _random(f"{district} deliveries")
    with officer.acts():
        if Receipt.objects.for_actor(officer.actor).exists():
            return
    delivered.open_some(officer, office, times)
    with lead.acts():
        screened.answer_for_police(lead.actor, office, times)
        together = screened.opened(lead.actor)
        if together is not None:
            screened.begin_joint(lead.actor, together, office, times)
    if together is not None:
        ours = colleague(together.municipality_id, Role.COORDINATOR)
        with ours.acts():
            screened.begin_joint(ours.actor, together, office, times)
    handed.answer(lead, office, times)
    if district == Authority.objects.get(pk=WITH_MORE).police_district_id:
        ours = colleague(WITH_MORE, Role.COORDINATOR)
        meetings.tell(ours, lead, officer, office)
        inquired.tell(ours, lead, BESIDE, office)
