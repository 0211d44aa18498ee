"""What a concern says, and the case that is opened for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from casework.actions.colleagues import LEADING, team
from casework.actions.rows import save_case, signed
from casework.models import (
    Case,
    CaseAssignment,
    CaseReader,
    Concern,
    Report,
    StateChange,
    Subject,
)
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    ReferrerType,
    ReportStatus,
    Tristate,
)
from casework.rules.danger import DangerQuestion, danger_gate
from casework.rules.workflow import State, clock_for
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.notifications.sending import notify


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
    care_contact: str = ""
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


def check_danger(
    answers: Mapping[DangerQuestion, bool], police_contacted_at: datetime | None, care_contact: str
) -> None:
    """Raise Invalid while a danger question is open or nobody who must be has been contacted."""
    gate = danger_gate(answers, police_contacted_at, now=clock.now(), care_contact=care_contact)
    if not gate.passed:
        raise Invalid(str(gate.problem))


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


def tell_unled(by: Actor, case: Case) -> None:
    """A new case has nobody who answers for it: those who can appoint somebody are told, where they
    may read it. Who opened it knows."""
    leading = team(by, LEADING, case=case).exclude(user_id=by.user_id)
    people = list(leading.values_list("user_id", flat=True))
    notify("case_unled", authority_id=case.municipality_id, to=people, about=case.pk)


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


def tell_danger(by: Actor, case: Case, occasion: UUID) -> None:
    """Somebody has answered yes to a question of danger about a running case: who answers for it is
    told, where she may read it, and as long as there is nobody, those who can appoint somebody. Who
    answered knows."""
    people = team(by, LEADING, case=case).values_list("user_id", flat=True)
    leader = case.coordinator_user
    to = {*([leader] if leader else people)} - {by.user_id}
    place = case.municipality_id
    notify("case_danger", authority_id=place, to=to, about=case.pk, occasion=str(occasion))
