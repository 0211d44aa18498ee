"""Open a hearing of the draft, ask people, prolong, close, and take links back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.hearings import mails
from knowledge.hearings.frozen import freeze
from knowledge.hearings.models import Hearing, Invitee
from knowledge.hearings.policies import INVITED, check_can_work, deadline_fault
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Plan
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.accounts.models import Membership, in_force
from stopext.audit.record import note
from stopext.notifications.sending import notify


def digest_of(secret: str) -> bytes:
    """What the database knows of the secret in a link."""
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def open_hearing(*, by: Actor, title: str, letter: str, contact: str, deadline: date) -> Hearing:
    """Freeze the draft as it is now and begin to take answers; the plan is said to be in hearing.

    Raises:
        Refused: the role may not, or there is no draft.
        Invalid: the deadline is impossible, or nothing is written yet.
        Conflict: a hearing is open already.
    """
    check_can_work(by)
    _check_deadline(deadline)
    draft = _draft(by)
    parts = freeze(draft)
    if not parts:
        raise Invalid(_("Planen er tom. Skriv i den, før den sendes i høring."))
    made = Hearing(
        municipality_id=by.authority_id,
        plan=draft.pk,
        version=draft.version,
        title=title,
        letter=letter,
        contact=contact,
        deadline=deadline,
        parts=parts,
        opened_by_name=by.name,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("Der er allerede en åben høring. Afslut den først.")) from error
    _mark(draft, PlanStatus.HEARING)
    note("hearing.open", "hearings.hearing", made.pk, details={"version": draft.version})
    return made


@transaction.atomic
def extend_hearing(*, by: Actor, pk: UUID, version: int, deadline: date) -> Hearing:
    """Move the deadline; links follow it. Nothing when it stands so.

    Raises:
        Refused: the role may not, or the hearing is closed. ObjectDoesNotExist: it is not there.
        Invalid: the deadline is impossible. Conflict: changed since ``version``.
    """
    row = _hold(by, pk)
    _check_deadline(deadline)
    if row.deadline == deadline:
        return row
    if row.edits != version:
        raise Conflict(_("En kollega har ændret fristen imens."))
    row.deadline = deadline
    row.edits += 1
    row.save(update_fields=["deadline", "edits"])
    note("hearing.extend", "hearings.hearing", row.pk, details={"until": str(deadline)})
    return row


@transaction.atomic
def close_hearing(*, by: Actor, pk: UUID) -> Hearing:
    """End a hearing: links show who was asked her own words alone, and the plan is a draft again.

    Raises:
        Refused: the role may not, or it is closed already. ObjectDoesNotExist: it is not there.
    """
    row = _hold(by, pk)
    row.closed_at, row.closed_by_name = clock.now(), by.name
    row.edits += 1
    row.save(update_fields=["closed_at", "closed_by_name", "edits"])
    own = Plan.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False)
    for draft in own.filter(status=PlanStatus.HEARING):
        _mark(draft, PlanStatus.DRAFT)
    note("hearing.close", "hearings.hearing", row.pk)
    return row


@transaction.atomic
def invite_colleague(*, by: Actor, pk: UUID, user: UUID) -> Invitee:
    """Ask a colleague, who is told in the portal. The invitation that she has already, if any.

    Raises:
        Refused: the role may not, or the hearing is closed. ObjectDoesNotExist: it is not there.
        Invalid: nobody with a role that reads plans here has that key.
    """
    hearing = _hold(by, pk)
    member = colleagues(by).get(user)
    if member is None:
        raise Invalid(_("Vælg en kollega, der kan læse kommunens plan."), "user")
    found: Invitee | None = _asked(by, hearing).filter(user=user).first()
    if found is not None:
        return found
    made = _invite(by, hearing, name=member, user=user)
    notify(INVITED, authority_id=by.authority_id, to=[user], about=made.pk)
    return made


@transaction.atomic
def invite_outside(
    *, by: Actor, pk: UUID, name: str, email: str, absolute: Callable[[str], str]
) -> Invitee:
    """Ask somebody outside by a link in a mail; ``absolute`` makes a whole address of a path.

    Raises:
        Refused: the role may not, or the hearing is closed. ObjectDoesNotExist: it is not there.
        Invalid: the address is invited already; no second link is sent.
    """
    hearing = _hold(by, pk)
    address = email.lower()
    found: Invitee | None = _asked(by, hearing).filter(email=address).first()
    if found is not None:
        told = _(
            "%s er allerede inviteret med den adresse. Gå tilbage til høringen, og vælg "
            "»Send linket igen« eller »Ret navnet«."
        )
        raise Invalid(told % found.name, "email")
    secret, digest = _secret()
    made = _invite(by, hearing, name=name, email=address, digest=digest)
    made.mail = mails.put(hearing, made, secret, by.authority_name, absolute)
    made.save(update_fields=["mail"])
    return made


@transaction.atomic
def send_again(*, by: Actor, pk: UUID, version: int, absolute: Callable[[str], str]) -> Invitee:
    """Send somebody outside a new link to her own answers; the one she had opens nothing more.

    Raises:
        Refused: the role may not, the hearing is closed, or there is no link to send.
        Conflict: changed since ``version``. ObjectDoesNotExist: it is not there.
    """
    hearing, row = _held(by, pk, version)
    if row.user is not None:
        raise Refused(_("En kollega svarer i portalen og har intet link."))
    secret, row.digest = _secret()
    row.mail = mails.put(hearing, row, secret, by.authority_name, absolute)
    row.edits += 1
    row.save(update_fields=["digest", "mail", "edits"])
    note("hearing.send_again", "hearings.invitee", row.pk)
    return row


@transaction.atomic
def correct_name(*, by: Actor, pk: UUID, version: int, name: str) -> Invitee:
    """What somebody outside is called. Nothing when it stands so already.

    Raises:
        Refused: the role may not, the hearing is closed, or she is a colleague.
        Conflict: changed since ``version``. ObjectDoesNotExist: it is not there.
    """
    _hearing, row = _held(by, pk, version)
    if row.user is not None:
        raise Refused(_("En kollegas navn følger hendes login."))
    if row.name != name:
        row.name = name
        row.edits += 1
        row.save(update_fields=["name", "edits"])
        note("hearing.correct_name", "hearings.invitee", row.pk)
    return row


@transaction.atomic
def revoke(*, by: Actor, pk: UUID) -> Invitee:
    """Take an invitation back: its link opens nothing. What was sent stays. Nothing when it is so.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is not there.
    """
    check_can_work(by)
    row: Invitee = Invitee.objects.for_actor(by).select_for_update().get(pk=pk)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.edits += 1
        row.save(update_fields=["revoked_at", "edits"])
        note("hearing.revoke", "hearings.invitee", row.pk)
    return row


def colleagues(by: Actor) -> dict[UUID, str]:
    """Name by key of those in the own municipality who may read its plan. One query."""
    roles = [Role.CASEWORKER, Role.COORDINATOR, Role.LEADER]
    rows = Membership.objects.for_actor(by).filter(in_force(), role__in=roles)
    named = rows.filter(authority_id=by.authority_id).order_by("name")
    return dict(named.values_list("user_id", "name"))


def _invite(by: Actor, hearing: Hearing, **values: object) -> Invitee:
    made = Invitee(
        municipality_id=by.authority_id, hearing=hearing, invited_by_name=by.name, **values
    )
    made.save(force_insert=True)
    note("hearing.invite", "hearings.invitee", made.pk)
    return made


def _secret() -> tuple[str, bytes]:
    """A new secret for a link, and what is kept of it."""
    secret = secrets.token_urlsafe(32)
    return secret, hashlib.sha256(digest_of(secret)).digest()


def _held(by: Actor, pk: UUID, version: int) -> tuple[Hearing, Invitee]:
    """An invitation that counts, in a hearing that is open."""
    check_can_work(by)
    hearing = _hold(by, Invitee.objects.for_actor(by).get(pk=pk).hearing_id)
    row: Invitee = Invitee.objects.for_actor(by).select_for_update().get(pk=pk)
    if row.revoked_at is not None:
        raise Refused(_("Invitationen er trukket tilbage."))
    if row.edits != version:
        raise Conflict(_("En kollega har ændret invitationen imens."))
    return hearing, row


def _asked(by: Actor, hearing: Hearing) -> Any:
    return Invitee.objects.for_actor(by).filter(hearing=hearing, revoked_at__isnull=True)


def _check_deadline(deadline: date) -> None:
    if fault := deadline_fault(deadline, clock.today()):
        raise Invalid(fault, "deadline")


def _draft(by: Actor) -> Plan:
    rows = Plan.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False)
    parts = ("plansections", "goals", "actions", "indicators", "actioncards")
    draft: Plan | None = rows.prefetch_related(*parts).first()
    if draft is None:
        raise Refused(_("Kommunen har ingen kladde at sende i høring."))
    return draft


def _mark(draft: Plan, status: PlanStatus) -> None:
    draft.status = status
    draft.save(update_fields=["status"])


def _hold(by: Actor, pk: UUID) -> Hearing:
    check_can_work(by)
    row: Hearing = Hearing.objects.for_actor(by).select_for_update().get(pk=pk)
    if row.closed_at is not None:
        raise Refused(_("Høringen er afsluttet."))
    return row
