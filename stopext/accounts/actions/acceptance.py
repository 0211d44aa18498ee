"""Accepting an invitation. Runs as the login role: who holds the secret has no role yet."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import AuthorityKind, Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Invitation, Membership, User, token_hash
from stopext.accounts.policies import check_is_first
from stopext.audit import record


def open_invitation(secret: str) -> Invitation | None:
    """The invitation the secret opens: not used, withdrawn, run out or of a closed account."""
    row = (
        _invitations()
        .select_related("authority")
        .filter(
            token_hash=token_hash(secret),
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=clock.now(),
        )
        .first()
    )
    if row is None:
        return None
    user = account_of(row)
    return row if _is_given(row) and (user is None or user.is_active) else None


def _is_given(row: Invitation) -> bool:
    """Whether everybody who must has agreed, and a first leader is still the first."""
    if row.waits_for_second:
        return False
    if not row.needs_second or row.role == Role.ADMINISTRATOR:
        return True
    members = unscoped(Membership, reason="the secret of the link opens it, nobody acts yet")
    try:
        check_is_first(AuthorityKind(row.authority.kind), members.filter(authority=row.authority))
    except Invalid:
        return False
    return True


def _invitations() -> QuerySet[Invitation]:
    return unscoped(Invitation, reason="the secret of the link opens it, nobody acts yet")


def account_of(invitation: Invitation) -> User | None:
    """The account that already belongs to the invited address."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept_with_new_account(*, secret: str, password: str) -> User:
    """Make the account, its verified address and the role; the invitation is used up.

    Raises:
        Invalid: the invitation does not hold (any more), or the address has an account.
    """
    invitation = _locked(secret)
    if account_of(invitation) is not None:
        raise Invalid(_("Adressen har allerede en konto. Log ind for at tage imod rollen."))
    user = User.objects.create_user(invitation.email, password, name=invitation.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _use_up(invitation, user)
    return user


@transaction.atomic
def accept_as(*, user: User, secret: str) -> Membership:
    """Give an existing, logged-in person the role she is invited to.

    Raises:
        Invalid: the invitation does not hold (any more), is for somebody else, or she has the role.
    """
    invitation = _locked(secret)
    if user.email.lower() != invitation.email.lower():
        raise Invalid(_("Invitationen er til en anden e-mailadresse."))
    if user.pk in {invitation.invited_by, invitation.confirmed_by}:
        # Her own address may have become the invited one since.
        raise Invalid(_("Du kan ikke give dig selv en rolle. Bed en anden leder om det."))
    try:
        with transaction.atomic():
            return _use_up(invitation, user)
    except IntegrityError as error:
        raise Invalid(_("Du har allerede denne rolle.")) from error


def _locked(secret: str) -> Invitation:
    found = open_invitation(secret)
    if found is not None:
        # Lock, then look again: two clicks at once must not both get in.
        _invitations().select_for_update().get(pk=found.pk)
        found = open_invitation(secret)
    if found is None:
        raise Invalid(_("Invitationen gælder ikke længere."))
    return found


def _use_up(invitation: Invitation, user: User) -> Membership:
    row = Membership(
        user=user,
        authority=invitation.authority,
        role=invitation.role,
        name=user.name,
        title=invitation.title,
        valid_from=invitation.valid_from,
        valid_until=invitation.valid_until,
    )
    row.save(force_insert=True)
    if invitation.authority.kind == AuthorityKind.CENTRE and not user.is_editor:
        user.is_editor = True
        user.save(update_fields=["is_editor"])
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    record.write_now(
        "accept_invitation",
        object_type="accounts.membership",
        object_id=row.pk,
        user_id=user.pk,
        authority_id=row.authority_id,
        role=row.role,
        details={"invitation": str(invitation.pk)},
    )
    return row
