"""The centre makes a cohort; its members say how far they are. The only writers of cohorts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.cohorts import policies
from knowledge.cohorts.choices import BY_HAND
from knowledge.cohorts.models import Cohort, Member, Milestone, Report
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def add_cohort(*, by: Actor, name: str, starts_on: date, ends_on: date) -> Cohort:
    """A new cohort without members.

    Raises:
        Refused: not an adviser.
    """
    policies.check_guides(by)
    made = Cohort(name=name, starts_on=starts_on, ends_on=ends_on)
    made.save(force_insert=True)
    note("cohort.add", "cohorts.cohort", made.pk)
    return made


@transaction.atomic
def change_cohort(
    *, by: Actor, pk: UUID, version: int, name: str, starts_on: date, ends_on: date
) -> Cohort:
    """Another name or period; nothing when it is stored so already.

    Raises:
        Refused: not an adviser. Invalid: a member would be in two cohorts at once.
        Conflict: changed since ``version``. ObjectDoesNotExist: there is none.
    """
    policies.check_guides(by)
    _hold_all(by)
    row: Cohort = Cohort.objects.for_actor(by).get(pk=pk)
    for member in row.members.select_related("municipality"):
        fault = _overlap(by, member, member.joined_on, member.left_on or ends_on)
        if fault:
            raise Invalid(f"{member}: {fault}", field="ends_on")
    values = {"name": name, "starts_on": starts_on, "ends_on": ends_on}
    _save(row, version, values, "cohort.change")
    return row


@transaction.atomic
def add_milestone(
    *, by: Actor, cohort: Cohort, text: str, due_on: date, known: str = ""
) -> Milestone:
    """Something every member is to reach.

    Raises:
        Refused: not an adviser.
    """
    policies.check_guides(by)
    made = Milestone(cohort=cohort, text=text, due_on=due_on, known=known)
    made.save(force_insert=True)
    note("cohort.milestone", "cohorts.milestone", made.pk)
    return made


@transaction.atomic
def change_milestone(*, by: Actor, pk: UUID, version: int, **values: Any) -> Milestone:
    """Another text, day or source of a milestone, or (``is_removed``) none: what was reported of it
    is kept.

    Raises:
        Refused: not an adviser. Conflict: changed since ``version``.
        ObjectDoesNotExist: there is none.
    """
    policies.check_guides(by)
    row: Milestone = Milestone.objects.for_actor(by).select_for_update().get(pk=pk)
    _save(row, version, values, "cohort.milestone_change")
    return row


@transaction.atomic
def join(*, by: Actor, cohort: Cohort, municipality_id: int, joined_on: date) -> Member:
    """A municipality becomes a member. One after the other, so that none is in two at once.

    Raises:
        Refused: not an adviser. Invalid: it is in this cohort or another one at the same time, or
            the day lies after the cohort's end.
    """
    policies.check_guides(by)
    _hold_all(by)
    made = Member(cohort=cohort, municipality_id=municipality_id, joined_on=joined_on)
    if joined_on > cohort.ends_on:
        raise Invalid(_("Forløbet er slut før den dag."), field="joined_on")
    if fault := _overlap(by, made, joined_on, cohort.ends_on):
        raise Invalid(fault, field="municipality")
    made.save(force_insert=True)
    note("cohort.join", "cohorts.member", made.pk)
    return made


@transaction.atomic
def change_member(
    *, by: Actor, pk: UUID, version: int, joined_on: date, left_on: date | None
) -> Member:
    """Other days of a membership: a municipality leaves by its last day, and stays in the history.

    Raises:
        Refused: not an adviser. Invalid: it would be in two cohorts at once.
        Conflict: changed since ``version``. ObjectDoesNotExist: there is none.
    """
    policies.check_guides(by)
    _hold_all(by)
    row: Member = Member.objects.for_actor(by).select_related("cohort").get(pk=pk)
    if fault := _overlap(by, row, joined_on, left_on or row.cohort.ends_on):
        raise Invalid(fault, field="joined_on")
    _save(row, version, {"joined_on": joined_on, "left_on": left_on}, "cohort.member")
    return row


@transaction.atomic
def report(
    *, by: Actor, milestone: Milestone, version: int, done_on: date | None, note_text: str
) -> Report:
    """What the own municipality says of a milestone; what it said before is kept.

    Raises:
        Refused: the role may not, it is no member (any more), or only the portal can see it.
        Invalid: the day lies ahead. Conflict: changed since ``version``.
    """
    policies.check_reports(by)
    if fault := policies.done_fault(done_on, clock.today()):
        raise Invalid(fault, field="done_on")
    mine = Member.objects.for_actor(by).select_for_update().order_by("pk")
    if not any(one.is_in for one in mine.filter(cohort_id=milestone.cohort_id)):
        raise Refused(_("Kommunen er ikke med i forløbet mere."))
    if milestone.known not in BY_HAND or milestone.is_removed:
        raise Refused(_("Den milepæl skal ikke meldes."))
    rows = Report.objects.for_actor(by).select_for_update()
    row: Report | None = rows.filter(milestone=milestone).first()
    if row is None:
        row = Report(municipality_id=by.authority_id, milestone=milestone)
    elif (row.done_on, row.note) == (done_on, note_text):
        return row
    if row.edits != version:
        raise Conflict(_("En kollega har meldt det samme, mens du skrev."))
    if not row._state.adding:
        before = {"done_on": str(row.done_on or ""), "note": row.note, "by": row.by_name}
        row.earlier = [*row.earlier, before]
    row.done_on, row.note, row.by_name, row.at = done_on, note_text, by.name, clock.now()
    row.edits += 1
    row.save()
    note("cohort.report", "cohorts.report", row.pk)
    return row


def _hold_all(by: Actor) -> None:
    """Nobody else changes who is in which cohort meanwhile; there are few."""
    list(Cohort.objects.for_actor(by).order_by("pk").select_for_update())


def _overlap(by: Actor, member: Member, start: date, end: date) -> str:
    rows = Member.objects.for_actor(by).filter(municipality_id=member.municipality_id)
    others = rows.exclude(pk=member.pk).select_related("cohort")
    return policies.overlap_fault(
        start,
        end,
        [(one.cohort.name, one.joined_on, one.left_on or one.cohort.ends_on) for one in others],
    )


def _save(row: Any, version: int, values: dict[str, Any], event: str) -> None:
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    if row.edits != version:
        raise Conflict(_("En kollega har ændret det samme, mens du skrev."))
    for name, value in values.items():
        setattr(row, name, value)
    row.edits += 1
    row.save(update_fields=[*values, "edits"])
    note(event, row._meta.label_lower, row.pk)
