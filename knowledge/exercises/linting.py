"""What asks a municipality for an exercise: a rule of the plan's linter, and the duty calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from stopext.access.actor import Actor
from stopext.web.dates import format_date

NAME = "last_exercise"
PLACE = Spot("exercises:list")


def last_held(actor: Actor) -> date | None:
    """The day of the latest exercise of the actor's municipality that counts: it was ended, and
    somebody wrote how it went. Two clicks alone are no exercise. One query."""
    rows = Exercise.objects.for_actor(actor).filter(status=ExerciseStatus.DONE)
    latest = rows.exclude(worked="", missing="").order_by("-begun_at").first()
    return latest.held_on if latest else None


FEEDS[NAME] = last_held


def next_exercise(actor: Actor) -> Iterator[Duty]:
    """The day by which the next one is due; nothing before the first was held, which the linter
    says. One query."""
    if last := last_held(actor):
        yield Duty(
            "exercise",
            months_before(last, -MONTHS),
            _("Hold en øvelse af beredskabet"),
            _("Mindst hvert andet år. Senest holdt %s.") % format_date(last),
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
