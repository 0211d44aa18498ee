"""What in the cases waits for one person: her tasks, and the deadlines of what she answers for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case
from casework.models.case import ENDED
from casework.queries.acknowledging import owed
from casework.queries.aftercare import to_check
from casework.queries.contacts import to_answer
from casework.queries.hand_overs import received_hand_overs
from casework.queries.inquiries import to_answer as inquiries_to_answer
from casework.queries.joint import coming, own_meetings, to_approve
from casework.queries.start_team import unanswered
from casework.queries.tasks import open_tasks
from casework.rules.clocks import RECEIPT
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work, counted, first

#: Of each sort; how many more there are is told.
SHOWN = 50


def panels(actor: Actor) -> Asking[Work]:
    """One panel for each sort there is something of. Its questions go as one statement; the words
    of her tasks, which are sealed, are one more."""
    sorts = [sort for may, make in _SORTS if actor.can(may) for sort in make(actor)]
    found = yield [first(rows, SHOWN) for _title, rows, _item in sorts]
    made = [
        Panel(title, [item(row) for row in rows], total=counted(rows))
        for (title, _rows, item), rows in zip(sorts, found, strict=True)
    ]
    if actor.can(Permission.VIEW_CASES):
        made.append(_tasks(actor))
    return [], [panel for panel in made if panel.items]


def _tasks(actor: Actor) -> Panel:
    mine = list(first(open_tasks(actor).filter(owner_user=actor.user_id), SHOWN))
    items = [
        Item(
            label=row.number,
            url=f"{reverse('casework:tasks', args=[row.case_id])}#opgave-{row.pk}",
            text=row.in_short,
            due=row.due_on,
        )
        for row in mine
    ]
    return Panel(_("Opgaver i sager"), items, total=counted(mine))


Sort = tuple[str, Any, Callable[[Any], Item]]


def _of_cases(actor: Actor) -> list[Sort]:
    """What she leads, or wrote herself."""
    me = actor.user_id
    led = Q(case__coordinator_user=me) | Q(by_user=me)
    own = Case.objects.for_actor(actor).filter(coordinator_user=me, due_at__isnull=False)
    running = own.exclude(state__in=ENDED).only("number", "due_at", "state").order_by("due_at")
    checks = to_check(actor).filter(coordinator_user=me).only("number", "due_at")
    receipts = owed(actor).filter(led).only("case_id", "received_at")
    promised = (
        to_answer(actor).filter(led).select_related(None).only("case_id", "answer_by", "channel")
    )
    asked = unanswered(actor).filter(led).only("case_id", "authority", "due_on")
    return [
        (_("Frister i sager, du er tovholder for"), running, _case),
        (_("Eftertjek"), checks.order_by("due_at"), _check),
        (_("Kvitteringer, der mangler"), receipts, _receipt),
        (_("Vend tilbage til"), promised, _promise),
        (_("Svar, du venter på"), asked.order_by("due_on", "pk"), _answer),
    ]


def _of_meetings(actor: Actor) -> list[Sort]:
    columns = ("case_number", "municipality_name", "planned_at")
    ahead = coming(own_meetings(actor)).only(*columns).order_by("planned_at", "pk")
    sorts: list[Sort] = [(_("Møder i infohuset"), ahead, _meeting)]
    if actor.can(Permission.LEAD_MEETINGS):
        waiting = to_approve(actor).only(*columns).order_by("planned_at", "pk")
        sorts.append((_("Referater, I mangler at godkende"), waiting, _minutes))
    return sorts


def _of_inquiries(actor: Actor) -> list[Sort]:
    rows = inquiries_to_answer(actor).only("case_number", "municipality_name", "due_on")
    return [(_("Spørgsmål fra andre, der venter på jeres svar"), rows, _inquiry)]


def _of_hand_overs(actor: Actor) -> list[Sort]:
    rows = received_hand_overs(actor).filter(reply__isnull=True)
    waiting = rows.only("case_number", "municipality_name", "at").order_by("at", "pk")
    return [(_("Overdragelser, der venter på jeres svar"), waiting, _hand_over)]


_SORTS: list[tuple[Permission, Callable[[Actor], list[Sort]]]] = [
    (Permission.VIEW_CASES, _of_cases),
    (Permission.MEET, _of_meetings),
    (Permission.ANSWER_INQUIRIES, _of_inquiries),
    (Permission.RECEIVE_DISCLOSURES, _of_hand_overs),
]


def _case(row: Any) -> Item:
    page = reverse("casework:case", args=[row.pk])
    return Item(row.number, page, str(State(row.state).label), row.due_at)


def _check(row: Any) -> Item:
    page = reverse("casework:aftercare", args=[row.pk])
    return Item(row.number, page, _("Hør, hvordan det går efter afslutningen"), row.due_at)


def _receipt(row: Any) -> Item:
    page = reverse("casework:acknowledge", args=[row.case_id, row.pk])
    due = RECEIPT.due(row.received_at)
    return Item(row.number, page, _("Kvittér til den, der henvendte sig"), due)


def _promise(row: Any) -> Item:
    page = f"{reverse('casework:case', args=[row.case_id])}#contact-{row.pk}"
    return Item(row.number, page, _("Vend tilbage, som lovet"), row.answer_by)


def _answer(row: Any) -> Item:
    page = reverse("casework:requests", args=[row.case_id])
    return Item(row.number, page, _("Oplysninger fra %s") % row.authority, row.due_on)


def _meeting(row: Any) -> Item:
    page = reverse("casework:joint_meeting", args=[row.pk])
    return Item(_("Møde om sag %s") % row.case_number, page, row.municipality_name, row.planned_at)


def _minutes(row: Any) -> Item:
    page = reverse("casework:joint_minutes", args=[row.pk])
    return Item(_("Referat om sag %s") % row.case_number, page, row.municipality_name)


def _inquiry(row: Any) -> Item:
    page = reverse("casework:inquiry", args=[row.pk])
    return Item(_("Spørgsmål om sag %s") % row.case_number, page, row.municipality_name, row.due_on)


def _hand_over(row: Any) -> Item:
    page = reverse("casework:disclosure", args=[row.pk])
    return Item(_("Overdragelse af sag %s") % row.case_number, page, row.municipality_name)
