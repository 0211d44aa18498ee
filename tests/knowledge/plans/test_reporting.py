"""Report a reading: what cannot be is refused, a slip is asked about, and no remark is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.plans import actions
from knowledge.plans.models import Action, Indicator, Measurement, Plan
from knowledge.plans.urls import urlpatterns
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix import plans
from tests.matrix.plans import PLAIN, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

WRONG = 422


@pytest.fixture
def plan(
    world: World, lead: Person, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Plan:
    """In force, with an indicator from 1 to 9 of which 3 was measured today; ``param`` is what its
    parts say besides."""
    more = getattr(request, "param", {})
    for sort in ("_action", "_indicator"):
        usual, own = getattr(plans, sort), more.get(sort, {})
        monkeypatch.setattr(plans, sort, lambda *said, _usual=usual, _own=own: _usual(*said) | _own)
    return publish(lead, world.person(HOME, Role.LEADER))


def counted_in(*units: str) -> pytest.MarkDecorator:
    said = [{"_indicator": {"unit": unit}} for unit in units]
    return pytest.mark.parametrize("plan", said, indirect=True, ids=range(len(said)))


def measured(lead: Person) -> str:
    """The address of the indicator's form."""
    with lead.acts():
        row = rows_of(Indicator).get()
    return f"/handlingsplaner/min/fremdrift/indikator/{row.pk}/"


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == WRONG
    return {name: str(said[0]) for name, said in answer.context["form"].errors.items()}


@counted_in("procent", "%", "Pct.", "procent af eleverne")
@pytest.mark.parametrize("value", ["-1", "100,01", "7150"])
def test_a_share_is_between_nothing_and_all(lead: Person, plan: Plan, value: str) -> None:
    answer = sent(lead.browser(), measured(lead), value=value, sure="on", note="Skal blive")

    assert "mellem 0 og 100" in errors(answer)["value"]
    assert "sure" not in answer.context["form"].fields
    with lead.acts():
        row = rows_of(Indicator).get()
        number = Decimal(value.replace(",", "."))
        with pytest.raises(Invalid, match="mellem 0 og 100"):
            actions.report_measurement(by=lead.actor, indicator=row, on=clock.today(), value=number)
        assert rows_of(Measurement).count() == 1


@counted_in("procentpoint", "pct. point", "%-point", "promille", "møder")
def test_other_units_go_below_nothing(lead: Person, plan: Plan) -> None:
    answer = sent(lead.browser(), measured(lead), value="-4")

    assert answer.status_code == 302


def test_a_day_long_before_the_plan_is_refused(lead: Person, plan: Plan) -> None:
    browser, path = lead.browser(), measured(lead)
    first = clock.today() - timedelta(days=9)
    early = [first - timedelta(days=days) for days in (367, 366)]

    assert (
        "mere end et år" in errors(sent(browser, path, value="4", on=f"{early[0]:%d.%m.%Y}"))["on"]
    )
    with lead.acts():
        row = rows_of(Indicator).get()
        with pytest.raises(Invalid, match="mere end et år"):
            actions.report_measurement(by=lead.actor, indicator=row, on=early[0], value=Decimal(4))
    assert sent(browser, path, value="4", on=f"{early[1]:%d.%m.%Y}").status_code == 302


def test_a_number_far_off_is_asked_about_once_and_nothing_is_lost(lead: Person, plan: Plan) -> None:
    browser, path = lead.browser(), measured(lead)
    answer = sent(browser, path, value="4000", note="Mange møder")
    shown = answer.content.decode()

    assert "Er tallet rigtigt?" in errors(answer)["value"]
    assert 'name="sure"' in shown
    assert 'value="4000"' in shown
    assert 'value="Mange møder"' in shown
    assert sent(browser, path, value="4000", note="Mange møder", sure="on").status_code == 302
    assert 'name="sure"' not in page(browser, path)
    assert sent(browser, path, value="89").status_code == 302


def test_a_correction_keeps_the_remark_and_the_form_shows_it(
    lead: Person, plan: Plan, client: Client
) -> None:
    browser, path = lead.browser(), measured(lead)
    shown = page(browser, path)
    assert "De seneste målinger" in shown
    assert PLAIN in shown

    assert sent(browser, path, value="3,5").status_code == 302
    assert PLAIN in page(browser, path)
    assert ">3,5<" in page(browser, path)
    [goal] = client.get("/api/v1/plans/aalborg/").json()["goals"]
    [told] = goal["indicators"][0]["measurements"]
    assert (told["value"], told["note"]) == (3.5, PLAIN)
    sent(browser, path, value="3,5", note="Rettet")
    with lead.acts():
        assert rows_of(Measurement).latest("position").note == "Rettet"


WHERE = (
    "/handlingsplaner/aalborg/",
    "/handlingsplaner/sammenlign/?kommune=aalborg&kommune=odense",
)
OWN = {"_action": {"level": "intervening"}}


@pytest.mark.parametrize(("plan", "number"), [({}, 0), (OWN, 1)], indirect=["plan"], ids="01")
def test_a_level_of_its_own_is_said_of_an_action(plan: Plan, number: int, client: Client) -> None:
    for one in WHERE:
        shown = page(client, one).replace("</span>", "")
        assert shown.count("Niveau: Indgribende") == shown.count("Niveau:") == number


#: Fields that are not read by anybody, or are themselves who reads.
READ_BY_NOBODY = {("report_freeze", "period"), ("plan_pace", "is_reason_public")}


def test_each_field_of_the_follow_up_says_who_reads_it(lead: Person, plan: Plan) -> None:
    with lead.acts():
        action, indicator = rows_of(Action).get(), rows_of(Indicator).get()
        task = actions.add_task(by=lead.actor, action=action, text="Ring til skolen")
    keys = {"plan_measure": indicator.pk, "task": task.pk}
    browser, silent, asked = lead.browser(), set(), 0
    for way in urlpatterns:
        if not str(way.pattern).startswith(("min/fremdrift/", "min/opgaver/", "min/rapporter/ny/")):
            continue
        args = [keys.get(str(way.name), action.pk)] if "<" in str(way.pattern) else []
        answer = browser.get(reverse(f"knowledge:{way.name}", args=args))
        form = answer.context.get("form") if answer.status_code == 200 else None
        for field in form.visible_fields() if form else []:
            asked += 1
            if not re.search(r"ffentlig|Kun jeres kommune|kun tovholder", str(field.help_text)):
                silent.add((way.name, field.html_name))
    assert (silent, asked > 12) == (READ_BY_NOBODY, True)
