"""The judgement in words: by one rater, changed later, or by both together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.engine.definition import Ask
from screening.engine.judgement import (
    LEAST_FORMULATION,
    MOST_TEXT,
    Judgement,
    Level,
    Urgency,
)
from screening.forms.telling import SourceKnown
from screening.wording.labels import (
    JUDGEMENT_TEXTS,
    LEVEL_HINTS,
    LEVEL_LABELS,
    URGENCY_LABELS,
    judgement_lacks,
)
from stopext.web.forms import ExplainedRadioSelect, Form, IdempotencyField, VersionField


def _text(label: Any, hint: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=MOST_TEXT,
        required=False,
    )


class JudgementFields(Form):
    """The fields of a judgement; nothing is pre-selected. What is missing is said by the pure
    module, so that page and lock ask for the same."""

    mark_optional = False

    def __init__(self, *args: Any, asks: Collection[Ask] = (), **kwargs: Any) -> None:
        self.asks = asks
        super().__init__(*args, **kwargs)
        for name in set(Ask) - set(asks):
            del self.fields[name]

    level = forms.ChoiceField(
        label=_("Bekymringsniveau"),
        choices=[(level.value, label) for level, label in LEVEL_LABELS.items()],
        widget=ExplainedRadioSelect({k.value: v for k, v in LEVEL_HINTS.items()}),
        required=False,
        error_messages={"invalid_choice": _("Vælg et af niveauerne på listen.")},
    )
    urgency = forms.ChoiceField(
        label=_("Hvor meget haster det?"),
        choices=[(urgency.value, label) for urgency, label in URGENCY_LABELS.items()],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Vælg en af mulighederne på listen.")},
    )
    formulation = _text(
        JUDGEMENT_TEXTS["formulation"],
        _("Hvad er set, hvorfor bekymrer det nu, og hvad beskytter? Mindst %(least)s tegn.")
        % {"least": LEAST_FORMULATION},
        8,
    )
    citizens_view = _text(
        JUDGEMENT_TEXTS["citizens_view"],
        _("Med borgerens egne ord, når I har talt sammen. Ellers: hvorfor ikke, og hvornår gør I?"),
        4,
    )
    scenarios = _text(
        JUDGEMENT_TEXTS["scenarios"],
        _("Det bedste og det værste, der er rimeligt at tænke, og hvad I først vil kunne se."),
        4,
    )
    what_would_change = _text(
        JUDGEMENT_TEXTS["what_would_change"],
        _("Oplysninger eller hændelser, som ville gøre bekymringen mindre eller større."),
        3,
    )
    recommendation = _text(
        JUDGEMENT_TEXTS["recommendation"],
        _("Hvad bør der ske nu, hvem gør det, og hvornår ser I på det igen?"),
        4,
    )

    def judgement(self) -> Judgement:
        """What was written, complete or not."""
        data = self.cleaned_data
        return Judgement(
            level=Level(data["level"]) if data.get("level") else None,
            urgency=Urgency(data["urgency"]) if data.get("urgency") else None,
            formulation=data.get("formulation", "").strip(),
            what_would_change=data.get("what_would_change", "").strip(),
            recommendation=data.get("recommendation", "").strip(),
            citizens_view=data.get("citizens_view", "").strip(),
            scenarios=data.get("scenarios", "").strip(),
        )


class _Complete(JudgementFields):
    """A judgement that must be whole to be sent."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lacks = {} if self.unfinished else judgement_lacks(self.judgement(), self.asks)
        for name, reason in lacks.items():
            if name not in self.errors:
                self.add_error(name, reason)
        return cleaned


class JudgementForm(IdempotencyField, VersionField, _Complete):
    """The rater's own judgement, before the profile."""


class ChangeForm(IdempotencyField, SourceKnown, _Complete):
    """Another judgement after the profile, with the reason."""

    reason = forms.CharField(
        label=_("Hvorfor ændrer du vurderingen?"),
        help_text=_(
            "Den første vurdering bliver stående. Det vises, at denne er skrevet bagefter."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Skriv, hvorfor du ændrer vurderingen.")},
    )
    field_order = ("reason",)


class AddendumForm(IdempotencyField, SourceKnown, Form):
    """A correction or new information."""

    text = forms.CharField(
        label=_("Tilføjelse"),
        help_text=_("Det låste bliver stående. Skriv, hvad der er forkert, eller hvad der er nyt."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": _("Skriv tilføjelsen.")},
    )


def initial_of(judgement: Judgement) -> dict[str, Any]:
    """A stored judgement as initial values."""
    return dict(judgement.to_plain())
