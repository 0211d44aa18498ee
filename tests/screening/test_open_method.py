"""The method is open: every word, number and reason of every version, without log-in."""

from __future__ import annotations

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from screening.engine.definition import MEASURED, Definition
from screening.versions.instruments import PUBLISHED, load_instrument
from screening.wording.numbers import danish_weight
from stopext.access import context
from stopext.access.roles import Role
from tests.screening.conftest import Cast
from tests.screening.test_walls import MADE, attack, raw
from tests.support.world import World

VERSIONS = [load_instrument(*version) for version in PUBLISHED]
LIST = reverse("screening:instruments")


def text_of(address: str) -> str:
    """What anybody reads there."""
    response = Client().get(address)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "lxml").find("main")
    return " ".join(main.get_text(" ").split()) if main else ""


def address_of(number: str) -> str:
    page = BeautifulSoup(Client().get(LIST).content, "lxml")
    (link,) = (link for link in page.select(".version h2 a") if link.get_text().endswith(number))
    return str(link["href"])


def said(form: Definition) -> list[str]:
    """Everything that a version says of its questions and of how it counts."""
    words = [form.title, form.purpose, form.limits, *form.never_counts]
    for axis in MEASURED:
        words += [band.label for band in form.bands.of(axis)]
        words += [danish_weight(Fraction(band.lower)) for band in form.bands.of(axis)]
    for domain in form.domains:
        words += [domain.title, domain.description]
    for asked in form.indicators():
        words += [asked.question, asked.counts, asked.does_not_count, *asked.examples]
        levels = zip(form.level_labels, asked.anchors, strict=True)
        words += [f"{n} {label} {anchor}" for n, (label, anchor) in enumerate(levels)]
        weight = f"Vægt {danish_weight(Fraction(asked.weight))}"
        words += [f"{weight} {asked.weight_reason}".strip(), asked.weight_source, asked.age_note]
    words += [change.why for change in form.changed]
    words += [f"{short.title} {', '.join(short.indicators)}" for short in form.subsets]
    return [" ".join(word.split()) for word in words if word]


@pytest.mark.parametrize("form", VERSIONS, ids=lambda form: form.version)
def test_every_word_of_a_version_is_read_without_log_in(cast: Cast, form: Definition) -> None:
    shown = text_of(address_of(form.version))

    words = said(form)
    assert len(words) > 200
    assert [word for word in words if word not in shown] == []


def test_a_version_that_gives_no_reason_for_a_weight_says_so(cast: Cast) -> None:
    old, new = (text_of(address_of(number)) for number in ("1.0", "1.1"))

    asked = len(list(load_instrument(*PUBLISHED[1]).indicators()))
    assert old.count("Denne version giver ingen begrundelse.") == asked
    assert "ingen begrundelse" not in new


def test_it_is_told_whom_a_critical_sign_calls_for(cast: Cast) -> None:
    shown = text_of(address_of("1.1"))

    assert shown.count("Ved “tydeligt” peger portalen først på politiet.") == 4
    assert shown.count("Ved “tydeligt” peger portalen først på lægehjælp.") == 1


def test_the_method_is_found_from_the_hub(cast: Cast) -> None:
    for address in (reverse("web:about"), reverse("knowledge:search"), reverse("knowledge:list")):
        page = BeautifulSoup(Client().get(address).content, "lxml")
        links = {str(link.get("href")) for link in page.find_all("a")}
        assert LIST in links, address
    assert address_of("1.1") in Client().get(LIST).content.decode()


def test_what_is_not_published_is_read_by_nobody_outside_in_either_wall(
    world: World, cast: Cast
) -> None:
    writes = world.person(1, Role.METHODOLOGIST)
    attack(writes, MADE, "draft", "")
    ((draft,),) = raw(writes, "select id from screening_instrumentversion where version = '9.9'")

    assert Client().get(reverse("screening:instrument", args=[draft])).status_code == 404
    assert "9.9" not in text_of(LIST)
    assert writes.browser().get(reverse("screening:instrument", args=[draft])).status_code == 404
    with connection.cursor() as cursor:
        context.enter_public()
        cursor.execute("select version from screening_instrumentversion order by version")
        assert [row[0] for row in cursor.fetchall()] == ["0.9", "1.0", "1.1"]
    context.leave()
