"""Places the frame links to. A link shows where its page is mounted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the portal, by URL name."""

    key: str
    name: str
    label: str


LINKS = (
    Link("knowledge", "knowledge:list", _("Viden")),
    Link("glossary", "knowledge:glossary", _("Ordbog")),
    Link("plans", "knowledge:plans", _("Handlingsplaner")),
    Link("worried", "knowledge:worried", _("Er du bekymret?")),
    Link("search", "knowledge:search", _("Søg")),
    Link("login", "account_login", _("Log ind")),
    Link("logout", "account_logout", _("Log ud")),
    Link("switch", "accounts:switch", _("Skift rolle")),
    Link("extend", "accounts:extend", _("Bliv logget ind")),
    Link("about", "web:about", _("Om centeret")),
    Link("contact", "web:contact", _("Kontakt")),
    Link("accessibility", "web:accessibility", _("Tilgængelighedserklæring")),
    Link("privacy", "web:privacy", _("Privatliv")),
    Link("cookies", "web:cookies", _("Cookies")),
)


def places() -> dict[str, str]:
    """Address by key, for every page that is mounted; the rest are empty text."""
    return dict(_resolved())


def _resolved() -> Iterator[tuple[str, str]]:
    for link in LINKS:
        try:
            yield link.key, reverse(link.name)
        except NoReverseMatch:
            yield link.key, ""
