"""The course of one case with everything that can hang on it, every text a canary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from casework import actions
from casework.models import Case, CaseAssignment, Concern, Disclosure, Report
from casework.queries.shareable import shareable_items
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    Knowledge,
    MeasureType,
    NoteKind,
    NoticeDecision,
    PoliceCheck,
    ReferrerType,
    ReviewDecision,
    TriageOutcome,
    Tristate,
)
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from screening import actions as screening_actions
from screening.engine.states import TRIAGE
from screening.models import Screening
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.web import drafts
from tests.casework import inquiries, samples, tasks
from tests.casework.deadlines import told_and_put_off
from tests.matrix import asking, later, meetings, rating
from tests.matrix.readers import TEXTS, Row
from tests.support.world import Person

Keys = dict[str, object]
#: Drafts of these forms of a case are kept under the case itself.
NOTE_DRAFT = "case-note"
FULL = ""
#: Meetings of the info-house, and somebody who is invited: random where there is none.
MEETING = ("meeting", "joint_invitee", "begun", "approved")

#: What is asked in the portal, and the question of the case that it sends.
INQUIRY = ("inquiry", "sent")


@dataclass
class Texts:
    """Canaries of one row: ``KANARIE-<row>-<what>-<n>`` may be read by the readers of the row."""

    row: Row
    number: int = 0

    def __call__(self, what: str) -> str:
        """A canary of its own for one field."""
        assert what in TEXTS, f"nobody has written down who may read {what}"
        self.number += 1
        return f"KANARIE-{self.row}-{what}-{self.number} og tyve tegn til"


@dataclass
class Course:
    """One case led by ``lead``; ``worker`` is put on it. ``rows``: a text to its row's key, for the
    question whether the log names what a page shows."""

    row: Row
    lead: Person
    worker: Person
    #: Who comes to read the case later.
    beside: tuple[Person, ...] = ()
    keys: Keys = field(default_factory=dict)
    rows: dict[str, object] = field(default_factory=dict)
    case: Case = field(init=False)
    disclosure: Disclosure = field(init=False)

    def __post_init__(self) -> None:
        self.text = Texts(self.row)
        self.keys |= {key: uuid4() for key in ("disclosure", *INQUIRY, *MEETING)}

    def begin(self, cpr: str = "") -> None:
        """Register, assess and note what can be passed on."""
        with self.lead.acts():
            self._register(cpr)
            self._assess()
            self._help()
            self._around()
            for told in (later.known_better, later.one_and_two_again, later.helped):
                told(self.lead.actor, self.case.pk, self.text)
            self.keys["consent"] = later.asked(self.lead.actor, self.case.pk, self.text).pk

    def end(self, by: Person | None = None, *, with_police: bool = False) -> None:
        """What is written last, by somebody who still sees the case; it is shared with nobody."""
        person = by or self.lead
        with person.acts():
            self._gather(person)
            self._meet(person)
            self._follow_up(person)
            self.keys["open"] = self._order(person, FULL, with_police=with_police).pk
        rating.begin(person, self.keys["open"], self.text("svar"))
        with self.lead.acts():
            drafts.save(
                by=self.lead.actor,
                form=NOTE_DRAFT,
                object_id=self.case.pk,
                fields={"text": [self.text("kladde")]},
                version=1,
            )

    def share(self) -> None:
        """Pass everything that is there on to the police district."""
        with self.lead.acts():
            self.disclosure = actions.share(
                by=self.lead.actor,
                case=self.case,
                items=[item.key for item in shareable_items(self.case)],
                legal_basis=LegalBasis.RPL_115_1,
                necessity=self.text("noedvendig"),
                expires_on=clock.today() + timedelta(days=30),
                acknowledged=True,
                citizen_informed=Tristate.NO,
                not_informed_reason=self.text("uorienteret"),
            )
        self.keys["disclosure"] = self.disclosure.pk

    def meet(self, police: Person, officer: Person | None = None) -> None:
        """Meetings with the police district."""
        self.keys |= meetings.plant(self.lead, police, officer, self.case, self.text)

    def inquire(self, police: Person) -> None:
        """What the district is asked in the portal."""
        self.keys |= asking.plant(self.lead, police, self.case, self.text)

    def hand_over(self) -> None:
        """Hand the case over to the police district."""
        with self.lead.acts():
            self.disclosure = samples.handed_over(
                self.lead.actor, self.case, necessity=self.text("noedvendig")
            )
        self.keys["disclosure"] = self.disclosure.pk

    def put_on(self, reporter: Person) -> None:
        """Put what somebody reported on the case."""
        sent = report(reporter, self.row)
        self.keys["report"] = sent
        with self.lead.acts():
            actions.put_on_case(
                by=self.lead.actor,
                report=Report.objects.for_actor(self.lead.actor).get(pk=sent),
                case=self.case,
                referrer_type=ReferrerType.SCHOOL,
                citizen_informed=Tristate.YES,
                legal_ground=self.text("ground"),
            )

    def withdraw(self) -> None:
        """End the disclosure."""
        with self.lead.acts():
            actions.withdraw(
                by=self.lead.actor, disclosure=self.disclosure, reason=self.text("tilbage")
            )

    def restrict(self, by: Person, *others: Person) -> None:
        """Let only ``by`` and the others see the case."""
        with by.acts():
            self._refresh()
            actions.restrict(
                by=by.actor,
                case=self.case,
                version=self.case.version,
                membership_ids=[other.membership.pk for other in others],
            )

    def take_off(self) -> None:
        """Take the worker off the case again."""
        with self.lead.acts():
            mine = CaseAssignment.objects.for_actor(self.lead.actor)
            actions.remove_colleague(
                by=self.lead.actor, assignment=mine.get(pk=self.keys["assignment"])
            )

    def screen(self, police: Person | None = None, *, police_locks: bool = False) -> None:
        """A screening that the municipality answers, locks and adds to; the police answer too."""
        with self.lead.acts():
            mistaken = self._order(self.lead, TRIAGE, with_police=False)
            screening_actions.cancel_screening(
                by=self.lead.actor, screening=mistaken, reason=self.text("aflyst")
            )
            ordered = self._order(self.lead, TRIAGE, with_police=police is not None)
            self.keys["locked"] = ordered.pk
        ours, theirs = self.text("svar"), self.text("politisvar")
        rating.answer(self.lead, ordered.pk, ours, locks=True)
        if police is not None:
            rating.answer(police, ordered.pk, theirs, locks=police_locks, differs=0.3)
        with self.lead.acts():
            screening_actions.add_addendum(
                by=self.lead.actor,
                screening=rating.seen(self.lead, ordered.pk),
                text=self.text("tilfoejelse"),
            )

        later.judge_otherwise(self.lead, ordered.pk, self.text)

    def agree(self, police: Person) -> None:
        """The police and the municipality write down what both find; only the latter signs."""
        later.agree([police, self.lead], self.keys["locked"], self.text)

    def later(self, person: Person, *deeds: Callable[[Actor, object, Texts], None]) -> None:
        """Somebody does this to the case, one deed after the other."""
        with person.acts():
            for deed in deeds:
                deed(person.actor, self.case.pk, self.text)

    def name_officer(self, coordinator: Person, officer: Person) -> None:
        """The police coordinator names an officer for both screenings."""
        with coordinator.acts():
            for key in ("locked", "open"):
                screening_actions.grant_access(
                    by=coordinator.actor,
                    screening=rating.seen(coordinator, self.keys[key]),
                    user_id=officer.actor.user_id,
                )

    def _register(self, cpr: str) -> None:
        by = self.lead.actor
        name = self.text("navn")
        who = samples.person(
            name=name,
            birth_year=None if cpr else 1991,
            cpr=cpr,
            description=self.text("beskrivelse"),
        )
        facts = samples.facts(
            observed=self.text("observed"),
            interpreted=self.text("interpreted"),
            trigger_event=self.text("trigger"),
            summary=self.text("summary"),
            referrer_name=self.text("referrer"),
            referrer_contact=self.text("contact"),
            observed_where=self.text("where"),
            observed_when=self.text("when"),
            legal_ground=self.text("ground"),
            not_informed_reason=self.text("uninformed"),
            care_contact=self.text("laege"),
        )
        others = samples.other_than(actions.search_repeats(by=by, person=who))
        self.case = actions.register_concern(by=by, person=who, facts=facts, answers=others)
        concern = self.case.concerns.get()
        self.keys |= {"case": self.case.pk, "concern": concern.pk}
        self.keys["join"] = samples.said_again(by, self.case).pk
        self.keys["case_join"] = samples.led_into(by, self.case, self.text("samling")).pk
        self.rows |= {facts.observed: concern.pk, facts.interpreted: concern.pk}

    def _assess(self) -> None:
        by = self.lead.actor
        self._move(self.lead, State.ASSESSMENT, {Field.COORDINATOR: self.lead.membership.pk})
        added = actions.add_colleague(
            by=by, case=self.case, membership_id=self.worker.membership.pk
        )
        self.keys["triage"] = actions.triage(
            by=by,
            case=self.case,
            outcome=TriageOutcome.INFO_HOUSE,
            reason=self.text("visitation"),
            police_check=PoliceCheck.CLEAR,
            police_contact=self.text("vagt"),
        ).pk
        told_and_put_off(by, self.case, self.text("kvittering"), self.text("udsat"))
        self._refresh()
        actions.decide_notice(
            by=by,
            case=self.case,
            version=self.case.version,
            decision=NoticeDecision.NOT_NEEDED,
            reason=self.text("underretning"),
        )
        self.keys["assignment"] = added.pk

    def _help(self) -> None:
        by, said, goal = self.lead.actor, self.text("notat"), self.text("maal")
        note = actions.write_note(by=by, case=self.case, kind=NoteKind.CALL, text=said)
        measure = actions.add_measure(
            by=by,
            case=self.case,
            type=MeasureType.MENTOR,
            goal=goal,
            owner_name=by.name,
            starts_on=clock.today(),
        )
        self.note = note
        self.keys["task"] = tasks.whole(by, self.case, self.text("opgave"), self.text("loest")).pk
        concern = Concern.objects.for_actor(by).filter(case=self.case).earliest("received_at")
        self.keys |= {"note": note.pk, "measure": measure.pk, "concern": concern.pk}
        self.rows |= {said: note.pk, goal: measure.pk}

    def _around(self) -> None:
        """A parent, who is the citizen of another case that everybody of this one sees."""
        by = self.lead.actor
        row = samples.party(
            by,
            self.case,
            name=self.text("part"),
            reach=self.text("partkontakt"),
            contact_terms=self.text("partvilkaar"),
            told_ground=self.text("partgrund"),
            note=self.text("partandet"),
        )
        other = samples.another_case(by, "Ea Kulissegaard")
        for one in (self.worker, *self.beside):
            actions.add_colleague(by=by, case=other, membership_id=one.membership.pk)
        made = actions.relate_party(by=by, party=row, number=other.number, name_known=True)
        called = samples.contact(by, self.case, self.text("kontakt"), party=row)
        self.keys |= {"party": row.pk, "relation": made.pk, "contact": called.pk}

    def _gather(self, person: Person) -> None:
        """One question that has been answered, one that waits."""
        by = person.actor
        self._move(person, State.GATHERING, {Field.REASON: self.text("flytning")})
        for answer in (self.text("oplysning"), ""):
            asked = actions.ask_information(
                by=by,
                case=self.case,
                authority=self.text("myndighed"),
                question=self.text("spoergsmaal"),
            )
            if answer:
                said = inquiries.replied(answer=answer, source=self.text("svarer"))
                actions.record_information(by=by, request=asked, said=said)
                self.keys["answered"] = asked.pk
                self._move(
                    person,
                    State.ANALYSIS,
                    {Field.MEETING_ON: clock.today(), Field.REASON: self.text("flytning")},
                )
            self.keys["asked"] = asked.pk

    def _meet(self, person: Person) -> None:
        by = person.actor
        meeting = actions.hold_meeting(
            by=by,
            case=self.case,
            held_on=clock.today(),
            participants=self.text("deltagere"),
            shared=self.text("delt"),
            disagreement=self.text("uenighed"),
        )
        actions.recommend(
            by=by,
            meeting=meeting,
            version=0,
            joint_assessment=self.text("faelles"),
            recommendation=self.text("anbefaling"),
        )
        for decider, told_by in ((Decider.MUNICIPALITY, ""), (Decider.POLICE, "oplyser")):
            actions.decide(
                by=by,
                case=self.case,
                decider=decider,
                outcome=DecisionOutcome.START,
                reason=self.text("beslutning"),
                told_by=told_by and self.text(told_by),
            )

    def _follow_up(self, person: Person) -> None:
        actions.add_addendum(by=person.actor, note=self.note, text=self.text("tillaeg"))
        self.keys["review"] = actions.review(
            by=person.actor,
            case=self.case,
            held_on=clock.today(),
            change=self.text("opfoelgning"),
            citizen_view=self.text("borgersyn"),
            new_information=self.text("nyt"),
            decision=ReviewDecision.CONTINUE,
        ).pk

    def _move(self, person: Person, target: State, values: dict[Field, object]) -> None:
        self._refresh()
        self.case = actions.change_state(
            by=person.actor,
            case=self.case,
            version=self.case.version,
            target=target,
            values=values,
        )

    def _order(self, person: Person, subset: str, *, with_police: bool) -> Screening:
        return actions.order_screening(
            by=person.actor,
            case=self.case,
            due_on=clock.today() + timedelta(days=10),
            with_police=with_police,
            subset=subset,
        )

    def _refresh(self) -> None:
        self.case.refresh_from_db()


def report(person: Person, row: Row) -> object:
    """A concern from outside the team; answers its key."""
    text = Texts(row)
    with person.acts():
        return actions.report_concern(
            by=person.actor,
            danger=samples.NO_DANGER,
            police_contacted_at=None,
            observed=text("indberetning"),
            knowledge=Knowledge.FIRST_HAND,
            person=text("omtalt"),
            observed_when=text("dengang"),
            interpreted=text("tolket"),
            contact=text("svarvej"),
            care_contact=text("vagtlaege"),
        ).pk
