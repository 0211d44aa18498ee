"""One page of questions: a domain's indicators with their anchored scales and what they rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.engine.answers import (
    UNANSWERED,
    Answer,
    AnswerError,
    Answers,
    Value,
    parse_answer,
)
from screening.engine.definition import Definition, Indicator, ShowIf
from screening.wording.faults import tell_answer
from screening.wording.labels import (
    ANSWER_TEXTS,
    CERTAINTY_LABELS,
    RELEVANCE_LABELS,
    TREND_LABELS,
    value_label,
)
from stopext.web.forms import (
    DateField,
    ExplainedRadioSelect,
    Form,
    IdempotencyField,
    VersionField,
)

YES, NO = "yes", "no"
#: What a question asks beside its answer, in the order on the page.
EVIDENCE = (
    "rationale",
    "who_could_know",
    "source",
    "first_hand",
    "certainty",
    "evidence_date",
    "relevance",
    "trend",
)


class ScaleSelect(ExplainedRadioSelect):
    """Radio buttons that can be pressed by the keys 0, 1, 2, u and i."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-key"] = str(value)
        return option


@dataclass(frozen=True, slots=True)
class Question:
    """An indicator with the bound fields that answer it."""

    indicator: Indicator
    value: Any
    rationale: Any
    who_could_know: Any
    source: Any
    first_hand: Any
    certainty: Any
    evidence_date: Any
    relevance: Any
    trend: Any
    lacks: str
    """What hinders the lock, in words; empty when nothing does or the page is new."""

    is_closed: bool
    """Whether it is asked only after an answer above it."""

    @property
    def gates(self) -> str:
        """The answers that open it, for the browser: ``any G1:1 G2:2``."""
        rule = self.indicator.show_if or ShowIf()
        gates = (f"{condition.indicator}:{condition.at_least}" for condition in rule.conditions)
        return " ".join(["all" if rule.match_all else "any", *gates])

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer: then the explanations are folded."""
        return bool(self.value.value())

    @property
    def is_told(self) -> bool:
        """Whether something is written that an answer of “ikke til stede” does not need."""
        return bool(self.rationale.value() or self.source.value())


class DomainForm(IdempotencyField, VersionField, Form):
    """The asked indicators of one domain. An answer may be left out or unfinished: what is missing
    is shown before the lock, not here."""

    mark_optional = False

    def __init__(
        self,
        definition: Definition,
        indicators: list[Indicator],
        *args: Any,
        today: date,
        closed: Collection[str] = (),
        lacks: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.today, self.indicators = today, indicators
        self.closed, self.lacks = frozenset(closed), lacks or {}
        asked = {
            f"{indicator.key}-{name}": field
            for indicator in indicators
            for name, field in _fields(definition, indicator).items()
        }
        # Before the base class reads them, so that it hardens these fields like all others.
        self.base_fields = self.base_fields | asked  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        for indicator in indicators:
            for name in EVIDENCE:
                tell_about(self.fields[f"{indicator.key}-{name}"], indicator)

    def questions(self) -> Iterator[Question]:
        """The indicators in order, each with its bound fields."""
        for indicator in self.indicators:
            fields = {name: self[f"{indicator.key}-{name}"] for name in ("value", *EVIDENCE)}
            is_closed = indicator.key in self.closed
            lacks = self.lacks.get(indicator.key, "")
            yield Question(indicator, **fields, lacks=lacks, is_closed=is_closed)

    def clean(self) -> dict[str, Any]:
        """Read the answers by the rules of the pure module; its faults become field errors."""
        cleaned = super().clean() or self.cleaned_data
        self.answers: dict[str, Answer] = {}
        for indicator in self.indicators:
            try:
                self.answers[indicator.key] = parse_answer(
                    indicator.key, self._plain(indicator.key, cleaned), today=self.today
                )
            except AnswerError as error:
                for problem in error.problems:
                    name = f"{problem.indicator}-{problem.field}"
                    if name not in self.errors:
                        self.add_error(name, tell_answer(problem))
        return cleaned

    def _plain(self, key: str, cleaned: Mapping[str, Any]) -> dict[str, object]:
        plain: dict[str, object] = {}
        for name in ("value", *EVIDENCE):
            value = cleaned.get(f"{key}-{name}")
            if isinstance(value, date):
                plain[name] = value.isoformat()
            elif name == "first_hand":
                plain[name] = {YES: True, NO: False}.get(str(value))
            elif value:
                plain[name] = value
        return plain


def initial_of(answers: Answers, indicators: list[Indicator]) -> dict[str, Any]:
    """Stored answers as initial values of the form."""
    initial: dict[str, Any] = {}
    for indicator in indicators:
        answer = answers.get(indicator.key, UNANSWERED)
        for name in ("value", *EVIDENCE):
            initial[f"{indicator.key}-{name}"] = getattr(answer, name)
        direct = {True: YES, False: NO, None: ""}[answer.first_hand]
        initial[f"{indicator.key}-first_hand"] = direct
    return initial


def scale(definition: Definition) -> list[tuple[str, str]]:
    """Choices of the scale, in the words of the version."""
    return [(value.value, value_label(definition, value)) for value in Value]


def tell_about(field: forms.Field, indicator: Indicator) -> None:
    """Name the question of a field whose label every question has."""
    field.about = f"{indicator.key} {indicator.question}"  # type: ignore[attr-defined]


def _fields(definition: Definition, indicator: Indicator) -> dict[str, forms.Field]:
    anchors = {str(level): text for level, text in enumerate(indicator.anchors)}
    return {
        "value": forms.ChoiceField(
            label=indicator.question,
            choices=scale(definition),
            widget=ScaleSelect(anchors),
            required=False,
            error_messages={"invalid_choice": _("Vælg et af svarene på listen.")},
        ),
        "rationale": forms.CharField(
            label=ANSWER_TEXTS["rationale"],
            help_text=_("Hvad er set eller hørt, hvornår og af hvem? Skriv ikke navne."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=4000,
            required=False,
        ),
        "who_could_know": _line(ANSWER_TEXTS["who_could_know"]),
        "source": _line(
            ANSWER_TEXTS["source"],
            _("Skriv funktionen, for eksempel “klasselærer”, og ikke navnet."),
        ),
        "first_hand": _select(
            _("Har kilden selv set eller hørt det?"), {YES: _("Ja"), NO: _("Nej")}
        ),
        "certainty": _select(_("Hvor sikkert er det?"), CERTAINTY_LABELS),
        "evidence_date": DateField(label=_("Hvornår, senest?"), required=False),
        "relevance": _select(_("Hvor meget betyder det for denne borger?"), RELEVANCE_LABELS),
        "trend": _select(_("Udvikling"), TREND_LABELS),
    }


def _line(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=300, required=False)


def _select(label: Any, labels: Mapping[Any, Any]) -> forms.ChoiceField:
    choices = [("", _("Ikke oplyst")), *((str(key), text) for key, text in labels.items())]
    return forms.ChoiceField(label=label, choices=choices, required=False)
