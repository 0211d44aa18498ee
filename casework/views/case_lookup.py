"""Find a case, or what hangs on it, for the person who asks; otherwise there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case
from casework.models.base import MunicipalRow
from casework.policies import Deed, check
from casework.queries.deadlines import stopped_until
from casework.rules.workflow import TRANSITIONS, State
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest
from stopext.access.errors import Refused
from stopext.accounts.models import Authority

Row = TypeVar("Row", bound=MunicipalRow)


def get_case(request: PortalRequest, pk: UUID, deed: Deed | None = None) -> Case:
    """The case with its citizen, the name of its police district, and until when its deadline
    stands still; one query.

    A sent form is not refused here: its action says no, and the page keeps what was typed and
    knows by ``ways_out`` where else to go.

    Raises:
        Http404: there is no such case for the actor.
        Refused: she sees it but may not do ``deed``.
    """
    district = Authority.objects.filter(pk=OuterRef("district_id")).values("name")[:1]
    rows = Case.objects.for_actor(request.actor).select_related("subject")
    beside = {"district_name": Subquery(district), "stopped_until": stopped_until(request.actor)}
    case: Case = get_object_or_404(rows.annotate(**beside), pk=pk)
    if deed is not None:
        try:
            check(deed, request.actor, case)
        except Refused as reason:
            reason.ways = tuple(_ways(request.actor, case))
            if request.method != "POST":
                raise
            case.ways_out = reason.ways  # type: ignore[attr-defined]
    return case


def _ways(actor: Actor, case: Case) -> Iterator[tuple[object, str]]:
    """Where to go from what cannot be done: the case, and its reopening for who may."""
    yield _("Gå til sag %s") % case.number, reverse("casework:case", args=[case.pk])
    again = TRANSITIONS[case.state_code][State.ASSESSMENT]
    if case.ended and again is not None and actor.role in again.roles:
        yield again.label, reverse("casework:step", args=[case.pk, State.ASSESSMENT.value])


def get_part(model: type[Row], case: Case, pk: UUID, actor: Actor) -> Row:
    """A row of ``case``; nothing for one of another case, also when the actor sees that one."""
    row: Row = get_object_or_404(model.objects.for_actor(actor).filter(case=case), pk=pk)
    row.case = case  # type: ignore[attr-defined]  # every such model has one
    return row


def crumbs(case: Case, *last: Any) -> list[tuple[Any, str]]:
    """Where the page stands: the list, the case, and the page itself."""
    here = reverse("casework:case", args=[case.pk]) if last else ""
    return [
        (_("Sager"), reverse("casework:list")),
        (case.number, here),
        *((label, "") for label in last),
    ]
