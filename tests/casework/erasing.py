"""A case whose time has come, and the two steps of its erasure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from casework import actions
from casework.models import Case, Erasure
from casework.queries.facts import closing_facts
from casework.queries.joint import items
from casework.queries.shareable import shareable_items
from casework.rules.closing import closing_findings
from casework.rules.codes import (
    Archiving,
    ClosureReason,
    MeasureStatus,
    MeasureType,
    NoteKind,
    NoticeDecision,
    Outcome,
    Tristate,
)
from casework.rules.consents import ConsentWay
from casework.rules.joint import Attended
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from screening import api
from stopext.access import clock
from stopext.access.actor import Actor
from tests.casework import inquiries, joint, samples, tasks
from tests.casework.deadlines import told_and_put_off
from tests.support.world import Person

SIX_YEARS = timedelta(days=6 * 366)
ASSESSMENT = "Bekymringen er mindsket, og familien har hjælp."
#: Tables with a row per case that stay: the stub and its certificate.
STAYING = {"casework_erasure"}


def closed(person: Person) -> Case:
    """A case with something of everything, closed six years ago, with its measure ended."""
    return ended(person, worked(person))


def worked(person: Person) -> Case:
    """The same six years ago, before it was closed."""
    by = person.actor
    with clock.at(clock.now() - SIX_YEARS):
        case = actions.register_concern(
            by=by,
            person=samples.person(),
            facts=samples.facts(),
            answers=samples.other_than(actions.search_repeats(by=by, person=samples.person())),
        )
        _worked_with(person, case)
        return case


def ended(person: Person, case: Case) -> Case:
    """The same, closed that day."""
    by = person.actor
    with clock.at(clock.now() - SIX_YEARS):
        case.refresh_from_db()
        answers = dict.fromkeys(_asked(by, case), "Læst og vurderet.")
        return actions.close(
            by=by,
            case=case,
            version=case.version,
            reason=ClosureReason.IMPROVED,
            assessment=ASSESSMENT,
            answers=answers,
        )


def _worked_with(person: Person, case: Case) -> None:
    """A note, a relative, a decision, a package, a screening and a measure, all ended."""
    by = person.actor
    samples.contact(by, case, party=samples.party(by, case))
    led = {Field.COORDINATOR: by.membership_id}
    actions.change_state(
        by=by, case=case, version=case.version, target=State.ASSESSMENT, values=led
    )
    told_and_put_off(by, case, "Anonym kilde.", "Skolen svarer først i næste uge.")
    actions.write_note(by=by, case=case, kind=NoteKind.CALL, text="Skolen ringede.")
    actions.decide_notice(
        by=by,
        case=case,
        version=case.version,
        decision=NoticeDecision.KNOWN,
        reason="Kendt i forvejen.",
    )
    yes = samples.consent(by, case)
    actions.withdraw_consent(
        by=by, consent=yes, withdrawn_on=clock.today(), way=ConsentWay.ORAL, words="Nej alligevel."
    )
    disclosure = actions.share(
        by=by,
        case=case,
        items=[item.key for item in shareable_items(case)],
        legal_basis=LegalBasis(LegalBasis.values[0]),
        necessity="Politikredsen skal vurdere det.",
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )
    _met(person, case)
    _inquired(by, case)
    actions.withdraw(by=by, disclosure=disclosure, reason="Ikke længere nødvendigt.")
    api.order(
        by=by,
        subject_id=case.pk,
        reference=case.number,
        due_on=clock.today() + timedelta(days=10),
        district_id=None,
        user_ids=[by.user_id],
    )
    tasks.whole(by, case, "Ring til skolen.", "Talte med læreren.")
    measure = actions.add_measure(
        by=by,
        case=case,
        type=MeasureType.MENTOR,
        goal="Et sted at høre til.",
        owner_name="Ungeenheden",
        starts_on=clock.today(),
    )
    actions.update_measure(
        by=by,
        measure=measure,
        version=measure.version,
        status=MeasureStatus.COMPLETED,
        goal=measure.goal,
        owner_name=measure.owner_name,
        outcome=Outcome.BETTER,
    )


def _met(person: Person, case: Case) -> None:
    """A meeting with the police whose minutes one side has approved."""
    by = person.actor
    meeting = joint.planned(by, case, planned_at=clock.now() + timedelta(minutes=1))
    with clock.at(meeting.planned_at):
        asked = actions.invite(
            by=by,
            meeting=meeting,
            said=joint.said(),
            person=joint.colleague(by, meeting, person),
            papers=[item.pk for item in items(by, meeting)],
        )
        came = [(asked, Attended.CAME, "")]
        actions.record_attendance(by=by, meeting=meeting, version=0, said=came)
        actions.write_minutes(by=by, meeting=meeting, version=0, text="Skolen fortalte.")
        actions.approve_minutes(by=by, meeting=meeting, version=1)


def _inquired(by: Actor, case: Case) -> None:
    """Two questions to the district in the portal, one of them taken back."""
    first, _second = (inquiries.sent(by, inquiries.asked(by, case)) for _time in range(2))
    actions.withdraw_inquiry(by=by, inquiry=first, reason="Ikke længere nødvendigt.")


def _asked(by: Actor, case: Case) -> list[Any]:
    facts = closing_facts(
        case, by, reason=ClosureReason.IMPROVED, assessment=ASSESSMENT, under_18=False
    )
    return [finding.key for finding in closing_findings(facts)]


def propose(person: Person, case: Case, **changes: Any) -> Erasure:
    """The proposal, on the case as it is now."""
    case.refresh_from_db()
    given: dict[str, Any] = {"archiving": Archiving.DISCARD, "version": case.version} | changes
    return actions.propose_erasure(by=person.actor, case=case, **given)


def erase(person: Person, case: Case) -> Erasure:
    """The erasure, on the case as it is now."""
    case.refresh_from_db()
    return actions.erase(by=person.actor, case=case, version=case.version)


def rows_left(case: UUID, citizen: UUID) -> dict[str, int]:
    """Rows that still point at the case, its screenings or the citizen, in every table there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema ="
            " 'public' and table_name ~ '^(casework|screening)_'"
            " and column_name in ('case_id', 'subject_id', 'row_id')"
        )
        places = [place for place in cursor.fetchall() if place[0] not in STAYING]
        found = {}
        for table, column in places:
            cursor.execute(
                f'select count(*) from {table} where "{column}" = any (%s)', [[case, citizen]]
            )
            found[f"{table}.{column}"] = cursor.fetchone()[0]
    return found
