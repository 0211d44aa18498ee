"""Moving a deadline, the receipt to who told of a concern, and a check of the aftercare."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import (
    ConditionalCharField,
    ConditionalChoiceField,
    ConditionalDateField,
)
from casework.forms.fields import CHOOSE, chosen, text
from casework.rules.acknowledging import Acknowledged
from casework.rules.codes import Asked, Since
from casework.rules.contacts import ContactChannel
from casework.rules.deadlines import DeadlineStep
from stopext.web.forms import Form, IdempotencyField, VersionField


class DeadlineForm(VersionField, IdempotencyField, Form):
    """What happens to the deadline; one that stands still can only run again."""

    step = chosen(_("Hvad skal der ske med fristen?"), DeadlineStep)
    day = ConditionalDateField(
        label=_("Ny frist, eller sidste dag, der ventes"),
        help_text=_("I alt kan fristen flyttes fire uger fra sin første dag."),
        required=False,
    )
    reason = text(
        _("Hvorfor?"),
        rows=3,
        limit=2000,
        help_text=_("Hvad ventes der på? Begrundelsen står på tidslinjen."),
    )

    def __init__(self, *args: Any, stands_still: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = {DeadlineStep.RESUMED}
        offered = again if stands_still else {*DeadlineStep} - again
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            (step.value, step.label) for step in DeadlineStep if step in offered
        ]
        if stands_still:
            self.fields.pop("day")
            self.initial.setdefault("step", DeadlineStep.RESUMED)


class AcknowledgeForm(IdempotencyField, Form):
    """The receipt, or why there is none."""

    answer = chosen(_("Er der kvitteret?"), Acknowledged)
    given_on = ConditionalDateField(
        label=_("Hvilken dag?"), help_text=_("Skal udfyldes, når der er kvitteret."), required=False
    )
    channel = ConditionalChoiceField(
        label=_("Hvordan?"),
        help_text=_("Skal vælges, når der er kvitteret."),
        choices=[CHOOSE, *ContactChannel.choices],
        required=False,
    )
    words = ConditionalCharField(
        label=_("Hvad fik vedkommende at vide, eller hvorfor kan der ikke kvitteres?"),
        help_text=_(
            "En privat, der henvender sig, får kun at vide, at henvendelsen er modtaget. Skal"
            " skrives, når der ikke kan kvitteres."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class Onwards(TextChoices):
    """What follows a check of the aftercare."""

    AGAIN = "again", _("Der følges op igen")
    ENDS = "ends", _("Eftertjekket slutter: der er ingen ny bekymring")


class AftercareForm(VersionField, IdempotencyField, Form):
    """How it goes since the closing."""

    asked = chosen(_("Hvem er spurgt?"), Asked)
    outcome = chosen(_("Hvordan går det?"), Since)
    words = text(
        _("Hvad er der sket siden sidst?"),
        limit=4000,
        help_text=_("Kort. Er der en ny bekymring, så genåbn sagen i stedet."),
    )
    onwards = chosen(_("Hvad nu?"), Onwards)

    def __init__(self, *args: Any, again: str, may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(Onwards.AGAIN.value, again)]
        offered += [(Onwards.ENDS.value, str(Onwards.ENDS.label))] if may_end else []
        self.fields["onwards"].choices = offered  # type: ignore[attr-defined]
