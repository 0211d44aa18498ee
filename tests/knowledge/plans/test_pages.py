"""Plans: the list of all municipalities, one plan, and who sees a draft."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.plans.models import Plan
from knowledge.plans.progress import gaps, in_words, progress, share_of_target
from stopext.access import clock
from stopext.access.roles import Role
from tests.knowledge.conftest import as_public
from tests.knowledge.plans.conftest import CANARY
from tests.support.rows import rows_of
from tests.support.world import FAR, HOME, NEIGHBOUR, World

MISSING = "UNDEFINED-TEMPLATE-VARIABLE"


def test_own_draft_is_seen_at_home_only(world: World, draft: None) -> None:
    own = world.person(HOME, Role.CASEWORKER).browser().get("/handlingsplaner/min/")
    assert CANARY in own.content.decode()
    assert "Kladde, som kun jeres kommune og dem, I giver adgang, kan se" in own.content.decode()

    for authority in (NEIGHBOUR, FAR):
        browser = world.person(authority, Role.LEADER).browser()
        for address in (
            "/handlingsplaner/min/",
            "/handlingsplaner/aalborg/",
            "/soeg/?q=kladdekanarie",
        ):
            assert CANARY not in browser.get(address).content.decode()


def test_a_draft_is_nowhere_in_public(client: Client, draft: None) -> None:
    for address in ("/handlingsplaner/", "/handlingsplaner/aalborg/", "/soeg/?q=kladdekanarie"):
        answer = client.get(address)

        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("authority", [NEIGHBOUR, FAR])
def test_the_database_hides_a_foreign_draft(world: World, draft: None, authority: int) -> None:
    with world.person(authority, Role.LEADER).acts():
        assert not rows_of(Plan).filter(title=CANARY).exists()
    with as_public():
        assert not rows_of(Plan).filter(title=CANARY).exists()
    with world.person(HOME, Role.LEADER).acts():
        assert rows_of(Plan).filter(title=CANARY).exists()


def test_a_part_is_never_more_public_than_its_plan(
    superuser: psycopg.Connection, draft: None
) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        superuser.execute(
            "update plans_plansection set is_public = true where text like %s", [f"{CANARY}%"]
        )


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LOG_REVIEWER])
def test_own_plan_needs_the_right_role(world: World, role: Role) -> None:
    answer = world.person(HOME, role).browser().get("/handlingsplaner/min/")

    assert answer.status_code == 404


@pytest.mark.parametrize("slug", ["ukendt", "nul\x00", "x" * 900, "nordjyllands-politi"])
def test_only_municipalities_have_plans(client: Client, db: None, slug: str) -> None:
    assert client.get(f"/handlingsplaner/{slug}/").status_code == 404


def test_all_municipalities_are_listed_with_or_without_a_plan(corpus: Client) -> None:
    with CaptureQueriesContext(connections["default"]) as captured:
        text = corpus.get("/handlingsplaner/").content.decode()

    assert MISSING not in text
    assert len(names(corpus, "")) == 98
    assert "94 kommuner har ikke lagt deres plan i portalen" in text
    assert '<details class="without-plan">' in text
    assert len(captured) <= 12


def test_a_public_plan_shows_progress_gaps_and_practice(corpus: Client) -> None:
    with CaptureQueriesContext(connections["default"]) as captured:
        text = corpus.get("/handlingsplaner/aalborg/").content.decode()

    assert MISSING not in text
    assert "handlinger er gennemført" in text
    assert "Alle 13 afsnit er udfyldt." in text
    assert 'href="/viden/foraeldrecoach/"' in text
    # The rest is the frame: the transaction, the role and the read-only savepoint.
    assert sum(each["sql"].startswith("SELECT") for each in captured) == 7
    assert len(captured) <= 14


def test_a_practice_names_the_municipalities_that_use_it(corpus: Client) -> None:
    text = corpus.get("/viden/foraeldrecoach/").content.decode()

    assert '<a href="/handlingsplaner/aalborg/">Aalborg Kommune</a>' in text


@pytest.mark.parametrize("name", ["region", "status", "sort", "ukendt"])
@pytest.mark.parametrize("value", ["\x00", "x" * 4000, "ukendt", "' or 1=1"])
def test_hostile_filters_show_the_list(client: Client, db: None, name: str, value: str) -> None:
    assert client.get("/handlingsplaner/", {name: value}).status_code == 200


def test_filters_narrow(corpus: Client) -> None:
    assert "Aalborg Kommune" not in names(corpus, "?status=none")
    assert "Aalborg Kommune" in names(corpus, "?status=adopted")


def names(client: Client, query: str) -> list[str]:
    """The municipalities in the order of the list."""
    text = client.get(f"/handlingsplaner/{query}").content.decode()
    folded = re.search(r'class="without-plan".*?</details>', text, re.DOTALL)
    without = re.findall(r"<li>\s*<a [^>]*>([^<]+)", folded.group()) if folded else []
    return [*re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', text), *without]


def test_those_with_a_plan_come_first_and_the_order_can_be_linked(corpus: Client) -> None:
    with_plan = ["Aalborg Kommune", "Aarhus Kommune", "Frederikshavn Kommune", "Odense Kommune"]
    by_revision = ["Frederikshavn Kommune", "Aalborg Kommune", "Odense Kommune", "Aarhus Kommune"]

    assert names(corpus, "")[:5] == [*with_plan, "Aabenraa Kommune"]
    assert names(corpus, "?sort=revision")[:4] == by_revision
    assert names(corpus, "?sort=name")[:5] == [*with_plan, "Aabenraa Kommune"]
    assert names(corpus, "?sort=name&status=adopted")[0] == "Aalborg Kommune"
    assert names(corpus, "?sort=omvendt") == names(corpus, "")
    assert len(names(corpus, "?sort=revision")) == 98


def test_an_order_is_no_filter_in_use(corpus: Client) -> None:
    ordered = corpus.get("/handlingsplaner/?sort=name").content.decode()
    narrowed = corpus.get("/handlingsplaner/?sort=name&status=none").content.decode()

    assert "1 valgt" not in ordered
    assert "1 valgt" in narrowed


def test_a_draft_does_not_move_its_municipality(client: Client, draft: None) -> None:
    first = names(client, "")

    assert "98 kommuner har ikke lagt" in client.get("/handlingsplaner/").content.decode()
    assert first == names(client, "?sort=name")


def action(status: str, end: Any = None) -> Any:
    """An action as far as progress is concerned."""
    return SimpleNamespace(status=status, end=end, pace="")


def test_progress_counts_in_words() -> None:
    today = clock.today()
    rows = [action("done"), action("running", today.replace(year=2020)), action("dropped")]
    counts = progress(rows, today)

    assert (counts.done, counts.running, counts.overdue, counts.share) == (1, 1, 1, 50)
    assert in_words(counts) == (
        "1 af 2 handlinger er gennemført, 1 er i gang. 1 er over sin slutdato."
    )
    rows = [*map(action, ("done", "running", "paused", "planned", "planned"))]
    assert in_words(progress(rows, today)) == (
        "1 af 5 handlinger er gennemført, 1 er i gang, 1 er på pause, 2 venter."
    )


def test_gaps_name_what_is_missing_or_thin() -> None:
    sections = [SimpleNamespace(kind="purpose", text="x" * 200)]
    sections.append(SimpleNamespace(kind="target_groups", text="kort"))

    assert len(gaps(sections)) == 12
    assert "Målgrupper" in gaps(sections)


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "share"),
    [(0, 10, 5, 50), (19, 7, 8, 92), (10, 10, 3, 100), (5, 10, 2, 0), (5, 10, 20, 100)],
)
def test_share_of_the_way_to_the_target(
    baseline: float, target: float, latest: float, share: int
) -> None:
    assert share_of_target(baseline, target, latest) == share
