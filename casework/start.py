"""What casework brings to the start page of a role."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.codes import ReportStatus
from casework.models import Case, Disclosure, InformationRequest, Receipt, Report
from casework.models.case import ENDED
from casework.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.web.start import Deed, Item, Panel

SHOWN = 5
SOON_DAYS = 2


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Work of the municipality's roles, deliveries of the police, own concerns of a reporter. At
    most five queries."""
    if actor.kind is Kind.POLICE:
        return [], [_deliveries(actor)]
    if actor.can(Permission.VIEW_OWN_REPORTS):
        deed = Deed(_("Skriv en henvendelse"), reverse("casework:report_begin"))
        return [deed], [_own_reports(actor)]
    if not actor.can(Permission.VIEW_CASES):
        return [], []
    deed = Deed(_("Registrér bekymring"), reverse("casework:intake_begin"))
    found = [_due(actor), _waiting(actor), _receipts(actor)]
    if actor.can(Permission.TRIAGE_CASES):
        found.append(_reports(actor))
    return [deed], found


def _due(actor: Actor) -> Panel:
    """Cases whose clock has run out or soon will, most urgent first."""
    rows = list(
        Case.objects.for_actor(actor)
        .exclude(state__in=ENDED)
        .filter(due_at__isnull=False)
        .order_by("due_at", "pk")[: SHOWN + 1]
    )
    return Panel(
        title=_("Skal ske nu"),
        items=[_case(row) for row in rows[:SHOWN]],
        empty=_("Ingen af dine sager har en frist."),
        more_url=reverse("casework:list") if len(rows) > SHOWN else "",
        order=10,
    )


def _waiting(actor: Actor) -> Panel:
    """Questions to others that are not answered."""
    rows = InformationRequest.objects.for_actor(actor).filter(
        answered_at__isnull=True, case__state=State.GATHERING
    )
    items = [
        Item(
            label=_("Oplysninger fra %(who)s") % {"who": row.authority},
            url=reverse("casework:case", args=[row.case_id]),
            due=row.due_on,
        )
        for row in rows.order_by("due_on", "pk")[:SHOWN]
    ]
    return Panel(_("Venter på andre"), items, _("Du venter ikke på svar fra nogen."), order=20)


def _receipts(actor: Actor) -> Panel:
    """What the police district has opened lately."""
    rows = Receipt.objects.for_actor(actor).filter(revoked_at__isnull=True)
    seen: dict[object, Item] = {}
    for row in rows.select_related("disclosure").order_by("-opened_at")[: SHOWN * 4]:
        seen.setdefault(
            row.disclosure_id,
            Item(
                label=row.disclosure.case_number,
                url=reverse("casework:case", args=[row.case_id]),
                text=_("Politiet har åbnet det, I har delt"),
            ),
        )
    return Panel(
        _("Nyt til dig"), list(seen.values())[:SHOWN], _("Der er ikke noget nyt."), order=30
    )


def _reports(actor: Actor) -> Panel:
    """Concerns from outside the team that nobody has taken up."""
    rows = Report.objects.for_actor(actor).filter(status=ReportStatus.RECEIVED)
    url = reverse("casework:reports_waiting")
    items = [
        Item(label=row.receipt, url=url, text=row.reporter_name)
        for row in rows.order_by("received_at")[:SHOWN]
    ]
    return Panel(_("Nye henvendelser"), items, _("Ingen henvendelser venter."), order=15)


def _deliveries(actor: Actor) -> Panel:
    """Disclosures that last, newest first."""
    rows = Disclosure.objects.for_actor(actor).order_by("-at", "pk")[: SHOWN + 1]
    found = list(rows)
    url = reverse("casework:disclosures")
    items = [
        Item(
            label=row.case_number,
            url=url,
            text=_("delt af %(who)s") % {"who": row.municipality_name},
            due=row.expires_at,
        )
        for row in found[:SHOWN]
    ]
    empty = _("Ingen kommune deler oplysninger med jer lige nu.")
    more = url if len(found) > SHOWN else ""
    return Panel(_("Delt med jer"), items, empty, more_url=more, order=10)


def _own_reports(actor: Actor) -> Panel:
    rows = Report.objects.for_actor(actor).order_by("-received_at")[:SHOWN]
    items = [
        Item(
            label=row.receipt,
            url=reverse("casework:receipt", args=[row.pk]),
            text=str(row.get_status_display()),
        )
        for row in rows
    ]
    return Panel(
        _("Mine henvendelser"),
        items,
        _("Du har ikke skrevet nogen henvendelser."),
        more_url=reverse("casework:own_reports") if items else "",
        order=20,
    )


def _case(row: Case) -> Item:
    late, state = row.is_overdue(clock.now()), str(row.state_code.label)
    return Item(
        label=row.number,
        url=reverse("casework:case", args=[row.pk]),
        text=_("%s, over frist") % state if late else state,
        due=row.due_at,
    )
