"""Rules that are good advice (R), on what municipalities agree makes a plan work.

Each looks at :class:`Facts` alone and names the places where it is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.plans.choices import ActionStatus, Pace, SectionKind
from knowledge.plans.linter import spots
from knowledge.plans.linter.rule import Facts, Finding, rule
from knowledge.plans.linter.sources import ADVICE, CARDS, FOUR_YEARS, GOALS, GUIDE, PARAGRAPH
from knowledge.plans.policies import law_limit, reason_fault
from knowledge.plans.progress import is_overdue, time_left
from knowledge.plans.reminders import step_of
from knowledge.plans.schedule import next_reading
from stopext.web.dates import format_date

_GRACE = timedelta(days=14)


@rule("R1", ADVICE, gettext_lazy("Skriv den funktion, der har ansvaret."), GUIDE)
def actions_without_owner(facts: Facts) -> Iterator[Finding]:
    """Actions that nobody leads."""
    for action in facts.actions:
        if not action.owner.strip():
            yield Finding(action.title, spots.part(action, "owner"))


@rule("R2", ADVICE, gettext_lazy("Skriv, hvornår det begynder og slutter."), GUIDE)
def actions_without_dates(facts: Facts) -> Iterator[Finding]:
    """Actions whose beginning or end is not said."""
    for action in facts.actions:
        if not action.start or not action.end:
            field = "end" if action.start else "start"
            yield Finding(action.title, spots.part(action, field))


@rule("R3", ADVICE, gettext_lazy("Skriv, hvorfor handlingen er på pause eller opgivet."), GUIDE)
def status_without_reason(facts: Facts) -> Iterator[Finding]:
    """Actions that rest or were given up, nobody knows why."""
    for action in facts.actions:
        if reason_fault(action.status, action.status_reason):
            spot = spots.reported(action) if facts.plan.is_public else None
            yield Finding(action.title, spot or spots.part(action, "status_reason"))


@rule(
    "R4",
    ADVICE,
    gettext_lazy("Meld, hvor langt handlingen er, eller giv den en ny slutdato."),
    GUIDE,
    follows=True,
)
def actions_overdue(facts: Facts) -> Iterator[Finding]:
    """Actions past their end that are neither done nor given up, nor held to be on track."""
    for action in facts.actions:
        if is_overdue(action, facts.today) and action.pace != Pace.ON_TRACK:
            told = _("%(title)s: skulle være slut %(end)s")
            label = told % {"title": action.title, "end": action.ends}
            yield Finding(label, spots.reported(action))


@rule(
    "R5",
    ADVICE,
    gettext_lazy("Meld, at handlingen er i gang, eller hvorfor ikke."),
    GUIDE,
    follows=True,
)
def actions_not_begun(facts: Facts) -> Iterator[Finding]:
    """Actions that should have begun; those past their end are told of already, and those held to
    be late need no telling."""
    for action in facts.actions:
        is_planned = action.status == ActionStatus.PLANNED
        has_begun = action.start and action.start < facts.today
        if is_planned and has_begun and not action.pace and not is_overdue(action, facts.today):
            told = _("%(title)s: planlagt fra %(start)s")
            label = told % {"title": action.title, "start": action.starts}
            yield Finding(label, spots.reported(action))


@rule("R6", ADVICE, gettext_lazy("Ret status eller startdato: de passer ikke sammen."), GUIDE)
def actions_before_their_start(facts: Facts) -> Iterator[Finding]:
    """Actions that run or are done before they begin."""
    for action in facts.actions:
        has_run = action.status in {ActionStatus.RUNNING, ActionStatus.DONE}
        if has_run and action.start and action.start > facts.today:
            told = _("%(title)s: %(status)s, men begynder %(start)s")
            status = action.get_status_display().lower()
            said = {"title": action.title, "status": status, "start": action.starts}
            yield Finding(told % said, spots.part(action, "start"))


@rule("R7", ADVICE, gettext_lazy("Skriv, hvad I tæller for at se, om målet nås."), GOALS)
def goals_without_indicator(facts: Facts) -> Iterator[Finding]:
    """Goals of which nobody can tell whether they were reached."""
    for goal in facts.goals:
        if not facts.below(facts.indicators, goal):
            yield Finding(goal.text, spots.new("indikator", goal.pk))


@rule("R8", ADVICE, gettext_lazy("Skriv, hvor tit der måles."), GOALS)
def indicators_without_frequency(facts: Facts) -> Iterator[Finding]:
    """Indicators that nobody knows when to measure."""
    for row in facts.indicators:
        if not row.frequency.strip():
            yield Finding(row.name, spots.part(row, "frequency"))


@rule("R9", ADVICE, gettext_lazy("Skriv, hvor tallene kommer fra."), GOALS)
def indicators_without_source(facts: Facts) -> Iterator[Finding]:
    """Indicators whose numbers nobody can check."""
    for row in facts.indicators:
        if not row.source.strip():
            yield Finding(row.name, spots.part(row, "source"))


@rule("R10", ADVICE, gettext_lazy("Skriv det tal, I vil nå, eller at tallet skal holdes."), GOALS)
def indicators_without_way(facts: Facts) -> Iterator[Finding]:
    """Indicators whose target is where they begin."""
    for row in facts.indicators:
        if row.baseline == row.target:
            told = _("%s: udgangspunkt og ønsket niveau er det samme tal")
            yield Finding(told % row.name, spots.part(row, "target"))


@rule("R11", ADVICE, gettext_lazy("Mål, og meld tallet."), GOALS, follows=True)
def indicators_not_measured(facts: Facts) -> Iterator[Finding]:
    """Indicators without a reading within the time they are to be measured in."""
    for row in facts.indicators:
        last = facts.measured.get(row.pk)
        since = last or facts.plan.valid_from or facts.plan.adopted_on
        if since and next_reading(since, row.frequency) + _GRACE < facts.today:
            told = _("%(name)s: senest målt %(day)s") if last else _("%(name)s: aldrig målt")
            said = {"name": row.name, "day": format_date(last) if last else ""}
            yield Finding(told % said, spots.reported(row))


@rule(
    "R12",
    ADVICE,
    gettext_lazy("Begynd revisionen: planen skal nå at blive vedtaget igen."),
    FOUR_YEARS,
    follows=True,
)
def revision_near(facts: Facts) -> Iterator[Finding]:
    """Twelve, six or three months before the limit, and past an own one that the law lets pass."""
    due = facts.plan.revision_due
    latest = law_limit(facts.plan.adopted_on, due)
    if due and latest and due < facts.today <= latest:
        said = {"day": format_date(due), "latest": format_date(latest)}
        told = _("Jeres egen dato var %(day)s. Loven siger senest %(latest)s")
        yield Finding(told % said, spots.OWN)
    if due and due >= facts.today and step_of(due, facts.today):
        said = {"day": format_date(due), "left": time_left(due, facts.today)}
        yield Finding(_("Planen skal være revideret %(day)s, %(left)s") % said, spots.OWN)


@rule(
    "R13",
    ADVICE,
    gettext_lazy("Skriv i afsnittet om organisering, hvem der har funktionen."),
    CARDS,
)
def owners_nobody_knows(facts: Facts) -> Iterator[Finding]:
    """Cards kept by a function that the plan's own organisation does not name."""
    organisation = facts.texts.get(SectionKind.ORGANISATION, "").casefold()
    for card in facts.cards:
        owner = card.owner.strip()
        # One of its longer words is enough: "Tovholder i kommunen" is "tovholderen" there.
        words = [word for word in owner.casefold().split() if len(word) > 4] or [owner.casefold()]
        if organisation.strip() and owner and not any(word in organisation for word in words):
            told = _("%(card)s: »%(owner)s« nævnes ikke i afsnittet")
            label = told % {"card": card.audience, "owner": owner}
            yield Finding(label, spots.section(SectionKind.ORGANISATION))


@rule(
    "R14",
    ADVICE,
    gettext_lazy("Skriv punktet i referatet eller et link, når I offentliggør den næste version."),
    PARAGRAPH,
    follows=True,
)
def decision_not_found(facts: Facts) -> Iterator[Finding]:
    """A decision that a reader cannot look up."""
    if not facts.plan.minutes.strip() and not facts.plan.agenda_url.strip():
        yield Finding(_("Planen henviser ikke til beslutningen"), spots.OWN)
