"""What was adopted is the text that stands there: asked where it was changed after the meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import transaction

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Plan
from knowledge.plans.policies import share_faults, text_fault, value_fault
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Invalid
from tests.knowledge.plans.browsing import page, sent
from tests.knowledge.plans.conftest import CANARY
from tests.matrix.plans import PLAIN, confirmed, plan_begun, write
from tests.support.rows import rows_of
from tests.support.world import Person

PATH = "/handlingsplaner/min/vedtag/"
SINCE = "Teksten er ændret efter vedtagelsen"


@pytest.fixture
def draft_of_today(lead: Person) -> Plan:
    """A draft that could be adopted, written now."""
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda _what: PLAIN, plan)
        actions.write_section(by=lead.actor, kind=SectionKind.ANTICIPATING, version=0, text=PLAIN)
    return plan


def test_a_meeting_before_the_text_was_changed_asks_for_a_tick_of_this_text(
    lead: Person, leader: Person, draft_of_today: Plan
) -> None:
    browser, on = leader.browser(), clock.today() - timedelta(days=5)
    said = {"adopted_on": on.strftime("%d.%m.%Y")}
    shown = page(browser, PATH)
    assert ("Kladden er sidst ændret" in shown, SINCE in shown) == (True, False)

    unasked = sent(browser, PATH, **said)
    assert (unasked.status_code, "Sæt kryds her" in unasked.content.decode()) == (422, True)
    older = sent(browser, PATH, **said, is_this_text="on", seen="2026-01-01T00:00:00+00:00")
    form = older.context["form"]
    assert (older.status_code, form["is_this_text"].value()) == (422, False)

    with leader.acts():
        assert form["seen"].value() == confirmed(draft_of_today)["seen"].isoformat()
        whole: dict[str, Any] = {"by": leader.actor, "draft": draft_of_today, "adopted_by": "Rådet"}
        with pytest.raises(Invalid, match="efter den dag"):
            actions.adopt(**whole, adopted_on=on)
        with pytest.raises(Invalid, match="efter at du åbnede"):
            actions.adopt(**whole, adopted_on=on, is_this_text=True, seen=clock.now())
        council = {"body": "council", "body_name": "Rådet", "on": on, "outcome": "adopted"}
        rest = dict.fromkeys(("minutes", "agenda_url", "remark"), "")
        actions.add_decision(by=leader.actor, plan=draft_of_today, values={**council, **rest})
    assert SINCE in page(browser, PATH)
    last = sent(browser, PATH, **said, is_this_text="on")
    assert last.status_code == 302, last.context["form"].errors


def test_what_was_changed_after_the_page_was_opened_is_not_published_unread(
    lead: Person, leader: Person, draft_of_today: Plan
) -> None:
    browser, today = leader.browser(), clock.today().strftime("%d.%m.%Y")
    form = browser.get(PATH).context["form"]
    with lead.acts():
        changed = draft_of_today.plansections.get(kind="handling")
    # The transaction of a test has one time, so what was read is made older instead.
    earlier = [each for each in form["parts"].value().split() if changed.pk.hex[-12:] not in each]
    read = {"parts": " ".join(earlier), "seen": "2026-01-01T00:00:00+00:00"}

    unread = sent(browser, PATH, adopted_on=today, **read)

    told = unread.content.decode()
    assert (unread.status_code, "efter at du åbnede siden" in told) == (422, True)
    assert f"Ændret er: {changed}." in told
    gone = sent(browser, PATH, adopted_on=today, **{**read, "parts": form["parts"].value()})
    assert "Ændret er" not in gone.content.decode()
    with leader.acts():
        assert not rows_of(Plan).get(pk=draft_of_today.pk).is_public
    shown = unread.context["form"]
    now = {name: shown[name].value() for name in ("seen", "parts")}
    assert now == {name: form[name].value() for name in now}
    assert sent(browser, PATH, adopted_on=today, **now).status_code == 302


def test_a_decision_and_a_removal_after_the_page_was_opened_are_named(
    lead: Person, leader: Person, draft_of_today: Plan
) -> None:
    """A colleague's decision is published with the plan, and what she removed is not."""
    browser, today = leader.browser(), clock.today()
    on = today.strftime("%d.%m.%Y")

    def fault(deed: Callable[[], object], **older: str) -> str:
        form = browser.get(PATH).context["form"]
        read = {name: form[name].value() for name in ("seen", "parts")}
        with lead.acts(), clock.at(clock.now() + timedelta(minutes=1)):
            deed()
        unread = sent(browser, PATH, adopted_on=on, **{**read, **older})
        assert unread.status_code == 422
        [told] = unread.context["form"].non_field_errors()
        return str(told)

    rest = dict.fromkeys(("minutes", "agenda_url"), "")
    said = {"body": "committee", "body_name": "Udvalget", "on": today, "remark": CANARY}
    values = {**said, **rest, "outcome": "recommended"}
    add = partial(actions.add_decision, by=lead.actor, plan=draft_of_today, values=values)
    assert "Udvalget: Anbefalet" in fault(add)
    with lead.acts():
        goal = draft_of_today.goals.get()
    remove = partial(actions.remove_part, by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
    # The transaction of a test has one time, so what was read is made older instead.
    assert f"{goal} (fjernet)" in fault(remove, seen="2026-01-01T00:00:00+00:00")


def test_only_the_text_dates_a_draft(
    lead: Person, draft: Any, superuser: psycopg.Connection
) -> None:
    of_draft = f"select municipality_id, false, id, 0 from plans_plan where title = '{CANARY}'"
    superuser.execute(
        "insert into plans_goal (municipality_id, is_public, plan_id, position, id, text, level)"
        f" select s.*, gen_random_uuid(), '{CANARY}', 'building' from ({of_draft}) s"
    )
    superuser.execute(
        "insert into plans_action (municipality_id, is_public, plan_id, position, id, goal_id,"
        " title, level, target_group, owner, status, cost_note) select municipality_id, is_public,"
        " plan_id, 0, gen_random_uuid(), id, 'x', level, '', '', 'planned', '' from plans_goal"
        f" where text = '{CANARY}'"
    )
    superuser.execute(
        f"update plans_plan set changed_at = '2026-01-02 12:00+00' where title = '{CANARY}'"
    )
    with lead.acts(), transaction.atomic():
        day = rows_of(Plan).filter(title=CANARY).values_list("changed_at__date", flat=True)
        rows_of(Action).filter(title="x").update(status="running", reported_on=clock.today())
        assert day.get() == date(2026, 1, 2)
        rows_of(Plan).filter(title=CANARY).update(status="hearing", changed_at=clock.now())
        assert day.get() == date(2026, 1, 2)
        rows_of(Action).filter(title="x").update(owner="SSP")
        assert day.get() > date(2026, 1, 2)
        transaction.set_rollback(True)  # the row is free again for who planted it
    assert text_fault(clock.today(), None, confirmed=False) == ""
    assert text_fault(None, clock.now(), confirmed=False) == ""
    assert text_fault(clock.today(), clock.now(), confirmed=False) == ""


@pytest.mark.parametrize(
    ("unit", "number", "is_refused"),
    [
        ("%", "1000.5", True),
        ("procent", "-1", True),
        ("pct.", "100", False),
        ("procent af eleverne", "101", True),
        ("procent stigning", "150", False),
        ("procentpoint", "150", False),
        ("samtaler", "1000.5", False),
    ],
    ids=["beyond", "below", "all", "of-some", "growth", "points", "count"],
)
def test_a_share_lies_between_nothing_and_all(unit: str, number: str, is_refused: bool) -> None:
    said = {"unit": unit, "baseline": Decimal(10), "target": Decimal(number)}
    assert bool(share_faults(said)) is is_refused
    row = SimpleNamespace(unit=unit, baseline=Decimal(10), target=Decimal(50))
    assert bool(value_fault(Decimal(number), row)) is is_refused
    assert share_faults({"unit": unit}) == {}


def test_an_impossible_share_is_refused_where_it_is_typed(
    lead: Person, draft_of_today: Plan
) -> None:
    with lead.acts():
        goal = draft_of_today.goals.get().pk
    path = f"/handlingsplaner/min/rediger/ny/indikator/{goal}/"
    said = {"name": "Elever", "unit": "%", "baseline": "10", "target": "1.000,5"}
    answer = sent(lead.browser(), path, **said)
    assert (answer.status_code, "procent stigning" in answer.content.decode()) == (422, True)
