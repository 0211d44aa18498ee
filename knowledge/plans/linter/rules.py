"""Rules that rest on the law (L) and on the national concept (K).

Each looks at :class:`Facts` alone and names the places where it is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import SectionKind, SectionState
from knowledge.plans.linter import spots
from knowledge.plans.linter.rule import Facts, Finding, Wish, rule
from knowledge.plans.linter.sources import (
    ACUTE,
    CARDS,
    CONCEPT,
    ELEMENTS,
    FOUR_YEARS,
    GOALS,
    LAW,
    LEVELS,
    PARAGRAPH,
)
from knowledge.plans.policies import DEMANDED, latest_revision, law_limit, not_said
from knowledge.plans.progress import section_state
from stopext.web.dates import format_date

#: What the model text leaves open.
_OPEN = re.compile(r"…|\.\.\.|\bxx+\b", re.IGNORECASE)
#: Numbers that an acute card names.
_ACUTE = re.compile(r"\b11[24]\b")


@rule("L1", LAW, gettext_lazy("Skriv om det, loven kræver, at planen rummer."), PARAGRAPH)
def law_not_said(facts: Facts) -> Iterator[Finding]:
    """What the law names and no section says."""
    missing = not_said(facts.texts)
    for word, kinds in DEMANDED.items():
        if str(word) in missing:
            told = _("Planen siger intet om %(what)s: skriv afsnittet %(section)s")
            label = told % {"what": word, "section": kinds[0].label}
            yield Finding(label, spots.section(kinds[0]))


@rule(
    "L2",
    LAW,
    gettext_lazy("Få planen vedtaget af kommunalbestyrelsen, og offentliggør den."),
    PARAGRAPH,
)
def not_adopted(facts: Facts) -> Iterator[Finding]:
    """A municipality with a draft alone."""
    if not facts.has_plan_in_force:
        yield Finding(_("Kommunen har ingen vedtaget plan i portalen"), spots.OWN)


@rule("L3", LAW, gettext_lazy("Revidér planen, og få den vedtaget igen."), FOUR_YEARS, follows=True)
def revision_passed(facts: Facts) -> Iterator[Finding]:
    """The limit has been passed: the law's, where an own one was earlier, which is advice."""
    plan = facts.plan
    due = law_limit(plan.adopted_on, plan.revision_due) or plan.revision_due
    if due and due < facts.today:
        yield Finding(_("Planen skulle være revideret senest %s") % format_date(due), spots.OWN)


@rule(
    "L4",
    LAW,
    gettext_lazy("Revidér planen senest fire år efter, at den blev vedtaget."),
    FOUR_YEARS,
    follows=True,
)
def revision_too_late(facts: Facts) -> Iterator[Finding]:
    """A limit later than the law's, which a plan that was loaded can have."""
    adopted_on, due = facts.plan.adopted_on, facts.plan.revision_due
    if adopted_on and due and due > latest_revision(adopted_on):
        latest = format_date(latest_revision(adopted_on))
        told = _("Planen siger %(due)s; loven siger senest %(latest)s")
        yield Finding(told % {"due": format_date(due), "latest": latest}, spots.OWN)


@rule(
    "L5",
    LAW,
    gettext_lazy("Skriv, hvem der vedtager planen, når I offentliggør den næste version."),
    PARAGRAPH,
    follows=True,
)
def adopted_by_nobody(facts: Facts) -> Iterator[Finding]:
    """The law asks for the council's decision."""
    if not facts.plan.adopted_by.strip():
        yield Finding(_("Planen siger ikke, hvem der har vedtaget den"), spots.OWN)


def _sections(facts: Facts, state: SectionState) -> Iterator[Finding]:
    for kind in SectionKind:
        if section_state(facts.texts.get(kind, "")) is state:
            source = facts.paragraphs.get(kind, "")
            wish = Wish("afsnit", kind.value, facts.plan.pk)
            yield Finding(str(kind.label), spots.section(kind), source, wish)


@rule("K1", CONCEPT, gettext_lazy("Skriv de afsnit, der er tomme."), ELEMENTS)
def empty_sections(facts: Facts) -> Iterator[Finding]:
    """Sections without a word."""
    return _sections(facts, SectionState.EMPTY)


@rule("K2", CONCEPT, gettext_lazy("Skriv mere i de afsnit, der er meget korte."), ELEMENTS)
def thin_sections(facts: Facts) -> Iterator[Finding]:
    """Sections that say nothing to act on."""
    return _sections(facts, SectionState.THIN)


@rule("K3", CONCEPT, gettext_lazy("Udfyld det, modelteksten lader stå åbent."), ELEMENTS)
def open_sections(facts: Facts) -> Iterator[Finding]:
    """Dots of the model text that nobody has replaced."""
    for kind in SectionKind:
        if found := _OPEN.search(facts.texts.get(kind, "")):
            told = _("%(section)s: der står »%(mark)s« i teksten")
            label = told % {"section": kind.label, "mark": found[0]}
            yield Finding(label, spots.section(kind))


@rule("K4", CONCEPT, gettext_lazy("Skriv, hvor I vil hen, i én eller to sætninger."), ELEMENTS)
def no_vision(facts: Facts) -> Iterator[Finding]:
    """Purpose and vision are the first part of the concept."""
    if not facts.plan.vision.strip():
        yield Finding(_("Planen har ingen vision"), spots.head("vision"))


@rule("K5", CONCEPT, gettext_lazy("Skriv mindst ét mål."), GOALS)
def no_goals(facts: Facts) -> Iterator[Finding]:
    """A plan without goals."""
    if not facts.goals:
        yield Finding(_("Planen har ingen mål"), spots.new("maal", facts.plan.pk))


@rule("K6", CONCEPT, gettext_lazy("Skriv et mål på hvert forebyggelsesniveau."), LEVELS)
def levels_without_goal(facts: Facts) -> Iterator[Finding]:
    """Levels that no goal is on; a plan without any goal is told so already."""
    used = {goal.level for goal in facts.goals}
    for level in TriangleLevel:
        if used and level.value not in used:
            label = _("Intet mål er %s") % str(level.label).lower()
            wish = Wish("maal", level.value, facts.plan.pk)
            yield Finding(label, spots.new("maal", facts.plan.pk), wish=wish)


@rule("K7", CONCEPT, gettext_lazy("Skriv, hvad I gør for at nå målet."), GOALS)
def goals_without_action(facts: Facts) -> Iterator[Finding]:
    """Goals that nothing is done for."""
    for goal in facts.goals:
        if not facts.below(facts.actions, goal):
            wish = Wish("handling", goal.level, goal.pk)
            yield Finding(goal.text, spots.new("handling", goal.pk), wish=wish)


@rule("K8", CONCEPT, gettext_lazy("Lav et action card til dem, der skal handle først."), ACUTE)
def no_cards(facts: Facts) -> Iterator[Finding]:
    """A plan without a card."""
    if not facts.cards:
        yield Finding(_("Planen har ingen action cards"), spots.new("kort", facts.plan.pk))


@rule(
    "K9", CONCEPT, gettext_lazy("Lav et kort, der siger, hvornår man ringer 112 eller 114."), ACUTE
)
def no_acute_card(facts: Facts) -> Iterator[Finding]:
    """None of the cards names a number for what cannot wait."""
    if facts.cards and not any(
        _ACUTE.search(" ".join([*card.steps, *card.contacts])) for card in facts.cards
    ):
        label = _("Intet action card er til en akut situation")
        yield Finding(label, spots.new("kort", facts.plan.pk))


@rule("K10", CONCEPT, gettext_lazy("Skriv, hvem der holder kortet ajour."), CARDS)
def cards_without_owner(facts: Facts) -> Iterator[Finding]:
    """Cards that nobody keeps."""
    for card in facts.cards:
        if not card.owner.strip():
            yield Finding(card.audience, spots.part(card, "owner"))


@rule("K11", CONCEPT, gettext_lazy("Skriv, hvem man kontakter."), CARDS)
def cards_without_contact(facts: Facts) -> Iterator[Finding]:
    """Cards that name nobody to call."""
    for card in facts.cards:
        if not card.contacts:
            yield Finding(card.audience, spots.part(card, "contacts"))


@rule(
    "K12",
    CONCEPT,
    gettext_lazy("Giv en medarbejder rollen som tovholder i portalen, eller ret kortet."),
    CARDS,
)
def coordinator_nobody_is(facts: Facts) -> Iterator[Finding]:
    """Cards that send staff to a coordinator whom the municipality has not got here."""
    if facts.has_coordinator:
        return
    word = _("tovholder")
    for card in facts.cards:
        if word in " ".join([*card.steps, *card.contacts, card.owner]).casefold():
            told = _("%s: kortet nævner tovholderen, og ingen har rollen")
            yield Finding(told % card.audience, spots.part(card, "contacts"))


@rule(
    "K13",
    CONCEPT,
    gettext_lazy("Ret datoerne, når I offentliggør den næste version."),
    FOUR_YEARS,
    follows=True,
)
def dates_of_plan(facts: Facts) -> Iterator[Finding]:
    """A plan holds from its adoption on, and is revised after it."""
    plan = facts.plan
    if plan.adopted_on and plan.valid_from and plan.valid_from < plan.adopted_on:
        yield Finding(_("Planen gælder fra en dag, før den blev vedtaget"), spots.OWN)
    if plan.adopted_on and plan.revision_due and plan.revision_due <= plan.adopted_on:
        yield Finding(_("Planen skal revideres, før den er vedtaget"), spots.OWN)
