"""Who may manage whom: administrators every authority, leaders and tovholdere their own."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import ROLES_IN, AuthorityKind, Permission, Role
from stopext.access.scoping import ScopedQuerySet


def manages(actor: Actor, authority_id: int) -> bool:
    """Whether the actor invites into and ends roles in that authority."""
    if not actor.can(Permission.MANAGE_MEMBERS):
        return False
    return actor.role is Role.ADMINISTRATOR or actor.authority_id == authority_id


def roles_in(kind: AuthorityKind) -> list[Role]:
    """Roles an authority of that kind has, in the order they are declared."""
    return [role for role in Role if role in ROLES_IN[kind]]


def check_may_manage(actor: Actor, authority_id: int) -> None:
    """Raises:
    Refused: another authority's, or a role that manages nobody.
    """
    if not manages(actor, authority_id):
        raise Refused(_("Du kan kun ændre roller i din egen myndighed."))


def check_may_invite(actor: Actor, authority_id: int, kind: AuthorityKind, role: Role) -> None:
    """Raises:
    Refused: another authority's, or a role that this kind of authority does not have.
    """
    check_may_manage(actor, authority_id)
    if role not in ROLES_IN[kind]:
        raise Refused(_("Den rolle findes ikke i denne myndighed."))


def open_invitations(rows: ScopedQuerySet, now: datetime) -> ScopedQuerySet:
    """Those whose link still works."""
    unused = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    opened: ScopedQuerySet = rows.filter(unused, expires_at__gt=now)
    return opened
