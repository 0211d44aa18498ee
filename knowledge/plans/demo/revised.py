"""A municipality that revises its plan, with tasks, a contact person and what actions wait for and
move. Through the real actions, by the one who coordinates there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from knowledge.plans import actions
from knowledge.plans.choices import IN_FORCE, Confidence
from knowledge.plans.models import Plan
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

PLACE = 813
TASKS = (
    ("Aftal visning af filmen på havnen", "Personalekonsulent", -6),
    ("Bestil nye kort til efterskolerne", "Kommunikation", 20),
)
BASIS = "Målingerne i 2024 og 2025 steg, da filmen var vist på personalemøder."


def begin(progress: Progress) -> None:
    """Once: a draft that is there is left alone."""
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=PLACE, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        own = Plan.objects.for_actor(actor).filter(municipality_id=PLACE)
        if own.filter(status__in=IN_FORCE).exists() and not own.filter(is_public=False).exists():
            _write(actor, actions.revise(by=actor))
    progress(1, 1)


def _write(actor: Actor, draft: Plan) -> None:
    first, second, *_more = draft.actions.order_by("position")
    for text, owner, days in TASKS:
        due = clock.today() + timedelta(days=days)
        actions.add_task(by=actor, action=first, text=text, owner=owner, due_on=due)
    _change(actor, first, contact_person="Lederen af børne- og familieområdet, lokal 4000")
    _change(actor, second, needs=[first.pk])
    values = {
        "indicator_id": first.goal.indicators.order_by("position")[0].pk,
        "confidence": Confidence.MEDIUM,
        "basis": BASIS,
    }
    actions.add_part(by=actor, sort=SORTS["virkning"], under=first.pk, values=values)


def _change(actor: Actor, row: Any, **values: Any) -> None:
    sort = SORTS["handling"]
    actions.change_part(by=actor, sort=sort, pk=row.pk, version=row.edits, values=values)
