"""What a citizen was asked for and answered: is it complete, and does it hold?

Pure rules. One consent is to one thing and for one receiver, so that one can be withdrawn without
the other. No consent is needed for what an authority does by law; one is recorded where the law of
the matter asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.rules.clocks import add_months
from casework.rules.disclosure import Problem
from stopext.web.dates import format_date

#: A consent is asked for anew after that long.
MAX_MONTHS = 12
#: How long before its last day a consent is said to end soon.
SOON = timedelta(days=30)


class ConsentTo(TextChoices):
    """What the citizen was asked for."""

    SHARE = "share", _("At dele oplysninger")
    MEASURE = "measure", _("En indsats")
    SCREENING = "screening", _("En fælles vurdering")
    INFORMATION = "information", _("At indhente oplysninger")


class ConsentReceiver(TextChoices):
    """For whom."""

    POLICE = "police", _("Politiet og infohuset")
    SCHOOL = "school", _("Skole eller uddannelse")
    PSYCHIATRY = "psychiatry", _("Psykiatrien")
    PRISON_SERVICE = "prison_service", _("Kriminalforsorgen")
    MUNICIPALITY = "municipality", _("Kommunen selv")
    OTHER = "other", _("En anden")


class ConsentGiver(TextChoices):
    """Who answered, by the right to answer; never by name."""

    CITIZEN = "citizen", _("Borgeren")
    CUSTODY = "custody", _("Indehaver af forældremyndigheden")
    GUARDIAN = "guardian", _("Værge")
    REPRESENTATIVE = "representative", _("Partsrepræsentant")


class ConsentAnswer(TextChoices):
    """What the answer was. A no is kept as well as a yes."""

    YES = "yes", _("Ja")
    NO = "no", _("Nej")


class ConsentWay(TextChoices):
    """How something was said."""

    WRITTEN = "written", _("Skriftligt")
    ORAL = "oral", _("Mundtligt")


class ConsentStatus(TextChoices):
    """What a consent is worth on a day; derived, never stored."""

    HOLDS = "holds", _("Gælder")
    ENDING = "ending", _("Slutter snart")
    ENDED = "ended", _("Udløbet")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")
    REFUSED = "refused", _("Sagde nej")


#: In these something may still rest on it.
HOLDING = frozenset({ConsentStatus.HOLDS, ConsentStatus.ENDING})


def status_on(
    day: date, *, answer: str, lasts_until: date | None, withdrawn: bool
) -> ConsentStatus:
    """Status on ``day``; it holds on its last day too, and not on the day it was withdrawn."""
    if answer == ConsentAnswer.NO:
        return ConsentStatus.REFUSED
    if withdrawn:
        return ConsentStatus.WITHDRAWN
    if lasts_until is None or lasts_until > day + SOON:
        return ConsentStatus.HOLDS
    return ConsentStatus.ENDED if lasts_until < day else ConsentStatus.ENDING


def until_words(lasts_until: date | None) -> str:
    """How long a yes holds, after "gælder"."""
    if lasts_until is None:
        return gettext("til det trækkes tilbage")
    return gettext("til og med %s") % format_date(lasts_until)


def last_day(said: Mapping[str, Any]) -> date | None:
    """The last day of an answer as it was noted: the longest there is, where a yes names none."""
    if said["answer"] == ConsentAnswer.NO:
        return None
    named: date | None = said["lasts_until"]
    return named or add_months(said["given_on"], MAX_MONTHS)


def find_consent_problems(said: Mapping[str, Any], *, today: date) -> tuple[Problem, ...]:
    """Every reason an answer cannot be recorded so; a day that could not be read has its own error
    already. ``said`` is by column."""
    found = []
    given, until = said.get("given_on"), said.get("lasts_until")
    if said.get("receiver") == ConsentReceiver.OTHER and not said.get("receiver_words"):
        found.append(Problem("receiver_words", _("Skriv, hvem det gælder.")))
    if said.get("way") == ConsentWay.ORAL and not said.get("witness"):
        found.append(Problem("witness", _("Skriv, hvem der hørte svaret.")))
    if given and given > today:
        found.append(Problem("given_on", _("Svaret kan ikke være givet endnu.")))
    if until and said.get("answer") == ConsentAnswer.NO:
        told = _("Svaret er nej, og et nej har ingen sidste dag. Slet dagen, eller ret svaret.")
        found.append(Problem("lasts_until", told))
    elif until and given and until < given:
        told = _("Den sidste dag ligger før den dag, svaret blev givet.")
        found.append(Problem("lasts_until", told))
    elif until and given and until > add_months(given, MAX_MONTHS):
        told = _("Højst 12 måneder efter svaret. Spørg igen, når tiden er gået.")
        found.append(Problem("lasts_until", told))
    return tuple(found)


def find_withdrawal_problem(
    withdrawn_on: date | None, *, given_on: date | None, today: date
) -> Problem | None:
    """Why it cannot have been withdrawn on that day; nothing when it can."""
    if withdrawn_on and withdrawn_on > today:
        return Problem("withdrawn_on", _("Samtykket kan ikke være trukket tilbage endnu."))
    if withdrawn_on and given_on and withdrawn_on < given_on:
        told = _("Det kan ikke være trukket tilbage, før det blev givet.")
        return Problem("withdrawn_on", told)
    return None
