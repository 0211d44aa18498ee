"""The forms of a plan: its head, its sections, its parts, its adoption, and progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import TriangleLevel
from knowledge.articles.models.fields import lines_of
from knowledge.plans import schedule
from knowledge.plans.choices import (
    ActionStatus,
    Confidence,
    OrganisationModel,
    Phase,
    Precision,
)
from knowledge.plans.policies import (
    TEXT_LIMIT,
    period_fault,
    reason_fault,
    share_faults,
)
from stopext.web.forms import DateField, Form, IdempotencyField, NumberField, VersionField

_LEVELS = [("", _("Vælg")), *TriangleLevel.choices]


def _long(label: Any, rows: int, limit: int, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=limit, **kwargs)


def _contact() -> forms.CharField:
    return forms.CharField(
        label=_("Kontaktperson"),
        help_text=_("Kun jeres kommune kan se det: navn og telefon på en kollega."),
        max_length=200,
        required=False,
    )


def _internal_note() -> forms.CharField:
    tip = _("Kun jeres kommune kan se den. Skriv ikke om borgere.")
    return _long(_("Intern note"), 3, 2000, required=False, help_text=tip)


def agenda_field() -> forms.URLField:
    """A link to an agenda or minutes, of which nobody on the way can change what it shows."""
    whole = _("Skriv hele adressen, f.eks. https://kommune.dk/referat.")
    safe = URLValidator(schemes=["https"], message=_("Linket skal begynde med https://."))
    return forms.URLField(
        label=_("Link til dagsorden eller referat"),
        max_length=400,
        required=False,
        assume_scheme="https",
        validators=[safe],
        error_messages={"invalid": whole},
    )


class LinesField(forms.CharField):
    """One text to a line; shown as it is stored, a list. ``longest`` is for each line."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: Any) -> Any:
        """Stored lines as the text they were typed as."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        lines = lines_of(super().clean(value))
        if len(lines) > self.most:
            raise forms.ValidationError(_("Højst %(most)s linjer.") % {"most": self.most})
        long = next((line for line in lines if len(line) > self.longest), None)
        if long is not None:
            said = {"most": self.longest, "line": f"{long[:40]} …"}
            raise forms.ValidationError(_("Højst %(most)s tegn på en linje: “%(line)s”") % said)
        return lines


class BeginForm(IdempotencyField, Form):
    """A municipality's first plan here."""

    title = forms.CharField(label=_("Planens titel"), max_length=200)
    organisation_model = forms.ChoiceField(
        label=_("Hvordan er arbejdet organiseret?"),
        help_text=_("I kan ændre det senere."),
        choices=OrganisationModel.choices,
        widget=forms.RadioSelect,
    )


class HeadForm(VersionField, BeginForm):
    """What the draft is called, how the work is organised, and its vision."""

    vision = _long(
        _("Vision"), 3, 600, required=False, help_text=_("Én eller to sætninger øverst i planen.")
    )


class SectionForm(VersionField, IdempotencyField, Form):
    """The text of one section."""

    mark_optional = False
    text = _long(_("Afsnittets tekst"), 16, TEXT_LIMIT, required=False)


class GoalForm(IdempotencyField, Form):
    """What the municipality wants to reach."""

    text = _long(_("Hvad vil I opnå?"), 3, 1000)
    level = forms.ChoiceField(label=_("Forebyggelsesniveau"), choices=_LEVELS)
    internal_note = _internal_note()


class PeriodField(DateField):
    """A day, a month, a quarter or a year; answers the day and the precision. Of an end the day is
    the last of what was written."""

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        tip = _("F.eks. 1.4.2027, marts 2027, 3. kvartal 2027 eller 2027.")
        wrong = _(
            "Tiden kan ikke læses eller findes ikke. Skriv f.eks. 1.4.2027, marts 2027 eller 2027."
        )
        super().__init__(help_text=tip, error_messages={"invalid": wrong}, **kwargs)
        self.widget.attrs.pop("placeholder", None)  # shows a day alone
        self.is_end = is_end

    def clean(self, value: Any) -> tuple[date, Precision] | None:
        """The day and the precision; nothing when nothing is written."""
        period = schedule.read(value) if isinstance(value, str) else None
        if period is not None:
            return period.last if self.is_end else period.first, period.precision
        day = super().clean(value)
        return (day, Precision.DAY) if day else None


def _ask_reason(form: forms.Form, cleaned: dict[str, Any]) -> None:
    if fault := reason_fault(cleaned.get("status", ""), cleaned.get("status_reason", "")):
        form.add_error("status_reason", fault)


class ActionForm(IdempotencyField, Form):
    """What is done to reach a goal, by whom and when."""

    title = forms.CharField(label=_("Hvad gør I?"), max_length=200)
    level = forms.ChoiceField(label=_("Forebyggelsesniveau"), choices=_LEVELS)
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
    contact_person = _contact()
    internal_note = _internal_note()

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
        _ask_reason(self, cleaned)
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


class IndicatorForm(IdempotencyField, Form):
    """Something counted regularly."""

    name = forms.CharField(label=_("Hvad tæller I?"), max_length=200)
    unit = forms.CharField(
        label=_("Enhed"), help_text=_("F.eks. procent, samtaler eller dage."), max_length=60
    )
    baseline = NumberField(label=_("Udgangspunkt"), help_text=_("Tallet i dag, f.eks. 12,5."))
    target = NumberField(label=_("Ønsket niveau"))
    frequency = forms.CharField(
        label=_("Hvor tit måles der?"),
        help_text=_("F.eks. hvert kvartal."),
        max_length=60,
        required=False,
    )
    source = forms.CharField(
        label=_("Hvor kommer tallene fra?"),
        help_text=_("F.eks. forvaltningens egen optælling."),
        max_length=200,
        required=False,
    )
    internal_note = _internal_note()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, fault in share_faults(cleaned).items():
            self.add_error(name, fault)
        return cleaned


class MeasurementForm(IdempotencyField, Form):
    """One reading of an indicator."""

    on = DateField(label=_("Målt den"))
    value = NumberField(label=_("Tal"))
    note = forms.CharField(
        label=_("Bemærkning"), help_text=_("Offentlig."), max_length=400, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        """What is measured has been."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return on


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


class StatusForm(VersionField, IdempotencyField, Form):
    """How far an action of the public plan is."""

    status = forms.ChoiceField(label=_("Status"), choices=ActionStatus.choices)
    status_reason = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Skal skrives, når handlingen er på pause eller opgivet. Vises offentligt."),
        max_length=400,
        required=False,
    )
    contact_person = _contact()
    internal_note = _internal_note()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _ask_reason(self, cleaned)
        return cleaned


class TaskForm(IdempotencyField, Form):
    """Something to do for an action; all of it internal."""

    text = forms.CharField(label=_("Hvad skal gøres?"), max_length=400)
    owner = forms.CharField(
        label=_("Hvem gør det?"),
        help_text=_("En kollega eller en funktion. Kun jeres kommune kan se det."),
        max_length=160,
        required=False,
    )
    due_on = DateField(label=_("Senest"), required=False)
