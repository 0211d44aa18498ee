"""The guide "Er du bekymret?" and which info-house a municipality belongs to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.guide.texts import guide, infohus_texts
from stopext.access.declare import PUBLIC, access
from stopext.access.roles import AuthorityKind
from stopext.accounts import contacts
from stopext.accounts.models import Authority
from stopext.web.caching import cached_when_anonymous
from stopext.web.text import clean_query


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def worried(request: HttpRequest) -> HttpResponse:
    """What to do, what to look for and what happens afterwards."""
    texts = guide()
    context = {
        "guide": texts,
        "municipalities": municipalities(),
        "infohus": infohus_texts(),
        "last_updated": texts["updated"],
        "breadcrumbs": [(_("Forside"), "/"), (_("Er du bekymret?"), "")],
    }
    return render(request, "knowledge/worried.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def infohus(request: HttpRequest) -> HttpResponse:
    """The info-house of a municipality: by code, slug or name, so that a link or a guess works."""
    asked = clean_query(request.GET.get("municipality", ""))
    places = municipalities()
    found = find(asked, places)
    context = {
        "asked": asked,
        "municipality": found,
        "notification": contacts.public_contact(found.pk) if found else None,
        "municipalities": places,
        "infohus": infohus_texts(),
        "guide": guide(),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Er du bekymret?"), reverse("knowledge:worried")),
            (_("Find dit infohus"), ""),
        ],
    }
    return render(request, "knowledge/infohus.html", context)


def municipalities() -> list[Authority]:
    """The 98 municipalities with their police districts, by name. One query."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY)
    return list(rows.select_related("police_district").order_by("name"))


def find(asked: str, places: list[Authority]) -> Authority | None:
    """The municipality with this code, slug or name (a trailing "kommune" is ignored)."""
    plain = asked.removesuffix(" kommune").strip()
    for place in places:
        names = {str(place.pk), f"{place.pk:04}", place.slug, place.name.casefold()}
        if plain in names:
            return place
    return None
