"""A step that led to a number, as a sentence."""

from fractions import Fraction
from typing import assert_never

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from screening.engine.definition import Definition
from screening.engine.profile import (
    BandStep,
    CountedStep,
    CoverageStep,
    LeftOutStep,
    MeanStep,
    Step,
    TooFewStep,
    WithheldStep,
)
from screening.wording.labels import AXIS_NAMES, LEFT_OUT_LABELS
from screening.wording.numbers import danish_number, danish_weight, percent


def explain(step: Step, definition: Definition) -> str:
    """One step of an explanation."""
    match step:
        case CountedStep():
            text = _counted(step, definition)
        case LeftOutStep():
            text = _left_out(step)
        case CoverageStep():
            text = _coverage(step, definition)
        case MeanStep():
            text = _mean(step)
        case BandStep():
            text = _band(step)
        case WithheldStep():
            text = _withheld(step, definition)
        case TooFewStep():
            text = _too_few(step)
        case _:
            assert_never(step)
    return text


def _counted(step: CountedStep, definition: Definition) -> str:
    return _("%(key)s: %(label)s, %(level)s gange vægt %(weight)s giver %(product)s.") % {
        "key": step.indicator,
        "label": definition.level_labels[step.level].lower(),
        "level": step.level,
        "weight": danish_weight(step.weight),
        "product": danish_weight(step.level * step.weight),
    }


def _left_out(step: LeftOutStep) -> str:
    if step.reason.is_gap:
        text = _("%(key)s: %(why)s; tæller ikke med i tallet og sænker den kendte andel.")
    else:
        text = _("%(key)s: %(why)s; indgår hverken i tallet eller i den kendte andel.")
    return text % {"key": step.indicator, "why": LEFT_OUT_LABELS[step.reason]}


def _coverage(step: CoverageStep, definition: Definition) -> str:
    text = _("Kendt andel for %(of)s: vægt %(known)s af %(relevant)s, det er %(share)s.")
    return text % {
        "of": _name(step.of, definition),
        "known": danish_weight(step.coverage.known),
        "relevant": danish_weight(step.coverage.relevant),
        "share": percent(step.coverage.share),
    }


def _mean(step: MeanStep) -> str:
    text = _("Tal for domænet: %(total)s divideret med den kendte vægt %(known)s giver %(value)s.")
    return text % {
        "total": danish_weight(step.total),
        "known": danish_weight(step.known),
        "value": danish_number(step.value, places=2),
    }


def _band(step: BandStep) -> str:
    return _("%(value)s ligger i båndet fra %(lower)s: %(band)s.") % {
        "value": danish_number(step.value, places=2),
        "lower": danish_weight(Fraction(step.band.lower)),
        "band": step.band.label,
    }


def _withheld(step: WithheldStep, definition: Definition) -> str:
    text = _("Tallet vises ikke: kun %(share)s er kendt for %(of)s, og versionen kræver %(floor)s.")
    return text % {
        "share": percent(step.share),
        "of": _name(step.of, definition),
        "floor": percent(step.floor),
    }


def _too_few(step: TooFewStep) -> str:
    text = ngettext(
        "Tallet vises ikke: kun %(known)s svar er kendt, og versionen kræver %(least)s.",
        "Tallet vises ikke: kun %(known)s svar er kendte, og versionen kræver %(least)s.",
        step.known,
    )
    return text % {"known": step.known, "least": step.least}


def _name(of: str, definition: Definition) -> str:
    """A domain's title, an axis in words, or the whole."""
    axes = {axis.value: str(name) for axis, name in AXIS_NAMES.items()}
    titles = {domain.key: f"“{domain.title}”" for domain in definition.domains}
    return (axes | titles).get(of) or _("hele vurderingen")
