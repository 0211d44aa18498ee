"""Who is let in, as what and for how long: the only writers of invitations and memberships."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import AuthorityKind, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts import policies
from stopext.accounts.models import Authority, Invitation, Membership, token_hash
from stopext.audit.record import note

INVITATION_DAYS = 7


@transaction.atomic
def invite(
    *,
    by: Actor,
    authority: Authority,
    email: str,
    name: str,
    role: Role,
    title: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> tuple[Invitation, str]:
    """Open a door for one address into one role; answers it with the secret for the link.

    Nothing tells whether the address already has an account.

    Raises:
        Refused: not the actor's authority, or a role that authority does not have.
        Invalid: an invitation for the same address and role is still open.
    """
    policies.check_may_invite(by, authority.pk, AuthorityKind(authority.kind), role)
    address = email.strip().lower()
    if _open(by).filter(authority=authority, email=address, role=role).exists():
        raise Invalid(_("Der er allerede en åben invitation til den adresse med den rolle."))
    secret = secrets.token_urlsafe(32)
    row = Invitation(
        authority=authority,
        email=address,
        name=name.strip(),
        title=title.strip(),
        role=role,
        valid_from=valid_from or clock.today(),
        valid_until=valid_until,
        token_hash=token_hash(secret),
        invited_by=by.user_id,
        invited_by_name=by.name,
        expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
    )
    row.save(force_insert=True)
    note("invite", "accounts.invitation", row.pk, details={"role": role.value})
    return row, secret


@transaction.atomic
def resend_invitation(*, by: Actor, invitation: Invitation) -> str:
    """A new secret and seven new days; the old link is dead at once.

    Raises:
        Refused: not the actor's to give.
        Invalid: already used or withdrawn.
    """
    row = _locked_open(by, invitation)
    secret = secrets.token_urlsafe(32)
    row.token_hash = token_hash(secret)
    row.expires_at = clock.now() + timedelta(days=INVITATION_DAYS)
    row.save(update_fields=["token_hash", "expires_at"])
    note("resend_invitation", "accounts.invitation", row.pk)
    return secret


@transaction.atomic
def withdraw_invitation(*, by: Actor, invitation: Invitation) -> None:
    """Close the door.

    Raises:
        Refused: not the actor's to close.
        Invalid: already used or withdrawn.
    """
    row = _locked_open(by, invitation)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    note("withdraw_invitation", "accounts.invitation", row.pk)


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership) -> None:
    """Take the role away now; the person's next request with it is refused by the database too.

    Raises:
        Refused: the actor's own role, or another authority's.
        Invalid: already ended.
    """
    row = _locked_membership(by, membership)
    if not row.active:
        raise Invalid(_("Rollen er allerede afsluttet."))
    row.active = False
    row.valid_until = max(row.valid_from, clock.today())
    row.save(update_fields=["active", "valid_until"])
    note("end_membership", "accounts.membership", row.pk, details={"role": row.role})


@transaction.atomic
def change_period(
    *,
    by: Actor,
    membership: Membership,
    version: int,
    valid_from: date,
    valid_until: date | None,
) -> None:
    """Set from and to when the role holds; both days included.

    Raises:
        Refused: the actor's own role, or another authority's.
        Conflict: somebody else changed it since ``version``.
        Invalid: already ended, or the end lies before the start.
    """
    row = _locked_membership(by, membership)
    if not row.active:
        raise Invalid(_("Rollen er afsluttet. Invitér personen igen i stedet."))
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(_("Slutdatoen ligger før startdatoen."))
    if row.version != version:
        raise Conflict(_("En anden har ændret perioden imens."))
    row.valid_from, row.valid_until, row.version = valid_from, valid_until, version + 1
    row.save(update_fields=["valid_from", "valid_until", "version"])
    details = {"from": str(valid_from), "until": str(valid_until or "")}
    note("change_period", "accounts.membership", row.pk, details=details)


def _open(by: Actor) -> ScopedQuerySet:
    return policies.open_invitations(Invitation.objects.for_actor(by), clock.now())


def _locked_open(by: Actor, invitation: Invitation) -> Invitation:
    policies.check_may_manage(by, invitation.authority_id)
    rows = Invitation.objects.for_actor(by).select_for_update(of=("self",))
    row: Invitation = rows.get(pk=invitation.pk)
    if row.accepted_at or row.withdrawn_at:
        raise Invalid(_("Invitationen er allerede brugt eller trukket tilbage."))
    return row


def _locked_membership(by: Actor, membership: Membership) -> Membership:
    policies.check_may_manage(by, membership.authority_id)
    if membership.user_id == by.user_id:
        raise Refused(_("Du kan ikke ændre din egen rolle. Bed en anden leder om det."))
    rows = Membership.objects.for_actor(by).select_for_update(of=("self",))
    row: Membership = rows.get(pk=membership.pk)
    return row
