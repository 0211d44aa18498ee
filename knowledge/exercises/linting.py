"""What asks a municipality for an exercise: a rule of the plan's linter, and the duty calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.exercises.choices import ExerciseStatus
from knowledge.exercises.models import Exercise
from knowledge.exercises.policies import MONTHS, months_before
from knowledge.plans.duties import Duty
from knowledge.plans.linter.rule import FEEDS, Facts, Finding, rule
from knowledge.plans.linter.sources import ACUTE, CONCEPT
from knowledge.plans.linter.spots import Spot
from knowledge.plans.models import Plan
from stopext.access.actor import Actor
from stopext.web.dates import format_date

NAME = "last_exercise"
PLACE = Spot("exercises:list")


def latest_that_counts(actor: Actor) -> Any:
    """The latest exercise of the actor's municipality that counts: it was ended, and somebody wrote
    how it went. Two clicks alone are no exercise."""
    rows = Exercise.objects.for_actor(actor).filter(status=ExerciseStatus.DONE)
    return rows.exclude(worked="", missing="").order_by("-begun_at")[:1]


def last_held(actor: Actor) -> date | None:
    """The day of the latest exercise that counts. One query."""
    return _day_of(latest_that_counts(actor))


def _day_of(latest: Iterable[Exercise]) -> date | None:
    return next((row.held_on for row in latest), None)


FEEDS[NAME] = last_held


def next_exercise(actor: Actor, plan: Plan | None) -> Iterator[Duty]:
    """The exercises that are planned, and the day by which the next one is due: counted from the
    last, or from the adoption of the plan in force. Two queries."""
    rows = Exercise.objects.for_actor(actor).filter(status=ExerciseStatus.PLANNED)
    for row in rows.only("title", "on"):
        yield Duty(
            f"exercise-{row.pk}",
            row.on,
            _("Hold øvelsen: %s") % row.title,
            _("I har planlagt den."),
            reverse("exercises:exercise", args=[row.pk]),
        )
    yield from to_hold(latest_that_counts(actor), plan)


def to_hold(latest: Iterable[Exercise], plan: Plan | None) -> Iterator[Duty]:
    """The exercise that is due after the ``latest`` that counts, or the adoption of the plan."""
    last = _day_of(latest)
    since = last or (plan.adopted_on if plan else None)
    if since:
        told = _("Et godt råd: mindst hvert andet år. I har ikke holdt og evalueret en endnu.")
        if last:
            told = _("Et godt råd: mindst hvert andet år. Senest holdt %s.") % format_date(last)
        yield Duty(
            "exercise",
            months_before(since, -MONTHS),
            _("Hold en øvelse af beredskabet"),
            told,
            reverse("exercises:list"),
        )


@rule(
    "X1",
    CONCEPT,
    gettext_lazy("Hold en øvelse af beredskabet mindst hvert andet år."),
    ACUTE,
    follows=True,
)
def no_exercise(facts: Facts) -> Iterator[Finding]:
    """None was held in the last 24 months."""
    if NAME not in facts.fed:
        return
    last = facts.fed[NAME]
    if last is None:
        yield Finding(_("Kommunen har ikke holdt og evalueret en øvelse i portalen"), PLACE)
    elif last < months_before(facts.today, MONTHS):
        yield Finding(_("Den seneste evaluerede øvelse blev holdt %s") % format_date(last), PLACE)
