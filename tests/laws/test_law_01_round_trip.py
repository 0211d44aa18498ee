"""Law 1: what is said is kept. Every field of the intake can be read on a page of the case.

The forms tell which fields there are. Each is answered in another way than on a first run, and the
pages of the case, read as text, must then differ: a field that no page shows leaves them the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from lxml import html

from casework.models import Concern
from casework.rules.codes import ReferrerType
from casework.views.intake_pages import INTAKE
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.fields import DateField, TimeField
from tests.casework.pages.browsing import text_of, url
from tests.support.databases import Belief
from tests.support.world import HOME, Person, World

FIRST = {
    "fare": dict.fromkeys(("weapon", "target_or_plan", "departure", "suicidal"), "no"),
    "person": {"known": "yes", "name": "Ea Kanarieborger", "birth_year": "1990"},
    "observation": {"observed": "Set af to.", "knowledge": "first_hand", "form": "mixed"},
    "henvendelse": {"channel": "phone", "referrer_type": "school", "citizen_informed": "yes"},
}
#: What must be answered besides, for a field to be taken.
BESIDE = {"fare": {"police_time": "00.01"}}
UNKNOWN = {"known": "no", "name": "", "birth_year": ""}
ANSWERS = {
    "cpr": {"cpr": "070690-3994"},
    "known": UNKNOWN,
    "description": {**UNKNOWN, "description": "Kanarie-description"},
    "citizen_informed": {"citizen_informed": "no", "not_informed_reason": "Et hensyn"},
    "not_informed_reason": {
        "citizen_informed": "no",
        "not_informed_reason": "Kanarie-not_informed_reason",
    },
    "police_time": {"weapon": "yes", "police_time": "00.02"},
    "police_date": {"weapon": "yes", "police_time": "00.02", "police_date": "1.1.2024"},
}


def fields() -> Iterator[tuple[str, str, forms.Field]]:
    """Page, name and field of everything that is asked."""
    for page in INTAKE.pages:
        for name, field in page.form().fields.items():
            yield page.slug, name, field


FIELDS = {f"{slug}.{name}": (slug, name, field) for slug, name, field in fields()}


def other_answer(slug: str, name: str, field: forms.Field) -> dict[str, str]:
    """Another answer than the first to the one field."""
    if name in ANSWERS:
        return ANSWERS[name]
    if isinstance(field, forms.BooleanField):
        return {name: "on"}
    if isinstance(field, forms.ChoiceField):
        said = FIRST[slug].get(name, field.initial or "")
        codes = [str(code) for code, _label in field.widget.choices if code]
        return {name: next(code for code in codes if code != said), **BESIDE.get(slug, {})}
    if isinstance(field, DateField):
        return {name: (clock.today() - timedelta(days=3)).strftime("%d.%m.%Y")}
    if isinstance(field, TimeField):
        return {name: "00.01"}
    return {name: "1991" if name == "birth_year" else f"Kanarie-{name}"}


def shown(world: World, slug: str = "", answers: dict[str, str] | None = None) -> str:
    """Every page of a case registered with these answers, as text; nothing is left of it."""
    person = world.person(HOME, Role.COORDINATOR)
    try:
        with transaction.atomic():
            text = _register_and_read(person, slug, answers or {})
            transaction.set_rollback(True)
            return text
    finally:
        person.user.refresh_from_db()


def _register_and_read(person: Person, slug: str, answers: dict[str, str]) -> str:
    browser, key = person.browser(), uuid4()
    for page in [*INTAKE.pages[:3], None, INTAKE.pages[3]]:
        name = page.slug if page else "gentagelse"
        sent = FIRST.get(name, {}) | (answers if name == slug else {})
        response = browser.post(f"/sager/ny/{key}/{name}/", sent)
        assert response.status_code == 302, text_of(response)
    with person.acts():
        concern = Concern.objects.for_actor(person.actor).select_related("case").get()
    # Sorted, because two entries of one moment may stand in either order.
    return " ".join(sorted(" ".join(_pages(browser, concern)).split()))


def _pages(browser: Client, concern: Concern) -> Iterator[str]:
    pk = concern.case_id
    yield _read(browser.get(url("case", pk)))
    yield _read(browser.post(url("unmask", pk)))
    yield _read(browser.post(url("cpr", pk), {"purpose": "identity"}))
    yield _read(browser.get(url("concern", pk, concern.pk)))
    yield _read(browser.post(url("source", pk, concern.pk), {"purpose": "receipt"}))


def _read(response: object) -> str:
    (main,) = html.document_fromstring(text_of(response)).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


@pytest.fixture(scope="module")
def noon() -> datetime:
    return clock.now().replace(hour=12, minute=0)


@pytest.fixture(scope="module")
def first(committed_world: World, django_db_blocker: Any, belief: Belief, noon: datetime) -> str:
    with django_db_blocker.unblock(), belief(), clock.at(noon):
        found = shown(committed_world)
        assert shown(committed_world) == found, "the pages must only tell of the answers"
    return found


@pytest.mark.parametrize("name", FIELDS)
def test_every_answer_of_the_intake_is_read_on_a_page_of_the_case(
    world: World, name: str, first: str, noon: datetime
) -> None:
    slug, field_name, field = FIELDS[name]
    with clock.at(noon):
        answers = other_answer(slug, field_name, field)
        again = shown(world, slug, answers)

    assert again != first
    if field_name == "police_date":
        assert "2024" in again
    if answers[field_name].startswith("Kanarie-"):
        assert answers[field_name] in again


def test_a_protected_source_is_covered_until_somebody_says_what_for(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    hidden = {"protected_source": "on", "referrer_name": "Kanarie-kilde"}
    browser, key = person.browser(), uuid4()
    for slug in ("fare", "person", "observation", "gentagelse", "henvendelse"):
        sent = FIRST.get(slug, {}) | (hidden if slug == "henvendelse" else {})
        assert browser.post(f"/sager/ny/{key}/{slug}/", sent).status_code == 302
    with person.acts():
        concern = Concern.objects.for_actor(person.actor).get()
    pk, address = concern.case_id, url("source", concern.case_id, concern.pk)

    covered = [url("case", pk), url("concern", pk, concern.pk), address]
    sort = str(ReferrerType.SCHOOL.label).lower()
    said = {page: text_of(browser.get(page)).lower() for page in covered}
    assert [page for page, text in said.items() if "kanarie-kilde" in text or sort in text] == []
    refused = browser.post(address)
    assert (refused.status_code, "Kanarie-kilde" in text_of(refused)) == (422, False)
    opened = text_of(browser.post(address, {"purpose": "receipt"}))
    assert ("Kanarie-kilde" in opened, sort in opened.lower()) == (True, True)
    log = text_of(world.person(HOME, Role.LOG_REVIEWER).browser().get("/log/?action=unmask"))
    assert "Formål: Kvittering eller tilbagemelding" in log


def test_a_protected_address_is_marked_wherever_the_citizen_is_handled(world: World) -> None:
    person = world.person(HOME, Role.COORDINATOR)
    browser, mark = person.browser(), "Navne- og adressebeskyttet"
    for protected in ("", "on"):
        key = uuid4()
        for slug in ("fare", "person", "observation", "gentagelse", "henvendelse"):
            own = {"name": f"Borger {protected or 'uden'}", "address_protected": protected}
            sent = FIRST.get(slug, {}) | (own if slug == "person" else {})
            assert browser.post(f"/sager/ny/{key}/{slug}/", sent).status_code == 302
    with person.acts():
        concerns = list(Concern.objects.for_actor(person.actor).order_by("at"))

    pages = [
        [
            text_of(browser.get(address))
            for address in (
                url("case", c.case_id),
                url("concern", c.case_id, c.pk),
                url("share", c.case_id),
            )
        ]
        for c in concerns
    ]

    assert [[mark in page for page in one] for one in pages] == [[False] * 3, [True] * 3]
    assert text_of(browser.get(url("list"))).count(mark) == 1
