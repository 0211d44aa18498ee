"""Likeness in words: what two municipalities share, what parts them, what to be careful with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.likeness.distance import SAME, Weights
from knowledge.likeness.facts import FACTS, Fact, Municipality, Theme

#: Half a standard deviation: from here a difference is named.
DIFFERENT = 0.5
#: From here a municipality stands out, and from the second a count needs a caution.
OUTSTANDING, EXTREME = 2.0, 2.5
NAMED = 3
#: Numbers that are further apart than this share of the larger are not the same, only nearly.
NEARLY = 0.1
REPORTS = "crime_reports_per_1000"

THEMES: dict[Theme, Any] = {
    Theme.SIZE: gettext_lazy("Størrelse og tæthed"),
    Theme.AGE: gettext_lazy("Alder"),
    Theme.EDUCATION: gettext_lazy("Uddannelse"),
    Theme.HOUSING: gettext_lazy("Bolig"),
    Theme.WORK: gettext_lazy("Arbejde og indkomst"),
    Theme.SAFETY: gettext_lazy("Anmeldelser til politiet"),
    Theme.TURNOUT: gettext_lazy("Valgdeltagelse"),
    Theme.GEOGRAPHY: gettext_lazy("Politikreds og region"),
    Theme.PLAN: gettext_lazy("Planens niveauer og praksis"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """How a fact is called, how another has the same, more or less of it, and of when it is."""

    label: Any
    same: Any
    more: Any
    less: Any
    as_of: Any
    places: int = 1
    care: Any = ""
    """What to be careful with."""


_JANUARY = gettext_lazy("1. januar 2026")
WORDS: dict[str, Words] = {
    "population": Words(
        gettext_lazy("Indbyggere"),
        gettext_lazy("samme størrelse"),
        gettext_lazy("flere indbyggere"),
        gettext_lazy("færre indbyggere"),
        _JANUARY,
        places=0,
    ),
    "density_per_km2": Words(
        gettext_lazy("Indbyggere pr. km²"),
        gettext_lazy("lige så tæt befolket"),
        gettext_lazy("tættere befolket"),
        gettext_lazy("tyndere befolket"),
        _JANUARY,
        care=gettext_lazy("Siger kun lidt om en stor kommune omkring en by."),
    ),
    "age_6_19_pct": Words(
        gettext_lazy("Børn og unge på 6-19 år, procent"),
        gettext_lazy("samme andel børn og unge"),
        gettext_lazy("større andel børn og unge"),
        gettext_lazy("mindre andel børn og unge"),
        _JANUARY,
    ),
    "age_20_34_pct": Words(
        gettext_lazy("Unge voksne på 20-34 år, procent"),
        gettext_lazy("samme andel unge voksne"),
        gettext_lazy("større andel unge voksne"),
        gettext_lazy("mindre andel unge voksne"),
        _JANUARY,
    ),
    "higher_education_pct": Words(
        gettext_lazy("Videregående uddannelse, procent af de 15-69-årige"),
        gettext_lazy("samme andel med videregående uddannelse"),
        gettext_lazy("større andel med videregående uddannelse"),
        gettext_lazy("mindre andel med videregående uddannelse"),
        gettext_lazy("efteråret 2022"),
    ),
    "owner_occupied_pct": Words(
        gettext_lazy("Beboede boliger, som ejeren bor i, procent"),
        gettext_lazy("samme andel ejerboliger"),
        gettext_lazy("større andel ejerboliger"),
        gettext_lazy("mindre andel ejerboliger"),
        gettext_lazy("1. januar 2025"),
    ),
    "income_disposable_avg_dkk": Words(
        gettext_lazy("Disponibel indkomst pr. person, kroner"),
        gettext_lazy("samme indkomst"),
        gettext_lazy("højere indkomst"),
        gettext_lazy("lavere indkomst"),
        gettext_lazy("2022"),
        places=0,
        care=gettext_lazy(
            "Et gennemsnit. Nyere år bruges ikke, fordi få meget høje indkomster løfter dem i en"
            " enkelt kommune."
        ),
    ),
    "unemployment_pct": Words(
        gettext_lazy("Ledige, procent af arbejdsstyrken"),
        gettext_lazy("samme ledighed"),
        gettext_lazy("højere ledighed"),
        gettext_lazy("lavere ledighed"),
        gettext_lazy("gennemsnit af 2024"),
    ),
    "neet_16_24_pct": Words(
        gettext_lazy("16-24-årige uden job og uddannelse, procent"),
        gettext_lazy("samme andel unge uden job og uddannelse"),
        gettext_lazy("større andel unge uden job og uddannelse"),
        gettext_lazy("mindre andel unge uden job og uddannelse"),
        gettext_lazy("2023"),
        care=gettext_lazy(
            "Svinger fra år til år, hvor der bor få. Tæller kun mellem kommuner med mindst 10.000"
            " indbyggere."
        ),
    ),
    REPORTS: Words(
        gettext_lazy("Anmeldelser pr. 1.000 indbyggere"),
        gettext_lazy("lige så mange anmeldelser pr. indbygger"),
        gettext_lazy("flere anmeldelser pr. indbygger"),
        gettext_lazy("færre anmeldelser pr. indbygger"),
        gettext_lazy("2025"),
        care=gettext_lazy(
            "Tælles, hvor det skete, ikke hvor nogen bor. Lufthavn, storcenter og natteliv løfter"
            " tallet, og sager om stoffer og våben følger politiets indsats."
        ),
    ),
    "turnout_kv25_pct": Words(
        gettext_lazy("Valgdeltagelse ved kommunalvalget, procent"),
        gettext_lazy("samme valgdeltagelse"),
        gettext_lazy("højere valgdeltagelse"),
        gettext_lazy("lavere valgdeltagelse"),
        gettext_lazy("18. november 2025"),
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a municipality stands on the list of another."""

    alike: list[str]
    different: list[str]


def reason(one: Municipality, other: Municipality, weights: Weights, day: date) -> Reason:
    """What ``other`` shares with ``one`` and where it differs most; only what counts."""
    apart = sorted(_apart(one, other, weights), key=lambda each: abs(each[1]))
    closest = [name for name, difference in apart if abs(difference) <= SAME][:NAMED]
    same = [_same(one, other, name) for name in WORDS if name in closest]
    different = [
        str(WORDS[name].more if difference > 0 else WORDS[name].less)
        for name, difference in reversed(apart)
        if abs(difference) >= DIFFERENT
    ]
    place = _same_place(one, other, day) if weights[Theme.GEOGRAPHY] else []
    return Reason([*same, *place], different[:NAMED])


def _same(one: Municipality, other: Municipality, name: str) -> str:
    here, there = one.values[name], other.values[name]
    words = str(WORDS[name].same)
    if abs(here - there) <= NEARLY * max(abs(here), abs(there)):
        return words
    return _("næsten %s") % words


def _apart(one: Municipality, other: Municipality, weights: Weights) -> Iterator[tuple[str, float]]:
    for fact in FACTS:
        if weights[fact.theme] and fact.name in one.scores and fact.name in other.scores:
            yield fact.name, other.scores[fact.name] - one.scores[fact.name]


def _same_place(one: Municipality, other: Municipality, day: date) -> list[str]:
    if one.district == other.district:
        return [_("samme politikreds")]
    return [_("samme region")] if one.region_on(day) == other.region_on(day) else []


def stands_out(one: Municipality) -> list[str]:
    """How it differs from most others, the most first."""
    far = [name for name, score in one.scores.items() if abs(score) >= OUTSTANDING]
    far.sort(key=lambda name: -abs(one.scores[name]))
    return [str(WORDS[name].more if one.scores[name] > 0 else WORDS[name].less) for name in far]


def has_many_reports(one: Municipality) -> bool:
    """So many reports that something in the place, not those who live there, may be the reason."""
    return one.scores[REPORTS] >= EXTREME


def not_compared(one: Municipality) -> list[str]:
    """Facts that swing too much here to be compared."""
    return [str(WORDS[fact.name].label) for fact in FACTS if fact.name not in one.scores]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A fact of two municipalities beside each other."""

    fact: Words
    one: float
    other: float


def numbers(one: Municipality, other: Municipality) -> list[Numbers]:
    """The facts as published."""
    return [
        Numbers(WORDS[fact.name], one.values[fact.name], other.values[fact.name]) for fact in FACTS
    ]


def sources() -> list[tuple[Fact, Words, str]]:
    """Every fact with its words and the theme it counts in."""
    return [(fact, WORDS[fact.name], str(THEMES[fact.theme])) for fact in FACTS]
