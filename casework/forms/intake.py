"""The pages on which a municipality registers a concern. Twelve fields are mandatory in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from casework.actions import Candidate, Person
from casework.actions.persons import checked, read_cpr
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    MatchAnswer,
    ReferrerType,
    Tristate,
)
from casework.rules.identity import EARLIEST_BIRTH, index_keys
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.web.forms import DateField, Form, TimeField

YEAR = timedelta(days=366)
LEGAL_GROUND = _(
    "Kommunens myndighedsopgave (databeskyttelsesforordningen art. 6, stk. 1, litra e)"
)
CHOOSE = ("", _("Vælg"))


def chosen(label: Any, choices: Any, *, required: bool = True, **options: Any) -> forms.ChoiceField:
    """A field with radio buttons for the codes of a list."""
    return forms.ChoiceField(
        label=label,
        choices=choices.choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en af mulighederne.")},
        **options,
    )


def listed(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    """A drop-down for the codes of a longer list."""
    return forms.ChoiceField(
        label=label,
        choices=[CHOOSE, *choices.choices],
        error_messages={"required": _("Vælg på listen.")},
        **options,
    )


def text(label: Any, *, rows: int = 5, limit: int, required: bool = True, **options: Any) -> Any:
    """A text area."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


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
        help_text=_("Skriv navnet, som du har fået det. Det gemmes krypteret."),
    )
    cpr = forms.CharField(
        label=_("CPR-nummer"),
        required=False,
        max_length=40,
        help_text=_("Kun hvis du har det. Det vises aldrig helt på skærmen."),
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


class ObservationForm(Form):
    """What was seen and heard, and apart from it what it is taken to mean."""

    observed = text(
        _("Hvad er set eller hørt?"),
        rows=6,
        limit=6000,
        help_text=_(
            "Kun det, nogen har set, hørt eller læst: hvem gjorde eller sagde hvad. Gengiv ord for "
            "ord, hvor du kan. Ingen vurdering her."
        ),
    )
    observed_when = forms.CharField(
        label=_("Hvornår?"),
        required=False,
        help_text=_("Dato eller periode, f.eks. “siden august”."),
    )
    observed_where = forms.CharField(
        label=_("Hvor?"), required=False, help_text=_("Sted, skole, forening eller side på nettet.")
    )
    knowledge = chosen(
        _("Hvor kommer oplysningen fra?"),
        Knowledge,
        help_text=_("Set eller hørt af den, der henvender sig, eller fortalt videre af andre."),
    )
    interpreted = text(
        _("Hvad tolkes det som?"),
        rows=4,
        limit=6000,
        required=False,
        help_text=_(
            "Din eller andres forståelse af det sete: hvad bekymrer, og hvad kunne ellers forklare "
            "det? Tro, udseende og politiske holdninger er ikke i sig selv en bekymring."
        ),
    )
    trigger_event = text(
        _("Udløsende begivenhed"),
        rows=2,
        limit=2000,
        required=False,
        help_text=_("Noget, der er sket for nylig: tab, brud, konflikt, flytning."),
    )
    form = listed(
        _("Form for ekstremisme"),
        ConcernForm,
        help_text=_(
            "En arbejdsbetegnelse, der kan ændres. Vælg “Blandet eller uklar”, hvis du er i tvivl."
        ),
    )
    gang_link = chosen(
        _("Er der tilknytning til et bandemiljø?"),
        Tristate,
        required=False,
        initial=Tristate.UNKNOWN,
        help_text=_("Kendt kontakt til personer i et bande- eller rockermiljø."),
    )
    online = chosen(
        _("Foregår noget af det på nettet?"),
        Tristate,
        required=False,
        initial=Tristate.UNKNOWN,
        help_text=_("Beskeder, grupper, spil eller opslag."),
    )


class ReferrerForm(Form):
    """Who turns to the municipality, and what the citizen knows."""

    channel = listed(_("Hvordan kom henvendelsen?"), Channel)
    referrer_type = listed(
        _("Hvem henvender sig?"), ReferrerType, help_text=_("Funktion, ikke navn.")
    )
    referrer_name = forms.CharField(
        label=_("Navn"), required=False, help_text=_("Må udelades, hvis personen vil være anonym.")
    )
    referrer_contact = forms.CharField(label=_("Telefon eller e-mail"), required=False)
    public_employee = forms.BooleanField(
        label=_("Er offentligt ansat (har underretningspligt)"), required=False
    )
    protected_source = forms.BooleanField(
        label=_("Kilden skal beskyttes"),
        required=False,
        help_text=_("Navnet deles ikke og vises kun for dem, der arbejder med sagen."),
    )
    wants_feedback = forms.BooleanField(label=_("Ønsker tilbagemelding"), required=False)
    received_on = DateField(
        label=_("Modtaget den"), required=False, help_text=_("Tomt felt betyder i dag.")
    )
    received_time = TimeField(
        label=_("Modtaget kl."), required=False, help_text=_("Tomt felt betyder nu.")
    )
    long_ago = forms.BooleanField(
        label=_("Datoen er rigtig: henvendelsen kom for mere end et år siden"), required=False
    )
    citizen_informed = chosen(
        _("Er borgeren orienteret om, at kommunen registrerer?"),
        Tristate,
        help_text=_(
            "Borgeren skal som udgangspunkt vide det. Det kan udsættes med en begrundelse."
        ),
    )
    not_informed_reason = text(_("Hvis nej: hvorfor ikke?"), rows=2, limit=1000, required=False)
    legal_ground = forms.CharField(
        label=_("Grundlag for at registrere"),
        required=False,
        initial=LEGAL_GROUND,
        widget=forms.TextInput(attrs={"class": "form-input--long"}),
        help_text=_("Ret kun, hvis et andet grundlag gælder."),
    )
    summary = text(
        _("Resumé"),
        rows=3,
        limit=1000,
        required=False,
        help_text=_("To-tre linjer, som en kollega kan handle på."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._is_old_date():
            del self.fields["long_ago"]

    def _is_old_date(self) -> bool:
        """Whether the day typed lies so far back that it must be confirmed."""
        try:
            day = self.fields["received_on"].clean(self["received_on"].value())
        except forms.ValidationError:
            return False
        return day is not None and day < clock.today() - YEAR

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        readable = not {"received_on", "received_time"} & set(self.errors)
        if readable and self.received_at() > clock.now():
            self.add_error("received_on", _("Tidspunktet ligger i fremtiden."))
        elif readable and self.received_at() < clock.now() - YEAR and not given.get("long_ago"):
            self.add_error(
                "received_on",
                _("Datoen ligger mere end et år tilbage. Ret den, eller bekræft, at den passer."),
            )
        return given

    def received_at(self) -> datetime:
        """When the concern arrived, of a cleaned form."""
        now = clock.now().astimezone(COPENHAGEN)
        day, moment = self.cleaned_data.get("received_on"), self.cleaned_data.get("received_time")
        if day is None and moment is None:
            return now
        if day is not None and moment is None and day < now.date():
            moment = now.time().replace(hour=12, minute=0)
        return datetime.combine(day or now.date(), moment or now.time(), tzinfo=COPENHAGEN)
