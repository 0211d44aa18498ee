"""Passing chosen items on to the police district."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField, ConditionalChoiceField
from casework.models import Case, Consent, Disclosure
from casework.queries.changed import changes_of
from casework.queries.consents import last_days
from casework.queries.shareable import (
    Shareable,
    mark_of,
    numbers_in,
    passages_in,
    said_with,
    sources_in,
    unread_in,
)
from casework.rules.codes import HandOverReply, Tristate
from casework.rules.consents import until_words
from casework.rules.disclosure import (
    ANSWER_IN_WORDS,
    DUTY_TO_INFORM,
    NO_SUCH_CONSENT,
    SOURCE_IN_REASON,
    WHY_HAND_OVER,
    WHY_SHARE,
    WHY_WITHDRAWN,
    DisclosureDraft,
    ShareAnswer,
    find_problems,
)
from casework.rules.legal import FOR_POLICE, LEGAL_BASES
from casework.rules.passages import Origin
from casework.rules.sources import Source, tells_of
from stopext.access import clock
from stopext.web.dates import format_date, format_datetime
from stopext.web.forms import DateField, ExplainedRadioSelect, Form, IdempotencyField

BASIS_HINTS = {
    basis.value: f"{text.explanation} {text.paraphrase} ({text.source})"
    for basis, text in LEGAL_BASES.items()
}


def consent_choices(rows: Iterable[Consent]) -> list[tuple[str, Any]]:
    """Consents by key, each with who gave it, when, and until when; what it names stands where the
    items are chosen."""
    told = gettext("%(who)s, %(day)s. Gælder %(until)s.")
    return [
        ("", gettext("Intet samtykke")),
        *(
            (
                str(row.pk),
                told
                % {
                    "who": row.get_giver_display(),
                    "day": format_date(row.given_on),
                    "until": until_words(row.lasts_until),
                },
            )
            for row in rows
        ),
    ]


class ShareForm(IdempotencyField, Form):
    """Which items, on what ground, and for how long."""

    items = forms.MultipleChoiceField(
        label=_("Hvad skal deles?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Vælg oplysninger på listen.")},
    )
    legal_basis = forms.ChoiceField(
        label=_("Retligt grundlag"),
        choices=[(basis.value, basis.label) for basis in FOR_POLICE],
        widget=ExplainedRadioSelect(hints=BASIS_HINTS),
    )
    consent = ConditionalChoiceField(
        label=_("Hvilket samtykke hviler det på?"),
        help_text=_("Skal vælges, når grundlaget er borgerens samtykke."),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": NO_SUCH_CONSENT},
    )
    necessity = forms.CharField(
        label=WHY_SHARE,
        help_text=_("Mindst 20 tegn. Skriv, hvad politikredsen skal bruge oplysningerne til."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    expires_on = DateField(
        label=_("Kan ses til og med"), help_text=_("Højst 12 måneder. Foreslået: tre måneder.")
    )
    citizen_informed = forms.ChoiceField(
        label=_("Er borgeren orienteret om delingen?"),
        choices=Tristate.choices,
        widget=forms.RadioSelect,
        help_text=DUTY_TO_INFORM,
    )
    not_informed_reason = ConditionalCharField(
        label=_("Hvis nej: hvorfor ikke?"),
        help_text=_("Skal skrives, når borgeren ikke er orienteret. Det står på delingsarket."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    numbers_known = forms.BooleanField(
        label=_("Del trods advarsel om CPR-nummer"),
        help_text=_(
            "Kun når modtageren skal have nummeret, eller tallet ikke er et CPR-nummer. Krydset"
            " noteres i loggen."
        ),
        required=False,
    )
    source_known = forms.BooleanField(
        label=_("Del trods advarsel om kilden"),
        help_text=_(
            "Kun når det ikke er kilden, der er nævnt, eller modtageren skal vide, hvem det er."
            " Krydset noteres i loggen."
        ),
        required=False,
    )
    origin_known = forms.BooleanField(
        label=_("Del trods advarsel om andres ord"),
        help_text=_(
            "Kun når den, der har givet kommunen oplysningen, er indforstået, eller loven tillader"
            " det. Krydset noteres i loggen."
        ),
        required=False,
    )
    acknowledged = forms.BooleanField(
        label=_("Efter retsplejeloven § 115: ikke til efterforskning af en straffesag"),
        help_text=_(
            "Skal bekræftes, når grundlaget er § 115; modtageren ser det, hver gang det åbnes."
            " På de andre grundlag gælder det ikke."
        ),
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)
    """How each item read on this page, and with which disclosures the district read them."""

    def __init__(
        self,
        *args: Any,
        case: Case,
        offered: Iterable[Shareable],
        sources: Iterable[Source],
        origins: Callable[[], list[Origin]] = list,
        consents: Iterable[Consent] = (),
        shared: Mapping[str, Disclosure] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.offered, self.sources = case, list(offered), list(sources)
        self.origins = origins
        self.shared = shared or {}
        # Also over what a kept draft saw: the page is drawn with the texts of now.
        self.initial["seen"] = self._shown()
        choices = [(item.key, item.title) for item in self.offered]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]
        self.consents = list(consents)
        self.fields["consent"].choices = consent_choices(self.consents)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shared = self._shared_meanwhile(cleaned)
        for problem in find_problems(self._draft(cleaned), today=clock.today()):
            if problem.field in self.fields and problem.field not in self.errors:
                self.add_error(problem.field, str(problem.message))
        if shared:
            self.add_error("items", shared)
        # Whatever it is refused for, the page is drawn with the texts of now.
        posted: Any = self.data
        data = posted.copy()
        data[self.add_prefix("seen")] = self._shown()
        self.data = data
        return cleaned

    def _shown(self) -> str:
        texts = [mark_of(self.case, item) for item in self.offered]
        return " ".join([*texts, *(str(row.pk) for row in self.shared.values())])

    def _shared_meanwhile(self, cleaned: dict[str, Any]) -> str:
        """Which of the chosen items a colleague has shared, and the page did not say so."""
        read = cleaned.get("seen", "").split()
        told = [
            gettext("%(item)s (%(when)s af %(who)s)")
            % {"item": item.title, "when": format_datetime(row.at), "who": row.by_name}
            for item in self.offered
            if item.key in cleaned.get("items", ())
            and (row := self.shared.get(item.key)) is not None
            and str(row.pk) not in read
        ]
        if not told:
            return ""
        said = gettext(
            "Delt imens: %s. Politikredsen har det allerede. Sender du igen, deles det igen."
        )
        return said % ", ".join(told)

    def _unread(self, chosen: Iterable[Shareable], read: Iterable[str]) -> list[str]:
        """Titles of what reads otherwise than on the page, with who changed it and when."""
        rows = unread_in(self.case, chosen, list(read))
        when = changes_of(self.case, [item.source_id for item in rows]) if rows else {}
        told = gettext("%(item)s (%(when)s)")
        return [
            told % {"item": item.title, "when": when[item.source_id]}
            if item.source_id in when
            else item.title
            for item in rows
        ]

    def _draft(self, cleaned: dict[str, Any]) -> DisclosureDraft:
        """What is judged; a field that could not be read has its own error already."""
        items, necessity = cleaned.get("items", ()), cleaned.get("necessity", "")
        chosen = [item for item in self.offered if item.key in items]
        consent = next(
            (row for row in self.consents if str(row.pk) == cleaned.get("consent")), None
        )
        said = said_with(self.fields["necessity"].label, necessity, consent)
        return DisclosureDraft(
            items=items,
            legal_basis=cleaned.get("legal_basis", ""),
            necessity=necessity,
            expires_on=cleaned.get("expires_on") or date.min,
            acknowledged=bool(cleaned.get("acknowledged")),
            consent=cleaned.get("consent", ""),
            consents=last_days(self.consents),
            citizen_informed=cleaned.get("citizen_informed", ""),
            not_informed_reason=cleaned.get("not_informed_reason", ""),
            numbers_in=numbers_in(chosen, said),
            numbers_known=bool(cleaned.get("numbers_known")),
            sources_in=sources_in(self.case, self.sources, chosen, said),
            source_known=bool(cleaned.get("source_known")),
            passages_in=passages_in(self.origins(), chosen, said),
            origin_known=bool(cleaned.get("origin_known")),
            unread=self._unread(chosen, cleaned.get("seen", "").split()),
        )


class HandOverForm(ShareForm):
    """What goes with a case that the district is asked to take over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["necessity"].label = WHY_HAND_OVER
        self.fields["necessity"].help_text = _(
            "Mindst 20 tegn. Politikredsen læser det, før den svarer, og det står på sagen."
        )
        self.fields["citizen_informed"].label = _("Er borgeren orienteret om overdragelsen?")
        self.fields["numbers_known"].label = _("Overdrag trods advarsel om CPR-nummer")
        self.fields["numbers_known"].help_text = _(
            "Kun når modtageren skal have nummeret, eller tallet ikke er et CPR-nummer."
        )
        self.fields["source_known"].label = _("Overdrag trods advarsel om kilden")
        self.fields["origin_known"].label = _("Overdrag trods advarsel om andres ord")
        self.fields["source_known"].help_text = _(
            "Kun når det ikke er kilden, der er nævnt, eller modtageren skal vide, hvem det er."
        )


class HandOverAnswerForm(IdempotencyField, Form):
    """The district takes the case over, or does not."""

    reply = forms.ChoiceField(
        label=_("Tager I imod sagen?"),
        choices=[
            (HandOverReply.ACCEPTED.value, _("Ja, vi tager imod sagen")),
            (HandOverReply.REFUSED.value, _("Nej, vi afviser sagen")),
        ],
        widget=forms.RadioSelect,
    )
    reason = ConditionalCharField(
        label=_("Besked til kommunen"),
        help_text=_("Skal skrives, når I afviser. Kommunen ser den på sagen."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reply") == HandOverReply.REFUSED and not cleaned.get("reason"):
            self.add_error("reason", _("Skriv til kommunen, hvorfor I afviser sagen."))
        return cleaned


class ShareReplyForm(IdempotencyField, Form):
    """What the district does with what was shared, or an answer in words."""

    reply = forms.ChoiceField(
        label=_("Hvad svarer I?"),
        choices=[
            (ShareAnswer.USED.value, _("Modtaget og taget i brug")),
            (ShareAnswer.NOT_RELEVANT.value, _("Ikke relevant for os")),
            (ShareAnswer.MESSAGE.value, _("Kun et svar i ord")),
        ],
        widget=forms.RadioSelect,
    )
    text = ConditionalCharField(
        label=_("Besked til kommunen"),
        help_text=_("Skal skrives, hvis I ikke kan bruge oplysningerne, eller svarer i ord."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, settled: bool, usable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replies: Any = self.fields["reply"]
        if settled:  # what it does with it was said, once
            replies.choices = list(replies.choices)[2:]
            self.initial["reply"] = ShareAnswer.MESSAGE.value
        elif not usable:
            replies.choices = list(replies.choices)[1:]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = ANSWER_IN_WORDS.get(cleaned.get("reply", ""))
        if missing and not cleaned.get("text"):
            self.add_error("text", str(missing))
        return cleaned


class WithdrawForm(IdempotencyField, Form):
    """Why a disclosure ends before its time."""

    reason = forms.CharField(
        label=WHY_WITHDRAWN,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source_known = forms.BooleanField(
        label=_("Træk tilbage trods advarsel om kilden"),
        help_text=_("Kun når det ikke er kilden, der er nævnt. Krydset noteres i loggen."),
        error_messages={"required": SOURCE_IN_REASON},
    )

    def __init__(self, *args: Any, case: Case, sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked of whoever has written it, and of nobody else.
        if not any(
            tells_of(source, self.data.get("reason", ""), citizen=case.subject.name)
            for source in sources
        ):
            del self.fields["source_known"]


class ReceiveForm(IdempotencyField, Form):
    """The police confirm that they open a delivery."""


class CheckShareForm(IdempotencyField, Form):
    """Which share is still needed."""

    share = forms.UUIDField(widget=forms.HiddenInput)
