"""Who is let in, as what and for how long: the only writers of invitations and memberships."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import AuthorityKind, Permission, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts import policies
from stopext.accounts.mail import from_outside
from stopext.accounts.models import Authority, Invitation, Membership, User, token_hash
from stopext.audit.record import note
from stopext.web.text import clean_line

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

    Nothing tells whether the address already has an account. What another administrator must
    confirm has no link before that; the secret answered here opens nothing then.

    Raises:
        Refused: not the actor's authority, or a role that authority does not have.
        Invalid: the actor herself; an invitation for the same address and role is still open; from
            outside, another role than that of the first leader.
    """
    policies.check_may_invite(by, authority.pk, AuthorityKind(authority.kind), role)
    address = clean_line(email).lower()
    policies.check_is_other(address, _addresses(by))
    by_two = policies.needs_second(by, authority.pk, role)
    if by_two:
        _check_is_first(by, authority)
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
        needs_second=by_two,
        expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
    )
    row.save(force_insert=True)
    _record(by, "invite", row, role=role.value)
    return row, secret


@transaction.atomic
def confirm_invitation(*, by: Actor, invitation: Invitation) -> str:
    """The second administrator lets the role be given; answers the secret for the link.

    Raises:
        Refused: no administrator, or the one who invited.
        Invalid: already used, withdrawn, run out or confirmed; it is the actor's own role; somebody
            leads the authority by now.
    """
    if not by.can(Permission.CONFIRM_ROLES) or invitation.invited_by == by.user_id:
        raise Refused(_("En anden administrator end den, der inviterede, skal bekræfte."))
    row = _locked_open(by, invitation)
    if not row.waits_for_second or row.expires_at <= clock.now():
        raise Invalid(_("Invitationen venter ikke på en bekræftelse."))
    policies.check_is_other(row.email, _addresses(by))
    _check_is_first(by, row.authority)
    row.confirmed_at, row.confirmed_by = clock.now(), by.user_id
    secret = _renew(row, "confirmed_at", "confirmed_by")
    _record(by, "confirm_invitation", row, role=row.role)
    return secret


@transaction.atomic
def resend_invitation(*, by: Actor, invitation: Invitation) -> str:
    """A new secret and seven new days; the old link is dead at once.

    Raises:
        Refused: not the actor's to give.
        Invalid: already used or withdrawn, or not confirmed.
    """
    row = _locked_open(by, invitation)
    if row.waits_for_second:
        raise Invalid(_("Invitationen sendes, når en anden administrator har bekræftet den."))
    secret = _renew(row)
    _record(by, "resend_invitation", row)
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
    _record(by, "withdraw_invitation", row)


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
    _record(by, "end_membership", row, role=row.role)


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
        Invalid: already ended, or the end lies before the start; longer, where one alone may not
            give the role.
    """
    row = _locked_membership(by, membership)
    if not row.active:
        raise Invalid(_("Rollen er afsluttet. Invitér personen igen i stedet."))
    if valid_until is not None and valid_until < valid_from:
        raise Invalid(_("Slutdatoen ligger før startdatoen."))
    if policies.needs_second(by, row.authority_id, Role(row.role)):
        policies.check_is_within(row, valid_from, valid_until)
    if row.version != version:
        raise Conflict(_("En anden har ændret perioden imens."))
    row.valid_from, row.valid_until, row.version = valid_from, valid_until, version + 1
    row.save(update_fields=["valid_from", "valid_until", "version"])
    details = {"from": str(valid_from), "until": str(valid_until or "")}
    _record(by, "change_period", row, **details)


def _renew(row: Invitation, *columns: str) -> str:
    """A new secret and seven new days."""
    secret = secrets.token_urlsafe(32)
    row.token_hash = token_hash(secret)
    row.expires_at = clock.now() + timedelta(days=INVITATION_DAYS)
    row.save(update_fields=["token_hash", "expires_at", *columns])
    return secret


def _record(by: Actor, action: str, row: Invitation | Membership, **details: str) -> None:
    """One event; from outside, one in the log of the authority too, whose leaders are told."""
    what = row._meta.label_lower
    note(action, what, row.pk, details=details or None)
    if policies.is_outside(by, row.authority_id):
        note(action, what, row.pk, details=details or None, place=row.authority_id)
        from_outside.tell(by=by, action=action, row=row)


def _addresses(by: Actor) -> list[str]:
    return list(User.objects.filter(pk=by.user_id).values_list("email", flat=True))


def _check_is_first(by: Actor, authority: Authority) -> None:
    """A leader from outside is the first; a further administrator is none."""
    if policies.is_outside(by, authority.pk):
        members = Membership.objects.for_actor(by).filter(authority=authority)
        policies.check_is_first(AuthorityKind(authority.kind), members)


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
