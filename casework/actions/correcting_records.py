"""Correct what was recorded in a case: a first assessment, a review, a question to others and its
answer, somebody around the citizen, a contact, a consent. Every earlier value is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions import contacts
from casework.actions.answers import REPLIED, settle_answer
from casework.actions.assessing import required
from casework.actions.consents import ANSWERED, WITHDRAWN, check_answer, check_withdrawal
from casework.actions.correcting import in_words
from casework.actions.measures import next_date
from casework.actions.parties import CORRECTED, settle
from casework.actions.rows import lock_case, save_case, signed, touch
from casework.models import (
    Case,
    Consent,
    Contact,
    Correction,
    InformationRequest,
    Party,
    Review,
    Triage,
)
from casework.policies import Deed, check
from casework.queries.earlier import earlier_of_records, times_corrected, times_written
from casework.rules.codes import ReviewDecision
from casework.rules.consents import ConsentAnswer, last_day
from casework.rules.disclosure import expires_at
from casework.rules.workflow import REVIEWED
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note
from stopext.web.dates import format_date, format_datetime

Record = TypeVar("Record", Triage, Review, InformationRequest, Party, Contact, Consent)


def correct_record(
    *, by: Actor, record: Record, version: int, said: Mapping[str, Any], reason: str
) -> Record:
    """Write anew what was recorded, with who, when, why and every earlier value. ``said`` holds
    columns; one that it does not name stays. ``version`` is how often it had been corrected when it
    was read; of a question, ``times_written``. The deadline of a case follows the date of the next
    review that set it.

    Raises:
        Refused: the role may not. Conflict: somebody has corrected it meanwhile.
        Invalid: no reason, nothing changed, a text is missing, or a date is impossible.
    """
    kind = KINDS[type(record)]
    return _correct(kind, by=by, record=record, version=version, said=said, reason=reason)


@transaction.atomic
def _correct(
    kind: _Kind, *, by: Actor, record: Record, version: int, said: Mapping[str, Any], reason: str
) -> Record:
    case = lock_case(by, record.case)
    check(kind.deed, by, case)
    why = required(reason, _("Skriv, hvorfor oplysningerne rettes."))
    rows = type(record).objects.for_actor(by).select_for_update(of=("self",))
    row: Any = rows.get(pk=record.pk, case=case)
    _check_seen(by, case, row, version)
    row.case = case
    before = {name: getattr(row, name) for name in kind.columns}
    for name in kind.columns:
        setattr(row, name, said.get(name, before[name]))
    kind.settle(row)
    changes = list(_changes(row, kind, before))
    if not changes:
        raise Invalid(_("Du har ikke rettet noget."))
    row.save(update_fields=[each["field"] for each in changes])
    Correction(**signed(by, case), reason=why, changes=changes).save(force_insert=True)
    _follow(by, case, row, before)
    note(kind.event, row._meta.label_lower, row.pk, subject_key=case.log_key)
    return row  # type: ignore[no-any-return]  # the same kind of row as was handed in


def correct_information(
    *,
    by: Actor,
    request: InformationRequest,
    version: int,
    said: Mapping[str, Any],
    reason: str,
) -> InformationRequest:
    """The same of what was answered to a question; ``said`` holds the columns ``REPLIED``.

    Raises:
        As :func:`correct_record`, and Invalid where there is no answer yet.
    """
    return _correct(_ANSWER, by=by, record=request, version=version, said=said, reason=reason)


def _check_seen(by: Actor, case: Case, row: Any, version: int) -> None:
    if isinstance(row, InformationRequest):
        if version != times_written(by, case, row):
            raise Conflict(_("Spørgsmålet eller svaret er skrevet eller rettet, mens du skrev."))
    elif version != times_corrected(earlier_of_records(by, case).get(str(row.pk), {})):
        raise Conflict(_("En anden har rettet det samme, mens du skrev."))


def _settle_triage(row: Triage) -> None:
    required(row.reason, _("Skriv begrundelsen for vurderingen."))


def _settle_review(row: Review) -> None:
    if row.held_on > clock.today():
        raise Invalid(_("Opfølgningen kan ikke være holdt endnu."), "held_on")
    required(row.change, _("Skriv, hvad der er ændret siden sidst."))
    required(row.citizen_view, _("Skriv borgerens eget syn på indsatsen."))
    row.next_on = next_date(row.held_on, ReviewDecision(row.decision), row.next_on)


def _settle_question(row: InformationRequest) -> None:
    required(row.authority, _("Skriv, hvem der spørges."))
    required(row.question, _("Skriv, hvad der spørges om."))
    if row.inquiries.exists():
        raise Invalid(_("Spørgsmålet er sendt i portalen. Træk det tilbage, og stil et nyt."))
    if row.due_on < timezone.localdate(row.at):
        raise Invalid(_("Svarfristen ligger før den dag, der blev spurgt."), "due_on")


def _carries_a_share(row: Consent) -> bool:
    running = row.disclosures.filter(revoked_at__isnull=True, expires_at__gt=clock.now())
    return bool(running.exists())


def _settle_consent(row: Consent) -> None:
    said = {name: getattr(row, name) for name in ANSWERED}
    check_answer(said, row.case)
    row.lasts_until = last_day(said)
    if not row.lets_share(clock.today()) and row.withdrawn_at is None and _carries_a_share(row):
        told = _("En deling hviler på samtykket. Træk det tilbage i stedet: så slutter delingen.")
        raise Invalid(told, "answer")
    withdrawn = row.withdrawn_at is not None
    if withdrawn and row.answer == ConsentAnswer.NO:
        raise Invalid(_("Et nej trækkes ikke tilbage. Svaret er trukket tilbage som et ja."))
    if not withdrawn and any(getattr(row, name) for name in WITHDRAWN):
        raise Invalid(_("Samtykket er ikke trukket tilbage."))
    if withdrawn:
        check_withdrawal(row, row.withdrawn_on)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What may be corrected in one sort of record, and by whom."""

    deed: Deed
    columns: tuple[str, ...]
    within: Promise
    """Where a correction says that a field was changed."""
    settle: Callable[[Any], None]
    """Refuses what could not have been recorded either."""
    event: str = "record.correct"


KINDS: Mapping[type[Any], _Kind] = {
    Triage: _Kind(
        Deed.ASSESS,
        ("outcome", "reason", "police_check", "police_contact"),
        gettext_lazy("%(field)s i den indledende vurdering"),
        _settle_triage,
    ),
    Review: _Kind(
        Deed.WORK,
        ("held_on", "change", "citizen_view", "new_information", "decision", "next_on"),
        gettext_lazy("%(field)s i opfølgningen"),
        _settle_review,
    ),
    InformationRequest: _Kind(
        Deed.ASSESS,
        ("authority", "question", "due_on"),
        gettext_lazy("%(field)s i spørgsmålet til %(row)s"),
        _settle_question,
    ),
    Contact: _Kind(
        Deed.WORK,
        contacts.COLUMNS,
        gettext_lazy("%(field)s i %(row)s"),
        contacts.settle,
    ),
    Party: _Kind(Deed.WORK, CORRECTED, gettext_lazy("%(field)s for %(row)s"), settle),
    Consent: _Kind(
        Deed.WORK,
        (*ANSWERED, *WITHDRAWN),
        gettext_lazy("%(field)s i samtykket"),
        _settle_consent,
    ),
}


_ANSWER = _Kind(
    Deed.WORK,
    REPLIED,
    gettext_lazy("%(field)s fra %(row)s"),
    settle_answer,
    "information.correct",
)


def _changes(row: Any, kind: _Kind, before: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for name, old in before.items():
        new = getattr(row, name)
        if old != new:
            field = row._meta.get_field(name)
            yield {
                "record": str(row.pk),
                "field": name,
                "label": str(kind.within) % {"field": field.verbose_name, "row": row},
                "before": _in_words(field, old),
                "after": _in_words(field, new),
            }


def _in_words(field: Any, value: Any) -> str:
    if field.is_relation:
        return value.in_short if value else _("borgeren")
    if isinstance(value, datetime):
        return format_datetime(value)
    return format_date(value) if isinstance(value, date) else in_words(field, value)


def _follow(by: Actor, case: Case, row: Any, before: Mapping[str, Any]) -> None:
    """The newest review has set the deadline of a case under review; of an earlier one nothing
    follows."""
    planned = getattr(row, "next_on", None)
    if planned is None or planned == before["next_on"] or case.state not in REVIEWED:
        return touch(case)
    newest = Review.objects.for_actor(by).filter(case=case).order_by("-at", "-pk").first()
    if newest is None or newest.pk != row.pk:
        return touch(case)
    case.due_at = expires_at(planned)
    return save_case(case, "due_at")
