"""Correct or complete what a case says of its citizen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.actions.correcting import Known
from casework.forms.fields import chosen, listed, text
from casework.forms.person import PersonForm
from casework.rules.codes import ConcernForm, Tristate
from stopext.web.forms import IdempotencyField, VersionField


class CitizenForm(VersionField, IdempotencyField, PersonForm):
    """Everything that is known of the citizen, and why it is changed."""

    known = None  # type: ignore[assignment]  # follows from name and CPR number
    description = text(_("Hvad ved du om borgeren?"), rows=5, limit=20_000, required=False)
    other_names = text(
        _("Andre navne"),
        rows=2,
        limit=2000,
        required=False,
        help_text=_(
            "Ét på hver linje: tidligere navn, anden stavemåde, kaldenavn. Retter du navnet, bliver"
            " det hidtidige stående her, så borgeren findes på begge. Var det en andens, så fjern"
            " det bagefter."
        ),
    )
    form = listed(_("Form for ekstremisme"), ConcernForm)
    gang_link = chosen(_("Er der tilknytning til et bandemiljø?"), Tristate)
    online = chosen(_("Foregår noget af det på nettet?"), Tristate)
    reason = text(
        _("Hvorfor rettes oplysningerne?"),
        rows=2,
        limit=2000,
        help_text=_("F.eks. hvem der har oplyst det. Begrundelsen står på sagen."),
    )
    other_person = forms.BooleanField(
        label=_("Jeg har set de borgere, der ligner: det er andre personer"),
        required=False,
        help_text=_("Kun hvis siden viser borgere, der ligner."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cpr"].help_text = _("Tomt felt beholder det nummer, der er registreret.")

    def now_known(self) -> Known:
        """What is known, of a valid form."""
        given = self.cleaned_data
        return Known(
            person=self.person(),
            other_names=given["other_names"],
            form=ConcernForm(given["form"]),
            gang_link=Tristate(given["gang_link"]),
            online=Tristate(given["online"]),
        )
