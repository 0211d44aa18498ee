"""A concern becomes a case, or joins the one it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from casework.actions import repeats
from casework.actions.citizens import (
    hasten_for_child,
    join_sides,
    keep_join,
    known_of,
    refuse_two_numbers,
)
from casework.actions.opening import (
    ConcernFacts,
    check_danger,
    close_alike,
    open_case,
    store_concern,
    tell_danger,
    tell_unled,
)
from casework.actions.persons import Person, checked, store_keys
from casework.actions.rows import signed
from casework.models import Case, CitizenJoin, Concern, RepeatCheck, Report, Subject
from casework.models.case import ENDED
from casework.rules.codes import MatchAnswer
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, NotYourRole
from stopext.access.roles import Permission
from stopext.access.scoping import unscoped
from stopext.audit.record import note

SAME_PERSON = "a concern joins the running case, also of who is not assigned to it"


def register_concern(
    *,
    by: Actor,
    person: Person,
    facts: ConcernFacts,
    answers: Mapping[UUID, MatchAnswer],
    report: Report | None = None,
) -> Case:
    """Store a concern. The answer "same person" puts it on that person's open case, or opens a new
    case about her; otherwise a new case about a new person.

    A yes about danger on a running case is told to who answers for it.

    ``answers`` holds one answer for every hit of the repeat search (by subject), which is run again
    here: it cannot be skipped. ``report`` is the reported concern this one takes up.

    Raises:
        Refused: the role registers no concerns.
        Invalid: the danger questions, the person, or a hit without an answer.
        Conflict: somebody else has taken up the report.
    """
    if not by.can(Permission.REGISTER_CONCERN):
        raise NotYourRole(_("Din rolle registrerer ikke bekymringer."))
    check_danger(facts.danger, facts.police_contacted_at, facts.care_contact)
    if facts.received_at > clock.now():
        raise Invalid(_("Tidspunktet for henvendelsen ligger i fremtiden."))
    person = checked(person)
    hits = repeats.find(by, person)
    same = _same_subject(by, hits, answers)
    before = _join(same, person) if same else {}
    case = _open_case(by, same, facts.received_at) if same else None
    attached = case is not None
    case = case or open_case(by, same or _findable(_new_subject(by, person)), facts)
    closed = _closed_case(by, same, case) if same else None
    if closed is not None:
        close_alike(by, closed, case)
    if not attached:
        tell_unled(by, case)
    concern = store_concern(by, case, facts, report)
    if attached and any(facts.danger.values()):
        tell_danger(by, case, concern.pk)
    if same is not None:
        # As registered, so that a wrong "same person" can be undone (joining.py).
        said = CitizenJoin(other=_new_subject(by, person), before=before)
        said.cases, said.concern = ([], concern.pk) if attached else ([str(case.pk)], None)
        keep_join(by, same, said)
    repeats.tell_readers(by, person, case, hits)
    check = _Check(repeats.compared(person), hits, answers)
    _store_check(by, case, concern, check)
    note(
        "concern.attach" if attached else "case.register",
        "casework.case",
        case.pk,
        subject_key=case.log_key,
        details={"concern": str(concern.pk), "hits": len(hits), "repeat": same is not None},
    )
    return case


def _same_subject(
    by: Actor, hits: list[repeats.Candidate], answers: Mapping[UUID, MatchAnswer]
) -> Subject | None:
    if any(hit.subject_id not in answers for hit in hits):
        raise Invalid(_("Svar på, om det er samme person, for hver mulig tidligere bekymring."))
    same = [hit.subject_id for hit in hits if answers[hit.subject_id] == MatchAnswer.SAME]
    if len(same) > 1:
        raise Invalid(_("Vælg kun én som samme person."))
    rows = unscoped(Subject, reason=SAME_PERSON).filter(municipality_id=by.authority_id)
    return rows.select_for_update().get(pk=same[0]) if same else None


def _open_case(by: Actor, subject: Subject, told_at: datetime) -> Case | None:
    """The citizen's running case, also one the registering person is not assigned to."""
    rows = unscoped(Case, reason=SAME_PERSON).filter(
        municipality_id=by.authority_id, subject=subject
    )
    case = rows.select_for_update().exclude(state__in=ENDED).order_by("-received_at").first()
    if case is None:
        return None
    case.subject, case.updated_at = subject, clock.now()
    hasten_for_child(case, told_at)
    case.save(update_fields=["updated_at", "due_at"])
    return case


def _closed_case(by: Actor, subject: Subject, case: Case) -> Case | None:
    """The citizen's newest restricted case: another about her is no more for everybody than it."""
    rows = Case.objects.for_actor(by).filter(subject=subject, restricted=True).exclude(pk=case.pk)
    found: Case | None = rows.order_by("-received_at").first()
    return None if case.restricted else found


def _join(subject: Subject, person: Person) -> dict[str, Any]:
    """Both sides of the citizen; answers what was known of her before."""
    refuse_two_numbers(subject, person)
    before = known_of(subject)
    join_sides(subject, person)
    return before


def _findable(subject: Subject) -> Subject:
    store_keys(subject)
    return subject


def _new_subject(by: Actor, person: Person) -> Subject:
    subject = Subject(
        municipality_id=by.authority_id,
        identity_known=person.is_known,
        name=person.name.strip(),
        cpr=person.cpr,
        description=person.description,
        address_protected=person.address_protected,
        birth_year=person.birth_year,
        created_at=clock.now(),
    )
    subject.save(force_insert=True)
    return subject


@dataclass(frozen=True, slots=True)
class _Check:
    """A repeat search with its answers."""

    compared: str
    hits: list[repeats.Candidate]
    answers: Mapping[UUID, MatchAnswer]


def _store_check(by: Actor, case: Case, concern: Concern, check: _Check) -> None:
    RepeatCheck(
        **signed(by, case),
        concern=concern,
        compared=check.compared,
        hits=[
            {
                "subject": str(hit.subject_id),
                "explanation": hit.explanation,
                "answer": MatchAnswer(check.answers[hit.subject_id]).value,
            }
            for hit in check.hits
        ],
    ).save(force_insert=True)
