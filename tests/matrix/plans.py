"""A public plan and a draft of one municipality, a draft of another; draft texts are canaries."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from docx import Document

from knowledge.advice import actions as advice
from knowledge.cohorts import actions as cohorts
from knowledge.plans import actions
from knowledge.plans.choices import ActionStatus, Body, OrganisationModel, Outcome, SectionKind
from knowledge.plans.exchange.shapes import Foreign, Line, Piece, Sent
from knowledge.plans.models import Borrowing, Decision, Plan
from knowledge.plans.periods import periods
from knowledge.plans.policies import told_at
from knowledge.plans.sorts import SORTS
from knowledge.radar import actions as radar
from knowledge.radar.choices import State
from stopext.access import clock
from stopext.access.scoping import opened
from stopext.web import drafts
from tests.matrix.courses import Keys, Texts
from tests.support.rows import rows_of
from tests.support.world import Person

#: So that the radar finds the section.
LAW = "§ 133"
PLAIN = "Det gør vi sammen med skoler, klubber og politi, og vi ser på det hvert år."


def plan_begun(by: Person) -> Plan:
    """A draft from the newest template."""
    return actions.begin_plan(
        by=by.actor,
        title="Plan til prøve",
        organisation_model=OrganisationModel.COORDINATOR,
    )


def write(by: Person, text: Any, plan: Plan) -> Keys:
    """Something in each sort of part of the draft; ``text`` makes what is written."""
    made: dict[str, UUID] = {}
    for sort, under, values in (
        ("maal", plan.pk, {"text": text("plan"), "level": "building"}),
        ("handling", "maal", _action(text("plan"), text("plan"))),
        ("indikator", "maal", _indicator(text("plan"))),
        ("maaling", "indikator", _measurement(text("plan"))),
        ("virkning", "handling", {"confidence": "low", "basis": text("plan")}),
        ("kort", plan.pk, _card(text("plan"))),
    ):
        key = under if isinstance(under, UUID) else made[str(under)]
        moved = {"indicator_id": made["indikator"]} if sort == "virkning" else {}
        made[str(sort)] = actions.add_part(
            by=by.actor, sort=SORTS[str(sort)], under=key, values={**values, **moved}
        ).pk
    kind = SectionKind.HANDLING
    section = plan.plansections.get(kind=kind)
    version = section.edits
    actions.write_section(by=by.actor, kind=kind, version=version, text=f"{text('plan')} {LAW}")
    action = plan.actions.get(pk=made["handling"])
    made["opgave"] = actions.add_task(by=by.actor, action=action, text=text("plan")).pk
    names = ("goal", "action", "indicator", "measurement", "effect", "card", "task")
    return {"plan": plan.pk, "section": section.pk, **dict(zip(names, made.values(), strict=True))}


def _action(title: str, group: str) -> dict[str, Any]:
    return {
        "title": title,
        "level": "building",
        "target_group": group,
        "owner": "",
        "start": None,
        "end": None,
        "status": ActionStatus.PLANNED,
        "practice_page": None,
        "cost_note": "",
        "contact_person": group,
        "internal_note": group,
    }


def _indicator(name: str) -> dict[str, Any]:
    numbers = {"baseline": Decimal(1), "target": Decimal(9)}
    return {"name": name, "unit": "møder", "frequency": "", **numbers}


def _measurement(said: str) -> dict[str, Any]:
    return {"on": clock.today(), "value": Decimal(3), "note": said}


def _card(said: str) -> dict[str, Any]:
    return {"audience": said, "steps": [said], "contacts": [said], "owner": said}


def publish(lead: Person, leader: Person) -> Plan:
    """A whole plan, written by one and published by the other."""
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda _what: PLAIN, plan)
        kind = SectionKind.ANTICIPATING
        actions.write_section(by=lead.actor, kind=kind, version=0, text=PLAIN)
    with leader.acts():
        return actions.adopt(
            by=leader.actor,
            draft=plan,
            adopted_on=clock.today() - timedelta(days=9),
            adopted_by="Kommunalbestyrelsen",
            **confirmed(plan),
        )


def confirmed(plan: Plan) -> dict[str, Any]:
    """That the council adopted the text as it is, though it met before that was written."""
    decisions = opened(Decision.every.all()).filter(plan=plan)
    now = told_at(rows_of(Plan).get(pk=plan.pk).changed_at, decisions)
    return {"is_this_text": True, "seen": now}


def _decided(by: Person, plan: Plan, text: str) -> Keys:
    """What a committee said of a draft; its key in addresses."""
    values = {
        "body": Body.COMMITTEE,
        "body_name": text,
        "on": clock.today() - timedelta(days=30),
        "outcome": Outcome.RECOMMENDED,
        "minutes": text,
        "agenda_url": "",
        "remark": text,
    }
    return {"decision": actions.add_decision(by=by.actor, plan=plan, values=values).entry}


def _lent(by: Person, plan: Plan, part: Any, text: str) -> Keys:
    """A goal of a draft that has words from the plan of its own municipality."""
    row = Borrowing(
        plan=plan,
        municipality_id=plan.municipality_id,
        part=part,
        origin_place_id=plan.municipality_id,
        origin_part=part,
        origin_version="1",
        origin_adopted_on=clock.today(),
        text=text,
        digest=text,
        at=clock.now(),
    )
    row.save(force_insert=True)
    return {"borrowing": row.pk}


def plant_public_and_draft(lead: Person, leader: Person, text: Texts) -> Keys:
    """A municipality that revises its plan."""
    plan = publish(lead, leader)
    with lead.acts():
        own = Plan.objects.for_actor(lead.actor).get(pk=plan.pk)
        reported = {
            "reported_action": own.actions.get().pk,
            "reported_indicator": own.indicators.get().pk,
        }
        for remark, is_public in ((PLAIN, True), (text("plan"), False)):
            period = next(iter(periods(clock.today())))
            said: dict[str, Any] = {"remark": remark, "is_public": is_public}
            report = actions.freeze_report(by=lead.actor, period=period, **said)
        reported["frozen"] = report.pk
        draft = actions.revise(by=lead.actor)
        keys = write(lead, text, draft)
        keys |= _decided(lead, draft, text("plan"))
        return {**reported, **keys, **_lent(lead, draft, keys["goal"], text("plan"))}


def plant_draft(lead: Person, text: Texts) -> Keys:
    """A municipality that writes its first plan."""
    with lead.acts():
        draft = plan_begun(lead)
        keys = write(lead, text, draft)
        keys |= _lent(lead, draft, keys["goal"], text("plan"))
        keys |= _decided(lead, draft, text("plan"))
    reported = {"reported_action": keys["action"], "reported_indicator": keys["indicator"]}
    return {**keys, **reported, "frozen": keys["plan"]}


def plant_advice(lead: Person, text: Texts) -> Keys:
    """A question to the centre's advisers that nobody has taken."""
    with lead.acts():
        thread = advice.ask(by=lead.actor, subject=text("sparring"), text=text("sparring"))
        return {"thread": thread.pk, "message": thread.messages.get().pk}


def plant_cohort(adviser: Person, lead: Person, text: Texts) -> Keys:
    """A cohort in which the municipality is alone, and what it said of the one milestone."""
    today = clock.today()
    with adviser.acts():
        cohort = cohorts.add_cohort(
            by=adviser.actor,
            name=text("melding"),
            starts_on=today,
            ends_on=today + timedelta(days=90),
        )
        milestone = cohorts.add_milestone(
            by=adviser.actor, cohort=cohort, text=text("melding"), due_on=today
        )
        member = cohorts.join(
            by=adviser.actor,
            cohort=cohort,
            municipality_id=lead.actor.authority_id,
            joined_on=today,
        )
    with lead.acts():
        cohorts.report(
            by=lead.actor,
            milestone=milestone,
            version=0,
            done_on=None,
            note_text=text("melding"),
        )
    return {"cohort": cohort.pk, "milestone": milestone.pk, "member": member.pk}


def plant_mark(lead: Person, section: object, text: Texts) -> None:
    """What the municipality decided on a section of its draft that quotes a changed law."""
    with lead.acts():
        radar.mark(
            by=lead.actor,
            change="lov-underretning-2024-01-01",
            place=str(section),
            version=0,
            state=State.HANDLED,
            note_text=text("plan"),
        )


class File:
    """A plan in Word that is sent, as often as somebody sends it."""

    name = "plan.docx"

    def read(self) -> bytes:
        kept = BytesIO()
        document = Document()
        document.add_paragraph(PLAIN)
        document.save(kept)
        return kept.getvalue()


def sent_before(by: Person, keys: Keys) -> None:
    """What was read of a plan in Word and of a workbook waits to be confirmed."""
    numbers = {"unit": "møder", "baseline": "1", "target": "2"}
    row = {"goal": str(keys["goal"]), "name": f"Ny af {by.user.pk}", **numbers}
    workbook = Sent(name="x", lines=[Line(sort="indikator", number=9, texts=row)], faults=[])
    foreign = Foreign(name="x", pieces=[Piece(where="1", text=PLAIN)], faults=[])
    for form, sent in (("plan-workbook", workbook), ("plan-import", foreign)):
        with by.acts():
            drafts.save(
                by=by.actor,
                form=form,
                object_id=UUID(str(keys["plan"])),
                fields={"sent": [sent.model_dump_json()]},
                version=1,
            )
