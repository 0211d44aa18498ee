"""The pages on which a municipality registers a concern. Twelve fields are mandatory in all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.forms.fields import chosen, listed, text
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    ReferrerType,
    Tristate,
)
from casework.rules.disclosure import DUTY_TO_INFORM, reason_problem
from stopext.access import clock
from stopext.web.forms import DateField, Form, TimeField

YEAR = timedelta(days=366)
LEGAL_GROUND = _(
    "Kommunens myndighedsopgave (databeskyttelsesforordningen art. 6, stk. 1, litra e)"
)


class ObservationForm(Form):
    """What was seen and heard, and apart from it what it is taken to mean."""

    observed = text(
        _("Hvad er set eller hørt?"),
        rows=6,
        limit=6000,
        help_text=_(
            "Kun det, nogen har set, hørt eller læst: hvem gjorde eller sagde hvad. Gengiv ord for "
            "ord, hvor du kan. Ingen vurdering her. Skal kilden beskyttes, så skriv ikke, hvem det "
            "er."
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


def require_reason(form: forms.BaseForm, given: dict[str, Any]) -> None:
    """Who is not told that she is registered, is not told for a reason; who is told, for none."""
    problem = reason_problem(
        given.get("citizen_informed", ""), given.get("not_informed_reason", "")
    )
    if problem is not None:
        form.add_error("not_informed_reason", str(problem))


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
        help_text=_(
            "Kilden deles ikke med politiet. Den, der kan åbne sagen – også kommunens tovholdere og"
            " ledere, når adgangen ikke er begrænset – kan se kilden ved at angive et formål, og"
            " det noteres i loggen. Når registreringen er gemt, kan beskyttelsen ikke tages af."
        ),
    )
    wants_feedback = forms.BooleanField(label=_("Ønsker tilbagemelding"), required=False)
    received_on = DateField(
        label=_("Modtaget den"),
        required=False,
        help_text=_("Tomt felt: i dag, eller da henvendelsen kom i portalen."),
    )
    received_time = TimeField(
        label=_("Modtaget kl."),
        required=False,
        help_text=_(
            "Tomt felt: nu, eller da henvendelsen kom i portalen; på en tidligere dag kl. 12."
        ),
    )
    long_ago = forms.BooleanField(
        label=_("Datoen er rigtig: henvendelsen kom for mere end et år siden"), required=False
    )
    citizen_informed = chosen(
        _("Er borgeren orienteret om, at kommunen registrerer?"),
        Tristate,
        help_text=DUTY_TO_INFORM,
    )
    not_informed_reason = ConditionalCharField(
        label=_("Hvis nej: hvorfor ikke?"),
        help_text=_("Skal skrives, når borgeren ikke er orienteret."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
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
        """Whether the day typed lies so far back that it must be confirmed: then there is a box."""
        field = self.fields["received_on"]
        try:
            # Not self["received_on"]: that keeps the hint, which a form that corrects takes away.
            day = field.clean(field.get_bound_field(self, "received_on").value())
        except forms.ValidationError:
            return False
        return day is not None and day < clock.today() - YEAR

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        require_reason(self, given)
        readable = not {"received_on", "received_time"} & set(self.errors)
        if readable and self.received_at() > clock.now():
            self.add_error("received_on", _("Tidspunktet ligger i fremtiden."))
        elif readable and "long_ago" in self.fields and not given["long_ago"]:
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
