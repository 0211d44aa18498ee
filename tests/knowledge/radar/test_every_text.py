"""What the radar finds is what somebody finds who reads every row whole, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest

from knowledge.plans.models import Plan
from knowledge.plans.models.template import PlanTemplate
from knowledge.radar.hits import radar
from knowledge.radar.laws import LAWS, Law
from tests.support.world import HOME, Person

PAGE, UPDATED = 7, date(2026, 1, 1)
TEXTS = (
    "Barnets lov § 15, stk. 3.",
    "Vi følger barnets\n lovs   § 15 og §§ 133 og 135.",
    "Barnets lov § 150.",
    "Vejl. nr. 9471 og serviceloven § 12 b.",
    "Ingen lov.",
    "",
)

Found = tuple[str, str, date | None, bool]


@pytest.fixture
def various(everywhere: None, draft: None, superuser: psycopg.Connection) -> Iterator[None]:
    """Plans in force and those they replaced with texts of many kinds, some of them the same; an
    article that was updated; a draft with an action that the plan in force has too."""
    text = "(%s::text[])[1 + (municipality_id + position) %% %s]"
    superuser.execute(
        f"update plans_plansection set text = repeat('Vi mødes. ', 300) || {text} || repeat("
        "' Vi mødes.', 300)",
        [[*TEXTS], len(TEXTS)],
    )
    superuser.execute(
        "update plans_plansection s set text = 'Før. ' || text from plans_plan p"
        " where p.id = s.plan_id and p.status = 'archived' and s.municipality_id % 2 = 0"
    )
    superuser.execute("update plans_plan set adopted_on = '2023-01-01' where status = 'archived'")
    superuser.execute(
        "update plans_action set since = '2022-02-02' where municipality_id % 3 = 0 and is_public"
    )
    superuser.execute(
        "insert into plans_action (id, municipality_id, is_public, plan_id, position, goal_id,"
        " title, level, target_group, owner, status, cost_note, practice_page, origin)"
        " select gen_random_uuid(), a.municipality_id, false, d.id, n, a.goal_id, a.title,"
        " a.level, '', '', 'planned', '', %s + n, a.id from plans_action a join plans_plan p on"
        " p.id = a.plan_id and p.status <> 'archived' join plans_plan d on not d.is_public and"
        " d.municipality_id = a.municipality_id, generate_series(0, 1) n"
        " where a.municipality_id = %s",
        [PAGE, HOME],
    )
    superuser.execute(
        "insert into knowledge_searchdocument (key, kind, page_id, slug, title, gist, url, text,"
        " audience, triangle, forms, setting, themes, level, grades, effect_grade, is_example,"
        " updated_on, vector) values (%s, 'practice', %s, 'p', 'Praksis', '', '/p/', '', '{}',"
        " '{}', '{}', '{}', '{}', '', '', '', false, %s, '')",
        [f"page:{PAGE}", PAGE, UPDATED],
    )
    yield
    superuser.execute("delete from knowledge_searchdocument where key = %s", [f"page:{PAGE}"])


def slowly(plans: list[Plan], replaced: list[Plan]) -> Iterator[Found]:
    """Each text of each plan is read whole for each law, and each action for the article."""
    for plan in plans:
        older = [one for one in [*plans, *replaced] if one.is_public and one.pk != plan.pk]
        before = [one for one in older if one.municipality_id == plan.municipality_id]
        for section in plan.plansections.all():
            written = since(plan, before, section)
            for law in LAWS:
                if refers(law, section.text) or refers(law, asked(plan, section.kind)):
                    yield found(f"lov-{law.slug}-{law.changed}", section, written, law.changed)
        for action in plan.actions.filter(practice_page=PAGE):
            first = next(
                (one for each in before for one in each.actions.all() if one.pk == action.origin),
                action,
            )
            written = first.since or adopted(first.plan)
            yield found(f"side-{PAGE}-{UPDATED}", action, written, UPDATED)


def since(plan: Plan, before: list[Plan], section: Any) -> date | None:
    """When the first version with this text was adopted."""
    oldest = plan
    for version in before:
        if [one.text for one in version.plansections.filter(kind=section.kind)] != [section.text]:
            break
        oldest = version
    return adopted(oldest)


def adopted(plan: Plan) -> date | None:
    return plan.adopted_on or (plan.template.published_on if plan.template else None)


def asked(plan: Plan, kind: str) -> str:
    template = plan.template or PlanTemplate.newest()
    rows = template.sections.filter(kind=kind) if template else []
    return "".join(row.paragraph for row in rows)


def refers(law: Law, text: str) -> bool:
    plain = " ".join(text.lower().split())
    return any(not rest[:1].isdigit() for words in law.words for rest in plain.split(words)[1:])


def found(change: str, row: Any, written: date | None, changed: date) -> Found:
    return change, str(row.pk), written, written is None or written < changed


def quickly(by: Person) -> list[Found]:
    """What the radar finds in plans, apart from news of the template."""
    return sorted(
        (change.key, hit.key, hit.written, hit.is_older)
        for change in radar(by.actor)
        for hit in change.hits
        if not change.key.startswith("skabelon-")
        if not hit.key.startswith(("side-", "skabelon-"))
    )


@pytest.mark.usefixtures("various")
def test_all_that_is_public_is_found_by_the_centre(adviser: Person) -> None:
    with adviser.acts():
        slow = sorted(slowly([*Plan.objects.public()], [*Plan.objects.earlier()]))
        assert quickly(adviser) == slow
    assert len(slow) > 150
    assert {(one[0][:4], one[3]) for one in slow} == {
        ("lov-", True),
        ("lov-", False),
        ("side", True),
        ("side", False),
    }


@pytest.mark.usefixtures("various")
def test_all_in_the_own_plan_and_draft_is_found_by_who_writes_them(lead: Person) -> None:
    with lead.acts():
        own = Plan.objects.for_actor(lead.actor).filter(municipality_id=HOME)
        current = own.exclude(status="archived").order_by("-is_public")
        slow = sorted(slowly([*current], [*own.filter(status="archived")]))
        assert quickly(lead) == slow
    assert [row[0][:4] for row in slow].count("side") == 2
