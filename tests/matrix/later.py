"""What comes later in the life of a case, through the real actions: corrections, two citizens or
cases that prove to be one, pauses, closings, and answers to those who reported or refused.

``text`` makes the canary of a row for a word of ``readers.TEXTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from casework import actions
from casework.actions.correcting import seen_version
from casework.actions.joining import both_versions
from casework.models import Case, Consent, Disclosure, DisclosureItem, Measure, Report
from casework.queries.facts import closing_facts
from casework.rules.closing import closing_findings
from casework.rules.codes import (
    OPEN_MEASURES,
    ClosureReason,
    ConcernForm,
    HandOverReply,
    MeasureStatus,
    MeasureType,
    Outcome,
    ReportOutcome,
    Tristate,
)
from casework.rules.consents import ConsentWay
from casework.rules.disclosure import ShareAnswer
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from screening import actions as screening_actions
from screening.demo import ratings as demo
from screening.engine.agreement import Decision
from screening.models import Consensus, Screening
from screening.queries.agreeing import open_keys, unread_signs
from screening.queries.dossier import dossier_of
from stopext.access import clock
from stopext.access.actor import Actor
from tests.casework import samples
from tests.matrix import rating
from tests.support.world import Person

Text = Callable[[str], str]


def known_better(by: Actor, key: object, text: Text) -> None:
    """The citizen is known under one more name."""
    case = _case(by, key)
    citizen = case.subject
    who = actions.Person(
        name=citizen.name,
        birth_year=citizen.birth_year,
        description=citizen.description,
        address_protected=citizen.address_protected,
    )
    known = actions.Known(
        person=who,
        other_names=text("andetnavn"),
        form=ConcernForm(case.form),
        gang_link=Tristate(case.gang_link),
        online=Tristate(case.online),
    )
    actions.correct_citizen(
        by=by, case=case, version=seen_version(case), known=known, reason=text("rettelse")
    )


def asked(by: Actor, key: object, text: Text) -> Consent:
    """The citizen says yes to sharing with the police, and takes back another yes."""
    said = {"words": text("samtykke"), "receiver_words": text("samtykketil")}
    case = _case(by, key)
    taken = samples.consent(by, case, **said, witness=text("samtykkevidne"), way=ConsentWay.ORAL)
    actions.withdraw_consent(
        by=by,
        consent=taken,
        withdrawn_on=clock.today(),
        way=ConsentWay.ORAL,
        words=text("samtykkeslut"),
    )
    return samples.consent(by, case, **said | {"words": text("samtykke")})


def consented(by: Actor, key: object, text: Text) -> None:
    """Her name is passed on again, on a consent that the district reads the words of."""
    case = _case(by, key)
    row = samples.consent(by, case, words=text("samtykkeord"))
    actions.share(
        by=by,
        case=case,
        items=["identity-name"],
        legal_basis=LegalBasis.CONSENT,
        consent=str(row.pk),
        necessity=text("noedvendig"),
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )


def one_and_two_again(by: Actor, key: object, text: Text) -> None:
    """Another citizen, whose case is paused, proves to be this one and her case this case; then
    both prove to be two."""
    other = samples.another_case(by, "Sofus Skyggenavnsen")
    _move_on(by, other)
    pause(by, other.pk, text)
    case, other = _case(by, key), _case(by, other.pk)
    joined = actions.join_citizens(
        by=by,
        case=case,
        other=other,
        version=both_versions(case, other),
        take=(),
        reason=text("samling"),
    )
    case, other = _case(by, key), _case(by, other.pk)
    version = both_versions(case, other)
    led = actions.join_cases(by=by, case=case, other=other, version=version, reason=text("samling"))
    actions.undo_case_join(by=by, case=_case(by, key), join=led, reason=text("fortrudt"))
    actions.undo_join(by=by, case=_case(by, key), join=joined, reason=text("fortrudt"))


def helped(by: Actor, key: object, text: Text) -> None:
    """A measure that has ended."""
    made = actions.add_measure(
        by=by,
        case=_case(by, key),
        type=MeasureType.MENTOR,
        goal=text("maal"),
        owner_name=by.name,
        starts_on=clock.today(),
    )
    _end(by, made, text)


def pause(by: Actor, key: object, text: Text) -> None:
    """The case rests."""
    case = _case(by, key)
    until = clock.today() + timedelta(days=20)
    actions.pause(by=by, case=case, version=case.version, until=until, reason=text("bero"))


def close(leader: Actor, key: object, text: Text) -> None:
    """A leader approves that the citizen has moved, and ends the case."""
    for running in Measure.objects.for_actor(leader).filter(case=key, status__in=OPEN_MEASURES):
        _end(leader, running, text)
    actions.approve_closing(by=leader, case=_case(leader, key), reason=text("godkendt"))
    case, assessment = _case(leader, key), text("afsluttet")
    handover, reason = text("lukkesvar"), ClosureReason.MOVED
    facts = closing_facts(
        case, leader, reason=reason, assessment=assessment, under_18=False, handover=handover
    )
    actions.close(
        by=leader,
        case=case,
        version=case.version,
        reason=reason,
        assessment=assessment,
        answers={finding.key: text("lukkesvar") for finding in closing_findings(facts)},
        handover=handover,
    )


def keep(leader: Actor, key: object, text: Text) -> None:
    """A closed case that may not be erased yet."""
    case = _case(leader, key)
    actions.hold_erasure(
        by=leader,
        case=case,
        version=case.version,
        until=clock.today() + timedelta(days=90),
        reason=text("stop"),
    )


def reopen(leader: Actor, key: object, text: Text) -> None:
    """A closed case that goes on."""
    case = _case(leader, key)
    actions.reopen(by=leader, case=case, version=case.version, reason=text("flytning"))


def receive(officer: Person, key: object) -> Disclosure:
    """Somebody of the police, who acts, opens what was shared with them."""
    row: Disclosure = Disclosure.objects.for_actor(officer.actor).get(pk=key)
    items = list(DisclosureItem.objects.for_actor(officer.actor).filter(disclosure=row))
    actions.receive(by=officer.actor, disclosure=row, items=items)
    return row


def reply(officer: Person, key: object, text: Text) -> None:
    """The police open what was shared with them, and have no use of it."""
    with officer.acts():
        row, reply = receive(officer, key), ShareAnswer.NOT_RELEVANT
        actions.answer_share(by=officer.actor, disclosure=row, reply=reply, text=text("kredssvar"))


def refuse(officer: Person, key: object, text: Text) -> None:
    """The police open what was handed over to them, and will not have it."""
    with officer.acts():
        row = receive(officer, key)
        actions.answer_hand_over(
            by=officer.actor,
            disclosure=row,
            reply=HandOverReply.REFUSED,
            reason=text("kredsafslag"),
        )


def answer(lead: Person, key: object, text: Text) -> None:
    """Who reported is answered: it is no concern."""
    with lead.acts():
        actions.answer_report(
            by=lead.actor,
            report=Report.objects.for_actor(lead.actor).get(pk=key),
            outcome=ReportOutcome.NO_CONCERN,
            answer=text("besvaret"),
            reason=text("ubegrundet"),
        )


def judge_otherwise(lead: Person, key: object, text: Text) -> None:
    """A locked judgement is changed."""
    with lead.acts():
        screening_actions.change_judgement(
            by=lead.actor,
            screening=rating.seen(lead, key),
            judgement=demo.judgement_like(rating.PROFILE, who=text("svar")),
            reason=text("tilfoejelse"),
        )


def agree(people: Collection[Person], key: object, text: Text) -> None:
    """Each rewrites what the one before wrote of what both parties find; the last one signs."""
    for person in people:
        with person.acts():
            row = _write_together(person, key, text)
    with person.acts():
        screening = rating.seen(person, key)
        read = unread_signs(dossier_of(person.actor, screening), row)
        screening_actions.sign_consensus(
            by=person.actor, screening=screening, version=row.version, read=read
        )


def _write_together(person: Person, key: object, text: Text) -> Consensus:
    screening: Screening = rating.seen(person, key)
    dossier = dossier_of(person.actor, screening)
    ours, _theirs = dossier.both()
    said, before = ours.read_answers(), dossier.consensus()
    reason = text("enighed")
    return screening_actions.save_consensus(
        by=person.actor,
        screening=screening,
        decisions={one: Decision(said[one].value, reason) for one in open_keys(dossier, {})},
        judgement=demo.judgement_like(rating.PROFILE, who=text("enighed")),
        version=before.version if before else 0,
    )


def _end(by: Actor, measure: Measure, text: Text) -> None:
    actions.update_measure(
        by=by,
        measure=measure,
        version=measure.version,
        status=MeasureStatus.COMPLETED,
        goal=measure.goal,
        owner_name=measure.owner_name,
        outcome=Outcome.BETTER,
        outcome_note=text("udbytte"),
    )


def _move_on(by: Actor, case: Case) -> None:
    actions.change_state(
        by=by,
        case=case,
        version=case.version,
        target=State.ASSESSMENT,
        values={Field.COORDINATOR: by.membership_id},
    )


def _case(by: Actor, key: object) -> Case:
    found: Case = Case.objects.for_actor(by).select_related("subject").get(pk=key)
    return found
