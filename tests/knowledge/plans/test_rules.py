"""Each rule of the linter both ways: a whole plan breaks none, its example breaks that alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import ActionStatus, SectionKind
from knowledge.plans.linter import RULES
from knowledge.plans.linter.reading import grouped
from knowledge.plans.linter.rule import Facts, Place, rule
from knowledge.plans.linter.sources import ADVICE
from knowledge.plans.models import Action, ActionCard, Goal, Indicator, Plan
from knowledge.plans.schedule import next_reading
from stopext.accounts.models import Authority
from tests.knowledge.plans.browsing import TEXT

TODAY = date(2027, 3, 1)


def plan(**changed: Any) -> Plan:
    said = {
        "title": "Plan",
        "version": "1",
        "is_public": True,
        "adopted_on": TODAY - timedelta(days=40),
        "valid_from": TODAY - timedelta(days=40),
        "revision_due": TODAY + timedelta(days=3 * 365),
        "adopted_by": "Kommunalbestyrelsen",
        "vision": "Tryghed.",
        "minutes": "Punkt 4",
        "agenda_url": "",
    }
    return Plan(municipality=Authority(slug="aalborg"), **{**said, **changed})


def action(goal: Goal, **changed: Any) -> Action:
    said = {
        "title": "Mentorer",
        "owner": "SSP",
        "start": TODAY - timedelta(days=9),
        "end": TODAY + timedelta(days=90),
        "status": ActionStatus.RUNNING,
        "status_reason": "",
        "pace": "",
    }
    return Action(goal=goal, **{**said, **changed})


def indicator(goal: Goal, **changed: Any) -> Indicator:
    said = {"name": "Møder", "frequency": "hvert kvartal", "source": "SSP"}
    numbers = {"baseline": Decimal(1), "target": Decimal(9)}
    return Indicator(goal=goal, **{**said, **numbers, **changed})


def card(**changed: Any) -> ActionCard:
    said = {"audience": "Skolen", "steps": ["Ring 112"], "contacts": ["Vagten"], "owner": "SSP"}
    return ActionCard(**{**said, **changed})


GOALS = [Goal(text=f"Mål {level}", level=level) for level in TriangleLevel.values]
FIRST = GOALS[0]
WHOLE = Facts(
    plan=plan(),
    today=TODAY,
    texts={kind.value: f"SSP. {TEXT}" for kind in SectionKind},
    goals=GOALS,
    actions=[action(goal) for goal in GOALS],
    indicators=[indicator(goal) for goal in GOALS],
    cards=[card()],
    has_plan_in_force=True,
)


def but(**changed: Any) -> Facts:
    """The whole plan with something changed; one more action, indicator or card stands alone."""
    many: dict[str, tuple[str, Callable[..., Any], list[Goal]]] = {
        "action": ("actions", action, [FIRST]),
        "indicator": ("indicators", indicator, [FIRST]),
        "card": ("cards", card, []),
    }
    said: dict[str, Any] = {}
    for name, value in changed.items():
        if name == "plan":
            said["plan"] = plan(**value)
        elif name in many:
            rows, make, args = many[name]
            said[rows] = [*getattr(WHOLE, rows), make(*args, **value)]
        elif name == "texts":
            said["texts"] = {**WHOLE.texts, **value}
        else:
            said[name] = value
    return replace(WHOLE, **said)


def without(rows: str) -> Facts:
    """The whole plan with a goal that nothing of this sort hangs on."""
    kept = [row for row in getattr(WHOLE, rows) if row.goal is not FIRST]
    changed: dict[str, Any] = {rows: kept}
    return replace(WHOLE, **changed)


YEARS = timedelta(days=366 * 5)
#: Code to a plan that breaks the rule, a part of what is said of it, and rules broken with it.
BROKEN: dict[str, tuple[Callable[[], Facts], str, set[str]]] = {
    "L1": (
        lambda: but(texts={"handling": "", "intervening": ""}),
        "intet om håndtering: skriv afsnittet Håndtering",
        {"K1"},
    ),
    "L2": (
        lambda: but(plan={"is_public": False}, has_plan_in_force=False),
        "ingen vedtaget",
        set(),
    ),
    "L3": (
        lambda: but(plan={"revision_due": date(2027, 2, 28), "adopted_on": date(2023, 2, 28)}),
        "28. februar 2027",
        set(),
    ),
    "L4": (lambda: but(plan={"revision_due": TODAY + YEARS}), "loven siger senest", set()),
    "L5": (lambda: but(plan={"adopted_by": " "}), "hvem der har vedtaget", set()),
    "K1": (lambda: but(texts={"purpose": " "}), "Formål og vision", set()),
    "K2": (lambda: but(texts={"purpose": "Kort."}), "Formål og vision", set()),
    "K3": (lambda: but(texts={"purpose": f"{TEXT} Vi ved …"}), "»…«", set()),
    "K4": (lambda: but(plan={"vision": ""}), "ingen vision", set()),
    "K5": (lambda: but(goals=[], actions=[], indicators=[]), "ingen mål", set()),
    "K6": (lambda: but(goals=GOALS[:2]), "er indgribende", set()),
    "K7": (lambda: without("actions"), "Mål building", set()),
    "K8": (lambda: but(cards=[]), "ingen action cards", set()),
    "K9": (lambda: but(cards=[card(steps=["Tal med lederen"])]), "akut situation", set()),
    "K10": (lambda: but(card={"audience": "Vagten", "owner": ""}), "Vagten", set()),
    "K11": (lambda: but(card={"audience": "Vagten", "contacts": []}), "Vagten", set()),
    "K12": (
        lambda: but(card={"contacts": ["Tovholderen, tlf. 12"]}, has_coordinator=False),
        "Skolen: kortet nævner",
        set(),
    ),
    "K13": (lambda: but(plan={"valid_from": TODAY - timedelta(days=99)}), "gælder fra en", set()),
    "R1": (lambda: but(action={"owner": " ", "title": "Kurser"}), "Kurser", set()),
    "R2": (lambda: but(action={"end": None, "title": "Kurser"}), "Kurser", set()),
    "R3": (lambda: but(action={"status": ActionStatus.PAUSED}), "Mentorer", set()),
    "R4": (lambda: but(action={"end": TODAY - timedelta(days=1)}), "slut 28. februar 2027", set()),
    "R5": (
        lambda: but(action={"status": ActionStatus.PLANNED}),
        "planlagt fra 20. februar 2027",
        set(),
    ),
    "R6": (lambda: but(action={"start": TODAY + timedelta(days=9)}), "i gang, men begynder", set()),
    "R7": (lambda: without("indicators"), "Mål building", set()),
    "R8": (lambda: but(indicator={"frequency": "", "name": "Kurser"}), "Kurser", set()),
    "R9": (lambda: but(indicator={"source": "", "name": "Kurser"}), "Kurser", set()),
    "R10": (lambda: but(indicator={"target": Decimal(1)}), "det samme tal", set()),
    "R11": (lambda: but(indicator={"frequency": "Hver uge"}), "aldrig målt", set()),
    "R12": (
        lambda: but(plan={"revision_due": TODAY + timedelta(days=60)}),
        "30. april 2027, om 2 måneder",
        set(),
    ),
    "R13": (lambda: but(card={"owner": "Vicevært"}), "»Vicevært« nævnes ikke", set()),
    "R14": (lambda: but(plan={"minutes": "", "agenda_url": ""}), "beslutningen", set()),
}


def found(facts: Facts) -> dict[str, list[Place]]:
    """The places by code."""
    groups = grouped(facts)
    return {one.rule.code: one.places for _severity, remarks in groups for one in remarks}


def test_every_rule_has_an_example_and_a_whole_plan_breaks_none() -> None:
    here = [
        code for code, one in RULES.items() if one.find.__module__.startswith("knowledge.plans.")
    ]
    assert sorted(BROKEN) == sorted(here)
    assert found(WHOLE) == {}
    assert found(but(plan={"is_public": False})) == {}


@pytest.mark.parametrize("code", BROKEN)
def test_a_rule_finds_its_example_and_leads_to_it(code: str) -> None:
    facts, label, others = BROKEN[code]
    remarks = found(facts())

    assert set(remarks) == {code, *others}
    assert label in remarks[code][0].finding.label
    assert remarks[code][0].url.startswith("/handlingsplaner/")
    assert str(RULES[code].advice).endswith(".")
    assert str(RULES[code].source)


def test_a_function_is_known_by_one_of_its_words() -> None:
    texts = {"organisation": f"Tovholderen leder arbejdet. {TEXT}"}

    assert "R13" not in found(but(texts=texts, cards=[card(owner="Tovholder i kommunen")]))
    assert "R13" in found(but(texts=texts, cards=[card(owner="SSP")]))


def test_a_limit_of_its_own_that_is_passed_breaks_no_law() -> None:
    own = {"revision_due": date(2027, 2, 28)}
    said = found(but(plan={**own, "adopted_on": date(2023, 3, 1)}))
    assert "L3" not in said
    told = "Jeres egen dato var 28. februar 2027. Loven siger senest 1. marts 2027"
    assert [each.finding.label for each in said["R12"]] == [told]
    [late] = found(but(plan={**own, "adopted_on": date(2022, 11, 1)}))["L3"]
    assert "28. februar 2027" in late.finding.label


def test_a_plan_is_not_due_for_revision_before_it_was_adopted() -> None:
    remarks = found(but(plan={"revision_due": WHOLE.plan.adopted_on}))

    assert "før den er vedtaget" in remarks["K13"][0].finding.label


def test_a_code_is_used_once() -> None:
    with pytest.raises(ValueError, match="two rules"):
        rule("L1", ADVICE, "", "")(lambda _facts: [])


def test_of_a_plan_in_force_only_what_is_reported_is_told_while_the_next_is_written() -> None:
    facts = but(plan={"minutes": "", "vision": ""}, cards=[])

    groups = grouped(facts, only_followed=True)

    assert [one.rule.code for _severity, remarks in groups for one in remarks] == ["R14"]


def test_a_draft_leads_to_the_field_and_a_plan_in_force_to_where_it_stands() -> None:
    broken = but(action={"owner": ""}, texts={"purpose": ""})
    draft = replace(broken, plan=plan(is_public=False))
    key = broken.actions[-1].pk

    assert found(broken)["R1"][0].url == "/handlingsplaner/aalborg/#maal"
    assert found(draft)["R1"][0].url == f"/handlingsplaner/min/rediger/handling/{key}/#id_owner"
    assert found(broken)["K1"][0].url == "/handlingsplaner/aalborg/#formaal-og-vision"
    assert found(draft)["K1"][0].url == "/handlingsplaner/min/rediger/afsnit/purpose/#id_text"


def test_a_status_that_needs_a_reason_is_reported_where_it_is_public() -> None:
    broken = but(action={"status": ActionStatus.DROPPED})
    key = broken.actions[-1].pk

    assert found(broken)["R3"][0].url == f"/handlingsplaner/min/fremdrift/handling/{key}/"
    draft = replace(broken, plan=plan(is_public=False))
    assert found(draft)["R3"][0].url.endswith(f"rediger/handling/{key}/#id_status_reason")


@pytest.mark.parametrize(
    ("frequency", "read", "again"),
    [
        ("Hver uge", (2026, 6, 30), (2026, 7, 7)),
        ("hver 2. uge", (2026, 6, 30), (2026, 7, 14)),
        ("månedligt", (2026, 1, 15), (2026, 2, 15)),
        ("månedligt", (2027, 1, 31), (2027, 2, 28)),
        ("hver anden måned", (2026, 2, 28), (2026, 4, 30)),
        ("hvert kvartal", (2026, 8, 30), (2026, 11, 30)),
        ("Halvårligt", (2026, 6, 30), (2026, 12, 31)),
        ("årligt", (2025, 12, 31), (2026, 12, 31)),
        ("hvert andet år", (2026, 2, 28), (2028, 2, 29)),
        ("når der er tid", (2026, 3, 1), (2027, 3, 1)),
        ("", (2024, 2, 29), (2025, 2, 28)),
        ("hver 0. uge", (2026, 6, 30), (2026, 7, 7)),
        ("hver 99999999999999999999. uge", (2026, 1, 1), (2125, 8, 30)),
        ("hvert 99999999999999999999. år", (2026, 1, 1), (2126, 1, 1)),
    ],
)
def test_how_often_is_read_as_people_write_it(
    frequency: str, read: tuple[int, int, int], again: tuple[int, int, int]
) -> None:
    assert next_reading(date(*read), frequency) == date(*again)


def test_what_was_measured_in_time_is_no_remark() -> None:
    row = WHOLE.indicators[0]
    old, new = TODAY - timedelta(days=107), TODAY - timedelta(days=106)

    assert (
        "senest målt 14. november 2026"
        in found(but(measured={row.pk: old}))["R11"][0].finding.label
    )
    assert "R11" not in found(but(measured={row.pk: new}))
