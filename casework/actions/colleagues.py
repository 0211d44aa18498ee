"""Who works with a case, and who alone may see a restricted one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework import screenings
from casework.actions.rows import lock_case, save_case, signed, touch
from casework.models import Case, CaseAssignment, CaseReader, Note
from casework.policies import Deed, check
from casework.queries.case_joins import one_with
from casework.queries.joins import open_to_the_same
from casework.rules.codes import NoteKind
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet, unscoped
from stopext.accounts.models import Membership, in_force
from stopext.audit.record import note

Row = TypeVar("Row", CaseAssignment, CaseReader)

#: Who can work with a case, and who can lead it.
CASE_TEAM = (Role.CASEWORKER, Role.COORDINATOR, Role.LEADER)
LEADING = (Role.COORDINATOR, Role.LEADER)


def team(
    by: Actor, roles: tuple[Role, ...] = CASE_TEAM, *, case: Case | None = None
) -> ScopedQuerySet:
    """Colleagues in the actor's municipality who can be put on ``case``, by name: on a restricted
    one those on its list. Somebody is left off it for a reason, so the list is changed first."""
    rows = Membership.objects.for_actor(by).filter(in_force(), role__in=roles)
    if case is not None and case.restricted:
        rows = rows.filter(user_id__in=_open_on(CaseReader, by, case))
    ordered: ScopedQuerySet = rows.order_by("name", "pk")
    return ordered


def who_read(by: Actor, case: Case) -> ScopedQuerySet:
    """Those of the team who may read the case, by name (as ``Case.visible_to`` says)."""
    rows = team(by, case=case)
    if case.restricted:
        return rows
    on_it = Q(role__in=LEADING) | Q(user_id__in=_open_on(CaseAssignment, by, case))
    reading: ScopedQuerySet = rows.filter(on_it)
    return reading


def _open_on(model: type[Row], by: Actor, case: Case) -> Any:
    rows = model.objects.for_actor(by).filter(case=case, until__isnull=True)
    return rows.values("user_id")


def colleague(
    by: Actor,
    membership_id: UUID | str,
    roles: tuple[Role, ...] = LEADING,
    *,
    case: Case | None = None,
) -> Membership:
    """A colleague by membership.

    Raises:
        Invalid: nobody there with one of these roles, or ``case`` is closed to her.
    """
    found: Membership | None = team(by, roles, case=case).filter(pk=membership_id).first()
    if found is None:
        raise Invalid(_("Vælg en kollega på listen."))
    return found


@transaction.atomic
def assign(*, by: Actor, case: Case, version: int, coordinator_id: UUID) -> Case:
    """Give the case another coordinator; the timeline says so.

    The first one is appointed by the move out of "Modtaget".

    Raises:
        Conflict, Refused, Invalid: as in lock_case, check and colleague.
    """
    row = lock_case(by, case, version)
    check(Deed.ASSESS, by, row)
    before = row.coordinator_user
    save_case(row, *appoint(row, colleague(by, coordinator_id, case=row)))
    if row.coordinator_user != before:
        _tell(by, row, _("%s er nu tovholder på sagen.") % row.coordinator_name)
    note("case.assign", "casework.case", row.pk, subject_key=row.log_key)
    return row


def appoint(case: Case, membership: Membership) -> tuple[str, ...]:
    """Make a colleague coordinator of a locked case; answers the changed columns."""
    case.coordinator_user = membership.user_id
    case.coordinator_membership = membership.pk
    case.coordinator_name = membership.name
    _put_on(case, membership)
    return ("coordinator_user", "coordinator_membership", "coordinator_name")


@transaction.atomic
def add_colleague(*, by: Actor, case: Case, membership_id: UUID) -> CaseAssignment:
    """Open the case to a colleague; its screenings come with it.

    Raises:
        Refused: the role may not. Invalid: no such colleague, she is not on the list of a
            restricted case, or she is on the case already.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    membership = colleague(by, membership_id, CASE_TEAM, case=row)
    if row.assignments.filter(user_id=membership.user_id, until__isnull=True).exists():
        raise Invalid(_("%(name)s er allerede på sagen.") % {"name": membership.name})
    assignment = _put_on(row, membership)
    touch(row)
    screenings.let_in(by=by, case=row, user_id=membership.user_id)
    note("case.open_to", "casework.case", row.pk, subject_key=row.log_key)
    return assignment


@transaction.atomic
def remove_colleague(*, by: Actor, assignment: CaseAssignment) -> None:
    """Close the case to a colleague from now on: she leaves its list of readers too.

    Raises:
        Refused: the role may not. Invalid: she coordinates the case, or is off it already.
    """
    joined = _joined(by, assignment.case)
    row = lock_case(by, assignment.case)
    check(Deed.ASSESS, by, row)
    assignment = row.assignments.get(pk=assignment.pk)
    if assignment.user_id == row.coordinator_user:
        raise Invalid(_("Udpeg en anden tovholder først."))
    if assignment.until is not None:
        raise Invalid(_("%(name)s er allerede taget af sagen.") % {"name": assignment.name})
    assignment.until = clock.now()
    assignment.save(update_fields=["until"])
    touch(row)
    screenings.let_out(by=by, case=row, user_id=assignment.user_id)
    # Last: who takes herself off writes nothing more on it.
    for one in (*joined, row):
        one.readers.filter(user_id=assignment.user_id, until__isnull=True).update(until=clock.now())
    note("case.close_to", "casework.case", row.pk, subject_key=row.log_key)


@transaction.atomic
def restrict(*, by: Actor, case: Case, version: int, membership_ids: list[UUID]) -> Case:
    """Let only the named colleagues see the case, and those it is joined with; whoever does it
    stays on the list.

    An empty list lifts the restriction, of those joined with it where it was the same. Somebody
    who is inhabil is left off it.

    Raises:
        Conflict, Refused, Invalid: as in lock_case, check and colleague.
    """
    joined = _joined(by, case)
    row = lock_case(by, case, version)
    check(Deed.RESTRICT, by, row)
    # One that is closed to others than this one keeps its own list: nothing here opens it.
    joined = [
        one
        for one in joined
        if open_to_the_same(by, [row, one]) or (membership_ids and not one.restricted)
    ]
    wanted = sorted({by.membership_id, *membership_ids}) if membership_ids else []
    team = [colleague(by, key, CASE_TEAM) for key in wanted]
    for other in joined:
        _open_to(by, other, team)
    _open_to(by, row, team)
    return row


def _joined(by: Actor, case: Case) -> list[Case]:
    """Those that are one case with this one by now, all of them locked in one order: what is
    written on them tells of the same concern."""
    keys = one_with(by, case)
    rows = Case.objects.for_actor(by).filter(pk__in=[case.pk, *keys])
    locked = rows.select_for_update(of=("self",)).order_by("pk") if keys else ()
    return [row for row in locked if row.pk != case.pk]


def _open_to(by: Actor, row: Case, team: list[Membership]) -> None:
    """The case is for the team alone; for everybody as before when there is none. The timeline says
    so to those who see it."""
    before = set(row.readers.filter(until__isnull=True).values_list("user_id", flat=True))
    row.restricted = bool(team)
    readers = [_add_reader(row, one) for one in team]
    save_case(row, "restricted")
    if before != {one.user_id for one in team}:
        names = ", ".join(sorted(one.name for one in team))
        told = _("Adgangen til sagen er begrænset til: %s.") % names
        _tell(by, row, told if team else _("Begrænsningen af adgangen til sagen er ophævet."))
    # Last, because who is on no list of a restricted case writes nothing on it.
    off = row.readers.filter(until__isnull=True).exclude(pk__in=[reader.pk for reader in readers])
    off.update(until=clock.now())
    event = "case.restrict" if row.restricted else "case.unrestrict"
    note(
        event,
        "casework.case",
        row.pk,
        subject_key=row.log_key,
        details={"readers": len(team)},
    )


def _tell(by: Actor, row: Case, text: str) -> None:
    """A line of the portal's own on the timeline. It is locked at once: whoever acted did not write
    it, so it is not hers to correct; she may add to it."""
    told = Note(**signed(by, row), kind=NoteKind.INTERNAL, text=text)
    told.locks_at = told.at + timedelta.resolution
    told.save(force_insert=True)


def _put_on(case: Case, membership: Membership) -> CaseAssignment:
    return _open_row(CaseAssignment, case, membership)


def _add_reader(case: Case, membership: Membership) -> CaseReader:
    return _open_row(CaseReader, case, membership)


def _open_row(model: type[Row], case: Case, membership: Membership) -> Row:
    """The open row of this person on this case, made when there is none."""
    person = {
        "municipality_id": case.municipality_id,
        "case": case,
        "user_id": membership.user_id,
        "until": None,
    }
    rows = unscoped(model, reason="the case was opened; she may not see it yet herself")
    found: Row | None = rows.filter(**person).first()
    if found is not None:
        return found
    row = model(**person, membership_id=membership.pk, name=membership.name, since=clock.now())
    row.save(force_insert=True)
    return row
