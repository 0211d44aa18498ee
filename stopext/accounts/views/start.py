"""What accounts brings to the start page of an administrator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.accounts import contacts
from stopext.accounts.models import Invitation, Membership, in_force
from stopext.accounts.policies import awaiting, leaderless, open_invitations
from stopext.web.dates import format_date
from stopext.web.start import Deed, Item, Panel

SHOWN = 5
LET_IN = gettext_lazy("Invitér den første leder")
#: A role that nobody has used for so long is asked about.
UNUSED = timedelta(days=90)


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """What waits for an administrator of the centre, one query for each panel; none for others."""
    if not actor.can(Permission.CONFIRM_ROLES):
        return [], []
    made = [read(actor) for read in (_to_confirm, _unanswered, _without_leader, _unused, _missing)]
    deed = Deed(_("Invitér medarbejder"), reverse("accounts:invite"))
    return [deed], [replace(panel, order=order) for order, panel in enumerate(made)]


def _to_confirm(actor: Actor) -> Panel:
    """Roles that wait for this administrator's confirmation."""
    rows = Invitation.objects.for_actor(actor).select_related("authority")
    found = list(awaiting(rows, actor, clock.now()).order_by("expires_at", "pk"))
    items = [_item(row, reverse("accounts:confirm", args=[row.pk])) for row in found[:SHOWN]]
    empty = _("Ingen roller venter på dig.")
    return _panel(_("Roller, du skal bekræfte"), empty, found, items, more="accounts:members")


def _unanswered(actor: Actor) -> Panel:
    """Invitations whose link still works, soonest to run out first."""
    rows = Invitation.objects.for_actor(actor).select_related("authority")
    sent = open_invitations(rows, clock.now()).exclude(needs_second=True, confirmed_at=None)
    found = list(sent.order_by("expires_at", "pk"))
    items = [_item(row, reverse("accounts:members")) for row in found[:SHOWN]]
    empty = _("Ingen invitationer venter på svar.")
    return _panel(_("Invitationer uden svar"), empty, found, items, more="accounts:members")


def _without_leader(actor: Actor) -> Panel:
    """Authorities that nobody leads, so that nobody there lets colleagues in."""
    found = list(leaderless(actor))
    items = [
        Item(row.name, f"{reverse('accounts:invite')}?authority={row.pk}", str(LET_IN))
        for row in found[:SHOWN]
    ]
    title, empty = _("Myndigheder uden leder"), _("Alle har en leder.")
    return _panel(title, empty, found, items, more="accounts:leaderless")


def _unused(actor: Actor) -> Panel:
    """Roles in force that nobody uses: whoever has them may have another job by now."""
    long_ago = clock.now() - UNUSED
    idle = Q(last_used_at__lt=long_ago) | Q(last_used_at=None, valid_from__lt=long_ago.date())
    rows = Membership.objects.for_actor(actor).filter(in_force(), idle)
    found = list(rows.select_related("authority").order_by("last_used_at", "name", "pk"))
    items = [
        Item(
            row.name,
            reverse("accounts:member", args=[row.pk]),
            _("%(role)s, %(place)s. Sidst brugt: %(when)s")
            % {
                "role": row.get_role_display(),
                "place": row.authority.name,
                "when": format_date(row.last_used_at) if row.last_used_at else _("aldrig"),
            },
        )
        for row in found[:SHOWN]
    ]
    title = _("Roller, som ingen har brugt i tre måneder")
    empty = _(
        "Ingen. En rolle tælles med, når den er tre måneder gammel og ikke er brugt i den tid."
    )
    return _panel(title, empty, found, items, more="accounts:members")


def _missing(actor: Actor) -> Panel:
    rows = contacts.kept_by(actor).filter(phone="", email="")
    found = list(rows.order_by("authority__kind", "authority__name", "use"))
    items = [
        Item(row.authority.name, reverse("accounts:contact", args=[row.pk]), str(row))
        for row in found[:SHOWN]
    ]
    empty = _("Alle kontakter er udfyldt.")
    return _panel(_("Kontakter, der mangler"), empty, found, items, more="accounts:contacts")


def _panel(title: str, empty: str, found: list[Any], items: list[Item], *, more: str = "") -> Panel:
    return Panel(
        title=title,
        items=items,
        empty=empty,
        total=len(found),
        more_url=reverse(more) if more and len(found) > SHOWN else "",
    )


def _item(row: Invitation, url: str) -> Item:
    return Item(
        label=row.name,
        url=url,
        text=f"{row.get_role_display()}, {row.authority.name}",
        due=row.expires_at,
    )
