"""The publishing tool speaks Danish, also where its own translation does not."""

from __future__ import annotations

import gettext
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone, translation
from django.utils.translation import gettext as _

import knowledge
from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE
from tests.support.world import World

FOLDER = Path(knowledge.__file__).parent / "locale" / "da" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
_PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def words(domain: str) -> dict[Any, str]:
    """The compiled catalogue: English to Danish; plural forms under (text, number)."""
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        catalogue: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {english: danish for english, danish in catalogue.items() if english}


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_names_nothing_that_the_tool_does_not_fill_in(domain: str) -> None:
    single = {key: text for key, text in words(domain).items() if isinstance(key, str)}
    for english, danish in single.items():
        assert set(_PLACES.findall(danish)) <= set(_PLACES.findall(english)), english
    assert len(single) > 50


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_the_written_one(domain: str) -> None:
    written = (FOLDER / f"{domain}.po").read_text(encoding="utf-8")
    compiled = {key if isinstance(key, str) else key[0] for key in words(domain)}

    # One entry more: the head.
    assert written.count("\nmsgid ") == len(compiled) + 1


def test_the_tool_s_pages_take_our_words() -> None:
    with translation.override("da"):
        assert _("Compare with live version") == "Sammenlign med den udgivne version"
        assert _("Unpublish") == "Tag ned"


def test_the_tool_s_scripts_take_its_words_and_ours(world: World) -> None:
    answer = world.person(CENTRE, Role.EDITOR).browser().get("/redaktion/jsi18n/")

    text = answer.content.decode()
    assert '"Page explorer": "Sider"' in text
    assert '"Close": "Luk"' in text


def test_time_since_is_danish() -> None:
    assert "siden" in naturaltime(timezone.now() - timedelta(minutes=2))
