"""A status report: frozen as the plan was, never changed, internal or public by choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from openpyxl import load_workbook

from knowledge.plans import actions
from knowledge.plans.choices import ActionStatus
from knowledge.plans.duties import all_duties
from knowledge.plans.exchange.report_paper import report_book, report_paper
from knowledge.plans.frozen import frozen
from knowledge.plans.models import Action, Goal, Indicator, Plan, StatusReport
from knowledge.plans.periods import half_year_end, next_due, periods
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import confirmed, plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

LIST, PUBLIC = "/handlingsplaner/min/rapporter/", "/handlingsplaner/aalborg/"
OWN = "/handlingsplaner/min/"
FROZEN = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def plan(lead: Person, leader: Person) -> Plan:
    """In force, of the home municipality."""
    return publish(lead, leader)


def this_period() -> str:
    return next(iter(periods(clock.today())))


def freeze(by: Person, **said: Any) -> StatusReport:
    with by.acts():
        return actions.freeze_report(by=by.actor, **{"period": this_period(), **said})


def report(by: Person, status: ActionStatus = ActionStatus.RUNNING) -> None:
    with by.acts():
        row = rows_of(Action).get(is_public=True)
        actions.report_status(by=by.actor, action=row, version=row.edits, status=status)


def test_a_report_is_frozen_read_and_stays_as_it_was(lead: Person, plan: Plan) -> None:
    browser = lead.browser()
    assert LIST in page(browser, OWN)
    assert "Der er ingen rapporter endnu" in page(browser, LIST)

    made = sent(browser, f"{LIST}ny/", period=this_period(), remark="Et roligt halvår")

    path = made.headers["Location"]
    shown = page(browser, path)
    assert [text in shown for text in ("Et roligt halvår", "Planlagt", "den første rapport")] == [
        True
    ] * 3
    report(lead)
    after = page(browser, path)
    assert ("I gang" in after, "Planlagt" in after) == (False, True)
    assert path in page(browser, LIST)
    second = freeze(lead)
    assert second.content["since"] == [f"»{rows_of_title(lead)}« er gået fra planlagt til i gang."]
    assert "er gået fra planlagt til i gang" in page(browser, f"{LIST}{second.pk}/")
    third = freeze(lead)
    assert third.content["since"] == []
    assert "ikke meldt noget siden" in page(browser, f"{LIST}{third.pk}/")


def rows_of_title(by: Person) -> str:
    with by.acts():
        return str(rows_of(Action).get(is_public=True).title)


def test_only_a_public_report_is_read_by_others(world: World, lead: Person, plan: Plan) -> None:
    row = freeze(lead, remark="Kun til os")
    paths = [f"{PUBLIC}rapporter/{row.pk}{end}" for end in ("/", ".pdf", ".xlsx")]
    outside = [Client(), world.person(NEIGHBOUR, Role.COORDINATOR).browser()]
    inside = world.person(HOME, Role.CASEWORKER)
    readers = [*outside, inside.browser()]
    assert {reader.get(path).status_code for reader in readers for path in paths} == {404}
    assert outside[1].get(f"{LIST}{row.pk}/").status_code == 404
    assert inside.browser().get(f"{LIST}{row.pk}/").status_code in {403, 404}
    with inside.acts(), connection.cursor() as cursor:
        cursor.execute("select count(*) from plans_statusreport")
        assert cursor.fetchone() == (0,)
    browser, key = lead.browser(), {"idempotency_key": str(uuid4())}

    shown = browser.post(f"{LIST}{row.pk}/vis/", {"public": "yes", **key})

    assert shown.headers["Location"] == f"{LIST}{row.pk}/"
    assert {reader.get(path).status_code for reader in readers for path in paths} == {200}
    assert paths[0] in page(Client(), PUBLIC)
    assert "Kun til os" in page(Client(), paths[0])
    assert "Gør rapporten intern" in page(browser, f"{LIST}{row.pk}/")
    for _time in range(2):
        browser.post(f"{LIST}{row.pk}/vis/", {"public": "no", "idempotency_key": str(uuid4())})
    assert Client().get(paths[0]).status_code == 404


def test_the_database_keeps_a_report_as_it_was(lead: Person, plan: Plan) -> None:
    row = freeze(lead)
    for change in ("remark = 'x'", "content = '{}'", "is_public = true, period_to = '2099-12-31'"):
        with (
            lead.acts(),
            pytest.raises(ProgrammingError, match="stays as it was"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update plans_statusreport set {change} where id = %s", [row.pk])
    with lead.acts(), pytest.raises(ProgrammingError), transaction.atomic():
        rows_of(StatusReport).delete()


def test_a_report_is_a_tagged_pdf_and_a_workbook_without_formulas(
    lead: Person, leader: Person, plan: Plan
) -> None:
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        goal, indicator = draft.goals.get(), draft.indicators.get()
        said: dict[str, Any] = {"title": "=1+1", "level": "building", "owner": "SSP"}
        actions.add_part(by=lead.actor, sort=SORTS["handling"], under=goal.pk, values=said)
        numbers = {"name": "Uden tal", "unit": "møder", "baseline": 1, "target": 2}
        actions.add_part(by=lead.actor, sort=SORTS["indikator"], under=goal.pk, values=numbers)
        old = {"on": clock.today() - timedelta(days=40), "value": 2, "note": "Før"}
        actions.add_part(by=lead.actor, sort=SORTS["maaling"], under=indicator.pk, values=old)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Rådet")
    row = freeze(lead, remark="Først\n\nSiden")

    made = report_paper(row)
    book = load_workbook(BytesIO(report_book(row)))

    assert (made[:5], b"/StructTreeRoot" in made) == (b"%PDF-", True)
    assert book.sheetnames == ["Rapport", "Handlinger", "Målinger"]
    titles = {cell.value: cell.data_type for cell in book["Handlinger"]["A"]}
    assert titles["=1+1"] == "s"
    readings = list(book["Målinger"].iter_rows(min_row=2, values_only=True))
    assert sorted(str(line[-2]) for line in readings)[-1] == "None"
    assert len(readings) == 3
    facts = {line[0].value: line[1].value for line in book["Rapport"].iter_rows(min_row=2)}
    assert facts["Siden sidst"] == "Det er den første rapport om planen."
    browser = lead.browser()
    for sort, kind in (("pdf", "application/pdf"), ("xlsx", "spreadsheetml.sheet")):
        answer = browser.get(f"{LIST}{row.pk}.{sort}")
        assert (answer.status_code, kind in answer.headers["Content-Type"]) == (200, True)
    assert browser.get(f"{LIST}{row.pk}.docx").status_code == 404


def test_what_was_reported_since_is_told_across_versions(
    lead: Person, leader: Person, plan: Plan
) -> None:
    first = freeze(lead)
    with lead.acts():
        indicator = rows_of(Indicator).get(is_public=True)
        said: dict[str, Any]
        for value in (4, 5):
            on = clock.today() - timedelta(days=value)
            said = {"on": on, "value": Decimal(value)}
            actions.report_measurement(by=lead.actor, indicator=indicator, **said)
        draft = actions.revise(by=lead.actor)
        goal = rows_of(Goal).get(plan=draft)
        extra: dict[str, Any] = {"title": "En til", "level": "building"}
        actions.add_part(by=lead.actor, sort=SORTS["handling"], under=goal.pk, values=extra)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Rådet")
    second = freeze(lead)

    [new, counted] = second.content["since"]
    assert new == "»En til« er ny i planen: planlagt."
    assert counted.endswith("har fået 2 nye målinger.")
    gone = {**second.content}
    gone["goals"] = [{**second.content["goals"][0], "actions": []}]
    with lead.acts():
        read = Plan.objects.for_actor(lead.actor).get(pk=draft.pk)
        again = frozen(read, second.content, clock.today())
        assert again["since"] == []
        row = rows_of(Action).get(plan=draft, title="En til")
        actions.report_status(
            by=lead.actor, action=row, version=row.edits, status=ActionStatus.PLANNED
        )
        read = Plan.objects.for_actor(lead.actor).get(pk=draft.pk)
        assert frozen(read, second.content, clock.today())["since"] == [
            "»En til« er meldt igen: stadig planlagt."
        ]
        extra_goal = {"actions": [{"key": "x", "title": "Væk"}], "indicators": []}
        last = {"goals": [*second.content["goals"], extra_goal]}
        assert "»Væk« er ikke længere med i planen." in frozen(read, last, clock.today())["since"]
    assert first.content["is_first"] is True


def test_who_and_what_is_refused(lead: Person, leader: Person) -> None:
    assert lead.browser().get(f"{LIST}ny/").status_code == 404
    with lead.acts(), pytest.raises(Invalid, match="ingen plan, der gælder"):
        actions.freeze_report(by=lead.actor, period=this_period())
    publish(lead, leader)
    reader = replace(lead.actor, role=Role.CASEWORKER)
    with lead.acts():
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.freeze_report(by=reader, period=this_period())
        with pytest.raises(Invalid, match="Vælg en af perioderne"):
            actions.freeze_report(by=lead.actor, period="1999-1")
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.show_report(by=reader, pk=uuid4(), is_public=True)
        with pytest.raises(ObjectDoesNotExist):
            actions.show_report(by=lead.actor, pk=uuid4(), is_public=True)


def test_the_next_report_is_a_duty_of_who_may_freeze_it(
    world: World, lead: Person, plan: Plan
) -> None:
    def due(person: Person) -> list[tuple[date, str]]:
        with person.acts():
            own = Plan.objects.for_actor(person.actor).get(pk=plan.pk)
            found = all_duties(person.actor, own)
        return [(duty.on, duty.why) for duty in found if duty.key == "report"]

    assert [why for _on, why in due(lead)] == ["Et godt råd: hvert halve år. Der er ingen endnu."]
    assert due(world.person(HOME, Role.CASEWORKER)) == []
    row = freeze(lead)
    [(on, why)] = due(lead)
    told = f"Et godt råd: hvert halve år. Den seneste er for {row.period}, om version 1."
    assert (on > row.period_to, why) == (True, told)
    assert "Frys en statusrapport" in page(lead.browser(), "/handlingsplaner/min/kalender/")


def test_a_municipality_without_a_plan_is_told_why_there_is_none(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    assert "Kommunen har ingen endnu" in page(lead.browser(), LIST)


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 6, 30), ["2026-1", "2025-2", "2026", "2025"]),
        (date(2026, 7, 1), ["2026-2", "2026-1", "2026", "2025"]),
    ],
    ids=["spring", "autumn"],
)
def test_the_periods_at_hand_are_offered(today: date, codes: list[str]) -> None:
    found = periods(today)
    assert list(found) == codes
    for words, first, last in found.values():
        row = StatusReport(period_from=first, period_to=last, frozen_at=FROZEN)
        told = f"Statusrapport for {words}, som planen stod 29. november 2026"
        assert (row.period, str(row)) == (words, told)


@pytest.mark.parametrize(
    ("period_to", "frozen_on", "due"),
    [
        (date(2026, 6, 30), date(2026, 7, 5), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 5), date(2027, 6, 30)),
        (date(2026, 12, 31), date(2026, 11, 30), date(2027, 6, 30)),
        (date(2025, 12, 31), date(2026, 11, 30), date(2026, 12, 31)),
    ],
    ids=["summer", "winter", "early", "late"],
)
def test_the_next_report_is_due_after_the_one_frozen(
    period_to: date, frozen_on: date, due: date
) -> None:
    assert next_due(period_to, frozen_on) == due


def test_no_period_that_ended_before_the_plan_is_offered(lead: Person, plan: Plan) -> None:
    known = periods(clock.today())
    assert list(periods(date(2026, 11, 30), date(2026, 7, 1))) == ["2026-2", "2026"]
    assert list(periods(date(2026, 11, 30), date(2026, 6, 30))) == ["2026-2", "2026-1", "2026"]
    form = lead.browser().get(f"{LIST}ny/").context["form"]
    offered = [code for code, _words in form.fields["period"].choices]
    assert plan.adopted_on is not None
    assert offered == [code for code, told in known.items() if told[2] >= plan.adopted_on]
    before = [code for code in known if code not in offered]
    for code in before:
        with pytest.raises(Invalid, match="da planen blev vedtaget"):
            freeze(lead, period=code)


def test_a_report_for_an_ended_period_names_what_is_from_after_it(
    lead: Person, leader: Person, plan: Plan
) -> None:
    year = str(clock.today().year - 1)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
    with leader.acts():
        on, text = date(int(year), 1, 2), confirmed(draft)
        said: dict[str, Any] = {"draft": draft, "adopted_on": on, "adopted_by": "Rådet"}
        plan = actions.adopt(by=leader.actor, **said, **text)
    first = freeze(lead, period=year, is_public=True)
    with lead.acts():
        indicator = rows_of(Indicator).get(plan=plan)
        read: dict[str, Any] = {"on": clock.today(), "value": Decimal(5)}
        actions.report_measurement(by=lead.actor, indicator=indicator, **read)
    second = freeze(lead, period=year, is_public=True)
    other = freeze(lead, is_public=True)

    latest = [row.content["goals"][0]["indicators"][0]["latest"] for row in (second, other)]
    assert [one.endswith(", efter perioden.") for one in latest] == [True, False]
    browser, later = lead.browser(), "Der er en senere rapport for samme periode"
    shown = [later in page(browser, f"{LIST}{row.pk}/") for row in (first, second, other)]
    assert shown == [True, False, False]
    assert page(browser, LIST).count("Afløst af en senere") == 1
    assert page(Client(), PUBLIC).count("afløst af en senere") == 1
    with lead.acts():
        own = Plan.objects.for_actor(lead.actor).get(pk=plan.pk)
        [due] = [row for row in all_duties(lead.actor, own) if row.key == "report"]
        assert due.on > clock.today()
        own.adopted_on = due.on + timedelta(days=9)
        found = all_duties(lead.actor, own)
    assert [row.on for row in found if row.key == "report"] == [half_year_end(own.adopted_on)]
