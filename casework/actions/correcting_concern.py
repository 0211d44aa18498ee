"""Correct or complete a concern as it was registered; every earlier value is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions.correcting import in_words
from casework.actions.opening import check_danger, tell_danger
from casework.actions.rows import lock_case, save_case, signed
from casework.models import Case, Concern, Correction, Report
from casework.policies import Deed, check
from casework.queries.child_clock import child_clock_runs
from casework.rules.danger import DangerQuestion
from casework.rules.disclosure import reason_problem
from casework.rules.workflow import clock_for
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.access.scoping import unscoped
from stopext.audit.record import note
from stopext.web.dates import format_datetime

#: What can be corrected, with what a correction calls it where the column's name would not do.
#: Form, gangs and net are the case's own and are corrected with the citizen.
OF_CONCERN: Mapping[str, Any] = {
    "received_at": "",
    "channel": "",
    "referrer_type": "",
    "referrer_name": gettext_lazy("kildens navn"),
    "referrer_contact": gettext_lazy("kildens telefon eller e-mail"),
    "public_employee": "",
    "protected_source": "",
    "wants_feedback": "",
    "observed": "",
    "observed_when": gettext_lazy("hvornår det skete"),
    "observed_where": gettext_lazy("hvor det skete"),
    "knowledge": "",
    "interpreted": "",
    "trigger_event": "",
    "police_contacted_at": "",
    "care_contact": "",
    "citizen_informed": "",
    "not_informed_reason": gettext_lazy("hvorfor borgeren ikke er orienteret"),
    "legal_ground": "",
    "summary": "",
}
CAME_FROM = "when the report of a concern came in, which whoever corrects may not open"
ALL_CONCERNS = "the concerns of a case that the caller has opened and locked"


@transaction.atomic
def correct_concern(
    *,
    by: Actor,
    concern: Concern,
    version: int,
    said: Mapping[str, Any],
    danger: Mapping[DangerQuestion, bool],
    reason: str,
) -> Concern:
    """Store what is known now, with who, when, why and every earlier value. ``said`` holds columns
    of ``OF_CONCERN``; one that it does not name stays. ``version`` is that of the case. The clock
    of the case follows when the concern that opened it turns out to have come at another time.

    An answer about danger that became yes is told to who answers for the case.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not.
        Invalid: no reason, nothing changed, a time that cannot be, a source laid bare, or a citizen
            who was not informed without a reason.
    """
    case = lock_case(by, concern.case)
    check(Deed.WORK, by, case)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor oplysningerne rettes."))
    if version != case.version:
        raise Conflict(_("En anden har ændret sagen, mens du skrev."))
    rows = Concern.objects.for_actor(by).select_for_update(of=("self",))
    row: Concern = rows.get(pk=concern.pk, case=case)
    if row.protected_source and not said.get("protected_source", True):
        raise Invalid(_("Kilden er beskyttet. Beskyttelsen kan ikke tages af."))
    before, danger_before = row.received_at, row.danger
    changes = [*_apply(row, said), *_apply_danger(row, danger)]
    if not changes:
        raise Invalid(_("Du har ikke rettet noget."))
    _check(row)
    # What was only read is not sealed anew: it would look changed in the history.
    changed = {each["field"] for each in changes}
    row.save(update_fields=[name for name in (*OF_CONCERN, "danger") if name in changed])
    save_case(case, *_received(by, case, row, before))
    told = [{**each, "concern": str(row.pk)} for each in changes]
    made = Correction(**signed(by, case), reason=reason, changes=told)
    made.save(force_insert=True)
    if any(yes and not danger_before.get(question) for question, yes in row.danger.items()):
        tell_danger(by, case, made.pk)
    note("concern.correct", "casework.correction", made.pk, subject_key=case.log_key)
    return row


def take_along(concern: Concern, old: Case, by: Actor) -> None:
    """The corrections of a concern follow it to the case that it was moved to."""
    for row in Correction.objects.for_actor(by).filter(case=old):
        own = [each for each in row.changes if each.get("concern") == str(concern.pk)]
        if own:
            Correction(
                municipality_id=row.municipality_id,
                case=concern.case,
                by_user=row.by_user,
                by_name=row.by_name,
                at=row.at,
                reason=row.reason,
                changes=own,
            ).save(force_insert=True)


def _apply(row: Concern, said: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for name, label in OF_CONCERN.items():
        before = getattr(row, name)
        after = said.get(name, before)
        if (before or None) == (after or None):
            continue
        field: Any = row._meta.get_field(name)
        setattr(row, name, after)
        yield {
            "field": name,
            "label": str(label or field.verbose_name),
            "before": _in_words(field, before),
            "after": _in_words(field, after),
        }


def _apply_danger(row: Concern, danger: Mapping[DangerQuestion, bool]) -> Iterator[dict[str, str]]:
    for question, after in danger.items():
        before = row.danger.get(question.value)
        if before != after:
            row.danger = {**row.danger, question.value: after}
            yield {
                "field": "danger",
                "question": question.value,
                "label": str(question.label),
                "before": "" if before is None else in_words(None, before),
                "after": in_words(None, after),
            }


def _in_words(field: Any, value: Any) -> str:
    return format_datetime(value) if isinstance(value, datetime) else in_words(field, value)


def _check(row: Concern) -> None:
    """What the intake asks, and that no protection is taken away."""
    if row.received_at > clock.now():
        raise Invalid(_("Tidspunktet ligger i fremtiden."), "received_on")
    reports = unscoped(Report, reason=CAME_FROM).filter(municipality_id=row.municipality_id)
    report = reports.filter(concern=row).first()
    if report is not None and row.received_at > report.received_at:
        came = format_datetime(report.received_at)
        raise Invalid(_("Henvendelsen kom i portalen %s, ikke senere.") % came, "received_on")
    if not row.observed.strip():
        raise Invalid(_("Skriv, hvad der er set eller hørt."), "observed")
    problem = reason_problem(row.citizen_informed, row.not_informed_reason)
    if problem is not None:
        raise Invalid(str(problem), "not_informed_reason")
    check_danger(
        {question: bool(row.danger.get(question.value)) for question in DangerQuestion},
        row.police_contacted_at,
        row.care_contact or "",
    )


def _received(by: Actor, case: Case, row: Concern, before: datetime) -> tuple[str, ...]:
    """The case came with its first concern: its clock runs from that, not from the correction."""
    if case.received_at != before or row.received_at == before:
        return ()
    rows = unscoped(Concern, reason=ALL_CONCERNS).filter(
        municipality_id=case.municipality_id, case=case
    )
    first = min(rows.values_list("received_at", flat=True))
    running = clock_for(case.state_code, under_18=child_clock_runs(by, case))
    if running is not None and case.due_at == running.due(before):
        case.due_at = running.due(first)
    case.received_at = first
    return ("received_at", "due_at")
