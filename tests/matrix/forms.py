"""Answer any form of the portal as a browser would, without knowing which it is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.db import ProgrammingError, transaction
from django.test import Client
from lxml import html

from stopext.access import clock
from stopext.web import merging
from stopext.web.fields import DateField, TimeField
from tests.matrix.doors import PASS
from tests.matrix.expectations import EXPECTED
from tests.matrix.readers import FINDS, Row
from tests.matrix.town import Siege
from tests.matrix.urls import OWN
from tests.support.days import InDays
from tests.support.world import Person

Keys = dict[str, Any]
#: Asked last: her authority is a stranger to the rest.
_CENTRE = {"administrator"}
ANSWERED = re.compile(r"\banswer(_page)?\(")
#: Every address that is answered by the one form page.
FORMS = [
    address.name
    for address in OWN
    if ANSWERED.search(inspect.getsource(inspect.unwrap(address.view)))
]
_OK, _LONG = 200, 118


@dataclass(frozen=True)
class Opened:
    """A form as it was drawn: its fields, and what of it the reader does not see."""

    form: forms.BaseForm
    hidden: dict[str, str]
    saves_to: str
    version: int
    drawn: Collection[str]
    """Names of the fields that are drawn: one may wait for an answer that asks for it."""

    @property
    def texts(self) -> list[str]:
        """Fields somebody writes words in."""
        return [each.html_name for each in self._visible() if _is_text(each.field)]

    def filled(self, who: str, **own: Any) -> dict[str, Any]:
        """The form as it is sent when ``who`` writes something of her own in every text."""
        sent: dict[str, Any] = {each.html_name: _value(each, who) for each in self._visible()}
        sent = {**self.hidden, **sent, **own}
        sent |= {name: value[who] for name, value in sent.items() if isinstance(value, Hers)}
        days = {name: str(value) for name, value in sent.items() if isinstance(value, InDays)}
        return {name: value for name, value in {**sent, **days}.items() if value}

    def shows(self, sent: dict[str, Any]) -> bool:
        """Whether what was sent in a text or a date stands in the form."""
        found = {each.html_name: merging.values(each) for each in self._visible()}
        dates = {one.html_name for one in self._visible() if isinstance(one.field, DateField)}
        return any(sent.get(name) in found[name] for name in {*self.texts, *dates} if name in sent)

    def _visible(self) -> list[Any]:
        return [each for each in self.form if not each.is_hidden and each.html_name in self.drawn]


class Hers(dict[str, Any]):
    """What each of the two chooses in a field, where a form has no text but its reason."""


def words(who: str, field: str) -> str:
    """What ``who`` writes in a field: long enough for every text, short enough for every line."""
    return f"{who} skrev dette i feltet {field.replace('_', ' ')} og lidt til, så det er langt nok"[
        :_LONG
    ].ljust(_LONG, ".")


def opened(browser: Client, path: str, part: str = "form") -> Opened | None:
    """The form on a page (``part`` of what it is drawn from), if it has one."""
    answer = browser.get(path)
    form = answer.context.get(part) if answer.status_code == _OK and answer.context else None
    if not isinstance(form, forms.BaseForm):
        return None
    needed = {each.html_name for each in form if each.field.required}
    every = {each.html_name for each in form}
    found = [
        (len(names & every), names, tag)
        for tag in _forms_of(answer)
        if needed <= (names := set(tag.xpath(".//@name")))
    ]
    if not found:
        return None
    _most, names, tag = max(found, key=lambda one: one[0])
    version = int(str(tag.get("data-autosave-version", "0")))
    return Opened(form, _hidden(tag), str(tag.get("data-autosave-url", "")), version, names & every)


def way_out(answer: Any) -> tuple[str, dict[str, Any]] | None:
    """The form by which a conflict page is left with the text: its address and fields."""
    tag = next(iter(_forms_of(answer)), None)
    if tag is None:
        return None
    fields: dict[str, Any] = {}
    for one in tag.xpath(".//*[self::input or self::textarea or self::select][@name]"):
        for value in _shown(one):
            fields.setdefault(one.get("name"), []).append(value)
    return str(tag.get("action", "")), fields


def places(
    siege: Siege, name: str, only: Collection[Row] = tuple(Row)
) -> Iterator[tuple[list[str], Keys]]:
    """Who may open an address, and with which keys: once per sort of row."""
    expected, town = EXPECTED[name], siege.town
    found: Mapping[Any, set[str]] = {None: set(town.crowd.people)}
    if expected.has_rows:
        found = {row: who for row, who in FINDS[expected.rows].items() if row in only}
    for row, finders in found.items():
        people = sorted(PASS[expected.door] & finders, key=lambda one: (one in _CENTRE, one))
        keys = {k: v[1:] if v[0] == "=" else town.planted.key_of(row, v) for k, v in expected.keys}
        if people:
            yield people, keys


def kept_nowhere(person: Person, texts: Collection[str]) -> list[str]:
    """Which texts are stored in nothing that this person may read."""
    missing = list(texts)
    with person.acts():
        for model in [*_STORES]:
            if not missing:
                break
            rows = _rows(person, model)
            left = [text for text in missing if not any(text in row for row in rows)]
            if left != missing:
                # Looked in first the next time: a form is sent several times, and mostly there.
                _STORES.remove(model)
                _STORES.insert(0, model)
            missing = left
    return missing


#: Every table of rows that somebody owns.
_STORES = [model for model in apps.get_models() if hasattr(model._default_manager, "for_actor")]


def _rows(person: Person, model: Any) -> list[str]:
    try:
        with transaction.atomic():
            rows = model._default_manager.for_actor(person.actor)
            return [
                str([getattr(row, field.attname) for field in model._meta.concrete_fields])
                for row in rows
            ]
    except ProgrammingError:
        return []  # not hers to read, so not where her words are


def _forms_of(answer: Any) -> list[Any]:
    """Read by the thousand, so by lxml itself: a soup costs forty times as much."""
    page = html.document_fromstring(answer.content)
    found: list[Any] = page.xpath("//main//form[@method='post']")
    return found


def _hidden(tag: Any) -> dict[str, str]:
    return {
        one.get("name"): one.get("value", "") for one in tag.xpath(".//*[@type='hidden'][@name]")
    }


def _shown(one: Any) -> list[str]:
    if one.tag == "textarea":
        return [one.text_content().removeprefix("\n")]
    if one.tag == "select":
        return [each.get("value", "") for each in one.xpath(".//option[@selected]")]
    if one.get("type") in {"radio", "checkbox"}:
        return [one.get("value", "on")] if one.get("checked") is not None else []
    return [one.get("value", "")]


def _is_text(field: forms.Field) -> bool:
    other = (forms.EmailField, forms.UUIDField, forms.RegexField, DateField, TimeField)
    if not isinstance(field, forms.CharField) or isinstance(field, other):
        return False
    return field.max_length is None or field.max_length >= _LONG


def _value(each: Any, who: str) -> Any:
    field, present = each.field, merging.values(each)
    if _is_text(field):
        return words(who, each.html_name)
    if present:
        return present
    if isinstance(field, forms.EmailField):
        return f"{who.lower()}@portal.example"
    if isinstance(field, DateField):
        return clock.today().strftime("%d.%m.%Y") if field.required else ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(code) for code, _label in choices if code), "")
    return "on" if field.required else ""
