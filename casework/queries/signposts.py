"""From the public search to where cases and citizens are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.registry import Signpost

#: A case number, its beginning or its end; what is longer is a number of another sort.
_PART = re.compile(r"\d{1,4}(-\d{1,4}){0,2}")
_NUMBERS = re.compile(r"[\d\s-]+")


def signposts(actor: Actor, typed: str, found: bool) -> Iterator[Signpost]:
    """The list of cases for a case number or a part of one; the search for citizens for any number,
    and for what has no public answer, which may be a name. Deliveries for the police."""
    typed = typed.strip()
    is_part, is_number = _PART.fullmatch(typed), _NUMBERS.fullmatch(typed)
    if actor.can(Permission.VIEW_CASES):
        if is_part:
            address = f"{reverse('casework:list')}?{urlencode({'number': typed})}"
            text = _("Viser dem af dine sager, hvis nummer begynder eller slutter sådan.")
            yield Signpost(_("Find sagsnummeret i dine sager"), address, text)
        if is_number or not found:
            text = _("Navne, CPR-numre og sagsnumre søges dér, med et formål.")
            yield Signpost(_("Find en borger"), reverse("casework:find"), text)
    elif actor.can(Permission.RECEIVE_DISCLOSURES) and is_part:
        text = _("Her står sagsnumrene på det, kommunerne deler med jer.")
        yield Signpost(_("Delinger"), reverse("casework:disclosures"), text)
