"""Who may do what with exercises and cards, and what is wrong with what was typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.exercises.choices import ExerciseStatus, Move
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission

#: Months after which a municipality should exercise again (the national concept).
MONTHS = 24
#: How long after it began the log of a run still takes what happened.
LONGEST = timedelta(hours=20)
#: From which statuses a button leads to which.
WAYS = {
    Move.START: ({ExerciseStatus.PLANNED}, ExerciseStatus.RUNNING),
    Move.PAUSE: ({ExerciseStatus.RUNNING}, ExerciseStatus.PAUSED),
    Move.RESUME: ({ExerciseStatus.PAUSED}, ExerciseStatus.RUNNING),
    Move.FINISH: ({ExerciseStatus.RUNNING, ExerciseStatus.PAUSED}, ExerciseStatus.DONE),
}


def check_can_lead(by: Actor) -> None:
    """Coordinators and leaders plan and run exercises and write cards."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun tovholder og leder kan planlægge øvelser og skrive handlekort."))


def check_can_log(by: Actor) -> None:
    """Whoever works with the municipality's cases may write in the log of a run."""
    if not by.can(Permission.VIEW_OWN_PLAN):
        raise Refused(_("Kun kommunens medarbejdere kan skrive i loggen."))


def check_can_approve(by: Actor) -> None:
    """The leader answers for what staff are told to do."""
    if not by.can(Permission.ADOPT_PLAN):
        raise Refused(_("Kun lederen kan godkende et handlekort."))


def check_planned(exercise: Any) -> None:
    """What is planned can be changed until it begins."""
    if exercise.status != ExerciseStatus.PLANNED:
        raise Refused(_("Øvelsen er begyndt eller aflyst og kan ikke ændres mere."))


def check_not_called_off(exercise: Any) -> None:
    """Of an exercise that was not held nothing is learned."""
    if exercise.status in {ExerciseStatus.CALLED_OFF, ExerciseStatus.PLANNED}:
        raise Refused(_("Øvelsen er ikke holdt. Skriv det her, når den er begyndt."))


def evaluation_fault(worked: str, missing: str) -> str:
    """What is wrong with an evaluation: it says something of how it went."""
    if (worked + missing).strip():
        return ""
    return _("Skriv, hvad der gik godt, eller hvad der manglede.")


def moment(exercise: Any, clock_time: time, now: datetime) -> datetime:
    """The moment a time of day means in a run: on the day it began, or in the night after it.

    Raises:
        Invalid: it is before the run began, or has not been.
    """
    begun = timezone.localtime(exercise.begun_at).replace(second=0, microsecond=0)
    at = begun.replace(hour=clock_time.hour, minute=clock_time.minute)
    if at < begun:
        at += timedelta(days=1)
    if at > min(now, exercise.begun_at + LONGEST):
        raise Invalid(_("Tidspunktet ligger før øvelsen begyndte eller er ikke nået endnu."), "at")
    return at


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, at most the 28th: a month has no more for certain."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))
