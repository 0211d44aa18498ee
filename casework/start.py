"""What casework brings to the start page of a role."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Disclosure, Report
from casework.start_team import SHOWN, team_panels
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.web.start import Deed, Item, Panel


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Work of the municipality's roles, deliveries of the police, own concerns of a reporter. One
    query each."""
    if actor.kind is Kind.POLICE:
        return [], [_deliveries(actor)]
    if actor.can(Permission.VIEW_OWN_REPORTS):
        deed = Deed(_("Skriv en henvendelse"), reverse("casework:report_begin"))
        return [deed], [_own_reports(actor)]
    if not actor.can(Permission.VIEW_CASES):
        return [], []
    return [Deed(_("Registrér bekymring"), reverse("casework:intake_begin"))], team_panels(actor)


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
