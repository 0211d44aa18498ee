"""Public pages in memory: for everybody or not at all, for some seconds and no longer."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.articles.models import ArticlePage
from stopext.access.roles import Role
from stopext.settings import base
from stopext.web import page_cache
from tests.knowledge import tempting_urls
from tests.knowledge.conftest import CENTRE, Publish
from tests.knowledge.tempting_urls import worked
from tests.support.world import World

SECONDS = 10
ADDRESS = "/viden/praksis/"


class Clock:
    """What the cache takes for the time."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The cache is on, and time stands still until the test moves it."""
    settings.PORTAL_PAGE_SECONDS = SECONDS
    clock = Clock()
    monkeypatch.setattr(page_cache, "monotonic", clock)
    return clock


@pytest.fixture
def tempting(clock: Clock, settings: LazySettings, db: None) -> None:
    """The views of ``tempting_urls`` inside the portal's whole middleware."""
    settings.ROOT_URLCONF = tempting_urls.__name__
    worked.clear()


@pytest.fixture
def praksis(publish: Publish) -> ArticlePage:
    """A published page at ``ADDRESS``."""
    return publish("praksis")


def statements(client: Client, address: str) -> int:
    """How many statements a page costs; none when it comes from memory."""
    with CaptureQueriesContext(connections["default"]) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def same_server(client: Client, other: Client) -> None:
    """Both clients go through the same middleware, as readers of one worker process do."""
    client.handler = other.handler


def test_the_age_is_within_the_minute_that_browsers_are_promised() -> None:
    assert 0 < base.PORTAL_PAGE_SECONDS <= 60


@pytest.mark.parametrize("address", [ADDRESS, "/viden/", "/ordbog/", "/handlingsplaner/"])
def test_second_reader_costs_no_statement_and_reads_the_same(
    client: Client, clock: Clock, praksis: ArticlePage, address: str
) -> None:
    first = client.get(address)
    clock.now += SECONDS - 1
    with CaptureQueriesContext(connections["default"]) as captured:
        second = client.get(address)

    assert len(captured) == 0
    assert second.content == first.content
    assert dict(second.headers) == {**first.headers, "Age": str(SECONDS - 1)}


def test_who_has_it_already_is_told_so_from_memory(client: Client, clock: Clock, db: None) -> None:
    first = client.get("/api/v1/openapi.json")
    with CaptureQueriesContext(connections["default"]) as captured:
        same = client.get("/api/v1/openapi.json", headers={"if-none-match": first["ETag"]})
        other = client.get("/api/v1/openapi.json", headers={"if-none-match": '"andet"'})

    assert (len(captured), same.status_code, same.content) == (0, 304, b"")
    assert (other.status_code, other.content) == (200, first.content)


def test_an_unpublished_page_is_gone_when_its_seconds_are(
    client: Client, clock: Clock, world: World, praksis: ArticlePage
) -> None:
    client.get(ADDRESS)
    with world.person(CENTRE, Role.EDITOR).acts():
        praksis.unpublish()

    clock.now += SECONDS - 0.1
    assert client.get(ADDRESS).status_code == 200
    clock.now += 0.1
    assert client.get(ADDRESS).status_code == 404


def test_readers_do_not_lengthen_a_page_s_life(
    client: Client, clock: Clock, praksis: ArticlePage
) -> None:
    client.get(ADDRESS)
    for _ in range(SECONDS - 1):
        clock.now += 1
        assert statements(client, ADDRESS) == 0
    clock.now += 1

    assert statements(client, ADDRESS) > 0


def test_age_counts_from_before_the_page_was_read(
    client: Client, tempting: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SlowCounter(dict[str, int]):
        def __missing__(self, key: str) -> int:
            clock.now += SECONDS
            return 0

    monkeypatch.setattr(tempting_urls, "worked", slow := SlowCounter())
    client.get("/good/")
    client.get("/good/")

    assert slow["good"] == 2


def test_somebody_logged_in_is_neither_answered_from_memory_nor_remembered(
    client: Client, clock: Clock, world: World, praksis: ArticlePage
) -> None:
    editor = world.person(CENTRE, Role.EDITOR).browser()
    same_server(client, editor)

    assert statements(editor, ADDRESS) > 0
    anonymous, known = client.get(ADDRESS), editor.get(ADDRESS)

    assert "role-band" not in anonymous.content.decode()
    assert anonymous.headers["Cache-Control"] == "public, max-age=60"
    assert "role-band" in known.content.decode()
    assert known.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["sid", "csrf"])
def test_a_personal_cookie_passes_by_even_when_it_is_worth_nothing(
    client: Client, tempting: None, name: str
) -> None:
    marked = Client()
    same_server(marked, client)
    marked.cookies[name] = "intet"

    for each in (marked, marked, client, marked):
        each.get("/good/")

    assert worked["good"] == 4
    client.get("/good/")
    assert worked["good"] == 4


TEMPTATIONS = [view.__name__ for view in tempting_urls.VIEWS if view is not tempting_urls.good]


@pytest.mark.parametrize("name", TEMPTATIONS)
def test_what_is_one_visitor_s_or_no_page_is_not_kept(tempting: None, name: str) -> None:
    first, second = Client(), Client()
    same_server(second, first)

    first.get(f"/{name}/")
    second.get(f"/{name}/")

    assert worked[name] == 2


@pytest.mark.parametrize("query", ["q=1", "utm=x", "q=%3Cscript%3E"])
def test_a_page_with_a_query_is_neither_kept_nor_answered_from_memory(
    client: Client, tempting: None, query: str
) -> None:
    poisoned = client.get(f"/good/?{query}")
    plain = client.get("/good/")
    again = client.get(f"/good/?{query}")

    assert plain.content == b"http://testserver/good/ "
    assert again.content == poisoned.content != plain.content
    assert worked["good"] == 3


def test_a_page_drawn_under_one_name_answers_under_no_other(client: Client, tempting: None) -> None:
    def ask(**headers: Any) -> tuple[int, bytes]:
        answer = client.get("/good/", **headers)
        return answer.status_code, answer.content

    assert ask(headers={"host": "localhost"}) == (200, b"http://localhost/good/ ")
    assert ask() == (200, b"http://testserver/good/ ")
    assert ask(headers={"host": "localhost:81"}) == (200, b"http://localhost:81/good/ ")
    assert ask(secure=True) == (200, b"https://testserver/good/ ")
    assert worked["good"] == 4
    assert ask(headers={"host": "stopekstremisme.ond"})[0] == 400
    assert ask(headers={"x-forwarded-host": "stopekstremisme.ond"})[1] == ask()[1]


def test_only_get_is_kept_and_answered_from_memory(client: Client, tempting: None) -> None:
    assert client.head("/good/").content == b""
    assert client.get("/good/").content != b""
    assert client.head("/good/").content == b""
    client.options("/good/")
    assert client.delete("/good/").status_code == 405

    assert worked["good"] == 4


def test_the_oldest_page_makes_room(
    client: Client, tempting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    hosts = ["testserver", "localhost", "127.0.0.1"]

    for host in hosts:
        client.get("/good/", headers={"host": host})
    assert worked["good"] == 3
    for host in hosts[1:]:
        client.get("/good/", headers={"host": host})
    assert worked["good"] == 3
    client.get("/good/", headers={"host": hosts[0]})
    assert worked["good"] == 4


def test_two_languages_are_two_pages(
    client: Client, tempting: None, settings: LazySettings
) -> None:
    settings.LANGUAGES = [("da", "Dansk"), ("en", "English")]

    for language in ("da", "en", "da", "en"):
        client.get("/good/", headers={"accept-language": language})

    assert worked["good"] == 2


def test_without_seconds_nothing_is_kept(
    client: Client, tempting: None, settings: LazySettings
) -> None:
    settings.PORTAL_PAGE_SECONDS = 0

    client.get("/good/")
    client.get("/good/")

    assert worked["good"] == 2
