"""What stood in a section of the draft that is empty now.

Who saves a section without its text gets a copy of what stood there, which is hers alone and stays
as long as what she writes and does not save. Everybody else has the text of the plan in force.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import Plan, PlanSection
from stopext.access.actor import Actor
from stopext.web import drafts

#: What her copies are kept as.
EMPTIED = "plan-emptied"


@dataclass(frozen=True, slots=True)
class Emptied:
    """A section without text, and what stood there."""

    section: PlanSection
    text: str
    is_own: bool
    """Whether it is the reader's copy, and not what the plan in force says."""


def remember(by: Actor, row: PlanSection) -> None:
    """Keep a copy of what stands in a section that the actor empties."""
    drafts.save(by=by, form=EMPTIED, object_id=row.pk, fields={"text": [row.text]})


def before(actor: Actor, row: PlanSection) -> Emptied | None:
    """What stood in a section of the draft that is empty. Two queries."""
    return next(iter(_of(actor, [row])), None)


def emptied(actor: Actor, draft: Plan) -> list[Emptied]:
    """The sections of the draft that have lost their text, with what stood there. Two queries."""
    return _of(actor, [row for row in draft.plansections.all() if not row.text.strip()])


def _of(actor: Actor, sections: list[PlanSection]) -> list[Emptied]:
    kept = {row.object_id: row.fields["text"][0] for row in drafts.all_of(actor, EMPTIED)}
    rows = PlanSection.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    in_force = dict(rows.filter(plan__status__in=IN_FORCE).values_list("kind", "text"))
    return [
        Emptied(row, text, row.pk in kept)
        for row in sections
        if (text := kept.get(row.pk) or in_force.get(row.kind))
    ]
