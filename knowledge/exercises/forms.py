"""The forms of exercises and cards. A card's limits are those of one sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.exercises.choices import TYPED
from knowledge.exercises.live import USES
from knowledge.exercises.policies import evaluation_fault
from knowledge.plans.forms import LinesField
from stopext.web.forms import DateField, Form, IdempotencyField, TimeField, VersionField

STEPS, STEP = 7, 180
POINTS, POINT = 5, 160


def _long(label: Any, rows: int, limit: int, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=limit, **kwargs)


class PlanForm(IdempotencyField, Form):
    """When, where and with whom."""

    on = DateField(label=_("Dag"))
    starts = TimeField(label=_("Begynder kl."), required=False)
    place = forms.CharField(
        label=_("Sted"),
        help_text=_("F.eks. mødelokale 2, eller hvordan man deltager online."),
        max_length=200,
    )
    participants = LinesField(
        label=_("Deltagere"),
        help_text=_("Én rolle på hver linje, ikke navne på personer."),
        longest=120,
        most=30,
    )


class ChangeForm(VersionField, PlanForm):
    """Until it begins."""


class CallOffForm(IdempotencyField, Form):
    """Why it is not held."""

    reason = _long(_("Hvorfor aflyses øvelsen?"), 3, 400)


class EntryForm(IdempotencyField, Form):
    """A line of the log."""

    text = _long(_("Hvad skete der, eller hvad blev besluttet?"), 2, 600)
    sort = forms.ChoiceField(
        label=_("Hvad er det?"),
        choices=[(one.value, one.label) for one in TYPED],
        initial=TYPED[0].value,
        widget=forms.RadioSelect,
    )
    at = TimeField(
        label=_("Hvornår"),
        help_text=_("Tomt betyder nu. Skriv f.eks. 10.25, hvis det skete tidligere."),
        required=False,
    )


class CorrectForm(VersionField, EntryForm):
    """A line that was wrong."""

    at = TimeField(label=_("Hvornår"), required=False)


class PointForm(IdempotencyField, Form):
    """What was learned."""

    text = _long(_("Hvad skal gøres?"), 2, 400)
    owner = forms.CharField(
        label=_("Hvem gør det?"), help_text=_("En funktion, ikke et navn."), max_length=160
    )
    due_on = DateField(label=_("Senest"))
    action = forms.TypedChoiceField(
        label=_("Hører til denne handling i planen"),
        help_text=_("Så kan det med ét klik blive en opgave i planen."),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Handlingen er fjernet fra planen. Vælg igen.")},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("Ikke valgt endnu")), *offered]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]


class ChangePointForm(VersionField, PointForm):
    """A learning point that is there."""


class EvaluationForm(VersionField, IdempotencyField, Form):
    """How it went."""

    worked = _long(_("Hvad gik godt?"), 4, 2000, required=False)
    missing = _long(_("Hvad manglede?"), 4, 2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_read = {"worked", "missing"} <= cleaned.keys()
        if is_read and (fault := evaluation_fault(cleaned["worked"], cleaned["missing"])):
            self.add_error("worked", fault)
        return cleaned


class CardForm(IdempotencyField, Form):
    """What stands on a card."""

    audience = forms.CharField(label=_("Hvem er kortet til?"), max_length=80)
    steps = LinesField(
        label=_("Trin"),
        help_text=_("Ét trin på hver linje, i den rækkefølge det gøres. Højst syv."),
        longest=STEP,
        most=STEPS,
        max_length=STEPS * STEP,
    )
    uses = forms.MultipleChoiceField(
        label=_("Kontakter på kortet"),
        help_text=_("Telefon og e-mail hentes fra portalens kontakter, hver gang kortet vises."),
        choices=[(use.value, use.label) for use in USES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    attention = LinesField(
        label=_("Vær opmærksom på"),
        help_text=_("Ét punkt på hver linje. Højst fem."),
        longest=POINT,
        most=POINTS,
        max_length=POINTS * POINT,
        required=False,
    )
    owner = forms.CharField(
        label=_("Hvem holder kortet ajour?"),
        help_text=_("En funktion, ikke et navn."),
        max_length=80,
    )


class ChangeCardForm(VersionField, CardForm):
    """A card that is there."""


class ApproveForm(VersionField, IdempotencyField, Form):
    """The leader's approval."""

    is_public = forms.BooleanField(
        label=_("Alle må læse kortet på den offentlige side"),
        help_text=_("Kontakter, der kun er for dem, der er logget ind, vises ikke offentligt."),
        required=False,
    )
