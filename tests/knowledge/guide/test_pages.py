"""The guide with find-my-info-house."""

from __future__ import annotations

import pytest
from django.test import Client

from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority

MISSING = "UNDEFINED-TEMPLATE-VARIABLE"


def test_every_municipality_has_an_info_house(client: Client, db: None) -> None:
    places = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY)
    asked = 0
    for place in places.select_related("police_district"):
        text = client.get("/bekymret/infohus/", {"municipality": place.slug}).content.decode()

        assert place.police_district is not None
        assert f"<h2>{place.police_district.name}</h2>" in text
        asked += 1

    assert asked == 98


@pytest.mark.parametrize("asked", ["851", "0851", "aalborg", "Aalborg", "AALBORG Kommune"])
def test_a_municipality_is_found_by_code_and_name(client: Client, db: None, asked: str) -> None:
    text = client.get("/bekymret/infohus/", {"municipality": asked}).content.decode()

    assert "Nordjyllands Politi" in text


@pytest.mark.parametrize("asked", ["ukendt", "\x00", "x" * 9000, "1460", "1", "<b>"])
def test_an_unknown_municipality_is_said_clearly(client: Client, db: None, asked: str) -> None:
    answer = client.get("/bekymret/infohus/", {"municipality": asked})
    nothing = asked == "\x00"  # nothing is left of it, so the page only asks

    assert answer.status_code == 200
    assert ("Vi kunne ikke finde kommunen" in answer.content.decode()) is not nothing
    assert "<b>" not in answer.content.decode()


def test_guide_shows_both_tiers_and_the_disclaimer(client: Client, db: None) -> None:
    text = client.get("/bekymret/").content.decode()

    assert MISSING not in text
    for words in ("ikke en tjekliste", "i sig selv er grund til at handle", "tel:112"):
        assert words in text


def test_each_link_of_the_guide_leads_to_what_it_names(corpus: Client) -> None:
    text = corpus.get("/bekymret/").content.decode()

    assert "Find din kommunes underretning" not in text
    assert 'href="/viden/underretning-om-barn/"' in text
    assert corpus.get("/viden/underretning-om-barn/").status_code == 200


def test_the_directory_leads_to_how_the_centre_is_reached_and_says_nothing_else(
    corpus: Client,
) -> None:
    """What the page says is kept data: ``tests/accounts/test_contacts.py``."""
    text = corpus.get("/aktoerer/").content.decode().partition("<main")[2].partition("</main>")[0]
    entry = text.partition('id="centeret"')[2].partition("</li>")[0]

    assert "Hvem gør hvad?" in corpus.get("/").content.decode()
    assert 'href="/kontakt/"' in text
    assert ["<h3>" in entry, "mailto:" in entry, "tel:" in entry] == [True, False, False]
