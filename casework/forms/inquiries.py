"""A question that is sent to another authority in the portal, and its answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField, ConditionalChoiceField
from casework.forms.sharing import BASIS_HINTS, consent_choices
from casework.models import Consent
from casework.rules.codes import Tristate
from casework.rules.disclosure import DUTY_TO_INFORM, words_of_others
from casework.rules.inquiries import (
    GROUNDS,
    IN_WORDS,
    NAMES_ANOTHER,
    NOT_ASKED_OF,
    SOURCE_IN_TEXT,
    Draft,
    InquiryAnswer,
    Told,
    find_question_problems,
    others_in,
)
from casework.rules.legal import LegalBasis
from casework.rules.sources import places_told
from stopext.accounts.models import Authority
from stopext.web.forms import (
    DateField,
    ExplainedRadioSelect,
    Form,
    IdempotencyField,
    VersionField,
)

#: What is written and chosen of a question, beside to whom it goes.
SAID = (
    "question",
    "told",
    "legal_basis",
    "necessity",
    "citizen_informed",
    "not_informed_reason",
)
BASES = [(basis.value, basis.label) for basis in GROUNDS]


class ConditionalDateField(DateField):
    """A day that one of the answers asks for."""

    bound_field_class = ConditionalCharField.bound_field_class


def _text(label: Any, hint: Any, *, rows: int, **options: Any) -> Any:
    kind = options.pop("kind", forms.CharField)
    return kind(label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), **options)


class SendInquiryForm(IdempotencyField, Form):
    """To whom, in which words, about whom, on what ground."""

    asked = forms.TypedChoiceField(
        label=_("Hvem skal svare?"),
        coerce=int,
        error_messages={"required": NOT_ASKED_OF, "invalid_choice": NOT_ASKED_OF},
    )
    question = _text(
        _("Hvad spørges der om?"),
        _("Sådan læser modtageren det. Skriv ikke navn eller CPR-nummer her; vælg det nedenfor."),
        rows=5,
        max_length=2000,
    )
    told = forms.ChoiceField(
        label=_("Hvad skal modtageren vide om borgeren?"),
        choices=Told.choices,
        widget=forms.RadioSelect,
        help_text=_("Kun det, der er nødvendigt for at svare."),
    )
    legal_basis = forms.ChoiceField(
        label=_("Retligt grundlag"),
        choices=BASES,
        widget=ExplainedRadioSelect(hints=BASIS_HINTS),
    )
    necessity = _text(
        _("Hvorfor er det nødvendigt at spørge?"),
        _("Mindst 20 tegn. Modtageren læser det."),
        rows=4,
        max_length=4000,
    )
    citizen_informed = forms.ChoiceField(
        label=_("Er borgeren orienteret om, at der spørges?"),
        choices=Tristate.choices,
        widget=forms.RadioSelect,
        help_text=DUTY_TO_INFORM,
    )
    not_informed_reason = _text(
        _("Hvis nej: hvorfor ikke?"),
        _("Skal skrives, når borgeren ikke er orienteret."),
        rows=2,
        max_length=1000,
        required=False,
        kind=ConditionalCharField,
    )
    source_known = forms.BooleanField(
        label=_("Send trods advarsel om kilden"),
        help_text=_("Kun når det ikke er kilden, der er nævnt. Krydset noteres i loggen."),
        error_messages={"required": SOURCE_IN_TEXT},
    )
    origin_known = forms.BooleanField(
        label=_("Send trods advarsel om andres ord"),
        help_text=_(
            "Kun når den, der har givet kommunen oplysningen, er indforstået, eller loven tillader"
            " det. Krydset noteres i loggen."
        ),
    )
    other_known = forms.BooleanField(
        label=_("Spørgsmålet skal til den, der er valgt ovenfor"),
        error_messages={"required": NAMES_ANOTHER},
    )

    def __init__(
        self,
        *args: Any,
        around: Callable[[int], dict[str, Any]],
        authorities: Iterable[Authority],
        consents: Collection[Consent],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["asked"].choices = [("", _("Vælg")), *((row.pk, row.name) for row in authorities)]
        if consents:
            words = {str(row.pk): row.words for row in consents}
            choices = [(key, label) for key, label in consent_choices(consents) if key]
            told = " ".join(f"{label} “{words[str(key)]}”" for key, label in choices)
            basis = LegalBasis.CONSENT
            fields["legal_basis"].choices = [*BASES, (basis.value, basis.label)]
            fields["legal_basis"].widget.hints = BASIS_HINTS | {basis.value: told}
        self.around: dict[str, Any] = {}
        if self.is_bound:
            chosen = self.data.get("asked", "")
            self.around = around(int(chosen) if chosen.isdecimal() else 0)
        # Asked of whoever has written it, and of nobody else.
        texts = [(name, self.data.get(name, "")) for name in ("question", "necessity")]
        known = self.around.get("citizen", "")
        if not places_told(self.around.get("sources", ()), texts, citizen=known):
            del fields["source_known"]
        if others := others_in(self.around.get("origins", ()), dict(texts)):
            fields["origin_known"].error_messages["required"] = words_of_others(others)
        else:
            del fields["origin_known"]
        if self.around.get("otherwise") and self.data.get("asked"):
            fields["other_known"].help_text = _("Der står: %s") % self.around["otherwise"]
        else:
            del fields["other_known"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = {name: cleaned.get(name, "") for name in SAID}
        ticks = ("source_known", "other_known", "origin_known")
        marks = {name: cleaned.get(name, False) for name in ticks}
        for problem in find_question_problems(Draft(**said, **marks, **self.around)):
            if problem.field in self.fields and problem.field not in self.errors:
                self.add_error(problem.field, str(problem.message))
        return cleaned


class WithdrawInquiryForm(IdempotencyField, Form):
    """Why a question is taken back."""

    reason = _text(
        _("Hvorfor trækkes spørgsmålet tilbage?"),
        _("Modtageren læser det. Skriv intet om borgeren."),
        rows=3,
        max_length=1000,
    )


class AnswerInquiryForm(VersionField, IdempotencyField, Form):
    """What is known, or that nothing is, or why it is not told."""

    reply = forms.ChoiceField(
        label=_("Hvad svarer I?"), choices=InquiryAnswer.choices, widget=forms.RadioSelect
    )
    text = _text(
        _("Oplysninger eller begrundelse"),
        _(
            "Skal skrives, når I giver oplysninger, og når I ikke gør det. Svar kun på det,"
            " der er spurgt om."
        ),
        rows=8,
        max_length=10_000,
        required=False,
        kind=ConditionalCharField,
    )
    source = ConditionalCharField(
        label=_("Hvor kommer oplysningerne fra?"),
        help_text=_("Skal skrives, når I giver oplysninger, f.eks. sagen eller en medarbejder."),
        max_length=200,
        required=False,
    )
    told_on = ConditionalDateField(
        label=_("Hvilken dag er oplysningerne fra?"),
        help_text=_("Skal skrives, når I giver oplysninger."),
        required=False,
    )
    legal_basis = ConditionalChoiceField(
        label=_("Retligt grundlag for at give oplysninger"),
        choices=[("", _("Ingen oplysninger gives")), *BASES],
        widget=ExplainedRadioSelect(hints=BASIS_HINTS),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = IN_WORDS.get(cleaned.get("reply", ""))
        if missing and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", str(missing))
        return cleaned
