"""What the radar finds, for whom, and at the same cost whatever there is."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.plans import actions as plans
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Plan, PlanTemplate
from knowledge.radar.hits import Change, _articles, dated, radar
from knowledge.radar.reading import ActionRow, Reading
from stopext.access import clock
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import PLAIN, confirmed, plan_begun, write
from tests.support.world import HOME, Person

LAW = "lov-beredskab-2024-04-01"


@pytest.fixture
def old(draft: Any, superuser: psycopg.Connection) -> None:
    """A draft without a template names the law."""
    superuser.execute(
        "update plans_plansection set text = 'Barnets lov § 15 kræver det.' where plan_id in"
        " (select id from plans_plan where not is_public and municipality_id = %s)",
        [HOME],
    )


def found(by: Person) -> dict[str, Change]:
    with by.acts():
        return {one.key: one for one in radar(by.actor)}


def test_a_draft_is_found_by_its_municipality_and_not_by_the_centre(
    old: None, lead: Person, adviser: Person
) -> None:
    [hit] = found(lead)[LAW].hits
    assert (hit.title, hit.reason) == ("Organisering og roller", "Afsnittet nævner bestemmelsen.")
    assert (hit.is_open, dated(hit), hit.where) == (True, "ukendt", "Kladden, version 9")
    theirs = [one for change in found(adviser).values() for one in change.hits]
    assert hit.key not in {one.key for one in theirs}


def test_somebody_decides_and_takes_back(old: None, lead: Person, adviser: Person) -> None:
    browser = lead.browser()
    start = page(browser, "/start/")
    assert ("ét sted venter" in start, "berører jeres plan" in start) == (True, True)
    assert "1 sted venter" in page(browser, "/aendringer/")
    [hit] = found(lead)[LAW].hits
    place = f"/aendringer/{LAW}/{hit.key}/"
    sent(browser, place, state="handled", note="Rettet i afsnittet")
    shown = page(browser, f"/aendringer/{LAW}/")
    assert ("Håndteret" in shown, "Rettet i afsnittet" in shown) == (True, True)
    listed = page(browser, "/aendringer/")
    assert ("Intet venter" in listed, "vedtages igen, lukker ikke stedet" in listed) == (True, True)
    sent(browser, place, state="open", note="")
    assert "Venter" in page(browser, f"/aendringer/{LAW}/")
    assert "Rettet i afsnittet" in page(browser, place)
    assert adviser.browser().get(place).status_code == 404
    assert browser.get("/aendringer/lov-findes-ikke/").status_code == 404


def test_public_plans_and_articles_are_found_by_the_centre(
    everywhere: Any, adviser: Person, superuser: psycopg.Connection
) -> None:
    superuser.execute("update plans_plan set adopted_on = '2023-01-01' where version = '1'")
    superuser.execute(
        "update plans_plansection set text = 'Barnets lov § 15.' where is_public and"
        " plan_id in (select id from plans_plan where version = '1')"
    )
    hits = [hit for hit in found(adviser)[LAW].hits if "planen i kraft" in hit.where]
    assert len(hits) == 98
    assert {hit.is_open for hit in hits} == {True}
    assert "berører planer, artikler og skabelonen" in page(adviser.browser(), "/start/")
    assert adviser.browser().get(f"/aendringer/{LAW}/?page=2").status_code == 200
    with adviser.acts(), CaptureQueriesContext(connection) as many:
        radar(adviser.actor)
    superuser.execute(
        "delete from plans_plan where version = '1' and municipality_id <> %s", [HOME]
    )
    with adviser.acts(), CaptureQueriesContext(connection) as few:
        radar(adviser.actor)
    assert len(many) == len(few) == 1


def test_adopting_the_same_text_again_leaves_the_place_waiting(
    lead: Person, leader: Person
) -> None:
    organisation, old = SectionKind.ORGANISATION, date(2023, 1, 1)

    def adopted(draft: Plan, on: date) -> None:
        with leader.acts():
            said: dict[str, Any] = {"adopted_on": on, "adopted_by": "Rådet", **confirmed(draft)}
            plans.adopt(by=leader.actor, draft=draft, **said)

    def written(draft: Plan, kind: SectionKind, text: str) -> None:
        with lead.acts():
            plans.write_section(by=lead.actor, kind=kind, version=0, text=text)

    def places() -> list[tuple[date | None, bool]]:
        return [(hit.written, hit.is_open) for hit in found(lead)[LAW].hits]

    with lead.acts():
        draft = plan_begun(lead)
        write(lead, lambda _what: PLAIN, draft)
    for kind in (organisation, SectionKind.ANTICIPATING):
        written(draft, kind, "Barnets lov § 15." if kind is organisation else PLAIN)
    adopted(draft, old)
    for _time in range(2):
        with lead.acts():
            draft = plans.revise(by=lead.actor)
        assert places() == [(old, True), (old, True)]  # the draft says what the plan says
        adopted(draft, clock.today())
        assert places() == [(old, True)]
    with lead.acts():
        draft = plans.revise(by=lead.actor)
    written(draft, organisation, "Barnets lov § 15, og sådan gør vi.")
    adopted(draft, clock.today())
    assert places() == [(clock.today(), False)]


def test_an_action_is_as_old_as_the_first_version_with_it() -> None:
    since, newest = date(2023, 1, 1), date(2026, 1, 1)
    public = Plan(is_public=True, adopted_on=newest)
    draft = Plan(template=PlanTemplate(published_on=date(2025, 1, 1)))
    old = ActionRow(public, "old", "", 1, str(since), None)
    new = ActionRow(public, "new", "", 1, None, None)
    copies = [ActionRow(draft, f"copy-{page}", "", page, None, "old") for page in (1, 2)]
    blank: dict[str, Any] = {each.name: {} for each in fields(Reading)}
    seen = Reading(**blank | {"followed_by": {row.pk: row for row in (old, new, *copies)}})
    assert [seen.written(row) for row in (old, new, *copies)] == [
        since,
        newest,
        since,
        date(2025, 1, 1),
    ]


def test_what_has_only_come_out_is_no_change() -> None:
    day = date(2026, 1, 1)
    action = ActionRow(Plan(is_public=True, adopted_on=day), "key", "", 1, None, None)
    blank: dict[str, Any] = {each.name: {} for each in fields(Reading)} | {"pages": []}

    def changes(**said: Any) -> list[date]:
        row = {"title": "T", "url": "/", "get_kind_display": lambda: "Praksis", "updated_on": day}
        known = {"articles": {1: SimpleNamespace(**row | said)}, "actions": {1: [action]}}
        seen = Reading(**blank | known)
        return [one.on for one in _articles(seen)]

    assert changes(published_on=day) == changes(published_on=day + timedelta(days=2)) == []
    assert changes(published_on=day - timedelta(days=1)) == changes(published_on=None) == [day]
    assert changes(published_on=None, updated_on=None) == []


def test_a_template_is_followed_to_drafts_begun_from_one_before_it(
    old: None, lead: Person, superuser: psycopg.Connection
) -> None:
    [first] = superuser.execute(
        "insert into plans_plantemplate (version, published_on) values ('0.1', '2001-01-01')"
        " returning id"
    ).fetchone() or [0]
    newest, day = 0, clock.today() + timedelta(days=900)
    try:
        [newest] = superuser.execute(
            "insert into plans_plantemplate (version, published_on) values ('9.9', %s)"
            " returning id",
            [day],
        ).fetchone() or [0]
        for template, kind, guidance in (
            (first, "organisation", "Før"),
            (newest, "organisation", "Nu"),
        ):
            superuser.execute(
                "insert into plans_templatesection (template_id, kind, leg, position, guidance,"
                " paragraph, model_text) values (%s, %s, 'general', 0, %s, '', '')",
                [template, kind, guidance],
            )
        superuser.execute(
            "update plans_plan set template_id = %s where not is_public and municipality_id = %s",
            [first, HOME],
        )
        change = found(lead)[f"skabelon-{newest}-{day}"]
        [hit] = change.hits
        assert change.told == "Ændret vejledning til: Organisering og roller."
        assert "fra version 0.1. Siden er vejledningen ændret" in hit.reason
        assert (hit.written, hit.is_open) == (date(2001, 1, 1), True)
    finally:
        superuser.execute(
            "update plans_plan set template_id = null where template_id = any(%s)",
            [[first, newest]],
        )
        for table, column in (
            ("plans_templatesection", "template_id"),
            ("plans_plantemplate", "id"),
        ):
            superuser.execute(f"delete from {table} where {column} = any(%s)", [[first, newest]])
