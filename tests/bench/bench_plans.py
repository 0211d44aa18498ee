"""Every municipality with a large plan: what pages, open data and files cost.

Run: ``python -m tests.bench.bench_plans``. 98 plans, 10,000 actions, 100,000 measurements. Each
time stands beside another of the same run, taken in turn: of a page a bare one in the same frame,
of a file the same rows read and written by hand. Statements are counted without the frame's own,
against the twelve that a page may ask.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import django
import psycopg
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from tests.bench.table import Ratio, paired, printed
from tests.support import databases

ROUNDS, STATEMENTS, WARM = 4, 12, "/egen/"
SLUGS = "kommune=aalborg&kommune=odense&kommune=aarhus&kommune=vejle"
OWN = "/handlingsplaner/min/"
#: A query keeps the page out of the cache.
FRESH = "altid=ny"


@dataclass(frozen=True, slots=True)
class Page:
    """An address, who opens it, and the most it may take as times of a bare page: about twice what
    was measured on a busy machine."""

    name: str
    path: str
    who: str
    most: float


PAGES = (
    Page("list and map of all 98", f"/handlingsplaner/?{FRESH}", "anybody", 40),
    Page("a public plan", f"/handlingsplaner/aalborg/?{FRESH}", "anybody", 130),
    Page("four plans compared", f"/handlingsplaner/sammenlign/?{SLUGS}", "anybody", 350),
    Page("overview of the centre", f"/handlingsplaner/overblik/?{FRESH}", "anybody", 40),
    Page("plans.csv", f"/handlingsplaner/data/planer.csv?{FRESH}", "anybody", 15),
    Page("JSON, first of four pages", f"/api/v1/plans/?{FRESH}", "anybody", 10),
    Page("JSON, one plan", f"/api/v1/plans/aalborg/?{FRESH}", "anybody", 15),
    Page("feed", f"/handlingsplaner/feed/?{FRESH}", "anybody", 20),
    Page("editor, outline", f"{OWN}rediger/", "leader", 100),
    Page("editor, a section", f"{OWN}rediger/afsnit/handling/", "leader", 25),
    Page("follow-up", f"{OWN}fremdrift/", "leader", 60),
    Page("frozen report", "", "leader", 15),
    Page("start page of a leader", "/start/", "leader", 40),
    Page("start page of an adviser", "/start/", "adviser", 60),
    Page("radar of an adviser", "/aendringer/", "adviser", 50),
    Page("places of a changed law", "/aendringer/lov-beredskab-2024-04-01/", "adviser", 50),
)

#: What ``many`` leaves empty: the thirteen texts, some of which quote a law, and practices.
_MORE = """
insert into plans_plansection (id, municipality_id, is_public, plan_id, position, kind, text)
  select gen_random_uuid(), p.municipality_id, true, p.id, s.position, s.kind,
    repeat('Vi mødes hver måned med skoler, klubber og politi og taler om det. ', 40)
    || case when s.position % 3 = 0 then 'Det følger af barnets lov § 15, stk. 3.' else '' end
  from plans_plan p, plans_templatesection s where s.template_id = (
    select id from plans_plantemplate order by published_on desc, id desc limit 1);
update plans_action a set practice_page = k.page_id from (
  select page_id, row_number() over (order by page_id) n from knowledge_searchdocument
  where kind = 'practice') k where a.position % 20 = k.n;
analyze plans_plansection, plans_action;
"""
_READINGS = """
select m.municipality_id, a.name, p.title, g.text, i.name, i.unit, m."on", m.value, m.note
from plans_measurement m join plans_indicator i on i.id = m.indicator_id
join plans_goal g on g.id = i.goal_id join plans_plan p on p.id = m.plan_id
join accounts_authority a on a.id = m.municipality_id
where m.is_public and p.is_public and not m.is_removed
order by m.municipality_id, i.position, m."on"
"""
_ACTIONS = """
select m.municipality_id, a.name, p.title, g.text, m.title, m.level, m.target_group, m.owner,
  m.start, m."end", m.status
from plans_action m join plans_goal g on g.id = m.goal_id join plans_plan p on p.id = m.plan_id
join accounts_authority a on a.id = m.municipality_id
where m.is_public and p.is_public and not m.is_removed order by m.municipality_id, m.position
"""
_OWN = """
select a.title, a.status, a.start, a."end", a.owner, a.target_group from plans_action a
join plans_plan p on p.id = a.plan_id where p.municipality_id = 851 and not p.is_public
union all select i.name, i.unit, m."on", null::date, m.value::text, m.note
from plans_measurement m join plans_indicator i on i.id = m.indicator_id
join plans_plan p on p.id = m.plan_id where p.municipality_id = 851 and not p.is_public
"""


def main() -> int:
    """Print the table; 1 when a bound is broken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    settings.ROOT_URLCONF = "tests.bench.bare_urls"
    django.setup()
    name = f"bench_plans_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        databases.manage(urls, "load_knowledge", role="owner")
        with psycopg.connect(databases.admin_url(name), autocommit=True) as admin:
            _plant(name, admin)
            _use(databases.both(urls))
            rows = [*map(_told, _measure(admin))]
        connections.close_all()
    sys.stdout.write(printed(rows) + "\n")
    return 0 if all(row.holds for row in rows) else 1


def _told(row: Ratio) -> Ratio:
    """Each as it is measured: on a busy machine all of them take minutes."""
    sys.stderr.write(printed([row]).splitlines()[-1] + "\n")
    return row


def _use(url: str) -> None:
    for alias in ("default", "cache"):
        connections[alias].close()
        connections[alias].settings_dict.update(databases.django_settings(url))


def _plant(name: str, admin: psycopg.Connection) -> None:
    from tests.knowledge.plans import many  # noqa: PLC0415 (models need the set-up above)

    admin.execute("truncate plans_plan cascade")
    many.plant(databases.admin_url(name))
    admin.execute(_MORE)


def _measure(admin: psycopg.Connection) -> Iterator[Ratio]:
    browsers, report = _people()
    bare = browsers["leader"]
    yield from _tables(browsers["anybody"], admin)
    yield from _workbook(bare, admin)
    for page in PAGES:
        path = page.path or report
        browser = browsers[page.who]
        asked = _statements(browser, path) - _statements(
            browser, WARM if page.who != "anybody" else "/offentlig/"
        )
        yield Ratio(f"{page.name}: statements", asked, STATEMENTS, "", 1)
        times = _times(lambda: _get(browser, path), lambda: _get(bare, WARM))  # noqa: B023
        yield Ratio(f"{page.name} / bare page", *times, "ms", page.most)


def _times(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    return paired(first, second, ROUNDS, warm=1)


def _people() -> tuple[dict[str, Client], str]:
    """Browsers of everybody, and the address of a frozen report; the leader has a draft."""
    from knowledge.plans import actions  # noqa: PLC0415 (models need the set-up above)
    from knowledge.plans.periods import periods  # noqa: PLC0415
    from stopext.access import clock  # noqa: PLC0415
    from stopext.access.roles import Role  # noqa: PLC0415
    from stopext.accounts.models import CENTRE, Authority  # noqa: PLC0415
    from tests.support.world import HOME, make_person  # noqa: PLC0415

    leader = make_person(Authority.objects.get(pk=HOME), Role.LEADER)
    adviser = make_person(Authority.objects.get(pk=CENTRE), Role.ADVISER)
    with leader.acts():
        report = actions.freeze_report(by=leader.actor, period=next(iter(periods(clock.today()))))
        actions.revise(by=leader.actor)
    browsers = {"anybody": Client(), "leader": leader.browser(), "adviser": adviser.browser()}
    return browsers, f"{OWN}rapporter/{report.pk}/"


def _get(browser: Client, path: str) -> Any:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return answer


def _statements(browser: Client, path: str) -> int:
    _get(browser, path)
    with CaptureQueriesContext(connections["default"]) as captured:
        _get(browser, path)
    return len(captured)


def _tables(browser: Client, admin: psycopg.Connection) -> Iterator[Ratio]:
    """Tables of the open data, against the same joins written as CSV by hand."""
    for slug, question, most in (("handlinger", _ACTIONS, 12), ("maalinger", _READINGS, 12)):
        path = f"/handlingsplaner/data/{slug}.csv?{FRESH}"
        times = _times(
            lambda: _get(browser, path).content,  # noqa: B023
            lambda: _as_csv(admin.execute(question.encode()).fetchall()),  # noqa: B023
        )
        yield Ratio(f"{slug}.csv / by hand", *times, "ms", most)


def _as_csv(rows: list[Any]) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue()


def _workbook(browser: Client, admin: psycopg.Connection) -> Iterator[Ratio]:
    """The draft as Excel, and back with every action changed."""
    path = f"{OWN}kladde.xlsx"

    def by_hand() -> bytes:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in admin.execute(_OWN.encode()).fetchall():
            sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    out = _times(lambda: _get(browser, path), by_hand)
    yield Ratio("Excel of a plan / by hand", *out, "ms", 18)
    sent = _changed(_get(browser, path).content)
    read = _times(_sending(browser, sent), lambda: _cells(sent))
    yield Ratio("Excel sent back / its cells read by openpyxl", *read, "ms", 6)
    looked = _times(lambda: _get(browser, f"{OWN}rediger/filer/excel/"), lambda: _cells(sent))
    yield Ratio("what it would change / its cells read by openpyxl", *looked, "ms", 6)


def _sending(browser: Client, sent: bytes) -> Callable[[], object]:
    def send() -> None:
        file = io.BytesIO(sent)
        file.name = "plan.xlsx"
        said = {"file": file, "idempotency_key": str(uuid4())}
        answer = browser.post(f"{OWN}rediger/filer/", said)
        if not answer.headers.get("Location", "").endswith("/excel/"):
            raise RuntimeError(f"the file was answered by {answer.status_code}")

    return send


def _changed(content: bytes) -> bytes:
    """Every title of the sheet of actions is another one."""
    book = load_workbook(io.BytesIO(content))
    sheet = next(one for one in book.worksheets if one.max_row > 100)
    column = next(c.column for row in sheet.iter_rows() for c in row if "skoler" in str(c.value))
    for row in sheet.iter_rows(min_col=column, max_col=column):
        if "skoler" in str(row[0].value):
            row[0].value = f"{row[0].value} igen"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(content: bytes) -> int:
    book = load_workbook(io.BytesIO(content))
    return sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for _cell in row)


if __name__ == "__main__":
    sys.exit(main())
