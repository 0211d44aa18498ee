"""The form of each part of a mapping. Everything is about a place: the hints say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.areas.parts import Part
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField
from stopext.web.personal import NoNumbers

LIMIT = 5000


def _long(label: Any, tip: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=tip, widget=area, max_length=LIMIT, required=False
    )


class AreaForm(NoNumbers, IdempotencyField, Form):
    """A new area."""

    name = forms.CharField(label=_("Områdets navn"), max_length=120)
    description = _long(
        _("Kort beskrivelse"), _("Hvor ligger det, og hvad hører til? Intet om enkelte beboere.")
    )
    housing = forms.CharField(label=_("Boligorganisation"), max_length=200, required=False)


class PartForm(NoNumbers, VersionField, IdempotencyField, Form):
    """All parts of a mapping, of which a page shows one."""

    mark_optional = False
    name = forms.CharField(label=_("Områdets navn"), max_length=120)
    description = _long(
        _("Kort beskrivelse"), _("Hvor ligger det, og hvad hører til? Intet om enkelte beboere.")
    )
    housing = forms.CharField(label=_("Boligorganisation"), max_length=200, required=False)
    mapped_on = DateField(label=_("Kortlagt den"), required=False)

    participants = _long(
        _("Hvem er med?"), _("Funktioner, ikke navne: én på hver linje, f.eks. SSP-konsulent.")
    )
    forum = _long(_("Hvor og hvor tit mødes I?"), _("Mødet, hvem der indkalder, og hvor tit."))
    sharing = _long(
        _("Hvad må I dele med hinanden?"),
        _("Grundlaget for at dele viden om området. Oplysninger om personer hører til i sager."),
    )

    resources = _long(
        _("Ressourcer i området"), _("Steder, foreninger, tilbud og fællesskaber, der virker.")
    )
    challenges = _long(
        _("Udfordringer i området"), _("Forhold og steder. Aldrig navne, adresser eller familier.")
    )
    sources = _long(_("Kilder med dato"), _("Én på hver linje, f.eks. beboermøde, 3. marts 2026."))

    analysis = _long(_("Hvad betyder det, I har set?"), _("Skil det, I ved, fra det, I tror."))
    needs = _long(_("Hvad er der brug for?"), _("For hvem som gruppe, og hvad er vigtigst?"))
    uncertainty = _long(_("Hvad ved I ikke?"), _("Og hvordan kunne I finde ud af det?"))

    effort = _long(_("Hvad gør I?"), _("Indsats, hvem der har ansvaret som funktion, og hvornår."))
    follow_up = _long(_("Hvordan følger I op?"), _("Hvad ser I efter, og hvornår mødes I om det?"))
    plan_actions = forms.TypedMultipleChoiceField(
        label=_("Handlinger i jeres plan"),
        help_text=_("Sæt kryds ved dem, der hører til området."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("En af handlingerne er fjernet imens. Vælg igen.")},
    )

    def __init__(
        self, *args: Any, part: Part, actions: Sequence[tuple[UUID, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["plan_actions"]
        field.choices = actions
        shown = {*part.fields, "version", "idempotency_key"}
        shown -= set() if actions else {"plan_actions"}
        for name in {*self.fields} - shown:
            del self.fields[name]

    def values(self, part: Part) -> dict[str, Any]:
        """What was written in the part."""
        return {name: self.cleaned_data[name] for name in part.fields if name in self.fields}
