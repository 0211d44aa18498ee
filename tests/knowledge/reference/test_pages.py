"""Glossary and directory."""

from __future__ import annotations

from django.test import Client

MISSING = "UNDEFINED-TEMPLATE-VARIABLE"


def test_terms_have_their_own_place_in_danish_order(corpus: Client) -> None:
    text = corpus.get("/ordbog/").content.decode()

    assert MISSING not in text
    assert 'id="bekymringssamtale"' in text
    assert text.index('id="bogstav-V"') > text.index('id="bogstav-A"')


def test_glossary_narrows(corpus: Client) -> None:
    text = corpus.get("/ordbog/", {"q": "handlekort"}).content.decode()

    assert "1 begreb passer" in text
    assert 'id="action-card"' in text


def test_directory_names_the_hotline(corpus: Client) -> None:
    text = corpus.get("/aktoerer/").content.decode()

    assert MISSING not in text
    assert "Hotline mod radikalisering" in text
