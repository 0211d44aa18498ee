"""The reviewer's page: own authority only, in words, and itself in the log."""

from __future__ import annotations

import re
import uuid

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse

from stopext.access.roles import Role
from stopext.accounts.logbook import words
from stopext.audit.models import AuditEvent
from stopext.audit.record import note
from tests.accounts.helpers import fresh
from tests.support.world import FAR, HOME, HOME_DISTRICT, Person, World

LOG = "/log/"


def act(person: Person, action: str, object_id: str = "") -> None:
    with person.acts():
        note(action, "casework.case", object_id, result_ids=["barn-1"])


def page_of(person: Person, query: str = "") -> str:
    shown = fresh(person).get(f"{LOG}?{query}").content.decode()
    return shown[shown.index("<main") : shown.index("</main>")]


def table_of(page: str) -> str:
    return page.partition("<tbody>")[2]


def rows_of(table: str) -> list[Tag]:
    return BeautifulSoup(table, "lxml").find_all("tr")


@pytest.mark.parametrize("role", [Role.LEADER, Role.LOG_REVIEWER])
def test_own_authority_only(world: World, role: Role) -> None:
    act(world.person(HOME, Role.CASEWORKER), "share", "egen-sag")
    act(world.person(FAR, Role.CASEWORKER), "share", "fremmed-sag")
    act(world.person(HOME_DISTRICT, Role.OFFICER), "share", "politi-sag")

    page = page_of(world.person(HOME, role))

    assert "egen-sag" in page
    assert "fremmed-sag" not in page
    assert "politi-sag" not in page
    assert "Delte · sag" in page
    assert f"Navnekanarie caseworker-{HOME}" in page


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.REPORTER])
def test_others_are_refused(world: World, role: Role) -> None:
    assert fresh(world.person(HOME, role)).get(LOG).status_code in {403, 404}


def test_looking_is_an_event(world: World) -> None:
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    act(world.person(HOME, Role.CASEWORKER), "view", "sag-1")

    # Tests that commit leave events of their own: only this one is about sag-1.
    page_of(reviewer, "action=view&object_id=sag-1")

    with reviewer.acts():
        event = AuditEvent.objects.of_authority(HOME).filter(action="review_log").get()
    assert event.result_count == 1
    assert sorted(event.details["filters"]) == ["action", "object_id"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("action=share", ["sag-2"]),
        ("object_id=sag-1", ["sag-1"]),
        ("object_id=barn-1", ["sag-1", "sag-2"]),
        ("since=1.1.2020&until=2.1.2020", []),
        ("until=1.1.2190", ["sag-1", "sag-2"]),
        ("since=ikke-en-dato&action=share", ["sag-2"]),
    ],
)
def test_filters(world: World, query: str, found: list[str]) -> None:
    act(world.person(HOME, Role.CASEWORKER), "view", "sag-1")
    act(world.person(HOME, Role.COORDINATOR), "share", "sag-2")

    page = table_of(page_of(world.person(HOME, Role.LOG_REVIEWER), query))

    assert [name for name in ("sag-1", "sag-2") if name in page] == found


def test_by_person(world: World) -> None:
    worker, coordinator = (world.person(HOME, r) for r in (Role.CASEWORKER, Role.COORDINATOR))
    act(worker, "view", "sag-1")
    act(coordinator, "view", "sag-2")

    page = page_of(world.person(HOME, Role.LEADER), f"person={worker.user.pk}&object_id=barn-1")

    assert "sag-1" in page
    assert "sag-2" not in table_of(page)


def test_a_stranger_cannot_be_asked_for(world: World) -> None:
    stranger = world.person(FAR, Role.CASEWORKER)

    page = page_of(world.person(HOME, Role.LEADER), f"person={stranger.user.pk}")

    assert stranger.user.name not in page
    assert "form-error-message" in page


def test_pages_of_twenty_five(world: World) -> None:
    worker, reviewer = world.person(HOME, Role.CASEWORKER), world.person(HOME, Role.LOG_REVIEWER)
    for number in range(30):
        act(worker, "view", f"nr-{number:02}")
        act(worker, "note.write", f"andet-{number:02}")
    first = page_of(reviewer, "action=view")

    following = first.partition('rel="next"')[0].rpartition('href="?')[2].partition('"')[0]
    second = page_of(reviewer, following.replace("&amp;", "&"))

    assert (table_of(first).count("nr-"), table_of(second).count("nr-")) == (25, 5)
    assert "andet-" not in table_of(first) + table_of(second)  # the filter goes along
    assert table_of(page_of(reviewer, "action=view&cursor=falsk")).count("nr-") == 25


def test_the_person_of_another_authority_is_not_named(world: World) -> None:
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    act(world.person(HOME, Role.CASEWORKER), "view", "sag-1")
    with reviewer.acts():
        row = AuditEvent.objects.of_authority(HOME).first()
    assert row is not None
    assert str(row).startswith(row.action)
    with pytest.raises(RuntimeError):
        row.save()


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert words.action("ny_handling") == "ny_handling"
    assert words.action("share") == "Delte"


def test_a_refusal_says_which_page_was_sought(world: World) -> None:
    sought = uuid.uuid4()
    worker = fresh(world.person(HOME, Role.CASEWORKER))
    worker.get(LOG)
    worker.get(reverse("casework:case", args=[sought]))
    worker.get(reverse("wagtailadmin_home"))

    table = table_of(page_of(world.person(HOME, Role.LOG_REVIEWER), "action=deny"))

    cells = [row.get_text(" ", strip=True) for row in rows_of(table)]
    assert [cell for cell in cells if re.search(r"\w:\w|wagtail", cell)] == []
    assert ["Redaktion" in cells[0], "Sag" in cells[1], "Log" in cells[2]] == [True] * 3
    assert f"Blev afvist · siden »Sag« {sought} findes ikke for rollen" in cells[1]
    assert str(sought) in cells[1]


def test_a_page_without_a_name_is_called_a_page(world: World) -> None:
    with world.person(HOME, Role.CASEWORKER).acts():
        note("deny", "view", "casework:not_written_yet", outcome="404")

    page = page_of(world.person(HOME, Role.LOG_REVIEWER), "action=deny")

    assert "Blev afvist · side" in page
    assert "not_written_yet" not in table_of(page)


def test_a_time_stands_on_one_line_to_the_second(world: World) -> None:
    act(world.person(HOME, Role.CASEWORKER), "view", "sag-1")

    shown = rows_of(table_of(page_of(world.person(HOME, Role.LOG_REVIEWER))))[0].time

    assert shown is not None
    assert shown["class"] == ["unbroken"]
    assert re.fullmatch(r"\d+\. \w+\.? kl\. \d\d\.\d\d\.\d\d", shown.text.strip())
    assert shown.br is None


def test_the_address_is_short() -> None:
    assert reverse("accounts:log") == LOG
