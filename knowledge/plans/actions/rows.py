"""What all actions on plans do: hold the draft, and save a row that nobody changed meanwhile."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import InternalNote, Plan
from knowledge.plans.policies import check_can_write
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Refused
from stopext.audit.record import note


def own_plans(by: Actor) -> Any:
    """Every version of the actor's own municipality, in no order: so that they can be held."""
    return Plan.objects.for_actor(by).filter(municipality_id=by.authority_id).order_by()


def hold_draft(by: Actor) -> Plan:
    """The draft, until the end of the transaction: one at a time changes it.

    Raises:
        Refused: the role may not, or there is no draft (any more).
    """
    check_can_write(by)
    draft: Plan | None = own_plans(by).filter(is_public=False).select_for_update().first()
    if draft is None:
        raise Refused(_("Kommunen har ingen kladde. Den er måske offentliggjort imens."))
    return draft


def public_plan(by: Actor) -> Plan | None:
    """The plan in force of the actor's own municipality."""
    found: Plan | None = own_plans(by).filter(status__in=IN_FORCE).first()
    return found


def save(
    row: Any,
    version: int,
    values: dict[str, Any],
    event: str,
    *,
    beside: InternalNote | None = None,
    **details: Any,
) -> None:
    """Store ``values`` in a row read in this transaction, and what of it is internal ``beside`` it;
    nothing when all of it is stored already.

    Raises:
        Conflict: one of both was changed since ``version``, which counts both.
    """
    sides: list[tuple[Any, dict[str, Any]]] = [(row, own(row, values))]
    if beside is not None:
        sides.append((beside, {name: values[name] for name in row.internal if name in values}))
    changed = [
        (one, said)
        for one, said in sides
        if any(getattr(one, name) != value for name, value in said.items())
    ]
    if not changed:
        return
    if sum(one.edits for one, _said in sides) != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    for one, said in changed:
        store(one, said)
    note(event, row._meta.label_lower, row.pk, details=details)


def own(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Of what was said of a part what stands in its own row."""
    return {name: value for name, value in values.items() if name not in row.internal}


def tell(by: Actor, plan_id: Any) -> None:
    """The public plan says something else from now on."""
    own_plans(by).filter(pk=plan_id, is_public=True).update(changed_at=clock.now())


def store(row: Any, values: dict[str, Any]) -> None:
    """Store ``values`` in a row whose writer has seen what stood there."""
    for name, value in values.items():
        setattr(row, name, value)
    row.edits += 1
    row.save(update_fields=None if row._state.adding else [*values, "edits"])
