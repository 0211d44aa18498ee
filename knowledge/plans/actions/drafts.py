"""Begin a plan, say what it is called and how the work is organised, and write its sections."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import hold_draft, own_plans, save
from knowledge.plans.choices import OrganisationModel, SectionKind
from knowledge.plans.models import Plan, PlanSection, PlanTemplate
from knowledge.plans.policies import check_can_adopt, check_can_write
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note


@transaction.atomic
def begin_plan(*, by: Actor, title: str, organisation_model: OrganisationModel) -> Plan:
    """The municipality's first draft here, with the thirteen sections of the newest template.

    Raises:
        Refused: the role may not.
        Conflict: there is a plan already, perhaps since a moment ago.
    """
    check_can_write(by)
    if own_plans(by).exists():
        raise Conflict(_("Kommunen har allerede en plan i portalen."))
    draft = new_draft(by, title=title, organisation_model=organisation_model)
    for position, kind in enumerate(SectionKind.values):
        add_section(draft, kind, position)
    note("plan.begin", "plans.plan", draft.pk)
    return draft


def new_draft(by: Actor, **values: object) -> Plan:
    """An empty draft with the next version number."""
    numbers = [
        re.match(r"\d+", version) for version in own_plans(by).values_list("version", flat=True)
    ]
    latest = max((int(found.group()) for found in numbers if found), default=0)
    draft = Plan(
        municipality_id=by.authority_id,
        version=str(latest + 1),
        template=PlanTemplate.newest(),
        **values,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("En kollega er lige begyndt på en kladde.")) from error
    return draft


def add_section(draft: Plan, kind: str, position: int, text: str = "") -> PlanSection:
    """One of the thirteen, empty until somebody writes it."""
    made = PlanSection(
        plan=draft, municipality_id=draft.municipality_id, kind=kind, position=position, text=text
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def discard_draft(*, by: Actor, draft: Plan) -> None:
    """Throw the draft away with everything in it; a public plan stays as it is.

    Raises:
        Refused: only the leader may, or there is no draft.
        Conflict: ``draft`` is not the draft any more.
    """
    check_can_adopt(by)
    row = hold_draft(by)
    if row.pk != draft.pk:
        raise Conflict(_("Kladden er en anden end den, du læste."))
    note("plan.discard", "plans.plan", row.pk, details={"version": row.version})
    own_plans(by).filter(pk=row.pk).delete()


@transaction.atomic
def change_head(
    *,
    by: Actor,
    version: int,
    title: str,
    organisation_model: OrganisationModel,
    vision: str,
) -> Plan:
    """What the draft is called, how the work is organised, and its vision; finished or not.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: changed since ``version``.
    """
    draft = hold_draft(by)
    values = {"title": title, "organisation_model": organisation_model, "vision": vision}
    save(draft, version, values, "plan.change")
    return draft


@transaction.atomic
def write_section(*, by: Actor, kind: SectionKind, version: int, text: str) -> PlanSection:
    """The text of one of the thirteen sections; nothing when it is stored already.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: changed since ``version``.
    """
    draft = hold_draft(by)
    row: PlanSection = PlanSection.objects.for_actor(by).get(plan=draft, kind=kind)
    save(row, version, {"text": text}, "plan.section", kind=str(kind))
    return row
