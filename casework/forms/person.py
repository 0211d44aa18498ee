"""Who a concern is about, and whether that person is known already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from casework.actions import Candidate, Person
from casework.actions.persons import checked, read_cpr
from casework.forms.fields import text
from casework.rules.codes import (
    MatchAnswer,
)
from casework.rules.identity import EARLIEST_BIRTH, index_keys
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.web.forms import Form


class PersonForm(Form):
    """Who it is about. A known citizen has a name, a CPR number, or both."""

    known = forms.ChoiceField(
        label=_("Ved du, hvem borgeren er?"),
        choices=(("yes", _("Ja, identiteten er kendt")), ("no", _("Nej, identiteten er ukendt"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om identiteten er kendt.")},
    )
    name = forms.CharField(
        label=_("Borgerens navn"),
        required=False,
        help_text=_(
            "Skriv det, som du har fået det, men med latinske bogstaver. Den oprindelige"
            " skrivemåde kan stå efter. Det gemmes krypteret."
        ),
    )
    cpr = forms.CharField(
        label=_("CPR-nummer"),
        required=False,
        max_length=40,
        help_text=_(
            "Kun hvis du har det. Sagen viser det kun helt, når nogen angiver et formål, og det"
            " noteres."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    birth_year = forms.IntegerField(
        label=_("Fødselsår"),
        required=False,
        help_text=_("Fire cifre, gerne omtrentligt. Afgør, om reglerne for børn gælder."),
        error_messages={"invalid": _("Skriv årstallet med fire cifre.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    address_protected = forms.BooleanField(
        label=_("Borgeren har navne- og adressebeskyttelse"), required=False
    )
    description = text(
        _("Hvad ved du om borgeren?"),
        rows=3,
        limit=2000,
        required=False,
        help_text=_("Bruges, når identiteten er ukendt: sted, alder, tilknytning."),
    )

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None:
            message = _("Fødselsåret skal ligge mellem 1900 og i år.")
            MinValueValidator(EARLIEST_BIRTH, message)(year)
            MaxValueValidator(clock.today().year, message)(year)
        return year

    def clean_cpr(self) -> str:
        typed: str = self.cleaned_data["cpr"]
        try:
            read_cpr(typed)
        except Invalid as reason:
            raise forms.ValidationError(str(reason)) from None
        return typed

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and not index_keys(name):
            raise forms.ValidationError(
                _("Skriv navnet med latinske bogstaver, som det staves i CPR.")
            )
        return name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        named = given.get("name") or given.get("cpr") or {"name", "cpr"} & set(self.errors)
        if given.get("known") == "yes" and not named:
            self.add_error("name", _("Skriv navnet eller CPR-nummeret, når identiteten er kendt."))
        if given.get("known") == "no" and (given.get("name") or given.get("cpr")):
            self.add_error(
                "known", _("Du har skrevet navn eller CPR-nummer. Vælg, at den er kendt.")
            )
        if not self.errors:
            try:
                checked(self.person())
            except Invalid as reason:
                self.add_error("birth_year", str(reason))
        return given

    def person(self) -> Person:
        """The citizen as typed."""
        given = self.cleaned_data
        return Person(
            name=given.get("name") or "",
            cpr=given.get("cpr") or "",
            birth_year=given.get("birth_year"),
            description=given.get("description") or "",
            address_protected=bool(given.get("address_protected")),
        )


class RepeatForm(Form):
    """One answer for every hit of the repeat search."""

    def __init__(self, *args: Any, hits: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits = hits
        for hit in hits:
            self.fields[field_of(hit)] = forms.ChoiceField(
                label=_("Er det samme person?"),
                choices=[one for one in MatchAnswer.choices if _may_answer(hit, one[0])],
                widget=forms.RadioSelect,
                error_messages={"required": _("Svar for hver mulig tidligere bekymring.")},
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if list(given.values()).count(MatchAnswer.SAME) > 1:
            raise forms.ValidationError(_("Vælg kun én som samme person."))
        return given

    def answers(self) -> dict[UUID, MatchAnswer]:
        """Answer by subject, of a valid form."""
        return {hit.subject_id: MatchAnswer(self.cleaned_data[field_of(hit)]) for hit in self.hits}

    def rows(self) -> list[tuple[Candidate, forms.BoundField]]:
        """Each hit with its question."""
        return [(hit, self[field_of(hit)]) for hit in self.hits]


def _may_answer(hit: Candidate, answer: str) -> bool:
    """Two CPR numbers are two people until somebody has corrected one of them."""
    return not (hit.cpr_differs and answer == MatchAnswer.SAME)


def field_of(hit: Candidate) -> str:
    """Name of the field that answers ``hit``."""
    return f"hit-{hit.subject_id}"
