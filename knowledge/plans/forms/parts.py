"""The parts of a plan: goals, actions, what those move, and cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans import schedule
from knowledge.plans.choices import ActionStatus, Confidence, Phase, Precision
from knowledge.plans.forms.fields import (
    LinesField,
    PeriodField,
    ask_reason,
    contact_field,
    internal_note_field,
    long_text,
)
from knowledge.plans.policies import period_fault
from stopext.web.forms import Form, IdempotencyField, VersionField

LEVELS = [("", _("Vælg")), *TriangleLevel.choices]


class GoalForm(IdempotencyField, Form):
    """What the municipality wants to reach."""

    text = long_text(_("Hvad vil I opnå?"), 3, 1000)
    level = forms.ChoiceField(label=_("Forebyggelsesniveau"), choices=LEVELS)
    internal_note = internal_note_field()


class ActionForm(IdempotencyField, Form):
    """What is done to reach a goal, by whom and when."""

    title = forms.CharField(label=_("Hvad gør I?"), max_length=200)
    level = forms.ChoiceField(label=_("Forebyggelsesniveau"), choices=LEVELS)
    target_group = forms.CharField(label=_("For hvem?"), max_length=200, required=False)
    owner = forms.CharField(
        label=_("Ansvarlig"),
        help_text=_("En funktion, ikke et navn: planen bliver offentlig."),
        max_length=160,
        required=False,
    )
    partners = forms.CharField(label=_("Sammen med"), max_length=400, required=False)
    start = PeriodField(label=_("Start"), required=False)
    end = PeriodField(label=_("Slut"), required=False, is_end=True)
    phase = forms.ChoiceField(
        label=_("Fase"), choices=[("", _("Ikke angivet")), *Phase.choices], required=False
    )
    status = forms.ChoiceField(label=_("Status"), choices=ActionStatus.choices)
    status_reason = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Skal skrives, når en handling er på pause eller opgivet. Vises offentligt."),
        max_length=400,
        required=False,
    )
    practice_page = forms.TypedChoiceField(
        label=_("Bygger på en praksis fra videnbanken"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Vælg en praksis på listen.")},
    )
    needs = forms.TypedMultipleChoiceField(
        label=_("Afhænger af"),
        help_text=_("Sæt kryds ved det, der skal være nået først."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("En af handlingerne er fjernet imens. Vælg igen.")},
    )
    cost_note = forms.CharField(
        label=_("Økonomi"),
        help_text=_("Offentlig. Det, andre ikke skal læse, hører til i den interne note."),
        max_length=400,
        required=False,
    )
    contact_person = contact_field()
    internal_note = internal_note_field()

    def __init__(
        self,
        *args: Any,
        practices: Iterable[tuple[int, str]],
        others: Sequence[tuple[UUID, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = others  # type: ignore[attr-defined]
        if not others:
            del self.fields["needs"]
        offered = [("", _("Ingen")), *practices]
        kept = self.initial.get("practice_page")
        if kept and str(kept) not in {str(code) for code, _title in offered}:
            offered.append((kept, _("Den valgte praksis er ikke længere udgivet")))
        self.fields["practice_page"].choices = offered  # type: ignore[attr-defined]
        for name in ("start", "end"):
            day, precision = self.initial.get(name), self.initial.get(f"{name}_precision", "")
            if isinstance(day, date):
                self.initial[name] = schedule.written(day, precision)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("start", "end"):
            said = cleaned.get(name) or (None, Precision.DAY)
            cleaned[name], cleaned[f"{name}_precision"] = said
        fault = period_fault(cleaned["start"], cleaned["end"])
        if fault:
            self.add_error("end", fault)
        ask_reason(self, cleaned)
        return cleaned


class EffectForm(IdempotencyField, Form):
    """Which indicator an action is expected to move."""

    indicator_id = forms.TypedChoiceField(
        label=_("Hvad ventes handlingen at flytte?"),
        help_text=_("En af planens indikatorer."),
        coerce=UUID,
        error_messages={"invalid_choice": _("Vælg en indikator på listen.")},
    )
    confidence = forms.ChoiceField(
        label=_("Hvor sikre er I?"), choices=[("", _("Vælg")), *Confidence.choices]
    )
    basis = forms.CharField(
        label=_("Hvad hviler det på?"),
        help_text=_("F.eks. en evaluering, en praksis eller egne erfaringer. Offentlig."),
        max_length=400,
    )

    def __init__(self, *args: Any, indicators: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("Vælg")), *indicators]
        self.fields["indicator_id"].choices = offered  # type: ignore[attr-defined]


class CardForm(IdempotencyField, Form):
    """A short memo for staff: what to do, step by step, and whom to call."""

    audience = forms.CharField(
        label=_("Hvem er kortet til?"),
        help_text=_("F.eks. skolens ledelse eller vagten på rådhuset."),
        max_length=200,
    )
    steps = LinesField(
        label=_("Hvad skal de gøre?"), help_text=_("Ét trin på hver linje."), longest=400, most=12
    )
    contacts = LinesField(
        label=_("Hvem skal de kontakte?"),
        help_text=_(
            "Funktion og telefonnummer, én på hver linje. Ingen navne: planen bliver offentlig."
        ),
        longest=400,
        most=8,
        required=False,
    )
    owner = forms.CharField(
        label=_("Hvem holder kortet ajour?"),
        help_text=_("En funktion, ikke et navn."),
        max_length=160,
        required=False,
    )


def changing(form: type[Form]) -> type[Form]:
    """The same form of something that is stored: it carries the version the reader saw."""
    return type(f"{form.__name__}OfStored", (VersionField, form), {})
