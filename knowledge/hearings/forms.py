"""The forms of comments and hearings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.hearings.models import Verdict
from knowledge.hearings.policies import deadline_fault
from stopext.access import clock
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

TEXT_LIMIT = 4_000


def _long(label: Any, rows: int, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=TEXT_LIMIT, **kwargs)


class CommentForm(IdempotencyField, Form):
    """A comment, or an answer to one."""

    text = _long(
        _("Kommentar"),
        4,
        help_text=_("Tovholder og leder i jeres kommune kan læse den. Ingen andre."),
    )


class CorrectionForm(VersionField, CommentForm):
    """One's own comment again."""


class _Deadline(IdempotencyField, Form):
    deadline = DateField(
        label=_("Sidste dag for svar"), help_text=_("Der kan svares til og med den dag.")
    )

    def clean_deadline(self) -> Any:
        """A day that has not gone, within a year."""
        if fault := deadline_fault(self.cleaned_data["deadline"], clock.today()):
            raise forms.ValidationError(fault)
        return self.cleaned_data["deadline"]


class OpenForm(_Deadline):
    """A hearing of the draft."""

    title = forms.CharField(label=_("Hvad skal høringen hedde?"), max_length=200)
    letter = _long(
        _("Følgetekst"),
        6,
        help_text=_("Hvad vil I gerne have svar på? Teksten står i mailen og øverst på siden."),
    )
    contact = forms.CharField(
        label=_("Hvem kan man spørge?"),
        help_text=_("Navn og telefon eller e-mail. Det vises også, når høringen er slut."),
        max_length=200,
    )

    field_order = ("title", "letter", "contact", "deadline")


class ExtendForm(VersionField, _Deadline):
    """Another deadline."""


class ColleagueForm(IdempotencyField, Form):
    """Somebody of the own municipality; ``asked`` are those who are invited already."""

    user = forms.ChoiceField(label=_("Kollega"))

    def __init__(
        self, *args: Any, people: Mapping[UUID, str], asked: Collection[UUID], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        already = _("%s (er inviteret)")
        names = {
            str(key): str(already % name) if key in asked else name for key, name in people.items()
        }
        field.choices = [("", _("Vælg")), *names.items()]


class OutsideForm(IdempotencyField, Form):
    """Somebody outside, by name and address."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Hertil sendes et personligt link. Personen skal ikke logge ind."),
    )


class NameForm(VersionField, IdempotencyField, Form):
    """What somebody outside is called."""

    name = forms.CharField(label=_("Navn"), max_length=120)


class SendAgainForm(VersionField, IdempotencyField, Form):
    """Asks before the link is made anew."""


class AnswerForm(VersionField, Form):
    """What somebody who is asked says of one part."""

    text = _long(
        _("Dit svar"),
        8,
        required=False,
        help_text=_("Tøm feltet, hvis du vil trække svaret tilbage. Skriv ikke om borgere."),
    )


class VerdictForm(VersionField, IdempotencyField, Form):
    """What became of an answer."""

    verdict = forms.ChoiceField(
        label=_("Svaret er"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    reason = _long(_("Begrundelse"), 4, help_text=_("Den står i høringsnotatet."))
