"""Every page of the portal in the planted town, found from the URLconf, and what it draws."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.db import transaction
from django.forms import BaseForm
from django.urls import Resolver404, resolve, reverse
from lxml import html

from tests.matrix import forms
from tests.matrix.desks import DRAWN_ON, FORMS, WAYS, desk_of
from tests.matrix.doors import ONE_OF_EACH
from tests.matrix.expectations import EXPECTED
from tests.matrix.readers import Row
from tests.matrix.town import Siege

OK = 200


@dataclass(frozen=True)
class Shown:
    """A page as one person saw it."""

    name: str
    person: str
    path: str
    answer: Any

    @property
    def sending(self) -> list[Any]:
        """Its forms that are sent by POST."""
        page = html.document_fromstring(self.answer.content)
        found: list[Any] = page.xpath("//form[@method='post']")
        return found

    @property
    def links(self) -> list[SplitResult]:
        """Where it leads."""
        return links(self.answer, self.path)


@dataclass(frozen=True)
class Button:
    """A form that is pressed and not filled in: where it is sent, and with what."""

    name: str
    person: str
    path: str
    fields: dict[str, Any]


#: Sorts of rows that make other pages: somebody else's, shared, restricted with both locked.
ROWS = (Row.ASSIGNED, Row.SHARED, Row.LISTED)


def every_page(siege: Siege) -> Iterator[Shown]:
    """Each page that can be read, as one who may; a file, a feed and JSON are no pages."""
    for name, expected in EXPECTED.items():
        if "GET" not in expected.takes:
            continue
        for people, keys in forms.places(siege, name, ROWS):
            path = reverse(name, kwargs=keys)
            several = [one for one in people if one in ONE_OF_EACH] or people
            for person in several if not expected.has_rows else people[:1]:
                answer = siege.visitor(person).browser().get(path)
                if answer.status_code == OK and answer["Content-Type"].startswith("text/html"):
                    yield Shown(name, person, path, answer)


def every_state(siege: Siege) -> Iterator[Shown]:
    """Each page with a form, in every state that makes another form of it."""
    for name, way in FORMS:
        if name not in WAYS:
            continue
        with transaction.atomic():
            # Who logs in anew while the state is made is logged out with it: a siege of its own.
            desk = desk_of(Siege(siege.town), name, way)
            people = siege.town.crowd.people
            person = next(label for label, one in people.items() if one is desk.one)
            answer = desk.one.browser().get(desk.drawn_at)
            yield Shown(DRAWN_ON.get(name, (name, ""))[0], person, desk.drawn_at, answer)
            transaction.set_rollback(True)


def drawn_forms(pages: Iterable[Shown]) -> Iterator[tuple[str, BaseForm]]:
    """Every form that a page draws, with the name of the page; each sort of form once."""
    seen: set[tuple[type, tuple[str, ...]]] = set()
    for page in pages:
        for form in forms_in(page.answer):
            own = (type(form), tuple(form.fields))
            if own not in seen:
                seen.add(own)
                yield page.name, form


def forms_in(answer: Any) -> Iterator[BaseForm]:
    """The forms a page was drawn from."""
    for layer in answer.context or ():
        for values in getattr(layer, "dicts", [layer]):
            yield from (value for value in values.values() if isinstance(value, BaseForm))


def buttons(pages: Iterable[Shown], names: Collection[str]) -> dict[str, Button]:
    """One button for each of these addresses, from the first page that draws it."""
    found: dict[str, Button] = {}
    for page in pages:
        for tag in page.sending:
            for path in (tag.get("action") or page.path, *tag.xpath(".//@formaction")):
                name = name_of(path)
                if name in names and name not in found:
                    found[name] = Button(name, page.person, path, fields_of(tag))
    return found


def links(answer: Any, path: str) -> list[SplitResult]:
    """Where the page at ``path`` leads."""
    targets = html.document_fromstring(answer.content).xpath("//a/@href")
    return [urlsplit(urljoin(path, target)) for target in targets]


def name_of(path: str) -> str:
    """The name of an address; empty when there is none."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return ""


def fields_of(form: Any) -> dict[str, Any]:
    """What a browser sends of a form when the first answer to each question is given."""
    sent: dict[str, Any] = {}
    for one in form.xpath(
        ".//*[self::input or self::select or self::textarea or self::button][@name]"
    ):
        name = one.get("name")
        if name == "csrfmiddlewaretoken" or name in sent:
            continue
        if one.tag == "select":
            sent[name] = next(filter(None, one.xpath(".//option/@value")), "")
        elif one.tag == "textarea":
            sent[name] = one.text_content() or "Skrevet af en prøve"
        else:
            sent[name] = one.get("value", "")
    return sent
