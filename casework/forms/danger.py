"""The first page of every concern: is anybody in danger now?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField, ConditionalTimeField
from casework.rules.clocks import COPENHAGEN
from casework.rules.danger import ADVICE, CARE_OR_POLICE, DangerQuestion, danger_gate
from stopext.access import clock
from stopext.web.forms import DateField, Form

YES_NO = (("yes", _("Ja")), ("no", _("Nej")))


class DangerForm(Form):
    """Four questions. Any yes asks for the time the police were contacted, or, where somebody has
    talked of dying and nothing else, for who in the health service was."""

    care_contact = ConditionalCharField(
        label=_("Lægevagt eller psykiatri er kontaktet: hvem, og hvornår?"),
        required=False,
        max_length=200,
        help_text=_(
            "Er det sidste spørgsmål det eneste, du svarer ja til, er dette nok. Så skal der ikke"
            " stå et klokkeslæt for politiet."
        ),
    )
    police_time = ConditionalTimeField(
        label=_("Politiet er kontaktet kl."),
        required=False,
        help_text=_(
            "Skal udfyldes, hvis du svarer ja til et af de tre første spørgsmål. F.eks. 14.30."
        ),
    )
    police_date = DateField(
        label=_("Dato for kontakt til politiet"),
        required=False,
        help_text=_("Kun hvis det ikke er i dag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {
            question.value: forms.ChoiceField(
                label=question.label,
                choices=YES_NO,
                widget=forms.RadioSelect,
                help_text=str(ADVICE[question]),
                error_messages={"required": _("Svar ja eller nej.")},
            )
            for question in DangerQuestion
        }
        self.fields = {**questions, **self.fields}

    def answers(self) -> dict[DangerQuestion, bool]:
        """The four answers of a valid form."""
        return {question: self.cleaned_data[question] == "yes" for question in DangerQuestion}

    def police_contacted_at(self) -> datetime | None:
        """Time of contact with the police, as read from a cleaned form."""
        moment = self.cleaned_data.get("police_time")
        if moment is None:
            return None
        # A time that today has not reached is refused: which day it was, only the writer knows.
        day = self.cleaned_data.get("police_date") or clock.today()
        return datetime.combine(day, moment, tzinfo=COPENHAGEN)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        known = {
            question: given[question] == "yes" for question in DangerQuestion if question in given
        }
        gate = danger_gate(
            {question: known.get(question, False) for question in DangerQuestion},
            self.police_contacted_at(),
            now=timezone.localtime(clock.now()),
            care_contact=given.get("care_contact", ""),
        )
        name = "care_contact" if gate.problem is CARE_OR_POLICE else "police_time"
        if gate.problem is not None and not {name, "police_time"} & self.errors.keys():
            self.add_error(name, str(gate.problem))
        return given
