"""Danish words and numbers for a profile and its explanation. Text only, no markup."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import assert_never

from screening.engine.agreement import Difference
from screening.engine.answers import Certainty, Relevance, Trend, Value
from screening.engine.definition import Definition
from screening.engine.profile import (
    BandStep,
    CountedStep,
    Coverage,
    CoverageStep,
    LeftOut,
    LeftOutStep,
    MeanStep,
    Status,
    Step,
    WithheldStep,
)

VALUE_LABELS = {
    Value.ABSENT: "Ikke til stede",
    Value.PARTIAL: "Delvist eller muligt",
    Value.CLEAR: "Tydeligt",
    Value.UNKNOWN: "Ved ikke",
    Value.NOT_RELEVANT: "Ikke relevant",
}
CERTAINTY_LABELS = {
    Certainty.CONFIRMED: "Bekræftet",
    Certainty.PROBABLE: "Sandsynligt",
    Certainty.UNCONFIRMED: "Ubekræftet",
}
RELEVANCE_LABELS = {
    Relevance.LOW: "Lav",
    Relevance.MEDIUM: "Middel",
    Relevance.HIGH: "Høj",
}
TREND_LABELS = {
    Trend.FALLING: "Aftagende",
    Trend.STABLE: "Stabil",
    Trend.RISING: "Stigende",
}
STATUS_LABELS = {
    Status.SHOWN: "Vist",
    Status.WITHHELD: "For lidt er kendt til at vise et tal",
    Status.NOT_RELEVANT: "Ikke relevant",
}
LEFT_OUT_LABELS = {
    LeftOut.UNANSWERED: "ikke besvaret",
    LeftOut.UNKNOWN: "ved ikke",
    LeftOut.NOT_FIRST_HAND: "ikke set direkte",
    LeftOut.NOT_RELEVANT: "ikke relevant",
    LeftOut.HIDDEN: "ikke stillet",
}
DIFFERENCE_LABELS = {
    Difference.LEVEL: "Forskellig grad",
    Difference.KNOWLEDGE: "Kendt for den ene, ikke for den anden",
    Difference.RELEVANCE: "Relevant for den ene, ikke for den anden",
}
AXIS_NAMES = {"risk": "bekymring", "protective": "beskyttende forhold"}


def danish_number(value: Fraction, *, places: int = 1) -> str:
    """Rounded half up to `places` decimals, with a decimal comma: 4/3 -> “1,3”."""
    step = Decimal(1).scaleb(-places)
    # Rounding the fraction itself, in whole numbers: a division to decimal first could round twice.
    scaled = Decimal((value * 10**places + Fraction(1, 2)).__floor__()) if value >= 0 else None
    if scaled is None:
        return f"-{danish_number(-value, places=places)}"
    return str((scaled * step).quantize(step, ROUND_HALF_UP)).replace(".", ",")


def danish_weight(value: Fraction) -> str:
    """As short as it is exact, at most three decimals: 3/2 -> “1,5”, 2 -> “2”."""
    text = danish_number(value, places=3).rstrip("0")
    return text.rstrip(",")


def percent(share: Fraction | None) -> str:
    """“71 %”, or “intet relevant” when there is nothing to cover. Never rounded up to 100."""
    if share is None:
        return "intet relevant"
    rounded = danish_number(share * 100, places=0)
    return "99 %" if rounded == "100" and share < 1 else f"{rounded} %"


def known_of(coverage: Coverage) -> str:
    """“3 af 4”."""
    return f"{coverage.known_count} af {coverage.relevant_count}"


def explain(step: Step, definition: Definition) -> str:
    """One step of an explanation as a Danish sentence."""
    match step:
        case CountedStep(key, level, weight):
            label = definition.level_labels[level].lower()
            product = danish_weight(level * weight)
            return f"{key}: {label}, {level} gange vægt {danish_weight(weight)} giver {product}."
        case LeftOutStep(key, reason, _):
            effect = (
                "tæller ikke med i tallet og sænker den kendte andel"
                if reason.is_gap
                else "indgår hverken i tallet eller i den kendte andel"
            )
            return f"{key}: {LEFT_OUT_LABELS[reason]}; {effect}."
        case CoverageStep(of, coverage):
            known, relevant = danish_weight(coverage.known), danish_weight(coverage.relevant)
            return (
                f"Kendt andel for {_name(of, definition)}: vægt {known} af {relevant}, "
                f"det er {percent(coverage.share)}."
            )
        case MeanStep(total, known, value):
            return (
                f"Tal for domænet: {danish_weight(total)} divideret med den kendte vægt "
                f"{danish_weight(known)} giver {danish_number(value, places=2)}."
            )
        case BandStep(value, band):
            return (
                f"{danish_number(value, places=2)} ligger i båndet fra "
                f"{danish_weight(Fraction(band.lower))}: {band.label}."
            )
        case WithheldStep(of, share, floor):
            return (
                f"Tallet vises ikke: kun {percent(share)} er kendt for {_name(of, definition)}, "
                f"og versionen kræver {percent(floor)}."
            )
    assert_never(step)


def _name(of: str, definition: Definition) -> str:
    titles = {domain.key: f"“{domain.title}”" for domain in definition.domains}
    return (AXIS_NAMES | titles).get(of, "hele vurderingen")
