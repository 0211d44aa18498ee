"""Every component with invented content, for designers and for the accessibility tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stopext.access.declare import PUBLIC, access
from stopext.web.filters import ChoiceFilter, PortalFilterSet
from stopext.web.forms import (
    DateField,
    ExplainedRadioSelect,
    Form,
    IdempotencyField,
    TimeField,
    VersionField,
)
from stopext.web.models import Draft
from stopext.web.pagination import Page

PRESENCE = {"0": _("Ikke til stede"), "1": _("Delvist"), "2": _("Til stede"), "u": _("Ved ikke")}
HINTS = {
    "0": _("Der er set efter, og det er ikke fundet."),
    "1": _("Enkelte gange eller i mild form."),
    "2": _("Tydeligt og gentaget det sidste halve år."),
    "u": _("Ingen af jer ved det. Skriv, hvem der kan vide det."),
}


class SampleForm(VersionField, IdempotencyField, Form):
    """One field of every kind."""

    heading = forms.CharField(label=_("Overskrift"), help_text=_("Kort, uden navne."))
    observed = forms.CharField(
        label=_("Hvad er set og hørt?"),
        help_text=_("Skriv det, nogen har set eller hørt. Hvad det betyder, skriver du bagefter."),
        widget=forms.Textarea,
    )
    channel = forms.ChoiceField(
        label=_("Hvordan kom henvendelsen?"),
        choices=[("", _("Vælg")), ("phone", _("Telefon")), ("mail", _("Mail"))],
    )
    seen_on = DateField(label=_("Set den"), help_text=_("F.eks. 1.4.2017"))
    seen_at = TimeField(label=_("Klokken"), required=False)
    birth_year = forms.IntegerField(label=_("Fødselsår"), min_value=1900, required=False)
    presence = forms.ChoiceField(
        label=_("Relation uden for miljøet"),
        choices=list(PRESENCE.items()),
        widget=ExplainedRadioSelect(hints=HINTS),
    )
    sources = forms.MultipleChoiceField(
        label=_("Kilder"),
        choices=[("school", _("Skole")), ("family", _("Familie")), ("police", _("Politi"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    informed = forms.BooleanField(
        label=_("Borgeren er orienteret"), help_text=_("Kan vente, hvis det skader opgaven.")
    )
    attachment = forms.FileField(label=_("Bilag"), required=False)
    password = forms.CharField(label=_("Adgangskode"), widget=forms.PasswordInput, required=False)


class SampleFilter(PortalFilterSet):
    """A list's filters; it is drawn, never asked for rows."""

    text = django_filters.CharFilter(label=_("Søg"))
    status = ChoiceFilter(label=_("Status"), choices=[("new", _("Ny")), ("done", _("Færdig"))])


@access(PUBLIC)
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The style guide; ``?refused`` shows the form refused."""
    posted = {"version": "3", "seen_on": "31.2.2017", "heading": "Skole ringede"}
    return render(request, "web/styleguide.html", {**_sample(), "form": _form(request, posted)})


def _form(request: HttpRequest, posted: dict[str, str]) -> SampleForm:
    if "refused" in request.GET:
        return SampleForm({**posted, "idempotency_key": "11111111-1111-4111-8111-111111111111"})
    return SampleForm(initial={"version": 3})


def _sample() -> dict[str, Any]:
    now = timezone.now()
    return {
        "breadcrumbs": [(_("Forside"), "/"), (_("Demo"), ""), (_("Stilguide"), "")],
        "last_updated": now,
        "filters": SampleFilter(QueryDict("text=Aalborg&status=new"), Draft.objects.none()),
        "due": [now - timedelta(days=3), now + timedelta(hours=2), now + timedelta(days=9), None],
        "pairs": [(_("Tovholder"), "Anne A."), (_("Kanal"), _("Telefon")), (_("CPR"), "")],
        "steps": [(_("Er der fare nu?"), "#"), _("Hvem drejer det sig om?"), _("Hvad er set?")],
        "events": [
            {"at": now, "title": _("Delt 3 oplysninger med politikredsen"), "by": "Anne A."},
            {"at": now - timedelta(days=400), "title": _("Notat"), "text": _("Skolen ringede.")},
        ],
        "keyset": Page([], "n", "p", was_reset=True),
        "numbered": Paginator(range(200), 10).page(7),
        "names": ["Anne A.", "Bo B."],
        "keys": [("j", _("Næste spørgsmål")), ("k", _("Forrige")), ("u", _("Ved ikke"))],
    }
