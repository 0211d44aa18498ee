"""Knock on every door as everybody, with every method and every sort of row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from stopext.access.roles import Role
from stopext.access.urlwalk import Address
from tests.matrix.actors import Visitor

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
#: A canary names its scope: the authorities that may see it, joined by "x".
CANARY = re.compile(r"KANARIE-([0-9x]+)-[a-z0-9-]+|Navnekanarie [a-z_]+-([0-9]+)")


class Outcome(StrEnum):
    """What a visitor met."""

    OPEN = "open"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True)
class Cell:
    """One knock and its answer."""

    address: str
    visitor: str
    method: str
    row: str
    outcome: Outcome
    status: int
    leaks: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.address} [{self.row}] as {self.visitor}: {self.status}"


def knock(
    visitor: Visitor, method: str, url: str, name: str, row: str
) -> tuple[Cell, HttpResponseBase]:
    """One request, rolled back afterwards."""
    with transaction.atomic():
        answer = visitor.browser().generic(method, url)
        transaction.set_rollback(True)
    leaks = canaries(answer) - allowed(visitor)
    return Cell(
        name, visitor.label, method, row, outcome_of(answer), answer.status_code, leaks
    ), answer


def outcome_of(answer: HttpResponseBase) -> Outcome:
    """Sort an answer; a refusal by the view itself (405, 422, 409) means the door was open."""
    status = answer.status_code
    if status == 404:
        return Outcome.MISSING
    if status == 403:
        return Outcome.FORBIDDEN
    if status >= 500:
        return Outcome.BROKEN
    if status == 401:
        return Outcome.LOGIN
    target = answer.headers.get("Location", "")
    gates = (
        reverse("account_login"),
        reverse("accounts:second_factor"),
        reverse("accounts:no_role"),
    )
    return Outcome.LOGIN if status == 302 and target.startswith(gates) else Outcome.OPEN


def canaries(answer: HttpResponseBase) -> frozenset[str]:
    """Every canary in body, headers and cookies."""
    body = b"" if answer.streaming else getattr(answer, "content", b"")
    text = "\n".join(
        [body.decode("utf-8", "replace"), str(answer.headers), unquote(answer.cookies.output())]
    )
    return frozenset(match.group(0) for match in CANARY.finditer(text))


def allowed(visitor: Visitor) -> _Allowed:
    """Canaries the visitor may see: those whose scope names her authority."""
    if visitor.actor is None:
        return _Allowed(None)
    return _Allowed(str(visitor.actor.authority_id), visitor.actor.role is Role.ADMINISTRATOR)


#: Who passes something on or orders an assessment stands on it, for the receiving district.
SENDER, RECEIVER = "Navnekanarie tovholder-851", "1460"
#: The administrator manages members everywhere and reads staff names, never a text of a case.
STAFF = "Navnekanarie "


@dataclass(frozen=True)
class _Allowed:
    authority: str | None
    sees_staff: bool = False

    def __rsub__(self, found: frozenset[str]) -> frozenset[str]:
        return frozenset(canary for canary in found if not self._may_see(canary))

    def _may_see(self, canary: str) -> bool:
        signed = canary == SENDER and self.authority == RECEIVER
        staff = self.sees_staff and canary.startswith(STAFF)
        return signed or staff or self.authority in scopes(canary)


def scopes(canary: str) -> list[str]:
    """Authorities named in a canary."""
    match = CANARY.fullmatch(canary)
    assert match is not None
    return (match.group(1) or match.group(2)).split("x")


def urls_of(
    address: Address, rows: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    """(sort of row, path) for an address; one without parameters has the single row ``-``."""
    if not address.converters:
        with suppress(Exception):
            yield "-", reverse(address.name)
            return
    for row, values in rows.items():
        yield row, reverse(address.name, kwargs={name: values[name] for name in address.converters})
