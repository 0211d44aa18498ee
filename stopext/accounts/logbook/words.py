"""The log in words, for the person who reviews it: the codes that the apps have registered."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from stopext.web import registry
from stopext.web.registry import Words

OUTCOMES: dict[str, Words] = {
    "ok": "",
    "failed": _("mislykket"),
    "forbidden": _("ikke tilladt"),
    "403": _("ikke tilladt"),
    "404": _("findes ikke for rollen"),
    "409": _("en anden gemte først"),
    "422": _("ikke gemt: felter manglede"),
}


def action(code: str) -> str:
    """What was done, or the code itself."""
    return str(registry.LOG_ACTIONS.get(code) or code)


def actions() -> Iterator[tuple[str, Words]]:
    """Everything that can have been done, for a filter."""
    yield from registry.LOG_ACTIONS.as_dict().items()


def thing(code: str) -> str:
    """What it was done to, or the code itself."""
    return str(registry.LOG_OBJECTS.get(code) or code)


def purpose(code: str) -> str:
    """Why something was shown, or the code itself."""
    return str(registry.LOG_PURPOSES.get(code) or code)


def outcome(code: str) -> str:
    """How it ended; nothing when it went well."""
    return str(OUTCOMES.get(code, code))
