"""Adopt and publish, revise, and report progress on what is public."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from knowledge.plans import actions
from knowledge.plans.choices import ActionStatus, OrganisationModel, SectionKind
from knowledge.plans.models import Action, Goal, Indicator, Measurement, Plan, PlanSection, Task
from knowledge.plans.policies import latest_revision, not_said
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import Collector
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.matrix.plans import plan_begun, publish, write
from tests.support.days import InDays
from tests.support.rows import rows_of
from tests.support.world import Person

PUBLIC, DISCARD = "/handlingsplaner/aalborg/", "/handlingsplaner/min/kasser/"


def test_a_plan_is_adopted_published_and_revised(lead: Person, leader: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda _what: TEXT[:90], plan)
    assert lead.browser().get("/handlingsplaner/min/vedtag/").status_code == 403
    browser, path = leader.browser(), "/handlingsplaner/min/vedtag/"
    assert "Planen siger intet om forebyggelse" in page(browser, path)
    said = {
        "adopted_on": clock.today().strftime("%d.%m.%Y"),
        "minutes": "Punkt 12",
        "agenda_url": "https://kommune.example/referat",
    }

    refused = sent(browser, path, **said)

    assert (refused.status_code, "som loven kræver" in refused.content.decode()) == (422, True)
    with lead.acts():
        actions.write_section(by=lead.actor, kind=SectionKind.ANTICIPATING, version=0, text=TEXT)
    shown = page(browser, path)
    assert "Afsnittet »Målgrupper« er tomt" in shown
    assert ("har ingen ansvarlig" in shown, ">Det mangler</h2>" in shown) == (True, True)
    done = sent(browser, path, **said)
    assert (done.status_code, done.headers["Location"]) == (302, PUBLIC)
    public = page(browser, PUBLIC)
    wanted = ("Vedtaget", "Kommunalbestyrelsen", "Punkt 12", "https://kommune.example/referat")
    assert [word for word in wanted if word not in public] == []
    with lead.acts():
        row = rows_of(Plan).get(is_public=True)
        assert row.revision_due == latest_revision(clock.today())


def test_the_public_plan_stays_while_the_next_is_written(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    browser = lead.browser()
    pressed = {"idempotency_key": str(uuid4())}
    assert browser.post("/handlingsplaner/min/revider/", pressed).headers["Location"] == EDIT
    again = browser.post("/handlingsplaner/min/revider/", {"idempotency_key": str(uuid4())})
    assert again.headers["Location"] == EDIT
    sent(browser, f"{EDIT}afsnit/emergency/", text=f"Nyt beredskab. {TEXT}")
    assert "Nyt beredskab" not in page(browser, PUBLIC)
    with leader.acts():
        assert rows_of(Plan).count() == 2
        draft = rows_of(Plan).get(is_public=False)
        assert (draft.version, draft.goals.count(), draft.measurements.count()) == ("2", 1, 1)
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")

    now = page(browser, PUBLIC)
    assert ("Nyt beredskab" in now, ">Version 1</a>" in now) == (True, True)
    before = page(browser, f"{PUBLIC}1/")
    assert ("Nyt beredskab" in before, "Planen er afløst" in before) == (False, True)
    assert browser.get(f"{PUBLIC}2/").status_code == 404
    with lead.acts():
        assert sorted(rows_of(Plan).values_list("version", "status")) == [
            ("1", "archived"),
            ("2", "adopted"),
        ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"adopted_on": InDays(2)}, "ikke være vedtaget endnu"),
        ({"revision_due": InDays(4 * 366)}, "senest fire år"),
        ({"revision_due": InDays(-1)}, "efter vedtagelsen"),
        ({"adopted_by": " "}, "hvem der har vedtaget"),
    ],
)
def test_what_cannot_be_adopted(
    lead: Person, leader: Person, said: dict[str, Any], problem: str
) -> None:
    publish(lead, leader)
    with leader.acts():
        draft = actions.revise(by=leader.actor)
        told = {name: one.date() if isinstance(one, InDays) else one for name, one in said.items()}
        whole: dict[str, Any] = {"adopted_on": clock.today(), "adopted_by": "Byrådet"} | told
        with pytest.raises(Invalid, match=problem):
            actions.adopt(by=leader.actor, draft=draft, **whole)
    with lead.acts(), pytest.raises(Refused):
        actions.adopt(by=lead.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")


def test_another_draft_than_the_one_read_is_not_published(lead: Person, leader: Person) -> None:
    read = publish(lead, leader)
    with leader.acts():
        actions.revise(by=leader.actor)
        with pytest.raises(Conflict):
            actions.adopt(
                by=leader.actor, draft=read, adopted_on=clock.today(), adopted_by="Byrådet"
            )


def test_the_law_asks_for_three_things_and_four_years() -> None:
    assert not_said({}) == ["forebyggelse", "opsporing", "håndtering"]
    assert not_said({"handling": "x"}) == ["forebyggelse"]
    assert not_said({"anticipating": "x", "intervening": "x"}) == []
    assert latest_revision(date(2024, 2, 29)) == date(2028, 2, 29)
    assert latest_revision(date(2096, 2, 29)) == date(2100, 2, 28)


def test_progress_is_reported_on_the_public_plan_and_kept_by_the_next(
    lead: Person, leader: Person
) -> None:
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        action = rows_of(Action).get(is_public=True)
        indicator = rows_of(Indicator).get(is_public=True)
    browser, progress = lead.browser(), "/handlingsplaner/min/fremdrift/"
    assert f"{progress}handling/{action.pk}/" in page(browser, progress)

    told = sent(browser, f"{progress}handling/{action.pk}/", status="running")
    measured = sent(browser, f"{progress}indikator/{indicator.pk}/", value="7,5", note="Talt op")

    assert "i stedet for 3," in page(browser, progress)
    assert (told.headers["Location"], measured.headers["Location"]) == (progress, progress)
    public = page(browser, PUBLIC)
    assert ("I gang" in public, "7,5 møder" in public) == (True, True)
    with leader.acts():
        assert draft.actions.get().status == ActionStatus.RUNNING
        assert draft.measurements.count() == 2
        sections = rows_of(PlanSection).filter(plan=draft, kind="handling")
        assert sections.get().text
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        with pytest.raises(Refused):
            actions.report_status(
                by=leader.actor, action=action, version=1, status=ActionStatus.DONE
            )
    assert "7,5 møder" in page(browser, PUBLIC)


def test_a_status_changed_in_the_draft_is_not_overwritten(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        copy = draft.actions.get()
        copy.status = ActionStatus.DROPPED
        copy.save(update_fields=["status"])
        row = rows_of(Action).get(is_public=True)
        actions.report_status(by=lead.actor, action=row, version=0, status=ActionStatus.DONE)

        assert draft.actions.get().status == ActionStatus.DROPPED


def test_what_rests_or_is_given_up_says_why(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    browser = lead.browser()
    with lead.acts():
        row = rows_of(Action).get()
        with pytest.raises(Invalid, match="hvorfor"):
            actions.report_status(by=lead.actor, action=row, version=0, status=ActionStatus.PAUSED)
    path = f"/handlingsplaner/min/fremdrift/handling/{row.pk}/"
    refused = sent(browser, path, status="dropped")
    assert (refused.status_code, "Skriv, hvorfor" in refused.content.decode()) == (422, True)

    assert sent(browser, path, status="dropped", status_reason="Ingen midler").status_code == 302

    assert "Ingen midler" in page(Client(), PUBLIC)
    # On a line of its own: beside the date it would push that out of its column.
    own = BeautifulSoup(page(browser, "/handlingsplaner/min/fremdrift/"), "lxml")
    assert "Ingen midler" in {each.get_text(strip=True) for each in own.select(".plan-inside p")}


def test_an_action_says_with_whom_when_and_how_far_it_is(lead: Person) -> None:
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda what: what, plan)
        goal = rows_of(Goal).get()
    browser = lead.browser()
    said = {"title": "Mentorer", "level": "building", "partners": "SSP", "phase": "trial"}
    when = {"start": "2. kvartal 2027", "end": "2028"}
    made = sent(browser, f"{EDIT}ny/handling/{goal.pk}/", **said, **when)
    assert made.status_code == 302
    own = page(browser, "/handlingsplaner/min/")
    for words in ("SSP", "2. kvartal 2027", "2028", "afprøves"):
        assert words in own
    with lead.acts():
        row = rows_of(Action).get(title="Mentorer")
        assert (row.start, row.end) == (date(2027, 4, 1), date(2028, 12, 31))
    assert 'value="2. kvartal 2027"' in page(browser, f"{EDIT}handling/{row.pk}/")


def test_what_is_measured_has_been(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        row = rows_of(Indicator).get()
        tomorrow = clock.today() + timedelta(days=1)
        with pytest.raises(Invalid, match="i fremtiden"):
            actions.report_measurement(by=lead.actor, indicator=row, on=tomorrow, value=Decimal(1))


def test_each_deed_leaves_one_event(lead: Person, leader: Person) -> None:
    def codes(collector: Collector) -> list[str]:
        return [str(event["action"]) for event in collector.events if "plan." in event["action"]]

    with lead.acts() as collector:
        write(lead, lambda _what: TEXT[:90], plan_begun(lead))
        actions.write_section(by=lead.actor, kind=SectionKind.BUILDING, version=0, text=TEXT)
        written = ["plan.section", "plan.task", "plan.section"]
        assert codes(collector) == ["plan.begin", *["plan.add"] * 6, *written]
    with lead.acts() as collector:
        row = rows_of(Task).get()
        said: Any = {"text": "Ny", "owner": "", "due_on": None}
        actions.change_task(by=lead.actor, pk=row.pk, version=0, **said)
        actions.mark_task(by=lead.actor, pk=row.pk, done=True)
        actions.mark_task(by=lead.actor, pk=row.pk, done=True)
        actions.remove_task(by=lead.actor, pk=row.pk)
        deeds = ["change", "done", "remove"]
        assert codes(collector) == [f"plan.task_{deed}" for deed in deeds]
    with lead.acts() as collector:
        _change_everything(lead)
        deeds = ["change", "part", "add", "move", "remove", "restore", "remove"]
        assert codes(collector) == [f"plan.{deed}" for deed in deeds]
    with leader.acts() as collector:
        draft = rows_of(Plan).get()
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")
        actions.revise(by=leader.actor)
        assert codes(collector) == ["plan.adopt", "plan.revise"]
    with lead.acts() as collector:
        counted = rows_of(Indicator).get(is_public=True)
        actions.report_measurement(
            by=lead.actor, indicator=counted, on=clock.today(), value=Decimal("1.5")
        )
        action = rows_of(Action).get(is_public=True)
        done = ActionStatus.DONE
        actions.report_status(by=lead.actor, action=action, version=action.edits, status=done)
        assert codes(collector) == ["plan.measure", "plan.report"]
        assert rows_of(Measurement).filter(value=Decimal("1.5")).count() == 2
    with leader.acts() as collector:
        actions.discard_draft(by=leader.actor, draft=rows_of(Plan).get(is_public=False))
        assert codes(collector) == ["plan.discard"]


def _change_everything(lead: Person) -> None:
    by, goal = lead.actor, SORTS["maal"]
    draft = rows_of(Plan).get()
    model = OrganisationModel.COORDINATOR
    actions.change_head(by=by, version=draft.edits, title="Ny", organisation_model=model, vision="")
    row, values = rows_of(Goal).get(), {"text": "Rettet", "level": "building"}
    actions.change_part(by=by, sort=goal, pk=row.pk, version=row.edits, values=values)
    second = actions.add_part(by=by, sort=goal, under=draft.pk, values=values)
    actions.move_part(by=by, sort=goal, pk=second.pk, up=True)
    actions.remove_part(by=by, sort=goal, pk=second.pk)
    actions.restore_part(by=by, sort=goal, pk=second.pk)
    actions.remove_part(by=by, sort=goal, pk=second.pk)


def test_a_draft_is_thrown_away_and_the_public_plan_stays(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with leader.acts():
        draft = actions.revise(by=leader.actor)
        actions.remove_part(by=leader.actor, sort=SORTS["maal"], pk=draft.goals.get().pk)
    assert lead.browser().get(DISCARD).status_code == 403
    with lead.acts(), pytest.raises(Refused, match="Kun lederen"):
        actions.discard_draft(by=lead.actor, draft=draft)
    browser = leader.browser()
    assert "kan ikke hentes tilbage" in page(browser, DISCARD)

    assert sent(browser, DISCARD).headers["Location"] == "/handlingsplaner/min/"

    with leader.acts():
        assert [row.is_public for row in rows_of(Plan)] == [True]
        assert rows_of(Goal).count() == 1
        with pytest.raises(Refused, match="ingen kladde"):
            actions.discard_draft(by=leader.actor, draft=draft)
        other = actions.revise(by=leader.actor)
        with pytest.raises(Conflict, match="en anden end den"):
            actions.discard_draft(by=leader.actor, draft=draft)
        assert other.pk != draft.pk
