"""What is wrong with a definition or an answer, told with its values."""

from collections.abc import Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from screening.engine.answers import AnswerProblem
from screening.engine.faults import Fault, Problem

FAULTS = {
    Fault.NO_OBJECT: gettext_lazy("skal være et objekt med felter"),
    Fault.UNKNOWN_FIELD: gettext_lazy("feltet kendes ikke"),
    Fault.NO_FIELD_NAME: gettext_lazy("et felts navn skal være tekst"),
    Fault.MISSING: gettext_lazy("mangler"),
    Fault.NO_TEXT: gettext_lazy("skal være tekst"),
    Fault.NO_FLAG: gettext_lazy("skal være true eller false"),
    Fault.NO_NAME: gettext_lazy("et felts navn kan ikke skrives"),
    Fault.TOO_LONG: gettext_lazy("er for lang: %(length)s tegn, højst %(most)s"),
    Fault.INVISIBLE: gettext_lazy("indeholder usynlige styretegn"),
    Fault.FORM: gettext_lazy("“%(value)s” har ikke den rigtige form"),
    Fault.NO_LIST: gettext_lazy("skal være en liste"),
    Fault.NO_TEXTS: gettext_lazy("skal være en liste af tekster"),
    Fault.TOO_FEW: gettext_lazy("skal have mindst %(least)s"),
    Fault.TOO_MANY: gettext_lazy("må højst have %(most)s"),
    Fault.NOT_THREE: gettext_lazy("skal have præcis tre tekster: for 0, 1 og 2"),
    Fault.NO_NUMBER: gettext_lazy("skal være et tal skrevet som tekst, for eksempel “1.5”"),
    Fault.NO_COUNT: gettext_lazy("skal være et helt tal"),
    Fault.OUTSIDE: gettext_lazy("skal ligge mellem %(low)s og %(high)s"),
    Fault.PLACES: gettext_lazy("må højst have %(most)s decimaler"),
    Fault.CHOICE: gettext_lazy("skal være en af: %(options)s"),
    Fault.LEVEL: gettext_lazy("skal være 1 eller 2"),
    Fault.ONE_RULE: gettext_lazy("skal have enten “any” eller “all”"),
    Fault.NO_DATE: gettext_lazy("skal være en dato på formen 2026-11-30"),
    Fault.FUTURE: gettext_lazy("ligger i fremtiden"),
    Fault.TOO_OLD: gettext_lazy("ligger for langt tilbage"),
    Fault.FIRST_BAND: gettext_lazy("det første bånd skal begynde ved 0"),
    Fault.BAND_ORDER: gettext_lazy("båndene skal stå i stigende rækkefølge uden gentagelser"),
    Fault.REPEATED: gettext_lazy("nøglen “%(key)s” bruges flere gange"),
    Fault.MANY_INDICATORS: gettext_lazy("har flere end %(most)s indikatorer"),
    Fault.EMPTY_AXIS: gettext_lazy("mindst ét domæne skal ligge på aksen “%(axis)s”"),
    Fault.NO_INDICATOR: gettext_lazy("indikatoren “%(key)s” findes ikke"),
    Fault.ASKED_LATER: gettext_lazy("“%(key)s” skal være stillet tidligere"),
    Fault.OTHER_AXIS: gettext_lazy("“%(key)s” ligger på den anden akse"),
    Fault.RULE_OUTSIDE: gettext_lazy("“%(key)s” vises efter svar, som ikke er med i kortformen"),
    Fault.STILL_ASKED: gettext_lazy("“%(key)s” er meldt udgået, men stilles stadig"),
    Fault.SOURCE_ALONE: gettext_lazy("vægten har en kilde, men ingen begrundelse"),
}


def tell(fault: Fault, values: Mapping[str, object]) -> str:
    """The fault in the middle of a sentence."""
    return FAULTS[fault] % values


def tell_definition(problems: Iterable[Problem]) -> str:
    """Every fault of a definition on a line of its own, each with its path."""
    return "\n".join(
        f"{problem.path or _('definitionen')}: {tell(problem.fault, problem.values)}"
        for problem in problems
    )


def tell_answer(problem: AnswerProblem) -> str:
    """A fault of one answer as a sentence beside its field."""
    what = tell(problem.fault, problem.values)
    if problem.field == "evidence_date":
        return _("Datoen ved %(key)s %(what)s.") % {"key": problem.indicator, "what": what}
    return f"{capfirst(what)}."
