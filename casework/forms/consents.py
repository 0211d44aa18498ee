"""What the citizen was asked for and answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.models import Consent
from casework.rules.consents import (
    ConsentAnswer,
    ConsentGiver,
    ConsentReceiver,
    ConsentTo,
    ConsentWay,
    find_consent_problems,
    find_withdrawal_problem,
)
from stopext.access import clock
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField


class ConsentForm(IdempotencyField, Form):
    """One question and its answer, yes or no."""

    purpose = forms.ChoiceField(
        label=_("Hvad er der spurgt om lov til?"),
        choices=ConsentTo.choices,
        widget=forms.RadioSelect,
    )
    receiver = forms.ChoiceField(
        label=_("Hvem gælder det?"),
        help_text=_(
            "Registrér et samtykke for hver modtager. Så kan ét trækkes tilbage, uden at de andre"
            " gør."
        ),
        choices=ConsentReceiver.choices,
        widget=forms.RadioSelect,
    )
    receiver_words = ConditionalCharField(
        label=_("Hvem helt præcist?"),
        help_text=_("Skal skrives ved “En anden”. F.eks. skolens eller klubbens navn."),
        max_length=200,
        required=False,
    )
    words = forms.CharField(
        label=_("Hvad er der sagt ja eller nej til?"),
        help_text=_(
            "Skriv hvilke oplysninger eller hvilken hjælp, og til hvad, som det blev sagt."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer = forms.ChoiceField(
        label=_("Svar"),
        help_text=_("Registrér også et nej, så ingen spørger igen uden at vide det."),
        choices=ConsentAnswer.choices,
        widget=forms.RadioSelect,
    )
    giver = forms.ChoiceField(
        label=_("Hvem svarede?"),
        help_text=_(
            "Skriv intet navn. For et barn eller en ung under 18 år svarer indehaveren af"
            " forældremyndigheden; har flere den, skal de være enige. Spørg også barnet, og"
            " registrér dets svar for sig."
        ),
        choices=ConsentGiver.choices,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("Hvordan blev svaret givet?"), choices=ConsentWay.choices, widget=forms.RadioSelect
    )
    witness = ConditionalCharField(
        label=_("Hvem hørte svaret?"),
        help_text=_("Skal skrives, når svaret er mundtligt."),
        max_length=200,
        required=False,
    )
    given_on = DateField(label=_("Hvornår blev svaret givet?"))
    lasts_until = DateField(
        label=_("Gælder til og med"),
        help_text=_(
            "Højst 12 måneder efter svaret, og så længe uden en dag. Det kan trækkes tilbage før."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for problem in find_consent_problems(cleaned, today=clock.today()):
            if problem.field not in self.errors:
                self.add_error(problem.field, str(problem.message))
        return cleaned


class WithdrawalFields(Form):
    """When and how a consent was withdrawn."""

    withdrawn_on = DateField(label=_("Hvornår blev det trukket tilbage?"))
    withdrawn_way = forms.ChoiceField(
        label=_("Hvordan blev det sagt?"), choices=ConsentWay.choices, widget=forms.RadioSelect
    )
    withdrawn_note = forms.CharField(
        label=_("Hvad blev der sagt?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ConsentWithdrawalForm(IdempotencyField, WithdrawalFields):
    """That a consent was withdrawn."""

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        problem = find_withdrawal_problem(
            cleaned.get("withdrawn_on"), given_on=self.consent.given_on, today=clock.today()
        )
        if problem is not None:
            self.add_error(problem.field, str(problem.message))
        return cleaned


class ConsentCorrectionForm(VersionField, WithdrawalFields, ConsentForm):
    """A consent that is there already, and why it is changed; its withdrawal where there is one."""

    why = forms.CharField(
        label=_("Hvorfor rettes samtykket?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = (*ConsentForm.base_fields, *WithdrawalFields.base_fields, "why")

    def __init__(self, *args: Any, withdrawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not withdrawn:
            for name in WithdrawalFields.base_fields:
                del self.fields[name]
