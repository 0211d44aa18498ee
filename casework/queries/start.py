"""What casework brings to the start page of a role."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Disclosure, Receipt, Report
from casework.queries.hand_overs import received_hand_overs
from casework.queries.start_team import SHOWN, team_panels
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.start import Deed, Item, Panel


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Work of the municipality's roles, deliveries of the police, own concerns of a reporter. One
    query each."""
    if actor.kind is Kind.POLICE:
        return [], [_hand_overs(actor), _deliveries(actor)]
    if actor.can(Permission.VIEW_OWN_REPORTS):
        deed = Deed(_("Skriv en henvendelse"), reverse("casework:report_begin"))
        return [deed], [_own_reports(actor)]
    if not actor.can(Permission.VIEW_CASES):
        return [], []
    return [Deed(_("Registrér bekymring"), reverse("casework:intake_begin"))], team_panels(actor)


def _hand_overs(actor: Actor) -> Panel:
    """Cases that the district has been handed and has not answered, oldest first."""
    waiting = received_hand_overs(actor).filter(reply__isnull=True)
    items = [
        Item(
            label=row.case_number,
            url=reverse("casework:disclosure", args=[row.pk]),
            text=_("Overdraget af %(who)s %(when)s")
            % {"who": row.municipality_name, "when": format_datetime(row.at)},
        )
        for row in waiting.order_by("at", "pk")[:SHOWN]
    ]
    return Panel(
        _("Overdragelser, der venter på jeres svar"),
        items,
        _("Ingen overdragelser venter på svar."),
        more_url=reverse("casework:hand_overs"),
        order=5,
    )


def _deliveries(actor: Actor) -> Panel:
    """Disclosures that last, newest first."""
    opened = Receipt.objects.for_actor(actor).filter(disclosure=OuterRef("pk"))
    rows = Disclosure.objects.for_actor(actor).filter(hand_over=False)
    rows = rows.annotate(is_opened=Exists(opened))
    found = list(rows.order_by("-at", "pk")[: SHOWN + 1])
    items = [_delivery(row) for row in found[:SHOWN]]
    empty = _("Ingen kommune deler oplysninger med jer lige nu.")
    more = reverse("casework:disclosures") if len(found) > SHOWN else ""
    return Panel(_("Delt med jer"), items, empty, more_url=more, order=10)


def _delivery(row: Any) -> Item:
    url = reverse("casework:disclosure", args=[row.pk])
    if row.consent_withdrawn_on is not None:
        told = _("Samtykket er trukket tilbage. Oplysningerne kan ikke læses mere.")
        return Item(label=row.case_number, url=url, text=told)
    shared = _("Delt af %(who)s. Kan ses til og med %(when)s") % {
        "who": row.municipality_name,
        "when": format_date(row.expires_at),
    }
    return Item(
        label=row.case_number,
        url=url,
        text=shared if row.is_opened else _("Ikke åbnet endnu. %s") % shared,
    )


def _own_reports(actor: Actor) -> Panel:
    rows = Report.objects.for_actor(actor).order_by("-received_at")[:SHOWN]
    items = [
        Item(
            label=row.receipt,
            url=reverse("casework:receipt", args=[row.pk]),
            text=_("%(status)s, sendt %(when)s")
            % {
                "status": row.get_status_display(),
                "when": format_datetime(row.received_at),
            },
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
