"""Borrow words from another municipality's plan in force, with credit, and follow its changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.parts import new_part, parent_of
from knowledge.plans.actions.rows import hold_draft, save
from knowledge.plans.borrowed import Change, changes, in_use, part_of
from knowledge.plans.choices import ActionStatus
from knowledge.plans.models import (
    Action,
    Borrowing,
    Plan,
    PlanPart,
    PlanSection,
    digest_of,
    wording_field,
    wording_of,
)
from knowledge.plans.policies import put_after
from knowledge.plans.sorts import Sort
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note


@transaction.atomic
def borrow_section(*, by: Actor, kind: str, version: int, text: str, origin: UUID) -> PlanSection:
    """Store ``text`` in a section of the draft with another plan's words after it.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: changed since ``version``.
        Invalid: the words stand in no plan in force any more, stand here already, or are too long.
    """
    draft = hold_draft(by)
    source = _origin(by, PlanSection, origin, kind=kind)
    row: PlanSection = PlanSection.objects.for_actor(by).get(plan=draft, kind=kind)
    if wording_of(source) in text:
        raise Invalid(_("Teksten står der allerede."))
    joined = put_after(text, wording_of(source))
    save(row, version, {"text": joined}, "plan.borrow", origin=str(source.pk))
    _remember(by, draft, row, source)
    return row


@transaction.atomic
def borrow_part(*, by: Actor, sort: Sort, under: UUID, origin: UUID) -> PlanPart:
    """One more goal or action of the draft, in the words of another plan's.

    Raises:
        Refused: the role may not, or there is no draft.
        ObjectDoesNotExist: ``under`` is not of the draft.
        Invalid: the words stand in no plan in force any more, or stand there already.
    """
    draft = hold_draft(by)
    source = _origin(by, sort.model, origin)
    words, parent = {wording_field(source): wording_of(source)}, parent_of(by, sort, draft, under)
    if sort.model.objects.for_actor(by).filter(plan=draft, **parent, **words).exists():
        raise Invalid(_("Det er lånt allerede og står i kladden. Intet er ændret."))
    values = {"level": source.level, **words}
    if isinstance(source, Action):
        values |= {"target_group": source.target_group, "status": ActionStatus.PLANNED}
    made = new_part(draft, sort.model, values, **parent)
    _remember(by, draft, made, source)
    note("plan.borrow", made._meta.label_lower, made.pk, details={"origin": str(source.pk)})
    return made


@transaction.atomic
def take_over(*, by: Actor, borrowing: UUID, seen: str) -> None:
    """Put the origin's new wording in the place of the borrowed one; after what is written where
    that was rewritten. ``seen`` is the digest of the wording that was shown.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: the origin says something else by now.
        Invalid: there is no room, or a goal or an action was rewritten.
    """
    change = _change(by, hold_draft(by), borrowing, seen)
    row, lent, field = change.part, change.borrowing, wording_field(change.part)
    written = wording_of(row)
    if lent.text in written:
        text = written.replace(lent.text, change.new, 1)
    elif isinstance(row, PlanSection):
        text = put_after(written, change.new)
    else:
        raise Invalid(_("I har skrevet det om. Ret det selv, og behold jeres egen ordlyd."))
    if change.source is None or len(text) > (row._meta.get_field(field).max_length or len(text)):
        raise Invalid(_("Den nye ordlyd kan ikke sættes ind. Ret teksten selv."))
    lent.text = change.new
    _sign(lent, change.source)
    lent.save()
    save(row, row.edits, {field: text}, "plan.borrow", origin=str(lent.origin_part))


@transaction.atomic
def keep_own(*, by: Actor, borrowing: UUID, seen: str) -> None:
    """Leave the draft's words as they are: the origin's change is not told again.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: the origin says something else by now.
    """
    lent = _change(by, hold_draft(by), borrowing, seen).borrowing
    lent.digest = seen
    lent.save(update_fields=["digest"])
    note("plan.keep", "plans.borrowing", lent.pk)


def copy_borrowings(public: Plan, draft: Plan, made: Mapping[Any, PlanPart]) -> None:
    """The credit of a plan in its next version; ``made`` is each part's copy by its key."""
    for lent in public.borrowings.filter(part__in=made):
        said = {field.attname: getattr(lent, field.attname) for field in lent._meta.fields}
        own = {"id": uuid4(), "plan_id": draft.pk, "part": made[lent.part].pk, "is_public": False}
        Borrowing(**{**said, **own}).save(force_insert=True)


def drop_borrowings(by: Actor, draft: Plan) -> None:
    """Credit for words that stand nowhere any more."""
    rows = Borrowing.objects.for_actor(by).filter(plan=draft)
    rows.exclude(pk__in=[lent.pk for lent in in_use(rows, part_of(draft))]).delete()


def _origin(by: Actor, model: type[PlanPart], pk: UUID, **named: Any) -> Any:
    rows = model.objects.public().filter(pk=pk, **named).exclude(municipality_id=by.authority_id)
    found = rows.select_related("municipality", "plan").first()
    if found is None:
        told = _("Teksten står ikke længere i en plan, der gælder: den er trukket tilbage eller")
        raise Invalid(f"{told} {_('afløst imens. Intet er ændret.')}")
    return found


def _change(by: Actor, draft: Plan, borrowing: UUID, seen: str) -> Change:
    lent = Borrowing.objects.for_actor(by).filter(plan=draft, pk=borrowing)
    found = changes(lent.select_related("origin_place"), part_of(draft))
    if not found or digest_of(found[0].new) != seen:
        raise Conflict(_("Ordlyden er ændret igen, eller en kollega har taget stilling imens."))
    return found[0]


def _remember(by: Actor, draft: Plan, part: PlanPart, source: Any) -> None:
    lent = Borrowing(
        plan=draft,
        municipality_id=draft.municipality_id,
        part=part.pk,
        origin_place_id=source.municipality_id,
        text=wording_of(source),
    )
    _sign(lent, source)
    lent.save(force_insert=True)


def _sign(lent: Borrowing, source: Any) -> None:
    lent.origin_part, lent.digest = source.pk, digest_of(lent.text)
    lent.origin_version, lent.origin_adopted_on = source.plan.version, source.plan.adopted_on
    lent.at = clock.now()
