"""Help and its reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField, ConditionalChoiceField
from casework.forms.steps import colleague_choices
from casework.models import Measure
from casework.rules.codes import (
    OPEN_MEASURES,
    Frequency,
    MeasureStatus,
    MeasureType,
    Outcome,
    ReviewDecision,
)
from stopext.accounts.models import Membership
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

#: Choice of an owner who is no longer a colleague.
LEFT = "forrige"
_OPEN = [(code, code.label) for code in MeasureStatus if code in OPEN_MEASURES]


class OwnedForm(Form):
    """Goal, and who is responsible: a colleague on the list, or a function written out."""

    goal = forms.CharField(
        label=_("Mål med borgerens egne ord"),
        help_text=_("Hvad vil borgeren gerne opnå? F.eks. “Jeg vil have et sted at høre til”."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    owner = ConditionalChoiceField(
        label=_("Ansvarlig kollega"),
        help_text=_("Vælg en kollega, eller skriv en funktion i det næste felt."),
        required=False,
        error_messages={"invalid_choice": _("Vælg en kollega på listen.")},
    )
    owner_function = ConditionalCharField(
        label=_("… eller en funktion uden for sagsgruppen"),
        help_text=_("F.eks. mentor i Ungeenheden eller psykolog i PPR."),
        max_length=120,
        required=False,
    )
    frequency = forms.ChoiceField(
        label=_("Hvor tit?"),
        choices=[("", _("Ikke aftalt endnu")), *Frequency.choices],
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.pk): (row.name, row.user_id) for row in people}
        self.offer([("", _("Ingen valgt")), *colleague_choices(people)])

    def offer(self, choices: list[tuple[str, Any]]) -> None:
        """Let the reader choose among ``choices``."""
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, function = cleaned.get("owner"), cleaned.get("owner_function")
        if "owner" in cleaned and not chosen and not function:
            self.add_error("owner", _("Vælg en kollega, eller skriv en funktion."))
        if chosen and function:
            self.add_error("owner_function", _("Vælg enten en kollega eller en funktion."))
        return cleaned

    def responsible(self) -> tuple[str, UUID | None]:
        """Name and user of whoever is responsible; a function has no user."""
        function = self.cleaned_data["owner_function"]
        return self.people.get(self.cleaned_data["owner"], (function, None))


class MeasureForm(IdempotencyField, OwnedForm):
    """A new measure."""

    field_order = ("type", "goal", "owner", "owner_function", "starts_on", "frequency", "status")

    type = forms.ChoiceField(label=_("Indsats"), choices=[("", _("Vælg")), *MeasureType.choices])
    starts_on = DateField(label=_("Start"))
    status = forms.ChoiceField(label=_("Status"), choices=_OPEN)
    practice = forms.TypedChoiceField(
        label=_("Bygger på en praksis fra videnbanken"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Vælg en praksis på listen.")},
    )

    def __init__(self, *args: Any, practices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        practice = self.fields["practice"]
        practice.choices = [("", _("Ingen")), *practices]  # type: ignore[attr-defined]


class MeasureChangeForm(VersionField, IdempotencyField, OwnedForm):
    """A measure under way, or its end. An owner who is no longer on the list can stay."""

    field_order = ("goal", "owner", "owner_function", "frequency", "status", "ends_on")

    status = forms.ChoiceField(label=_("Status"), choices=MeasureStatus.choices)
    ends_on = DateField(label=_("Slut"), required=False)
    outcome = forms.ChoiceField(
        label=_("Hvad har indsatsen ført til?"),
        help_text=_("Skal vælges, når indsatsen slutter. Set fra borgerens situation."),
        choices=[("", _("Ikke afsluttet endnu")), *Outcome.choices],
        required=False,
    )
    outcome_note = forms.CharField(
        label=_("Hvad er ændret?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = [key for key, (_n, user) in self.people.items() if user == measure.owner_user]
        if measure.owner_user is None:
            self.initial.setdefault("owner_function", measure.owner_name)
            return
        if not current:
            self.people[LEFT] = (measure.owner_name, measure.owner_user)
            self.offer([*self.fields["owner"].choices, (LEFT, measure.owner_name)])  # type: ignore[attr-defined]
        self.initial.setdefault("owner", (*current, LEFT)[0])


class ReviewForm(IdempotencyField, Form):
    """A review; the citizen's own view is never left out."""

    held_on = DateField(label=_("Hvornår blev opfølgningen holdt?"))
    change = forms.CharField(
        label=_("Hvad er ændret siden sidst?"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    citizen_view = forms.CharField(
        label=_("Borgerens eget syn"),
        help_text=_(
            "Er borgeren under 18 år, så også forældrenes. Ville borgeren ikke tale med jer, så "
            "skriv det."
        ),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    new_information = forms.CharField(
        label=_("Nye oplysninger"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(
        label=_("Beslutning"), choices=ReviewDecision.choices, widget=forms.RadioSelect
    )
    next_on = DateField(
        label=_("Næste opfølgning"),
        help_text=_("Senest tre måneder efter denne. Bruges ikke, når indsatsen afsluttes."),
        required=False,
    )


class ReviewCorrectionForm(VersionField, ReviewForm):
    """A review that is there already, and why it is changed."""

    why = forms.CharField(
        label=_("Hvorfor rettes opfølgningen?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
