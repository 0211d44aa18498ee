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
from stopext.access.roles import LEADER_OF, AuthorityKind, Permission
from stopext.accounts import contacts
from stopext.accounts.models import Authority, Invitation, Membership, in_force
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
    items = [_item(row, reverse("accounts:confirm", args=[row.pk]), actor) for row in found[:SHOWN]]
    empty = _("Ingen roller venter på dig.")
    return _panel(_("Roller, du skal bekræfte"), empty, found, items, more="accounts:members")


def _unanswered(actor: Actor) -> Panel:
    """Open invitations that do not wait for this administrator, soonest to run out first."""
    rows = Invitation.objects.for_actor(actor).select_related("authority")
    now = clock.now()
    mine = awaiting(rows, actor, now)
    sent = open_invitations(rows, now).exclude(pk__in=mine.values("pk"))
    found = list(sent.order_by("expires_at", "pk"))
    items = [_item(row, reverse("accounts:members"), actor) for row in found[:SHOWN]]
    empty = _("Ingen invitationer, der er sendt, venter på svar.")
    return _panel(_("Invitationer uden svar"), empty, found, items, more="accounts:members")


def _without_leader(actor: Actor) -> Panel:
    """Authorities that nobody leads, so that nobody there lets colleagues in."""
    found = without_leader(actor)
    items = [Item(place.name, url, words) for place, url, words in found[:SHOWN]]
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


def _item(row: Invitation, url: str, actor: Actor) -> Item:
    text = f"{row.get_role_display()}, {row.authority.name}"
    if row.waits_for_second and row.invited_by == actor.user_id:
        text = f"{text}. {_next_step(row, actor)[1]}"
    return Item(label=row.name, url=url, text=text, due=row.expires_at)


def without_leader(actor: Actor) -> list[tuple[Authority, str, str]]:
    """Authorities that nobody leads, each with the address and the words of the next step.

    Two queries, however many there are.
    """
    rows = Invitation.objects.for_actor(actor).filter(role__in=LEADER_OF.values())
    invited = {row.authority_id: row for row in open_invitations(rows, clock.now())}
    return [
        (place, *_next_step(invited[place.pk], actor))
        if place.pk in invited
        else (place, first_leader_url(place), str(LET_IN))
        for place in leaderless(actor)
    ]


def _next_step(row: Invitation, actor: Actor) -> tuple[str, str]:
    """Where an open invitation stands, and what it waits for."""
    if not row.waits_for_second:
        words = _("Inviteret. Linket udløber %s") % format_date(row.expires_at)
    elif row.invited_by == actor.user_id:
        words = _("Ikke sendt: venter på en anden administrator")
    else:
        return reverse("accounts:confirm", args=[row.pk]), _("Bekræft invitationen")
    return reverse("accounts:members"), words


def first_leader_url(authority: Authority) -> str:
    """Where the first one is invited, who lets all others in."""
    role = LEADER_OF[AuthorityKind(authority.kind)]
    return f"{reverse('accounts:invite')}?authority={authority.pk}&role={role.value}"
