"""A contact with the citizen or with somebody around her."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.forms.fields import chosen, listed
from casework.forms.fields import text as long_text
from casework.forms.notes import TEXT
from casework.models import Contact, Party
from casework.rules.contacts import NOT_WAITING, ContactChannel, ContactOutcome, Direction
from casework.rules.parties import MayContact, MayKnow
from stopext.access import clock
from stopext.web.dates import format_date, format_datetime
from stopext.web.forms import DateField, Form, IdempotencyField, TimeField, VersionField

#: Of the terms on which somebody may be contacted, in a list.
SHORT = 80
#: The choice of the citizen herself.
CITIZEN = "borger"


def _labelled(person: Party) -> str:
    """Who it is, and what whoever calls her must know of her."""
    marks = []
    if person.contact == MayContact.NO:
        marks.append(gettext("må ikke kontaktes"))
    if person.contact == MayContact.TERMS:
        marks.append(Truncator(person.contact_terms).chars(SHORT))
    if person.told == MayKnow.NOTHING:
        marks.append(gettext("må intet vide om sagen"))
    return " – ".join([f"{person.get_role_display()}: {person.name}", *marks])


def _promise(row: Contact) -> str:
    """Whom it was given to, in which contact, and the day it ends."""
    words = {
        "whom": row.whom,
        "day": format_datetime(row.happened_at),
        "last": format_date(row.answer_by) if row.answer_by else "",
    }
    return gettext("Svarer på løftet til %(whom)s fra %(day)s: senest %(last)s") % words


class ContactForm(IdempotencyField, Form):
    """A new contact."""

    party = forms.ChoiceField(
        label=_("Med hvem?"),
        error_messages={
            "required": _("Vælg, hvem kontakten var med."),
            "invalid_choice": _("Vælg en person på sagen."),
        },
    )
    happened_on = DateField(label=_("Dag"))
    happened_time = TimeField(label=_("Klokken"))
    channel = listed(_("Hvordan?"), ContactChannel)
    direction = chosen(_("Hvem henvendte sig?"), Direction)
    outcome = chosen(_("Fik I kontakt?"), ContactOutcome)
    text = ConditionalCharField(
        label=_("Hvad blev der sagt?"),
        help_text=_(
            "Skal udfyldes, når I fik kontakt. Det gemmes som et notat: du kan rette det i 24 timer"
            " og føje til det bagefter."
        ),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer_by = DateField(
        label=_("Skal I vende tilbage? Senest"),
        help_text=_("Dagen står på sagen og på startsiden, til nogen har vendt tilbage."),
        required=False,
    )

    answers = forms.TypedMultipleChoiceField(
        label=_("Svarer kontakten på et løfte om at vende tilbage?"),
        help_text=_("Et løfte, du ikke sætter kryds ved, venter stadig."),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_WAITING},
    )

    def __init__(
        self,
        *args: Any,
        people: Collection[Party],
        promised: Collection[Contact] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if promised:
            self.fields["answers"].choices = [  # type: ignore[attr-defined]
                (str(one.pk), _promise(one)) for one in promised
            ]
        else:
            self.fields.pop("answers", None)
        self.people = {str(person.pk): person for person in people}
        told = [(key, _labelled(one)) for key, one in self.people.items()]
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", _("Vælg")),
            (CITIZEN, _("Borgeren")),
            *told,
        ]

    def clean_party(self) -> Party | None:
        return self.people.get(self.cleaned_data["party"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        day, hour = given.get("happened_on"), given.get("happened_time")
        if day and hour:
            given["happened_at"] = timezone.make_aware(datetime.combine(day, hour))
            if given["happened_at"] > clock.now():
                self.add_error("happened_on", _("Tidspunktet er ikke kommet endnu."))
        if given.get("outcome") == ContactOutcome.REACHED and given.get("text") == "":
            self.add_error("text", _("Skriv, hvad der blev sagt."))
        if day and given.get("answer_by") and given["answer_by"] < day:
            self.add_error("answer_by", _("Dagen ligger før kontakten."))
        return given


class ContactCorrectionForm(VersionField, ContactForm):
    """A contact that is there already, but for its words, and why it is changed."""

    text = None  # type: ignore[assignment]  # a note, with a page of its own
    answers = None  # type: ignore[assignment]  # what it settled stays settled
    why = long_text(
        _("Hvorfor rettes kontakten?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på sagen."),
    )


def stored_contact(row: Contact) -> dict[str, Any]:
    """What the form shows of a contact."""
    local = timezone.localtime(row.happened_at)
    return {
        "party": str(row.party_id) if row.party_id else CITIZEN,
        "happened_on": local.date(),
        "happened_time": local.time().replace(second=0, microsecond=0),
        **{name: getattr(row, name) for name in ("channel", "direction", "outcome", "answer_by")},
    }
