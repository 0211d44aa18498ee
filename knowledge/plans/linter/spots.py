"""Where a remark is mended: a field of the draft, or of a public plan where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, ActionCard, Goal, Indicator, PlanPart
from stopext.web.text import anchor_of

_SORTS: dict[type[PlanPart], str] = {
    Goal: "maal",
    Action: "handling",
    Indicator: "indikator",
    ActionCard: "kort",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A page of the draft with its field; and for a plan in force the anchor on its own page, or
    the page on which it is reported."""

    page: str
    args: tuple[Any, ...] = ()
    field: str = ""
    anchor: str = ""
    report: str = ""

    def url(self, *, slug: str, is_public: bool) -> str:
        """Its address in the draft or, of a plan in force, where it stands or is reported."""
        if is_public and self.report:
            return reverse(self.report, args=self.args[-1:])
        if is_public and self.anchor:
            return f"{reverse('knowledge:plan', args=[slug])}#{self.anchor}"
        field = f"#id_{self.field}" if self.field else ""
        return f"{reverse(self.page, args=self.args)}{field}"


def section(kind: SectionKind) -> Spot:
    """The text of one of the thirteen."""
    anchor = anchor_of(str(kind.label))
    return Spot("knowledge:plan_section", (kind.value,), "text", anchor)


def part(row: PlanPart, field: str) -> Spot:
    """A field of a goal, an action, an indicator or a card."""
    sort = _SORTS[type(row)]
    anchor = "kort" if sort == "kort" else "maal"
    return Spot("knowledge:part", (sort, row.pk), field, anchor)


def reported(row: Action | Indicator) -> Spot:
    """Where the status of an action is told, or what was measured."""
    page = "plan_report" if isinstance(row, Action) else "plan_measure"
    return Spot("knowledge:part", (_SORTS[type(row)], row.pk), report=f"knowledge:{page}")


def new(sort: str, under: Any) -> Spot:
    """The form of one more part."""
    anchor = "kort" if sort == "kort" else "maal"
    return Spot("knowledge:part_add", (sort, under), anchor=anchor)


def head(field: str) -> Spot:
    """Title, organisation and vision."""
    return Spot("knowledge:plan_head", (), field, "main-content")


#: The page of the own plan: from there it is adopted and revised.
OWN = Spot("knowledge:own_plan")
