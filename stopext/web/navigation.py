"""Places the frame links to. A link shows where its page is mounted."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

NAMES = {
    "knowledge": "knowledge:list",
    "glossary": "knowledge:glossary",
    "plans": "knowledge:plans",
    "worried": "knowledge:worried",
    "search": "knowledge:search",
    "login": "account_login",
    "logout": "account_logout",
    "switch": "accounts:switch",
    "extend": "accounts:keep_alive",
    "account": "accounts:account",
    "about": "web:about",
    "contact": "web:contact",
    "accessibility": "web:accessibility",
    "privacy": "web:privacy",
    "cookies": "web:cookies",
}


def places() -> dict[str, str]:
    """Address by key; empty text for a page that is not mounted."""
    return dict(_resolved())


def _resolved() -> Iterator[tuple[str, str]]:
    for key, name in NAMES.items():
        try:
            yield key, reverse(name)
        except NoReverseMatch:
            yield key, ""
