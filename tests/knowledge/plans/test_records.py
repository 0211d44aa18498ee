"""What the database keeps of decisions, judgements, reports and adoptions, past the application."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from knowledge.plans import actions
from knowledge.plans.choices import Pace, PlanStatus
from knowledge.plans.frozen import frozen, whole
from knowledge.plans.models import (
    Action,
    Decision,
    Goal,
    Indicator,
    Measurement,
    Override,
    Plan,
    StatusReport,
    Task,
)
from knowledge.plans.periods import periods
from stopext.access import clock
from stopext.access.errors import Invalid
from tests.kernel import catalog
from tests.knowledge.refusing import refused
from tests.matrix.plans import publish
from tests.support.rows import rows_of
from tests.support.world import HOME, Person

LONG_AGO = datetime(2025, 10, 1, tzinfo=UTC)
SAID: dict[str, Any] = {"outcome": "postponed", "minutes": "", "agenda_url": "", "remark": ""}
WHO = {"body": "committee", "body_name": "Udvalget"}


@pytest.fixture
def plan(lead: Person, leader: Person) -> Plan:
    """In force, of the home municipality."""
    return publish(lead, leader)


def decided(plan: Plan, **said: Any) -> Decision:
    row = Decision(
        municipality_id=HOME,
        plan_id=plan.pk,
        is_public=plan.is_public,
        written_at=LONG_AGO,
        **{**SAID, **WHO, "on": plan.adopted_on, **said},
    )
    row.save(force_insert=True)
    return row


def test_a_decision_is_dated_now_and_followed_by_its_correction(lead: Person, plan: Plan) -> None:
    with lead.acts():
        made = rows_of(Decision).get(pk=decided(plan).pk)
        assert made.written_at > LONG_AGO + timedelta(days=1)
        council = rows_of(Decision).get(outcome="adopted")
    rows = Decision.every.for_actor(lead.actor)
    ended = {"stands": False, "ended_at": LONG_AGO}
    assert refused(lead, lambda: rows.filter(pk=council.pk).update(**ended))
    forgeries: list[dict[str, Any]] = [
        {"stands": False, "ended_at": LONG_AGO},
        {"on": clock.today() + timedelta(days=1)},
        {"entry": made.entry, "edits": 0, "id": uuid4()},
        {"entry": made.entry, "edits": 2},
        {"entry": uuid4(), "edits": 1},
        {"entry": council.entry, "edits": 1},
        {"on": clock.today()},
    ]
    for forged in forgeries:
        assert refused(lead, partial(decided, plan), **forged), forged
    assert not refused(lead, lambda: decided(plan, entry=made.entry, edits=1, body_name="Ny"))
    assert not refused(lead, lambda: rows.filter(entry=made.entry, edits=1).update(**ended))
    with lead.acts():
        assert not rows_of(Decision).filter(entry=made.entry, stands=True).exists()
        assert rows.get(entry=made.entry, edits=1).ended_at > LONG_AGO + timedelta(days=1)
        said = {**SAID, **WHO, "on": plan.adopted_on}
        with pytest.raises(Invalid, match="i kraft af"):
            actions.correct_decision(by=lead.actor, entry=council.entry, version=0, values=said)


def test_how_an_action_goes_is_what_is_held_of_it_by_whom_and_since_when(
    lead: Person, plan: Plan
) -> None:
    with lead.acts():
        row = rows_of(Action).get(plan=plan)
    action = rows_of(Action).filter(pk=row.pk)

    def hold(**said: Any) -> None:
        whole: dict[str, Any] = {"plan_id": plan.pk, "action_id": row.pk, "pace": Pace.LATE}
        whole |= {"reason": "Fordi", "made_at": LONG_AGO, "made_by_name": "Borgmesteren"}
        Override(municipality_id=HOME, **{**whole, **said}).save(force_insert=True)

    assert refused(lead, lambda: action.update(pace=Pace.LATE, pace_note="Falsk"))
    forgeries: list[dict[str, Any]] = [
        {"reason": " "},
        {"ended_at": LONG_AGO},
        {"ended_by_name": "En"},
        {"action_id": uuid4()},
    ]
    for forged in forgeries:
        assert refused(lead, hold, **forged), forged
    assert not refused(lead, lambda: hold(is_reason_public=True))
    held = rows_of(Override)
    with lead.acts():
        now = held.get()
        assert (now.made_by_name, now.made_at > LONG_AGO) == (lead.actor.name, True)
        assert (action.get().pace, action.get().pace_note) == (Pace.LATE, "Fordi")
    assert refused(lead, lambda: action.update(pace="", pace_note=""))
    assert not refused(lead, lambda: held.update(ended_at=LONG_AGO, ended_by_name="En anden"))
    with lead.acts():
        now = held.get()
        assert now.ended_at is not None
        assert (now.ended_by_name, now.ended_at > LONG_AGO) == (lead.actor.name, True)
        assert (action.get().pace, action.get().pace_note) == ("", "")
    assert not refused(lead, lambda: action.update(status="done", reported_on=date(2020, 1, 1)))
    with lead.acts():
        assert action.get().reported_on == clock.today()


def test_a_report_says_what_stands_in_the_plan_now(lead: Person, plan: Plan) -> None:
    with lead.acts():
        row = rows_of(Action).get(plan=plan)
        saying: dict[str, Any] = {"by": lead.actor, "action": row.pk, "version": row.edits}
        saying |= {"pace": Pace.LATE, "reason": "Sygdom", "is_reason_public": True}
        actions.override_pace(**saying)
        read = whole(Plan.objects.for_actor(lead.actor)).get(pk=plan.pk)
        _words, first, last = next(iter(periods(clock.today()).values()))
        told = frozen(read, None, last)
    times = {"period_from": first, "period_to": last, "frozen_at": LONG_AGO}

    def freeze(content: Any, **said: Any) -> None:
        StatusReport(
            municipality_id=HOME, plan_id=plan.pk, content=content, **{**times, **said}
        ).save(force_insert=True)

    def forged(change: Any) -> bool:
        content = deepcopy(told)
        change(content, content["goals"][0])
        return refused(lead, lambda: freeze(content, is_public=True))

    assert forged(lambda all_of_it, _goal: all_of_it.update(title="Opdigtet"))
    assert forged(lambda _all, goal: goal.update(text="Et andet mål"))
    assert forged(lambda _all, goal: goal["actions"].clear())
    assert forged(lambda _all, goal: goal["actions"].append(goal["actions"][0]))
    assert forged(lambda _all, goal: goal["actions"][0].update(code="done"))
    assert forged(lambda _all, goal: goal["actions"][0].update(reported_on="2020-01-01"))
    assert forged(lambda _all, goal: goal["actions"][0].update(pace="Alt går godt."))
    assert forged(lambda _all, goal: goal["indicators"][0].update(target="99"))
    assert forged(lambda _all, goal: goal["indicators"][0]["readings"].clear())
    assert forged(lambda _all, goal: goal["indicators"][0]["readings"][0].__setitem__(1, "99"))
    assert refused(lead, lambda: freeze({"opdigtet": 1}))
    before = {"period_from": date(2020, 1, 1), "period_to": date(2020, 6, 30)}
    assert refused(lead, lambda: freeze(told, **before))
    odd = {"period_from": first + timedelta(days=1)}
    assert refused(lead, lambda: freeze(told, **odd))
    assert not refused(lead, lambda: freeze(told))
    with lead.acts():
        made = rows_of(StatusReport).get()
        assert made.frozen_at > LONG_AGO + timedelta(days=1)
        made.content["goals"][0]["actions"][0]["status"] = "Gennemført"
        assert made.told["goals"][0]["actions"][0]["status"] == str(row.get_status_display())


def test_a_plan_is_published_as_the_council_adopted_it(
    lead: Person, leader: Person, plan: Plan
) -> None:
    rows = rows_of(Plan)
    begun = {"title": "x", "version": "99", "organisation_model": "network"}

    def born(**said: Any) -> None:
        Plan(municipality_id=HOME, **begun, **said).save(force_insert=True)

    public = {"is_public": True, "adopted_on": clock.today(), "adopted_by": "Ingen"}
    archived = {**public, "status": PlanStatus.ARCHIVED, "revision_due": clock.today()}
    assert refused(leader, lambda: born(**archived))
    with lead.acts():
        draft = actions.revise(by=lead.actor)
    adopted = {**public, "status": PlanStatus.ADOPTED, "revision_due": clock.today()}
    told = {"valid_from": clock.today()}
    with lead.acts():
        rows.filter(pk=draft.pk).update(changed_at=LONG_AGO)
        assert rows.filter(pk=draft.pk, changed_at__gt=LONG_AGO).exists()
        goal = rows_of(Goal).get(plan=draft)
        made = {"goal": goal, "title": "x", "level": "building", "pace": Pace.LATE}
    assert refused(
        lead,
        lambda: Action(municipality_id=HOME, plan_id=draft.pk, **made).save(force_insert=True),
    )

    def replace() -> None:
        rows.filter(pk=plan.pk).update(status=PlanStatus.ARCHIVED)
        rows.filter(pk=draft.pk).update(**adopted, **told)

    assert refused(leader, replace)
    rows_now = rows.filter(pk=plan.pk)
    assert not refused(lead, lambda: rows_now.update(changed_at=LONG_AGO))
    with lead.acts():
        assert rows_now.filter(changed_at__gt=LONG_AGO).exists()
        counted = rows_of(Indicator).get(plan=plan)
    reading = {"indicator": counted, "value": 1, "on": clock.today() + timedelta(days=1)}
    assert refused(
        lead,
        lambda: Measurement(municipality_id=HOME, plan_id=plan.pk, is_public=True, **reading).save(
            force_insert=True
        ),
    )


def test_a_task_is_done_by_who_says_so_and_today(lead: Person, plan: Plan) -> None:
    forged: dict[str, Any] = {"done_on": date(2020, 1, 1), "done_by_name": "Borgmesteren"}
    with lead.acts():
        tasks = rows_of(Task)
        made = tasks.get(plan=plan)
        task = tasks.filter(pk=made.pk)

        def said() -> tuple[date | None, str]:
            row = task.get()
            return row.done_on, row.done_by_name

        task.update(done_by_name="Borgmesteren")
        assert said() == (None, "")
        task.update(**forged)
        assert said() == (clock.today(), lead.actor.name)
        task.update(done_by_name="Borgmesteren")
        assert said() == (clock.today(), lead.actor.name)
        task.update(done_on=None)
        assert said() == (None, "")
        born = Task(municipality_id=HOME, plan_id=plan.pk, action_id=made.action_id, **forged)
        born.save(force_insert=True)
        task = tasks.filter(pk=born.pk)
        assert said() == (clock.today(), lead.actor.name)


#: Names in the records of the knowledge apps that no trigger takes from who acts.
UNHELD = (
    "select c.table_name::text, c.column_name::text from information_schema.columns c"
    " where c.table_schema = 'public' and c.column_name ~ '(^|_)by_name$'"
    " and c.table_name ~ '^(plans|hearings|exercises|readiness|cohorts|advice|areas|radar)_'"
    " and not exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid"
    " where t.tgrelid = c.table_name::regclass"
    " and (strpos(f.prosrc, 'new.' || c.column_name || ' := ') > 0"
    " or strpos(pg_get_triggerdef(t.oid), quote_literal(c.column_name::text)) > 0))"
)


def test_every_name_in_a_record_is_taken_from_who_acts(superuser: psycopg.Connection) -> None:
    assert catalog.rows(superuser, UNHELD) == []
    everywhere = catalog.rows(superuser, UNHELD.partition(" and not exists")[0])
    assert len(everywhere) >= 18
