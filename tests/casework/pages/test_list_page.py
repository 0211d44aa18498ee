"""The worklist: filters, pages, counts, and what it costs."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from casework import actions
from casework.demo import bulk
from casework.filters import SORTS, CaseFilter
from casework.models import Case
from casework.rules.workflow import Field, State
from stopext.access.roles import Role
from stopext.web.pagination import paginate
from tests.casework.samples import CANARY, NAME, new_case, person
from tests.support.world import FAR, HOME, HOME_DISTRICT, NEIGHBOUR, World

# A UUID in an address may hold three such groups in the middle: they are not a case number.
NUMBERS = re.compile(r"(?<![\w-])\d{4}-\d{4}-\d{4}(?![\w-])")
QUERY_LIMIT = 12
STATES = re.compile(r'<a class="tag" href="([^"]*)"> [^<]*<span class="count">\((\d+)\)')


def shown(html: str) -> list[str]:
    """Case numbers in the order of the page."""
    return list(dict.fromkeys(NUMBERS.findall(html)))


NAMES = ("Anna Modelsen", "Bo Papfigursen", "Cilla Testlund")


def make(
    world: World, count: int, authority: int = HOME, names: tuple[str, ...] = NAMES
) -> list[Case]:
    """Cases of different citizens, all by the leader."""
    leader = world.person(authority, Role.LEADER)
    with leader.acts():
        return [
            new_case(leader.actor, person(name=name, birth_year=1980)) for name in names[:count]
        ]


def page_of(world: World, query: str = "", role: Role = Role.COORDINATOR) -> Any:
    return world.person(HOME, role).browser().get(f"/sager/{query}")


def test_the_list_shows_own_cases_and_no_names(world: World) -> None:
    ours, theirs = make(world, 2), make(world, 1, NEIGHBOUR)
    html = page_of(world).content.decode()
    assert sorted(shown(html)) == [case.number for case in ours]
    assert (theirs[0].number in html, "Modelsen" in html, CANARY in html) == (False,) * 3
    assert ("A. M." in html, "UNDEFINED-TEMPLATE-VARIABLE" in html) == (True, False)


def test_the_number_at_a_state_is_how_many_it_leads_to(world: World) -> None:
    first, _second = make(world, 2)
    for query, expected in (("", 2), (f"?number={first.number}", 1), ("?status=closed", 2)):
        html = page_of(world, query).content.decode()
        told = STATES.findall(" ".join(html.split()))
        assert [int(count) for _link, count in told] == [expected]
        followed = page_of(world, told[0][0].replace("&amp;", "&")).content.decode()
        assert len(shown(followed)) == expected


def test_a_number_is_not_broken_in_two(world: World) -> None:
    (case,) = make(world, 1)
    html = page_of(world).content.decode()
    cell = f'<th scope="row" class="unbroken" data-label="Sag"> <a href="/sager/{case.pk}/">'
    assert f"{cell}{case.number}</a>" in " ".join(html.split())


def test_a_caseworker_sees_what_she_is_put_on(world: World) -> None:
    first, _second = make(world, 2)
    coordinator, worker = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.CASEWORKER)
    assert shown(page_of(world, role=Role.CASEWORKER).content.decode()) == []
    with coordinator.acts():
        added = actions.add_colleague(
            by=coordinator.actor, case=first, membership_id=worker.actor.membership_id
        )
    assert shown(page_of(world, role=Role.CASEWORKER).content.decode()) == [first.number]
    with coordinator.acts():
        actions.remove_colleague(by=coordinator.actor, assignment=added)
    assert shown(page_of(world, role=Role.CASEWORKER).content.decode()) == []


def test_a_restricted_case_is_seen_by_its_list_only(world: World) -> None:
    (case,) = make(world, 1)
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        actions.restrict(
            by=leader.actor,
            case=case,
            version=case.version,
            membership_ids=[leader.actor.membership_id],
        )
    assert shown(page_of(world, role=Role.LEADER).content.decode()) == [case.number]
    html = page_of(world).content.decode()
    assert (shown(html), "Modtaget <span" in html) == ([], False)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?status=assessment", [1]),
        ("?status=received", [0, 2]),
        ("?mine=on", [1]),
        ("?overdue=on", []),
        ("?form=right", []),
        ("?form=mixed&sort=number", [0, 1, 2]),
        ("?young=on", []),
        ("?unled=on", [0, 2]),
        ("?waiting=on", []),
        ("?sort=number", [0, 1, 2]),
    ],
)
def test_filters_stand_in_the_address(world: World, query: str, numbers: list[int]) -> None:
    cases = make(world, 3)
    coordinator = world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        actions.change_state(
            by=coordinator.actor,
            case=cases[1],
            version=cases[1].version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: coordinator.actor.membership_id},
        )
    html = page_of(world, query).content.decode()
    assert sorted(shown(html)) == [cases[n].number for n in numbers]


def test_a_part_of_a_number_finds_its_case(world: World) -> None:
    first, second = (case.number for case in make(world, 2))
    for part in (second[-4:], second[-4:].lstrip("0"), second[-9:], second[5:9] + "-2"):
        assert shown(page_of(world, f"?number={part}").content.decode()) == [second], part
    assert sorted(shown(page_of(world, f"?number={first[:9]}").content.decode())) == [first, second]


def test_a_number_finds_its_case(world: World) -> None:
    cases = make(world, 2)
    number = cases[1].number
    for typed in (number, f"\u200b\u00a0{number.replace('-', chr(0x2011))}\u2009"):
        found = shown(page_of(world, f"?number={quote(typed)}").content.decode())
        assert {*found} == {number}, typed


@pytest.mark.parametrize(
    "query",
    [
        "?status=%00",
        "?status=telepati",
        "?form=' or 1=1 --",
        "?number=%25%25",
        "?number=" + "9" * 500,
        "?sort=password",
        "?mine=maybe&overdue=2&young=[]",
        "?cursor=forged",
        "?cursor=" + "A" * 3000,
        "?status=received&status=closed",
        "?ukendt=1",
    ],
)
def test_hostile_parameters_reveal_nothing_and_break_nothing(world: World, query: str) -> None:
    theirs = make(world, 1, NEIGHBOUR)[0]
    answer = page_of(world, query)
    assert answer.status_code in {200, 422}
    assert theirs.number not in answer.content.decode()


def test_a_cursor_of_another_municipality_reveals_nothing(world: World) -> None:
    leader = world.person(NEIGHBOUR, Role.LEADER)
    make(world, 3, NEIGHBOUR)
    with leader.acts():
        rows = Case.objects.for_actor(leader.actor)
        theirs = paginate(rows, ordering=["due_at"], cursor=None, size=1, scope="/sager/")
    ours = make(world, 1)[0]
    html = page_of(world, f"?cursor={theirs.next_cursor}").content.decode()
    assert set(shown(html)) <= {ours.number}


def test_other_kinds_have_no_list(world: World) -> None:
    for authority, role, status in (
        (HOME, Role.REPORTER, 404),
        (HOME_DISTRICT, Role.OFFICER, 404),
        (HOME, Role.LOG_REVIEWER, 404),
    ):
        assert world.person(authority, role).browser().get("/sager/").status_code == status


def test_query_count_is_the_same_for_one_and_three(world: World) -> None:
    counts = []
    browser = world.person(HOME, Role.COORDINATOR).browser()
    for names in (NAMES[:1], NAMES[1:]):
        make(world, len(names), names=names)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/sager/").status_code == 200
        counts.append(len([q for q in queries if not _bookkeeping(q["sql"])]))
    assert counts[0] == counts[1] <= QUERY_LIMIT


def _bookkeeping(sql: str) -> bool:
    """Savepoints and role changes around the view, not questions to the tables; and that a session
    is seen, which is noted once a minute, on a slow machine in any of the requests."""
    around = ("savepoint", "release", "set ", "rollback", 'update "accounts_session"')
    return sql.lower().lstrip("/* ").startswith(around)


#: One of every filter.
QUERIES = (
    "",
    "status=active",
    "mine=on",
    "overdue=on",
    "unled=on",
    "waiting=on",
    "erasable=on",
    "form=right",
    "number=2026-0751-0001",
)


def _asked(browser: Any) -> list[int]:
    """How many questions each of three lists asks the tables."""
    browser.get("/sager/")  # marks the session as seen and reads the keys once
    counts = []
    for query in ("", "?sort=newest&ended=on", "?overdue=on"):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/sager/{query}").status_code == 200
        counts.append(len([q for q in queries if not _bookkeeping(q["sql"])]))
    return counts


def _read_row_by_row(world: World) -> list[tuple[str, str, str]]:
    """Filters and orders for which every case is looked at, with how the database would do it."""
    found = []
    lead = world.person(FAR, Role.COORDINATOR)
    for query in QUERIES:
        for order in SORTS:
            with lead.acts():
                rows = CaseFilter(
                    QueryDict(f"{query}&sort={order}"),
                    Case.objects.for_actor(lead.actor),
                    actor=lead.actor,
                )
                assert rows.form.is_valid()
                text = rows.qs.order_by(*rows.ordering, "pk")[:26].explain()
                if "Seq Scan on casework_case " in text:
                    found.append((query, order, text))
    return found


def test_10_000_cases_ask_as_much_as_60_and_are_read_by_index(world: World) -> None:
    """In three municipalities; one test, since nothing takes as long as making them."""
    browser = world.person(FAR, Role.COORDINATOR).browser()
    bulk.generate(60, lambda _done, _total: None)
    few = _asked(browser)
    bulk.generate(9_940, lambda _done, _total: None)
    assert _asked(browser) == few
    assert max(few) <= QUERY_LIMIT
    assert _read_row_by_row(world) == []


def test_the_name_never_stands_in_the_list(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        new_case(leader.actor)
    assert NAME not in page_of(world).content.decode()
