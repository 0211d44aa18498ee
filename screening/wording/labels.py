"""A word for every code of the engine."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from screening.engine.agreement import Difference
from screening.engine.answers import Certainty, Relevance, Trend, Value
from screening.engine.completeness import Lack
from screening.engine.definition import Ask, Axis, Definition, Meaning
from screening.engine.judgement import LEAST_FORMULATION, Judgement, Level, Urgency
from screening.engine.profile import LeftOut, Status
from screening.engine.states import Purpose, State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: The answers that are no level; the levels have the words of their version.
VALUE_LABELS = {
    Value.UNKNOWN: _("Ved ikke"),
    Value.NOT_RELEVANT: _("Ikke relevant"),
}
CERTAINTY_LABELS = {
    Certainty.CONFIRMED: _("Bekræftet"),
    Certainty.PROBABLE: _("Sandsynligt"),
    Certainty.UNCONFIRMED: _("Ubekræftet"),
}
RELEVANCE_LABELS = {
    Relevance.LOW: _("Lav"),
    Relevance.MEDIUM: _("Middel"),
    Relevance.HIGH: _("Høj"),
}
TREND_LABELS = {
    Trend.FALLING: _("Aftagende"),
    Trend.STABLE: _("Stabil"),
    Trend.RISING: _("Stigende"),
}
STATUS_LABELS = {
    Status.SHOWN: _("Vist"),
    Status.WITHHELD: _("For lidt er kendt til at vise et tal"),
    Status.TOO_FEW: _("Intet tal: for få svar er kendte"),
    Status.IN_WORDS: _("Vises i ord, uden tal"),
    Status.NOT_RELEVANT: _("Ikke relevant"),
}
LEFT_OUT_LABELS = {
    LeftOut.UNANSWERED: _("ikke besvaret"),
    LeftOut.UNKNOWN: _("ved ikke"),
    LeftOut.NOT_FIRST_HAND: _("ikke set direkte"),
    LeftOut.NOT_RELEVANT: _("ikke relevant"),
    LeftOut.HIDDEN: _("ikke stillet"),
}
DIFFERENCE_LABELS = {
    Difference.LEVEL: _("Forskellig grad"),
    Difference.KNOWLEDGE: _("Kendt for den ene, ikke for den anden"),
    Difference.RELEVANCE: _("Relevant for den ene, ikke for den anden"),
}
AXIS_NAMES = {
    Axis.RISK: _("bekymring"),
    Axis.PROTECTIVE: _("beskyttende forhold"),
    Axis.VULNERABILITY: _("sårbarhed"),
}
#: An axis as the heading of its side.
AXIS_TITLES = {
    Axis.RISK: _("Bekymring"),
    Axis.PROTECTIVE: _("Beskyttelse"),
    Axis.VULNERABILITY: _("Sårbarhed"),
}
MEANING_LABELS = {
    Meaning.SAME: _("samme betydning"),
    Meaning.NEW: _("ny betydning"),
    Meaning.ADDED: _("nyt spørgsmål"),
    Meaning.REMOVED: _("udgået"),
}
LEVEL_LABELS = {
    Level.NONE: _("Ingen ekstremismebekymring"),
    Level.LOW: _("Lav"),
    Level.MODERATE: _("Moderat"),
    Level.HIGH: _("Høj"),
    Level.CANNOT_SAY: _("Kan ikke vurderes"),
}
LEVEL_HINTS = {
    Level.NONE: _("Der kan være andet, borgeren har brug for hjælp til. Skriv det i anbefalingen."),
    Level.LOW: _("Enkelte tegn. Den almindelige indsats kan bære det."),
    Level.MODERATE: _("Flere tegn, eller tegn, der tager til. Kræver en fælles plan."),
    Level.HIGH: _("Tydelige tegn på fare for andre eller borgeren selv. Kræver handling nu."),
    Level.CANNOT_SAY: _(
        "For lidt er kendt. Det er et gyldigt svar; skriv, hvad der skal undersøges."
    ),
}
URGENCY_LABELS = {
    Urgency.NOT_ACUTE: _("Ikke akut"),
    Urgency.WEEKS: _("Inden for uger"),
    Urgency.DAYS: _("Inden for dage"),
    Urgency.NOW: _("Nu"),
}
#: What an answer lacks, by the field that lacks it.
ANSWER_LACKS: Mapping[str, "_StrPromise"] = {
    "value": _("svar"),
    "rationale": _("begrundelse"),
    "who_could_know": _("hvem der kan oplyse det"),
}
#: What a judgement lacks, by the field that lacks it.
JUDGEMENT_LACKS: Mapping[str, "_StrPromise"] = {
    "level": _("Vælg et bekymringsniveau, eller at det ikke kan vurderes."),
    "urgency": _("Vælg, hvor meget det haster."),
    "formulation": _(
        "Skriv mindst %(least)s tegn: hvad der er set, hvorfor det bekymrer nu, og hvad der "
        "beskytter."
    ),
    "what_would_change": _("Skriv, hvad der ville få dig til at skifte mening."),
    "recommendation": _("Skriv, hvad du anbefaler."),
    "citizens_view": _(
        "Skriv, hvordan borgeren selv ser på det, eller hvorfor I ikke har spurgt endnu."
    ),
    "scenarios": _("Skriv, hvad der kan ske herfra, og hvad I vil lægge mærke til."),
}
#: What is written beside an answer, in a decision and in a judgement, by field.
ANSWER_TEXTS: Mapping[str, "_StrPromise"] = {
    "rationale": _("Begrundelse"),
    "who_could_know": _("Hvem kan oplyse det?"),
    "source": _("Kilde"),
}
DECISION_TEXTS: Mapping[str, "_StrPromise"] = {
    "reason": _("Hvorfor dette svar?"),
    "who_could_know": _("Hvem kan oplyse det, hvis I ikke ved det?"),
}
JUDGEMENT_TEXTS: Mapping[str, "_StrPromise"] = {
    "formulation": _("Formulering"),
    "citizens_view": _("Hvordan ser borgeren selv på det?"),
    "scenarios": _("Hvad kan der ske herfra?"),
    "what_would_change": _("Hvad ville få dig til at skifte mening?"),
    "recommendation": _("Anbefaling"),
}
WHY_CANCELLED = _("Hvorfor aflyses vurderingen?")
STATE_LABELS = {
    State.OPEN: _("Besvares"),
    State.OPENED: _("Åbnet"),
    State.AGREED: _("Underskrevet"),
    State.CANCELLED: _("Aflyst"),
}
PURPOSE_LABELS = {
    Purpose.TRIAGE: _("Indledende vurdering"),
    Purpose.ANALYSIS: _("Analyse i infohus"),
    Purpose.REVIEW: _("Opfølgning"),
    Purpose.CLOSING: _("Før afslutning"),
    Purpose.AFTERCARE: _("Eftertjek"),
}


def value_label(definition: Definition, value: Value | None) -> str:
    """An answer in the words of the version it was given to."""
    if value is None:
        return gettext("Ikke besvaret")
    level = value.level
    return str(VALUE_LABELS[value]) if level is None else definition.level_labels[level]


def source_told(places: Iterable[str]) -> str:
    """The warning that a protected source is told of."""
    said = gettext(
        "Kilden er beskyttet, og kildens navn, e-mail eller telefon ser ud til at stå her: "
        "%(places)s. Politiet kan læse det. Ret teksten, eller sæt kryds ved advarslen om kilden."
    )
    return said % {"places": ", ".join(place.rstrip("?") for place in places)}


def answer_lacks(lacks: Iterable[Lack]) -> dict[str, str]:
    """What hinders the lock, in words, by question."""
    found: dict[str, list[str]] = {}
    for lack in lacks:
        found.setdefault(lack.indicator, []).append(str(ANSWER_LACKS[lack.field]))
    return {key: ", ".join(words) for key, words in found.items()}


def judgement_lacks(judgement: Judgement, asks: Collection[Ask] = ()) -> dict[str, str]:
    """What hinders locking: field name to reason; empty when the judgement is complete."""
    values = {"least": LEAST_FORMULATION}
    return {name: JUDGEMENT_LACKS[name] % values for name in judgement.lacks(asks)}
