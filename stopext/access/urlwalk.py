"""Every address of the portal, found by walking the URLconf. Used by checks and by the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the URLconf."""

    name: str
    route: str
    view: Callable[..., Any]
    converters: tuple[str, ...]


def addresses(resolver: URLResolver | None = None) -> list[Address]:
    """All addresses; ``name`` includes namespaces and is empty when the pattern has none."""
    return list(_walk(resolver or get_resolver(), "", ()))


def _walk(resolver: URLResolver, route: str, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name)) if entry.name else ""
            yield Address(name, here, entry.callback, _parameters(entry))
        else:
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, here, inner)


def _parameters(entry: URLPattern) -> tuple[str, ...]:
    converters = getattr(entry.pattern, "converters", {}) or {}
    regex = getattr(entry.pattern, "regex", None)
    return tuple(converters) or tuple(regex.groupindex if regex else ())
