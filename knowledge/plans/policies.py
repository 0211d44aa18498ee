"""Who may do what with a plan, and what is wrong with what was typed (the gate asked the role)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.plans.choices import ActionStatus, Body, Outcome, Pace, SectionKind
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime

#: Years after the adoption within which a plan is revised (barnets lov § 15, stk. 3).
YEARS = 4
#: Characters of a section.
TEXT_LIMIT = 10_000
#: Percent of all there is.
WHOLE = 100
#: A reading so many times the way from its target is asked about.
FAR = 10
YEAR = timedelta(days=366)
_PERCENT = re.compile(r"(?:procent|pct|%)\.?(?![\w.-]|\s+point)", re.IGNORECASE)
#: A unit with one of these counts a change, which goes beyond a whole and below nothing.
_CHANGE = re.compile(r"v.kst|stigning|fald|.ndring|fremgang|mere|f.rre|flere|mindre", re.IGNORECASE)
#: A body that decided one of these decided nothing else on the plan that day.
_NO = (Outcome.REJECTED, Outcome.POSTPONED)
#: What the law names, and the parts of the template that can hold it. One of them must say it.
DEMANDED = {
    gettext_lazy("forebyggelse"): (SectionKind.BUILDING, SectionKind.ANTICIPATING),
    gettext_lazy("opsporing"): (SectionKind.ANTICIPATING, SectionKind.HANDLING),
    gettext_lazy("håndtering"): (SectionKind.HANDLING, SectionKind.INTERVENING),
}


def check_can_write(by: Actor) -> None:
    """Coordinators and leaders write and follow up."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun tovholder og leder kan skrive i kommunens plan."))


def check_can_adopt(by: Actor) -> None:
    """The leader answers for what is published."""
    if not by.can(Permission.ADOPT_PLAN):
        raise Refused(_("Kun lederen kan offentliggøre kommunens plan."))


def period_fault(start: date | None, end: date | None) -> str:
    """What is wrong with the time of an action; empty when nothing is."""
    if start and end and end < start:
        return _("Slutdatoen ligger før startdatoen.")
    return ""


def reason_fault(status: str, reason: str) -> str:
    """What is missing beside a status; empty when nothing is."""
    if status in {ActionStatus.PAUSED, ActionStatus.DROPPED} and not reason.strip():
        return _("Skriv, hvorfor handlingen er på pause eller opgivet.")
    return ""


def pace_fault(action: Any, pace: str, today: date) -> str:
    """What is wrong with saying how an action goes beside its dates; empty when nothing is."""
    if action.status in {ActionStatus.DONE, ActionStatus.DROPPED}:
        return _("Handlingen er gennemført eller opgivet. Meld en anden status, hvis den ikke er.")
    if pace == Pace.ON_TRACK and not (action.end and action.end < today):
        return _("Slutdatoen er ikke passeret, så det står ingen steder, at handlingen er sen.")
    return ""


def day_fault(on: date, known: Iterable[date | None]) -> str:
    """What is wrong with the day of a reading; ``known`` are the days that the plan and its earlier
    readings begin."""
    days = [day for day in known if day]
    if days and on < min(days) - YEAR:
        told = _("Datoen ligger mere end et år, før planen eller målingerne begynder (%s).")
        return told % format_date(min(days))
    return ""


def value_fault(value: Decimal, indicator: Any) -> str:
    """What is wrong with the number of a reading; empty when nothing is."""
    # What was stored before shares were asked about may go beyond a whole, or below nothing.
    expected = map(_is_share, (indicator.baseline, indicator.target))
    if is_of_whole(indicator.unit) and all(expected) and not _is_share(value):
        return _("Tallet er i procent og skal ligge mellem 0 og 100.")
    return ""


def share_faults(said: Mapping[str, Any]) -> dict[str, str]:
    """Field to what is wrong with where an indicator begins and where it is to go."""
    if not is_of_whole(said.get("unit", "")):
        return {}
    fault = _(
        "Tallet er i procent og skal ligge mellem 0 og 100. Tæller I en ændring, så skriv det i "
        "enheden, f.eks. »procent stigning«."
    )
    ends = {name: said.get(name) for name in ("baseline", "target")}
    return {n: fault for n, value in ends.items() if value is not None and not _is_share(value)}


def is_of_whole(unit: str) -> bool:
    """Whether a unit counts parts of a whole: percent, and not of a change."""
    return bool(_PERCENT.match(unit.strip())) and not _CHANGE.search(unit)


def _is_share(value: Decimal) -> bool:
    return 0 <= value <= WHOLE


def is_far_off(value: Decimal, baseline: Decimal, target: Decimal) -> bool:
    """Whether a reading lies so far from where it began and where it is to go that it may be a slip
    of the hand. Of a number that is to be kept, the number itself is the measure."""
    way = abs(target - baseline) or abs(baseline) or Decimal(1)
    return min(abs(value - baseline), abs(value - target)) > FAR * way


def put_after(text: str, more: str) -> str:
    """A text with another one after it, in a paragraph of its own.

    Raises:
        Invalid: a section has no room for both.
    """
    joined = f"{text.strip()}\n\n{more}".strip()
    if len(joined) > TEXT_LIMIT:
        raise Invalid(_("Der er ikke plads til teksten efter det, I har skrevet."))
    return joined


def not_said(texts: Mapping[str, str]) -> list[str]:
    """What the law demands and no section of the plan says a word about."""
    return [
        str(word)
        for word, kinds in DEMANDED.items()
        if not any(texts.get(kind, "").strip() for kind in kinds)
    ]


def latest_revision(adopted_on: date) -> date:
    """The last day on which a plan adopted that day is revised in time."""
    try:
        return adopted_on.replace(year=adopted_on.year + YEARS)
    except ValueError:  # the 29th of February, and no leap year
        return adopted_on.replace(year=adopted_on.year + YEARS, day=28)


def law_limit(adopted_on: date | None, due: date | None) -> date | None:
    """The law's last day for the revision, where the municipality chose an earlier one itself."""
    if adopted_on is None or due is None or due >= latest_revision(adopted_on):
        return None
    return latest_revision(adopted_on)


def adoption_faults(said: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field to what is wrong with an adoption: the day, and the time until the revision."""
    faults = {}
    adopted_on, due = said.get("adopted_on"), said.get("revision_due")
    if adopted_on and adopted_on > today:
        faults["adopted_on"] = _("Planen kan ikke være vedtaget endnu den dag.")
    if adopted_on and due and due > latest_revision(adopted_on):
        faults["revision_due"] = _("Planen skal revideres senest fire år efter vedtagelsen.")
    if adopted_on and due and due <= adopted_on:
        faults["revision_due"] = _("Revisionen skal ligge efter vedtagelsen.")
    return faults


def decision_faults(said: Mapping[str, Any], today: date) -> dict[str, str]:
    """Field to what is wrong with a decision by itself: its day, who decided, and its link."""
    faults = {}
    if said.get("on") and said["on"] > today:
        faults["on"] = _("Mødet har ikke været endnu. Skriv beslutningen, når den er truffet.")
    if said.get("outcome") == Outcome.ADOPTED and said.get("body") == Body.COMMITTEE:
        faults["outcome"] = _(
            "Kun kommunalbestyrelsen kan vedtage planen. Vælg »Anbefalet« eller »Godkendt«."
        )
    if said.get("body") and not said.get("body_name", "").strip():
        faults["body_name"] = _("Skriv, hvilket udvalg det er.")
    if (link := said.get("agenda_url")) and not is_safe(link):
        faults["agenda_url"] = _("Linket skal begynde med https://.")
    return faults


def is_safe(link: str) -> bool:
    """Whether what is behind a link comes unchanged from where it says."""
    return link.startswith("https://")


def trail_faults(said: Mapping[str, Any], plan: Any, others: Iterable[Any]) -> dict[str, str]:
    """Field to what is wrong with a decision beside the ``others`` of its plan."""
    on, is_adoption = said.get("on"), said.get("outcome") == Outcome.ADOPTED
    rows = list(others)
    adoptions = [row.on for row in rows if row.outcome == Outcome.ADOPTED]
    if is_adoption and adoptions:
        told = _("Det står allerede, at planen er vedtaget. Ret den beslutning i stedet.")
        return {"outcome": told}
    if fault := _contradiction(said, rows):
        return {"outcome": fault}
    fault = _order_fault(on, plan, is_adoption, adoptions, [row.on for row in rows]) if on else ""
    return {"on": fault} if fault else {}


def _contradiction(said: Mapping[str, Any], rows: Iterable[Any]) -> str:
    """What is wrong where the same body decided something else the same day. There is one council,
    by whatever name."""
    met = _meeting(said.get("body"), said.get("body_name", ""), said.get("on"))
    for row in rows:
        outcomes = {row.outcome, said.get("outcome")}
        is_other = len(outcomes) > 1 and not outcomes.isdisjoint(_NO)
        if is_other and _meeting(row.body, row.body_name, row.on) == met:
            told = _(
                "%(name)s står samme dag med beslutningen »%(outcome)s«. Begge kan ikke gælde. Ret"
                " den, eller fjern den, hvis den aldrig er truffet."
            )
            return told % {"name": row.body_name, "outcome": row.get_outcome_display()}
    return ""


def _meeting(body: Any, name: str, on: date | None) -> tuple[Any, str, date | None]:
    return body, "" if body == Body.COUNCIL else " ".join(name.casefold().split()), on


def _order_fault(
    on: date, plan: Any, is_adoption: bool, adoptions: list[date], days: list[date]
) -> str:
    if plan.is_public and is_adoption and on != plan.adopted_on:
        told = _("Planen er offentliggjort som vedtaget %s. Skriv den dag.")
        return told % format_date(plan.adopted_on)
    if plan.is_public and on > plan.adopted_on:
        told = _("Planen er vedtaget %s. Det, der er besluttet siden, hører til den næste version.")
        return told % format_date(plan.adopted_on)
    if adoptions and on > min(adoptions):
        told = _("Planen er vedtaget %s. En behandling kan ikke ligge efter den dag.")
        return told % format_date(min(adoptions))
    if is_adoption and days and max(days) > on:
        told = _("Planen er behandlet igen %s. Den kan ikke være vedtaget før.")
        return told % format_date(max(days))
    return ""


def text_fault(
    adopted_on: date | None, changed_at: datetime | None, *, confirmed: bool = False
) -> str:
    """What is missing where the council met before the text of the draft was last changed; empty
    when nothing is. ``confirmed``: that what it adopted is this text."""
    if confirmed or not (adopted_on and changed_at):
        return ""
    changed_on = timezone.localdate(changed_at)
    if adopted_on >= changed_on:
        return ""
    told = _(
        "Teksten er ændret %s, efter den dag. Sæt kryds her, hvis det er den tekst, der blev "
        "vedtaget. Ellers skal teksten rettes tilbage eller vedtages igen."
    )
    return told % format_date(changed_on)


def told_at(changed_at: datetime | None, decisions: Iterable[Any]) -> datetime | None:
    """When what is published with a draft was last changed: its text, or one of ``decisions``, of
    which some were corrected or withdrawn. None when nothing was."""
    times = [row.ended_at or row.written_at for row in decisions]
    return max(times if changed_at is None else [changed_at, *times], default=None)


def unread_fault(seen: datetime | None, now: datetime | None, names: Iterable[str]) -> str:
    """What hinders somebody who read the draft as it was at ``seen`` from publishing it as it is
    ``now`` (:func:`told_at`), with the ``names`` of what was changed since; empty if she has."""
    if seen == now or now is None:
        return ""
    told = _(
        "Kladden eller en beslutning om den er ændret %s, efter at du åbnede siden. Læs den, før "
        "du offentliggør den."
    )
    named = ", ".join(names)
    return f"{told % format_datetime(now)} {_('Ændret er: %s.') % named if named else ''}".strip()


def adoption_trail_faults(adopted_on: date, rows: Iterable[Any]) -> dict[str, str]:
    """What is wrong with the day of an adoption beside the decisions that led to it."""
    decisions = list(rows)
    for row in decisions:
        if row.outcome == Outcome.ADOPTED and row.on != adopted_on:
            told = _("I beslutningsgangen er planen vedtaget %s. Skriv den dag, eller ret dér.")
            return {"adopted_on": told % format_date(row.on)}
    council = {"body": Body.COUNCIL, "on": adopted_on, "outcome": Outcome.ADOPTED}
    if fault := _contradiction(council, decisions):
        return {"adopted_on": fault}
    latest = max((row.on for row in decisions), default=adopted_on)
    if latest > adopted_on:
        told = _("Planen er behandlet %s. Den kan ikke være vedtaget før den dag.")
        return {"adopted_on": told % format_date(latest)}
    return {}
