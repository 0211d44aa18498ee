"""Who changed a case last, and when: told to whoever was overtaken by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from casework.models import Case, FieldHistory, StateChange, Subject
from casework.queries.earlier import Change
from stopext.access import clock
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership
from stopext.web.dates import format_datetime

OPENED = "the history of a case that the caller has opened"


def last_change(case: Case, row: UUID | None = None) -> list[tuple[str, str]]:
    """As a pair for the page of a conflict: of the case with its citizen and what is written on it,
    or of one ``row`` of the case. Two queries; nothing where nothing was changed."""
    kept = unscoped(FieldHistory, reason=OPENED).filter(municipality_id=case.municipality_id)
    citizen = Q(table=Subject._meta.db_table, row_id=case.subject_id)
    of = Q(row_id=row) if row else Q(case=case.pk) | citizen
    found = kept.filter(of).order_by("-at").values_list("user_id", "at").first()
    if found is None:
        return []
    user, at = found
    people = unscoped(Membership, reason=OPENED).filter(authority=case.municipality_id)
    who = people.filter(user_id=user).values_list("name", flat=True).first() if user else ""
    label = _("Senest ændret") if row else _("Sag %s er senest ændret") % case.number
    return [_pair(label, at, who or "")]


def last_move(case: Case) -> list[tuple[str, str]]:
    """Who brought the case to where it is, when and why. One query."""
    rows = unscoped(StateChange, reason=OPENED).filter(
        municipality_id=case.municipality_id, case=case.pk
    )
    row = rows.exclude(source=F("target")).order_by("-at", "-pk").first()
    if row is None:
        return []
    pairs = [(_("Flyttet til “%s”") % row.get_target_display(), _said(row.at, row.by_name))]
    return [*pairs, (_("Begrundelse"), row.reason)] if row.reason else pairs


def changes_of(case: Case, rows: Collection[UUID]) -> dict[UUID, str]:
    """When each of several rows of a case was changed last, and by whom, in words. Two queries;
    nothing of a row that was not changed."""
    kept = unscoped(FieldHistory, reason=OPENED).filter(municipality_id=case.municipality_id)
    changes = kept.filter(row_id__in=rows).order_by("at").values_list("row_id", "user_id", "at")
    found = {row: (user, at) for row, user, at in changes}
    people = unscoped(Membership, reason=OPENED).filter(authority=case.municipality_id)
    users = {user for user, _at in found.values() if user is not None}
    names = dict(people.filter(user_id__in=users).values_list("user_id", "name"))
    return {
        row: _said(at, names.get(user, "") if user else "") for row, (user, at) in found.items()
    }


def last_correction(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """The same of a record whose corrections are ``changes``."""
    newest = max(changes, key=lambda change: change.at, default=None)
    return [_pair(_("Senest rettet"), newest.at, newest.by_name)] if newest else []


def _pair(label: str, at: datetime, who: str) -> tuple[str, str]:
    return label, _said(at, who)


def _said(at: datetime, who: str) -> str:
    """Of somebody whose name the reader may not have, the time alone."""
    when = format_datetime(at, clock.now())
    return _("%(when)s af %(who)s") % {"when": when, "who": who} if who else when
