"""The search: Danish, forgiving, and never beyond what is published."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.search import text
from knowledge.search.find import Found, search
from knowledge.search.models import MissingSearch
from stopext.access.roles import Role
from tests.knowledge.conftest import CENTRE, Publish, as_public
from tests.support.world import HOME, HOME_DISTRICT, World

SEARCH_QUERIES = 10


def ask(query: str, kind: str = "") -> Found:
    """Search as anybody."""
    with as_public():
        return search(query, kind=kind)


def slugs(query: str, number: int = 10) -> list[str]:
    """What a search finds, best first."""
    return [hit.document.slug for hit in ask(query).hits[:number]]


@pytest.mark.parametrize(
    "typed", [pytest.param("2026-0851-0021", id="whole"), pytest.param("0021", id="part")]
)
def test_a_case_number_leads_who_works_with_cases_to_them_and_is_not_kept(
    world: World, typed: str
) -> None:
    asked, cases = f"/soeg/?q={typed}", f'href="/sager/?number={typed}"'
    for role in (Role.CASEWORKER, Role.LEADER):
        page = world.person(HOME, role).browser().get(asked).content.decode()
        assert (cases in page, 'href="/sager/find/">Find en borger</a> <span' in page) == (
            True,
            True,
        )
    police = world.person(HOME_DISTRICT, Role.OFFICER).browser().get(asked).content.decode()
    told = ('href="/sager/delinger/">Delinger</a> <span' in police, cases in police)
    assert told == (True, False)
    for browser in (world.person(CENTRE, Role.EDITOR).browser(), Client()):
        page = browser.get(asked).content.decode()
        assert ("et andet sted" in page, "/sager/" in page, "til redaktionen" in page) == (
            (False,) * 3
        )
    assert Client().post("/soeg/mangler/", {"q": typed}).status_code == 422
    Client().post("/soeg/mangler/", {"q": f"sag {typed} mangler"})
    worker = world.person(HOME, Role.CASEWORKER).browser()
    assert "et andet sted" in worker.get("/soeg/?q=Xyzzy Kanarieborger").content.decode()
    with world.person(CENTRE, Role.EDITOR).acts():
        kept = list(MissingSearch.objects.values_list("words", flat=True))
    assert kept == ["sag mangler"]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        pytest.param("mentorer", "mentorforloeb", id="stem"),
        pytest.param("bekymringsamtale", "bekymringssamtale", id="typo"),
        pytest.param("foraeldrecoach", "foraeldrecoach", id="oe-for-ø"),
        pytest.param("paaroerende", "familie-og-paaroerende", id="aa-for-å"),
        pytest.param("forældre coach", "foraeldrecoach", id="written-apart"),
        pytest.param("afradikalisering", "exitforloeb", id="synonym-or-text"),
        pytest.param("SSP", "ssp-i-skolen", id="abbreviation"),
        pytest.param("radikaliseringsforebyggelse", "kommunens-beredskab", id="compound"),
        pytest.param("infohusene", "analysemoede-i-infohus", id="inflection"),
        pytest.param("CVE", "ekstremismeforebyggelse", id="acronym"),
        pytest.param("lone wolf", "soloaktoer", id="english"),
        pytest.param("venstreekstrem", "venstreekstremisme", id="beginning"),
        pytest.param("klasserumsdialog", "svaere-samtaler-i-klassen", id="unknown-compound"),
    ],
)
def test_finds_what_is_meant(corpus: Client, query: str, slug: str) -> None:
    assert slug in slugs(query)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("paaroerendes", "pårørendes"), ("foraeldrenes", "forældrenes"), ("århus", "aarhus")],
)
def test_danish_letters_are_read_both_ways_in_any_inflection(
    corpus: Client, typed: str, read: str
) -> None:
    found = ask(typed)

    assert found.understood.meant == {typed: read}
    assert found.total > 0


def test_a_compound_nobody_wrote_finds_its_parts(corpus: Client) -> None:
    assert ask("hadforbrydelsesforebyggelse").total > 0


def test_phrase_narrows(corpus: Client) -> None:
    loose, exact = ask("dele oplysninger"), ask('"dele oplysninger"')

    assert 0 < exact.total < loose.total


def test_found_words_are_marked_and_everything_else_is_escaped(corpus: Client) -> None:
    page = corpus.get("/soeg/", {"q": "<script>mentor</script>"}).content.decode()

    assert "<mark>" in page
    assert "<script>mentor" not in page


def test_says_what_a_typing_error_was_read_as(corpus: Client) -> None:
    page = corpus.get("/soeg/", {"q": "højreekstremsime"}).content.decode()

    assert "Vi læste »højreekstremsime« som" in page
    assert 'href="?q=h%C3%B8jreekstremisme"' in page


@pytest.mark.parametrize(
    ("latin", "danish"),
    [
        ("boligomraade", "boligområde"),
        ("boligomraader", "boligområder"),
        ("boligomraadets", "boligområdets"),
        ("paa nettet", "på nettet"),
    ],
)
def test_double_a_finds_what_its_letter_finds(corpus: Client, latin: str, danish: str) -> None:
    assert ask(latin).total == ask(danish).total > 0


@pytest.mark.parametrize(
    "query", ["", " ", "\x00", "og i at", "'", '"', "\\", "& | !", "x" * 10_000, "a b " * 2500]
)
def test_odd_queries_answer(corpus: Client, query: str) -> None:
    assert corpus.get("/soeg/", {"q": query}).status_code == 200


@pytest.mark.parametrize("name", ["kind", "page"])
@pytest.mark.parametrize("value", ["\x00", "x" * 3000, "-1", "999999999999", "plan'"])
def test_odd_parameters_answer(corpus: Client, name: str, value: str) -> None:
    assert corpus.get("/soeg/", {"q": "mentor", name: value}).status_code == 200


def test_costs_the_same_whatever_is_found(corpus: Client) -> None:
    corpus.get("/soeg/?q=mentor")  # the vocabulary is read once per index
    costs = set()
    for query in ("mentor", "skole politi infohus kommune", "qqxxzzy"):
        with CaptureQueriesContext(connections["default"]) as captured:
            corpus.get("/soeg/", {"q": query})
        costs.add(len(captured))

    assert costs == {SEARCH_QUERIES}


def test_kinds_count_what_they_show(corpus: Client) -> None:
    found = ask("infohus")
    for kind, number in found.counts.items():
        assert ask("infohus", kind).total == number


def test_new_page_is_found_at_once_and_gone_when_withdrawn(
    client: Client, world: World, publish: Publish
) -> None:
    page = publish("ny", body="<p>Om zebrastribet samarbejde.</p>")
    assert slugs("zebrastribede") == ["ny"]

    with world.person(CENTRE, Role.EDITOR).acts():
        page.unpublish()

    assert slugs("zebrastribede") == []


def test_nothing_found_can_be_sent_to_the_editors(client: Client, world: World) -> None:
    page = client.get("/soeg/", {"q": "qqxxzz"})
    sent = client.post("/soeg/mangler/", {"q": "qqxxzz 010203-1234"})

    assert "Send søgeordene" in page.content.decode()
    assert (sent.status_code, sent.headers["Location"]) == (302, "/soeg/")
    with world.person(CENTRE, Role.EDITOR).acts():
        assert [row.words for row in MissingSearch.objects.all()] == ["qqxxzz"]
    shown = world.person(CENTRE, Role.EDITOR).browser().get("/redaktion/soegninger/")
    assert "qqxxzz" in shown.content.decode()


def test_too_many_words_from_one_place_are_not_kept(client: Client, world: World) -> None:
    for number in range(12):
        client.post("/soeg/mangler/", {"q": f"ord{number}"})

    with world.person(CENTRE, Role.EDITOR).acts():
        assert MissingSearch.objects.count() == 10


@pytest.mark.parametrize("words", ["", "x" * 101, "a\x00b"])
def test_refused_words_are_told(client: Client, db: None, words: str) -> None:
    assert client.post("/soeg/mangler/", {"q": words}).status_code == 422


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("radikaliseringsforebyggelse", ("radikalisering", "forebyggelse")),
        ("forældrenetværk", ("forældre", "netværk")),
        ("skole", ()),
        ("skolexyz", ()),
    ],
)
def test_compounds_come_apart_at_known_words(word: str, parts: tuple[str, ...]) -> None:
    known = {"radikalisering", "forebyggelse", "forældre", "netværk", "skole"}

    assert text.compound_parts(word, known) == parts


def test_spellings_without_danish_letters() -> None:
    assert list(text.spellings("paaroerende"))[-1] == "pårørende"
