"""Moving a case, and recording what the moves ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.forms.fields import chosen
from casework.rules.codes import (
    Asked,
    Decider,
    DecisionOutcome,
    NoticeDecision,
    PoliceCheck,
    Since,
    TriageOutcome,
)
from casework.rules.inquiries import WORDS_OUTSIDE, InquiryAnswer
from casework.rules.workflow import Field, Transition
from stopext.accounts.models import Membership
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

LONG = 4000


def _text(label: Any, hint: Any = "", *, rows: int = 5, **options: Any) -> forms.CharField:
    options.setdefault("max_length", LONG)
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def colleague_choices(people: Iterable[Membership]) -> list[tuple[str, str]]:
    """Membership ids with name and role, for a list of colleagues."""
    return [(str(row.pk), f"{row.name}, {row.get_role_display().lower()}") for row in people]


def colleague_field(label: Any, people: Iterable[Membership]) -> forms.ChoiceField:
    """A choice among colleagues; anything else is refused as unknown."""
    unknown = _("Vælg en kollega på listen.")
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Vælg")), *colleague_choices(people)],
        error_messages={"required": unknown, "invalid_choice": unknown},
    )


class StepForm(VersionField, IdempotencyField, Form):
    """A move; what it asks for comes with the transition."""


def step_form(
    transition: Transition,
    people: Iterable[Membership] = (),
    planned: Iterable[tuple[str, str]] = (),
) -> type[StepForm]:
    """The form of one transition: its own fields, named by the workflow, and which of the measures
    that are ``planned`` begin by it."""
    fields: dict[str, Any] = _fields_of(transition, people)
    if planned:
        fields["begins"] = forms.MultipleChoiceField(
            label=_("Hvilke indsatser begynder nu?"),
            help_text=_("De andre står fortsat som planlagt. Det kan rettes på hver indsats."),
            choices=list(planned),
            required=False,
            error_messages={"invalid_choice": _("En indsats er ændret imens. Vælg igen.")},
            widget=forms.CheckboxSelectMultiple,
        )
    return type("StepForm", (StepForm,), fields)


def _fields_of(transition: Transition, people: Iterable[Membership]) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for field in transition.fields:
        if field is Field.REASON:
            checks = Field.ASKED in transition.fields
            label = _("Hvad er der sket siden sidst?") if checks else _("Begrundelse")
            made[field.value] = _text(label, _("Kort og i hele sætninger."))
        elif field is Field.ASKED:
            made[field.value] = chosen(_("Hvem er spurgt?"), Asked)
        elif field is Field.OUTCOME:
            made[field.value] = chosen(_("Hvordan går det?"), Since)
        elif field is Field.PAUSED_UNTIL:
            made[field.value] = DateField(
                label=_("I bero til"), help_text=_("Højst fire uger frem.")
            )
        elif field is Field.MEETING_ON:
            made[field.value] = DateField(label=_("Hvornår holdes mødet?"))
        elif field is Field.COORDINATOR:
            made[field.value] = colleague_field(_("Tovholder"), people)
    return made


class TriageForm(VersionField, IdempotencyField, Form):
    """The first assessment."""

    outcome = forms.ChoiceField(
        label=_("Hvor hører bekymringen til?"),
        choices=TriageOutcome.choices,
        widget=forms.RadioSelect,
    )
    reason = _text(_("Begrundelse"), _("Hvad bygger vurderingen på? Hvad ved I ikke?"))
    police_check = forms.ChoiceField(
        label=_("Hvad svarer politiet: er noget til hinder for infohuset?"),
        choices=PoliceCheck.choices,
        widget=forms.RadioSelect,
    )
    police_contact = forms.CharField(
        label=_("Hvem hos politiet har svaret?"), max_length=200, required=False
    )


class TriageCorrectionForm(TriageForm):
    """A first assessment that is there already, and why it is changed."""

    why = _text(_("Hvorfor rettes vurderingen?"), rows=2, max_length=2000)


class NoticeForm(VersionField, IdempotencyField, Form):
    """Whether the family department is notified."""

    decision = forms.ChoiceField(
        label=_("Beslutning"), choices=NoticeDecision.choices, widget=forms.RadioSelect
    )
    reason = _text(_("Begrundelse"), max_length=2000)


class QuestionForm(IdempotencyField, Form):
    """A question to another authority."""

    authority = forms.CharField(
        label=_("Hvem spørges?"),
        help_text=_("Myndighed eller enhed, f.eks. skolen, jobcentret eller psykiatrien."),
        max_length=120,
    )
    question = _text(
        _("Hvad spørges der om?"),
        _("Spørg også om det, der går godt. Kun det, der er nødvendigt."),
        max_length=2000,
    )
    due_on = DateField(
        label=_("Svarfrist"), help_text=_("Uden dato: ti arbejdsdage."), required=False
    )


class QuestionCorrectionForm(VersionField, QuestionForm):
    """A question that was asked, and why it is changed."""

    due_on = DateField(label=_("Svarfrist"))
    why = _text(_("Hvorfor rettes spørgsmålet?"), rows=2, max_length=2000)


class AnswerForm(VersionField, IdempotencyField, Form):
    """What was answered outside the portal, by whom and when."""

    reply = forms.ChoiceField(
        label=_("Hvad blev der svaret?"), choices=InquiryAnswer.choices, widget=forms.RadioSelect
    )
    answer = ConditionalCharField(
        label=_("Svar"),
        help_text=_("Skal skrives, når oplysninger gives, og når de ikke gives: hvorfor ikke?"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    source = forms.CharField(
        label=_("Hvem svarede, og hvordan?"),
        help_text=_("Funktion hellere end navn, f.eks. skolens leder i telefonen."),
        max_length=200,
    )
    replied_on = DateField(label=_("Hvilken dag kom svaret?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = WORDS_OUTSIDE.get(cleaned.get("reply", ""))
        if missing and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", str(missing))
        return cleaned


class AnswerCorrectionForm(AnswerForm):
    """An answer that is there already, and why it is changed."""

    reason = _text(_("Hvorfor rettes svaret?"), rows=2, max_length=2000)


class MeetingForm(IdempotencyField, Form):
    """A meeting that was held."""

    held_on = DateField(label=_("Hvornår blev mødet holdt?"))
    participants = _text(
        _("Hvem deltog?"), _("Navn og myndighed, én på hver linje."), max_length=2000
    )
    shared = _text(_("Hvad blev delt på mødet?"), max_length=10_000, rows=8)
    disagreement = _text(
        _("Var der uenighed?"), _("Skriv den ned. Mødet afgør intet."), required=False
    )


class RecommendationForm(VersionField, IdempotencyField, Form):
    """What the info-house recommends."""

    joint_assessment = ConditionalCharField(
        label=_("Fælles vurdering"),
        help_text=_("Skal skrives, hvis I ikke sætter kryds nedenfor."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    cannot_assess = forms.BooleanField(label=_("Sagen kan ikke vurderes fælles"), required=False)
    recommendation = _text(
        _("Anbefaling"), _("Infohuset anbefaler. Hver myndighed beslutter selv.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("cannot_assess") and not cleaned.get("joint_assessment"):
            self.add_error(
                "joint_assessment", _("Skriv den fælles vurdering, eller at den ikke kan gives.")
            )
        return cleaned


class DecisionForm(VersionField, IdempotencyField, Form):
    """One authority's own decision."""

    decider = forms.ChoiceField(
        label=_("Hvem har besluttet?"), choices=Decider.choices, widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("Beslutning"), choices=DecisionOutcome.choices, widget=forms.RadioSelect
    )
    told_by = ConditionalCharField(
        label=_("Hvem hos politiet har oplyst beslutningen?"),
        help_text=_("Skal skrives, når det er politiets beslutning."),
        max_length=200,
        required=False,
    )
    reason = _text(_("Begrundelse"), _("Politiets begrundelse skrives, som den er oplyst."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decider, told_by = cleaned.get("decider"), cleaned.get("told_by")
        if decider == Decider.MUNICIPALITY and told_by:
            self.add_error(
                "told_by", _("Det er kommunens beslutning. Vælg politiet, eller slet feltet.")
            )
        if decider == Decider.POLICE and not told_by:
            told = _("Skriv, hvem hos politiet der har oplyst beslutningen.")
            self.add_error("told_by", told)
        return cleaned
