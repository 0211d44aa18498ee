"""A concern becomes a case, or joins the one it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.actions import repeats
from casework.actions.citizens import (
    hasten_for_child,
    join_sides,
    keep_join,
    known_of,
    refuse_two_numbers,
)
from casework.actions.persons import Person, checked, store_keys
from casework.actions.rows import save_case, signed
from casework.models import (
    Case,
    CaseAssignment,
    CaseReader,
    CitizenJoin,
    Concern,
    RepeatCheck,
    Report,
    StateChange,
    Subject,
)
from casework.models.case import ENDED
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    MatchAnswer,
    ReferrerType,
    ReportStatus,
    Tristate,
)
from casework.rules.danger import DangerQuestion, danger_gate
from casework.rules.workflow import State, clock_for
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole
from stopext.access.roles import Permission, Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Authority
from stopext.audit.record import note


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernFacts:
    """What the intake pages collect about a concern. Texts may be empty where they say so there."""

    received_at: datetime
    channel: Channel
    referrer_type: ReferrerType
    observed: str
    knowledge: Knowledge
    form: ConcernForm
    danger: Mapping[DangerQuestion, bool]
    citizen_informed: Tristate
    legal_ground: str
    police_contacted_at: datetime | None = None
    referrer_name: str = ""
    referrer_contact: str = ""
    protected_source: bool = False
    wants_feedback: bool = False
    public_employee: bool = False
    observed_when: str = ""
    observed_where: str = ""
    interpreted: str = ""
    trigger_event: str = ""
    gang_link: Tristate = Tristate.UNKNOWN
    online: Tristate = Tristate.UNKNOWN
    not_informed_reason: str = ""
    summary: str = ""


@transaction.atomic
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

    ``answers`` holds one answer for every hit of the repeat search (by subject), which is run again
    here: it cannot be skipped. ``report`` is the reported concern this one takes up.

    Raises:
        Refused: the role registers no concerns.
        Invalid: the danger questions, the person, or a hit without an answer.
        Conflict: somebody else has taken up the report.
    """
    if not by.can(Permission.REGISTER_CONCERN):
        raise NotYourRole(_("Din rolle registrerer ikke bekymringer."))
    check_danger(facts.danger, facts.police_contacted_at)
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
    concern = store_concern(by, case, facts, report)
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


def check_danger(
    answers: Mapping[DangerQuestion, bool], police_contacted_at: datetime | None
) -> None:
    """Raise Invalid while a danger question is open or the police have not been contacted."""
    gate = danger_gate(answers, police_contacted_at, now=clock.now())
    if not gate.passed:
        raise Invalid(str(gate.problem))


SAME_PERSON = "a concern joins the running case, also of who is not assigned to it"


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


def open_case(by: Actor, subject: Subject, facts: ConcernFacts | Concern) -> Case:
    """A new case about the citizen, from a concern as it is told or as it was registered."""
    now = clock.now()
    district = Authority.objects.values_list("police_district_id", flat=True).get(
        pk=by.authority_id
    )
    running = clock_for(State.RECEIVED, under_18=subject.under_18(clock.today()))
    case = Case(
        municipality_id=by.authority_id,
        number=next_number(by.authority_id),
        district_id=district,
        subject=subject,
        state_since=now,
        due_at=running.due(facts.received_at) if running else None,
        received_at=facts.received_at,
        created_at=now,
        created_by=by.user_id,
        created_by_name=by.name,
        updated_at=now,
        form=facts.form,
        gang_link=facts.gang_link,
        online=facts.online,
    )
    case.save(force_insert=True)
    StateChange(**signed(by, case), event="case.register", target=State.RECEIVED).save(
        force_insert=True
    )
    if by.role is Role.CASEWORKER:
        CaseAssignment(
            municipality_id=by.authority_id,
            case=case,
            user_id=by.user_id,
            membership_id=by.membership_id,
            name=by.name,
            since=now,
        ).save(force_insert=True)
    return case


def close_alike(by: Actor, old: Case, new: Case) -> None:
    """The new case is for the readers of the old one."""
    for reader in CaseReader.objects.for_actor(by).filter(case=old, until__isnull=True):
        CaseReader(
            municipality_id=new.municipality_id,
            case=new,
            user_id=reader.user_id,
            membership_id=reader.membership_id,
            name=reader.name,
            since=clock.now(),
        ).save(force_insert=True)
    new.restricted = True
    save_case(new, "restricted")


def next_number(municipality_id: int) -> str:
    """The municipality's next case number of the year, ``2026-0851-0017``. Locks its counter, so
    that numbers have no gaps and tell nothing about other municipalities."""
    year = clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into casework_casecounter (id, municipality_id, year, last)"
            " values (%s, %s, %s, 1) on conflict (municipality_id, year)"
            " do update set last = casework_casecounter.last + 1 returning last",
            [uuid4(), municipality_id, year],
        )
        (number,) = cursor.fetchone()
    return f"{year}-{municipality_id:04d}-{number:04d}"


def store_concern(
    by: Actor, case: Case, facts: ConcernFacts, report: Report | None = None
) -> Concern:
    """Store the concern of a case, and that it is what was reported.

    Raises:
        Conflict: somebody else has taken up the report.
    """
    concern = Concern(
        **signed(by, case),
        **{name: getattr(facts, name) for name in facts.__slots__ if name != "danger"},
        danger={question.value: answer for question, answer in facts.danger.items()},
    )
    if report is not None:
        # First, while she can still change it: it is hidden with the case that it joins.
        _take_up(by, report, concern)
    concern.save(force_insert=True)
    return concern


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


def waiting_report(by: Actor, report: Report) -> Report:
    """The report, locked, if nobody has dealt with it.

    Raises:
        Conflict: somebody has.
    """
    rows = Report.objects.for_actor(by).select_for_update(of=("self",))
    row: Report | None = rows.filter(pk=report.pk).first()
    if row is None or row.status != ReportStatus.RECEIVED:
        raise Conflict(_("Henvendelsen er allerede behandlet af en anden."))
    return row


def _take_up(by: Actor, report: Report, concern: Concern) -> None:
    row = waiting_report(by, report)
    row.status, row.concern, row.taken_up_at = ReportStatus.TAKEN_UP, concern, clock.now()
    row.save(update_fields=["status", "concern", "taken_up_at"])
