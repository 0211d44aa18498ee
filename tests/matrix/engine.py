"""One knock: what was answered, and which texts the answer held that this person may not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from stopext.access.roles import Role
from tests.matrix.actors import PEOPLE, Visitor
from tests.matrix.expectations import EXPECTED
from tests.matrix.paths import path_of
from tests.matrix.plan import Question
from tests.matrix.readers import Row, readers_of
from tests.matrix.town import Siege
from tests.support.world import FAR, HOME, HOME_DISTRICT, NEIGHBOUR

#: A canary names the row it was planted in and what it is: ``readers.TEXTS`` says who may read it.
CANARY = re.compile(r"KANARIE-([a-z]+)-([a-z]+)-[0-9]+")
#: Names of people: colleagues read them, and so do those whom the table below lets.
NAME = re.compile(r"Navnekanarie [a-z_0-9]+-([0-9]+)")
CASE_NUMBER = re.compile(r"\b20[0-9]{2}-[0-9]{4}-[0-9]{4}\b")
#: Who signs what the other party reads (orders, disclosures, answers, receipts), and who is invited
#: to what the other party reads of.
SIGNED = {
    "Navnekanarie coordinator-851": {HOME_DISTRICT},
    "Navnekanarie officer-1460": {HOME},
    # And who writes in the network of the district.
    "Navnekanarie police_coordinator-1460": {HOME, NEIGHBOUR},
    "Navnekanarie police_coordinator-1461": {FAR},
}
#: Who asked the centre for advice, under their names.
ASKED = {f"Navnekanarie coordinator-{place}" for place in (HOME, NEIGHBOUR)}


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

    question: Question
    outcome: Outcome
    status: int
    leaks: frozenset[str]
    face: tuple[object, ...]

    def __str__(self) -> str:
        return f"{self.question}: {self.status} {sorted(self.leaks)[:3]}"


def ask(siege: Siege, question: Question) -> Cell:
    """Knock as the question says."""
    expected = EXPECTED[question.address]
    path = path_of(question.address, expected, siege.town.planted, question.row)
    return knock(siege, question, path)


def knock(siege: Siege, question: Question, path: str) -> Cell:
    """One request, rolled back afterwards."""
    visitor = siege.visitor(question.visitor)
    with transaction.atomic():
        answer = visitor.browser().generic(question.method, path)
        transaction.set_rollback(True)
    leaks = frozenset(
        text for text in _texts(answer) if not _may_read(visitor, text, siege.town.planted.numbers)
    )
    return Cell(question, outcome_of(answer), answer.status_code, leaks, _face(answer))


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


def _texts(answer: HttpResponseBase) -> set[str]:
    """Every canary, name and case number in body, headers and cookies."""
    text = "\n".join(
        [
            _body(answer).decode("utf-8", "replace"),
            str(answer.headers),
            unquote(answer.cookies.output()),
        ]
    )
    return {match.group(0) for kind in (CANARY, NAME, CASE_NUMBER) for match in kind.finditer(text)}


def planted_as(text: str, numbers: dict[str, Row]) -> tuple[Row, str] | None:
    """Row and sort of a text, or nothing: names, and the numbers that stand in hints."""
    if canary := CANARY.fullmatch(text):
        return Row(canary.group(1)), canary.group(2)
    return (numbers[text], "sagsnummer") if text in numbers else None


def _may_read(visitor: Visitor, text: str, numbers: dict[str, Row]) -> bool:
    if name := NAME.fullmatch(text):
        return _may_read_name(visitor, text, int(name.group(1)))
    planted = planted_as(text, numbers)
    return planted is None or visitor.label in readers_of(*planted)


def _may_read_name(visitor: Visitor, name: str, authority: int) -> bool:
    """Colleagues do, the administrator, who manages members everywhere, and whom somebody asked."""
    mine, role = PEOPLE.get(visitor.label, (None, None))
    if role is Role.ADVISER and name in ASKED:
        return True
    return role is Role.ADMINISTRATOR or mine in {authority} | SIGNED.get(name, set())


def _face(answer: HttpResponseBase) -> tuple[object, ...]:
    """What somebody can tell one refusal from another by."""
    content = re.sub(rb"[0-9a-f-]{36}|value=\"[A-Za-z0-9]{64}\"", b"*", _body(answer))
    headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}
    return answer.status_code, str(headers), content if answer.status_code == 404 else b""


def _body(answer: HttpResponseBase) -> bytes:
    return b"" if answer.streaming else bytes(getattr(answer, "content", b""))
