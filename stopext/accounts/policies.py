"""Who may manage whom: leaders their own authority; administrators the centre, and every other
authority only so far that it gets its first leader and that roles can be taken away."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import LEADER_OF, MAY, ROLES_IN, AuthorityKind, Permission, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority, Membership, in_force
from stopext.web.text import clean_line

#: What opens somebody's case, or tells who has looked at it.
_CASES = frozenset(
    {
        Permission.VIEW_CASES,
        Permission.RECEIVE_DISCLOSURES,
        Permission.SCREEN,
        Permission.REVIEW_LOG,
    }
)


def manages(actor: Actor, authority_id: int) -> bool:
    """Whether the actor invites into and ends roles in that authority."""
    if not actor.can(Permission.MANAGE_MEMBERS):
        return False
    return actor.role is Role.ADMINISTRATOR or actor.authority_id == authority_id


def roles_in(kind: AuthorityKind) -> list[Role]:
    """Roles an authority of that kind has, in the order they are declared."""
    return [role for role in Role if role in ROLES_IN[kind]]


def is_outside(actor: Actor, authority_id: int) -> bool:
    """Whether the actor acts in another authority than her own."""
    return actor.authority_id != authority_id


def needs_second(actor: Actor, authority_id: int, role: Role) -> bool:
    """Whether a second administrator must confirm: for a role that sees cases when it is given from
    outside, and for a further administrator, who could confirm one."""
    if role is Role.ADMINISTRATOR:
        return True
    return is_outside(actor, authority_id) and bool(_CASES & MAY[role])


def check_may_manage(actor: Actor, authority_id: int) -> None:
    """Raises:
    Refused: another authority's, or a role that manages nobody.
    """
    if not manages(actor, authority_id):
        raise Refused(_("Du kan kun ændre roller i din egen myndighed."))


def check_may_invite(actor: Actor, authority_id: int, kind: AuthorityKind, role: Role) -> None:
    """Raises:
    Refused: another authority's, or a role that this kind of authority does not have.
    Invalid: a role that only the authority itself gives.
    """
    check_may_manage(actor, authority_id)
    if role not in ROLES_IN[kind]:
        raise Refused(_("Den rolle findes ikke i denne myndighed."))
    if authority_id == actor.authority_id or not needs_second(actor, authority_id, role):
        return
    if role is not LEADER_OF[kind]:
        raise Invalid(_("Den rolle giver myndighedens egen leder. Invitér først en leder."))


def check_is_first(kind: AuthorityKind, members: ScopedQuerySet | Any) -> None:
    """``members``: those of the authority.

    Raises:
        Invalid: somebody leads it already, or will.
    """
    unended = Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())
    if members.filter(unended, active=True, role=LEADER_OF[kind]).exists():
        raise Invalid(_("Myndigheden har en leder. Bed lederen om at invitere."))


def check_is_within(row: Any, valid_from: date, valid_until: date | None) -> None:
    """Raises:
    Invalid: the period would begin earlier or end later than that of the membership does.
    """
    until = row.valid_until
    longer = until is not None and (valid_until is None or valid_until > until)
    if longer or valid_from < row.valid_from:
        raise Invalid(_("Du kan kun afkorte perioden. Rollen gives igen ved en ny invitation."))


def check_is_other(address: str, own: Iterable[str]) -> None:
    """Raises:
    Invalid: the address is one of the actor's own, however it is spelled.
    """
    if mailbox(address) in {mailbox(each) for each in own}:
        raise Invalid(_("Du kan ikke invitere dig selv. Bed en anden leder om det."))


def mailbox(address: str) -> str:
    """Where a mail to the address arrives at most providers: without case, dots and a suffix."""
    local, _at, domain = _folded(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain.rstrip('.')}"


def _folded(address: str) -> str:
    """The address in letters that compare: look-alikes of width and form, case, blanks."""
    plain = unicodedata.normalize("NFKC", clean_line(address)).casefold()
    return "".join(plain.split())


def open_invitations(rows: ScopedQuerySet | Any, now: datetime) -> ScopedQuerySet:
    """Those whose link still works, or will when they are confirmed."""
    unused = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    opened: ScopedQuerySet = rows.filter(unused, expires_at__gt=now)
    return opened


def awaiting(rows: ScopedQuerySet, actor: Actor, now: datetime) -> ScopedQuerySet:
    """Those that wait for this administrator: others have given them."""
    waiting = open_invitations(rows, now).filter(needs_second=True, confirmed_at__isnull=True)
    mine: ScopedQuerySet = waiting.exclude(invited_by=actor.user_id)
    return mine


def leaderless(actor: Actor) -> QuerySet[Authority]:
    """Authorities that nobody leads, as far as the actor sees their people."""
    leads = Q()
    for kind, role in LEADER_OF.items():
        leads |= Q(authority__kind=kind, role=role)
    led = Membership.objects.for_actor(actor).filter(in_force(), leads, authority=OuterRef("pk"))
    return Authority.objects.filter(~Exists(led)).order_by("kind", "name")
