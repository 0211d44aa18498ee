"""The forms of a cohort."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.cohorts.choices import Known
from knowledge.cohorts.policies import done_fault, period_fault
from stopext.access import clock
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField


class CohortForm(IdempotencyField, Form):
    """A name and a period."""

    name = forms.CharField(label=_("Forløbets navn"), max_length=120)
    starts_on = DateField(label=_("Begynder"))
    ends_on = DateField(label=_("Slutter"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if fault := period_fault(cleaned.get("starts_on"), cleaned.get("ends_on")):
            self.add_error("ends_on", fault)
        return cleaned


class ChangeCohortForm(VersionField, CohortForm):
    """The same of a stored one."""


class MilestoneForm(IdempotencyField, Form):
    """What every member is to reach, and who knows that it has."""

    text = forms.CharField(label=_("Milepæl"), max_length=160)
    due_on = DateField(label=_("Senest"))
    known = forms.ChoiceField(
        label=_("Hvem ved, om den er nået?"),
        choices=Known.choices,
        widget=forms.RadioSelect,
        required=False,
    )


class ChangeMilestoneForm(VersionField, MilestoneForm):
    """The same of a stored one, or its end."""

    is_removed = forms.BooleanField(
        label=_("Fjern milepælen"),
        help_text=_("Det, kommunerne har meldt, bliver gemt, hvis I henter den tilbage."),
        required=False,
    )


class JoinForm(IdempotencyField, Form):
    """Which municipality becomes a member, and when."""

    municipality = forms.ModelChoiceField(
        label=_("Kommune"),
        queryset=Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY),
        empty_label=_("Vælg"),
    )
    joined_on = DateField(label=_("Med fra"))


class MemberForm(VersionField, IdempotencyField, Form):
    """The days of a membership."""

    joined_on = DateField(label=_("Med fra"))
    left_on = DateField(
        label=_("Med til og med"),
        help_text=_(
            "Kun hvis kommunen forlader forløbet før tid. Den bliver stående i historikken."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if fault := period_fault(cleaned.get("joined_on"), cleaned.get("left_on")):
            self.add_error("left_on", fault)
        return cleaned


class ReportForm(VersionField, IdempotencyField, Form):
    """How far the municipality is with a milestone."""

    done_on = DateField(
        label=_("Nået den"),
        help_text=_("Lad feltet stå tomt, hvis I ikke har nået den endnu."),
        required=False,
    )
    note = forms.CharField(
        label=_("Bemærkning til centeret"),
        help_text=_("Centerets rådgivere kan læse den, men de andre kommuner kan ikke."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def clean_done_on(self) -> Any:
        """The day has come."""
        day = self.cleaned_data["done_on"]
        if fault := done_fault(day, clock.today()):
            raise forms.ValidationError(fault)
        return day
