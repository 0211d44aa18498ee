"""Publish an adopted plan in the place of the one before it, and begin its revision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.borrowing import copy_borrowings, drop_borrowings
from knowledge.plans.actions.deciding import told_by_adoption
from knowledge.plans.actions.drafts import add_section, new_draft
from knowledge.plans.actions.parts import new_part
from knowledge.plans.actions.rows import hold_draft, public_plan
from knowledge.plans.actions.tasks import carry_over
from knowledge.plans.choices import PlanStatus, SectionKind
from knowledge.plans.models import (
    Action,
    ActionCard,
    Decision,
    Effect,
    Goal,
    Indicator,
    Measurement,
    Plan,
)
from knowledge.plans.policies import (
    adoption_faults,
    adoption_trail_faults,
    check_can_adopt,
    check_can_write,
    latest_revision,
    not_said,
    text_fault,
    told_at,
    unread_fault,
)
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note


@transaction.atomic
def adopt(
    *,
    by: Actor,
    draft: Plan,
    adopted_on: date,
    adopted_by: str,
    minutes: str = "",
    agenda_url: str = "",
    revision_due: date | None = None,
    is_this_text: bool = False,
    seen: datetime | None = None,
) -> Plan:
    """Publish the draft as the council adopted it. A version before it is kept, replaced. The
    council's decision stands among those on the plan; without one there it is written down.
    ``seen``: when the text or a decision was last changed, as who publishes it has read it.
    ``is_this_text``: the council adopted that text, after it met.

    Raises:
        Refused: only the leader may, and there must be a draft.
        Conflict: ``draft`` is not the draft any more.
        Invalid: nobody adopted it, a date is impossible, the law demands what is not said, or the
            text was changed after that day and nobody says that it is the one that was adopted, or
            it or a decision was changed after ``seen``.
    """
    check_can_adopt(by)
    row = hold_draft(by)
    if row.pk != draft.pk:
        raise Conflict(_("Kladden er en anden end den, du læste."))
    decisions = list(Decision.every.for_actor(by).filter(plan=row))
    _check(row, decisions, adopted_on, adopted_by, revision_due)
    now = told_at(row.changed_at, decisions)
    if seen and (fault := unread_fault(seen, now, ())):
        raise Invalid(fault)
    confirmed = is_this_text and seen == now
    if fault := text_fault(adopted_on, row.changed_at, confirmed=confirmed):
        raise Invalid(fault, "is_this_text")
    for model in (Effect, Goal, Action, Indicator, Measurement, ActionCard):
        model.removed.for_actor(by).filter(plan=row).delete()
    drop_borrowings(by, row)
    told_by_adoption(
        by, row, on=adopted_on, name=adopted_by, minutes=minutes, agenda_url=agenda_url
    )
    before = _make_room(by, row)
    row.status, row.is_public, row.changed_at = PlanStatus.ADOPTED, True, clock.now()
    row.adopted_on, row.adopted_by, row.valid_from = adopted_on, adopted_by, adopted_on
    row.minutes, row.agenda_url = minutes, agenda_url
    row.revision_due = revision_due or latest_revision(adopted_on)
    row.save()
    carry_over(by, before, row)
    details = {"version": row.version, "replaces": before.version if before else ""}
    if confirmed:
        details["text_confirmed"] = "yes"
    note("plan.adopt", "plans.plan", row.pk, details=details)
    return row


def _check(
    row: Plan,
    decisions: Iterable[Decision],
    adopted_on: date,
    adopted_by: str,
    revision_due: date | None,
) -> None:
    """Refuse what the council cannot have decided, or what the law does not let it."""
    said = {"adopted_on": adopted_on, "revision_due": revision_due}
    decided = adoption_trail_faults(adopted_on, [one for one in decisions if one.stands])
    days = {**adoption_faults(said, clock.today()), **decided}
    faults = [*days.values(), *law_faults(row)]
    if not adopted_by.strip():
        faults.append(_("Skriv, hvem der har vedtaget planen."))
    if faults:
        raise Invalid(" ".join(faults))


def _make_room(by: Actor, row: Plan) -> Plan | None:
    """Take the version before down, kept; what was told of it stays as old as it was."""
    before = public_plan(by)
    if before is not None:
        before.status = PlanStatus.ARCHIVED
        before.save(update_fields=["status"])
        _go_on(by, before, row)
    return before


def _go_on(by: Actor, before: Plan, now: Plan) -> None:
    """What was told of the version ``before`` is as old as it was: a new one tells nothing."""
    since = before.valid_from or before.adopted_on
    for model, told in ((Action, ["reported_on"]), (Indicator, [])):
        rows: Any = model.objects.for_actor(by)
        known = {row.pk: row for row in rows.filter(plan=before)}
        for row in rows.filter(plan=now, origin__in=list(known)):
            was = known[row.origin]
            row.since = was.since or since
            for name in told:
                setattr(row, name, getattr(was, name))
            row.save(update_fields=["since", *told])


def law_faults(plan: Plan) -> list[str]:
    """What hinders the publishing because the law asks for it, as sentences."""
    texts = dict(plan.plansections.values_list("kind", "text"))
    words = not_said(texts)
    return [_("Planen siger intet om %s, som loven kræver.") % word for word in words]


@transaction.atomic
def revise(*, by: Actor) -> Plan:
    """The next version, copied from the public one, which stays as it is until that is adopted. The
    draft that is begun already, when there is one.

    Raises:
        Refused: the role may not. Invalid: there is no public plan.
    """
    check_can_write(by)
    public = public_plan(by)
    if public is None:
        raise Invalid(_("Kommunen har ingen offentlig plan at revidere."))
    begun: Plan | None = (
        Plan.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False).first()
    )
    if begun is not None:
        return begun
    draft = new_draft(
        by,
        title=public.title,
        organisation_model=public.organisation_model,
        vision=public.vision,
    )
    _copy(public, draft)
    note("plan.revise", "plans.plan", draft.pk, details={"version": draft.version})
    return draft


def _copy(public: Plan, draft: Plan) -> None:
    rows = {row.kind: row for row in public.plansections.all()}
    made: dict[Any, Any] = {}
    for position, kind in enumerate(SectionKind.values):
        row = rows.get(kind)
        copy = add_section(draft, kind, position, row.text if row else "")
        made |= {row.pk: copy} if row else {}
    goals = _copies(public, draft, Goal, SORTS["maal"].names, {})
    actions = _copies(public, draft, Action, SORTS["handling"].names, {"goal": goals})
    _point_at_copies(actions)
    made |= goals | actions
    indicators = _copies(public, draft, Indicator, SORTS["indikator"].names, {"goal": goals})
    _copies(public, draft, Measurement, SORTS["maaling"].names, {"indicator": indicators})
    ends = {"action": actions, "indicator": indicators}
    _copies(public, draft, Effect, ("confidence", "basis"), ends)
    _copies(public, draft, ActionCard, SORTS["kort"].names, {})
    copy_borrowings(public, draft, made)


def _point_at_copies(actions: dict[Any, Any]) -> None:
    """What an action of the draft needs are actions of the draft."""
    for copy in actions.values():
        if copy.needs:
            copy.needs = [actions[key].pk for key in copy.needs if key in actions]
            copy.save(update_fields=["needs"])


def _copies(
    public: Plan, draft: Plan, model: Any, names: tuple[str, ...], parents: dict[str, Any]
) -> dict[Any, Any]:
    """Each row's copy by the key of the row it was copied from."""
    made = {}
    for row in getattr(public, f"{model._meta.model_name}s").all():
        links = {link: of[getattr(row, f"{link}_id")] for link, of in parents.items()}
        values = {name: getattr(row, name) for name in names}
        made[row.pk] = new_part(draft, model, {**values, "origin": row.pk}, **links)
    return made
