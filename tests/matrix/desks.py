"""Who answers which form at the same time: every form that is answered by the form page, in every
state that makes another form of it.

A new form joins by itself. One that a browser cannot fill without knowing it gets a line in
``OWN_VALUES``, one that the planted rows do not lead to a line in ``WAYS``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from casework import actions
from casework.models import Case, Concern, Meeting
from casework.rules.codes import NoteKind
from casework.views.intake_pages import INTAKE
from casework.views.reports import REPORT
from knowledge.areas import actions as area_actions
from knowledge.areas.models import AreaMap
from knowledge.readiness import actions as readiness_actions
from knowledge.readiness.models import Assessment
from screening import actions as screening_actions
from screening.demo import ratings
from screening.models import Screening
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import invite
from stopext.accounts.models import CENTRE, Authority
from tests.casework import erasing, samples
from tests.casework.actions.test_refusals import begun
from tests.matrix import forms, hearings, later, rating, readiness
from tests.matrix.forms import Hers, Keys, Opened, opened, words
from tests.matrix.plans import File, sent_before
from tests.matrix.readers import Row
from tests.matrix.town import Siege
from tests.support.days import InDays
from tests.support.world import Person, make_person

#: Makes the row a form needs; answers who may open it, and its keys.
Way = Callable[[Siege], tuple[list[str], Keys]]
LEAD, LEADER = "tovholder", "leder"
WIZARDS = {"casework:intake": INTAKE, "casework:report": REPORT}
#: Forms that are drawn on another page than they are sent to: which, and as what.
DRAWN_ON = {
    "screening:assign": ("screening:show", "form"),
}
#: What is written here stands in a table no role reads before it is sent: it is read on the page.
READ_ON_THE_PAGE = {"hearings:inside_answer", "hearings:outside_answer"}
#: "Ja" would leave the reason for "Nej" without a question.
NOT_TOLD = {"citizen_informed": "no"}
NO_DANGER = dict.fromkeys(("weapon", "target_or_plan", "departure", "suicidal"), "no")
#: What a form asks for beside "something in every field"; empty where one of two is enough.
OWN_VALUES: dict[str, dict[str, Any]] = {
    "casework:intake": {**NO_DANGER, **NOT_TOLD},
    "casework:report": NO_DANGER,
    "casework:share": {"acknowledged": "on", "consent": "", **NOT_TOLD},
    "casework:renew": {"acknowledged": "on", "consent": "", **NOT_TOLD},
    "casework:hand_over": {"acknowledged": "on", "consent": "", **NOT_TOLD},
    "casework:contact": {"channel": Hers(Anna="visit", Berit="video")},
    "casework:decide": {"decider": "police"},
    "casework:party_add": {"custody": "no"},
    "casework:party": {"custody": "no"},
    "casework:send_inquiry": NOT_TOLD,
    "casework:answer_inquiry": {"told_on": InDays(-1)},
    "casework:joint_plan": {"planned_on": InDays(9), "planned_time": "10.30", "another": "on"},
    "casework:joint_invite": {"person": "", "papers": ""},
    "casework:restrict": {"without_leader": "on"},
    "casework:move_deadline": {"day": Hers(Anna=InDays(17), Berit=InDays(15))},
    "casework:measure_add": {"owner_function": ""},
    "casework:measure": {"owner_function": ""},
    "casework:close": {"handover": ""},
    "casework:hold_erasure": {"until": InDays(9)},
    "knowledge:part_add": {"baseline": "1,5", "target": "9", "value": "3"},
    "knowledge:part": {"baseline": "1,5", "target": "9", "value": "3"},
    "knowledge:plan_files": {"file": File()},
    "knowledge:plan_measure": {"value": "4,5"},
    "knowledge:plan_adopt": {
        "agenda_url": "",
        "revision_due": "",
        "adopted_on": InDays(-2),
        "is_this_text": "on",
    },
    "readiness:ask": {
        "reviewer": "751",
        "readable_until": InDays(9),
    },
    "readiness:reply": {"accepts": "yes"},
    "readiness:theme": {f"link_akut-{one}": "" for one in ("kort", "vagt", "oevelse")},
    "knowledge:decision_add": {"agenda_url": ""},
    "knowledge:decision": {"agenda_url": ""},
    "casework:step": {"paused_until": InDays(9)},
}


@dataclass
class Desk:
    """A form, and the two who have it open."""

    name: str
    path: str
    drawn_at: str
    part: str
    one: Person
    other: Person
    pages: dict[str, Opened] = field(default_factory=dict)

    def opens(self, who: str, browser: Client) -> dict[str, Any]:
        """Open the form; answers what ``who`` will send."""
        shown = opened(browser, self.drawn_at, self.part)
        assert shown is not None, (self.name, self.drawn_at)
        self.pages[who] = shown
        return shown.filled(who, **OWN_VALUES.get(self.name, {}))

    def again(self, browser: Client) -> Opened | None:
        """The form as it is drawn now, if it still is."""
        return opened(browser, self.drawn_at, self.part)

    def lost(self, person: Person, texts: Collection[str]) -> list[str]:
        """Those texts that are stored nowhere this person may read, now or in a new browser."""
        missing = forms.kept_nowhere(person, texts)
        now = self.again(person.browser()) if missing and self.name in READ_ON_THE_PAGE else None
        if now is None:
            return missing
        return [text for text in missing if not now.shows(dict.fromkeys(now.texts, text))]

    def texts(self, who: str) -> list[str]:
        """What ``who`` writes."""
        shown = self.pages[who]
        sent = shown.filled(who, **OWN_VALUES.get(self.name, {}))
        return [words(who, name) for name in shown.texts if name in sent]


#: In which of its places a form was found, and for whom, when it was looked for first in this
#: process: to look again costs as much as to answer it.
_KNOWN: dict[str, tuple[int, list[str]]] = {}


def desk_of(siege: Siege, name: str, way: object) -> Desk:
    """The form, for the first two people who may answer it; one alone has it open twice."""
    drawn_on, part = DRAWN_ON.get(name, (name, "form"))
    given = way if isinstance(way, dict) else {}
    places = [way(siege)] if callable(way) else forms.places(siege, drawn_on)
    known, found_here = _KNOWN.get(label_of(name, way), (-1, []))
    for number, (people, keys) in enumerate(places):
        path = reverse(drawn_on, kwargs={**keys, **given})
        open_to = (one for one in people if opened(siege.visitor(one).browser(), path, part))
        here = found_here if number == known else list(islice(open_to, 2)) if known < 0 else []
        if here:
            _KNOWN[label_of(name, way)] = number, here
            one, *others = (siege.town.crowd[label] for label in here)
            other = others[0] if others and name not in WIZARDS else one
            return Desk(name, reverse(name, kwargs={**keys, **given}), path, part, one, other)
    raise AssertionError(f"nobody finds the form {name}: give it a way")


def _case(siege: Siege, row: Row = Row.ASSIGNED) -> Case:
    lead = siege.town.crowd[LEAD]
    key = siege.town.planted.key_of(row, "case")
    found: Case = Case.objects.for_actor(lead.actor).get(pk=key)
    return found


def _own_note(siege: Siege) -> tuple[list[str], Keys]:
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        case = _case(siege)
        row = actions.write_note(by=lead.actor, case=case, kind=NoteKind.CALL, text="Første udgave")
    return [LEAD], {"pk": case.pk, "note": row.pk}


def _new_case(siege: Siege) -> tuple[list[str], Keys]:
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        row = samples.new_case(lead.actor, samples.person(name="Ny Attrapsen"))
    return [LEAD, LEADER], {"pk": row.pk}


def _unacknowledged(siege: Siege) -> tuple[list[str], Keys]:
    """A concern for which no receipt is written."""
    people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        concern = Concern.objects.for_actor(lead.actor).get(case=keys["pk"])
    return people, {**keys, "concern": concern.pk}


def _assessed(siege: Siege) -> tuple[list[str], Keys]:
    """A case in its first assessment, whose deadline is near."""
    people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).select_related("subject").get(**keys)
        begun(lead.actor, case)
    return people, keys


def _two_sides(siege: Siege) -> tuple[list[str], Keys]:
    """Two citizens who may be one."""
    people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        other = samples.new_case(lead.actor, samples.person(name="Valdemar Kulissegaard"))
    return people, {**keys, "other": other.pk}


def _two_cases(siege: Siege) -> tuple[list[str], Keys]:
    """Two running cases about one citizen."""
    people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(**keys)
        other = samples.second_of(lead.actor, case)
    return people, {**keys, "other": other.pk}


def _led_alone(siege: Siege) -> tuple[list[str], Keys]:
    """A case that one has open twice: whoever is left off a list finds the case no more."""
    people, keys = _new_case(siege)
    return people[:1], keys


def _to_put_on(siege: Siege) -> tuple[list[str], Keys]:
    """A report, and the number of a case that only now exists."""
    _people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        number = Case.objects.for_actor(lead.actor).get(**keys).number
    OWN_VALUES["casework:put_on_case"] = {"number": number, **NOT_TOLD}
    return [LEAD, LEADER], {"pk": siege.town.planted.key_of(Row.ASSIGNED, "report")}


def _to_relate(siege: Siege) -> tuple[list[str], Keys]:
    """Somebody around a citizen, and the number of a case that only now exists."""
    _people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        number = Case.objects.for_actor(lead.actor).get(**keys).number
    OWN_VALUES["casework:party_relate"] = {"number": number, "name_known": "on"}
    found = {name: siege.town.planted.key_of(Row.ASSIGNED, name) for name in ("case", "party")}
    return [LEAD, LEADER], {"pk": found["case"], "party": found["party"]}


def _opened(kind: Row) -> Way:
    """What both of the police have opened, so that both may answer it."""

    def way(siege: Siege) -> tuple[list[str], Keys]:
        key = siege.town.planted.key_of(kind, "disclosure")
        people = ["politi", "politi_tovholder"]
        for person in (siege.town.crowd[label] for label in people):
            with person.acts():
                later.receive(person, key)
        return people, {"pk": key}

    way.__name__ = f"_opened_{kind}"
    return way


def _booked(siege: Siege) -> tuple[list[str], Keys]:
    """A meeting that has not been held."""
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        case = _case(siege)
        held = Meeting.objects.for_actor(lead.actor).filter(case=case).latest("at")
        held.pk, held.held_on, held.recommended_at, held.at = uuid4(), None, None, clock.now()
        held.participants = held.shared = held.joint_assessment = held.recommendation = ""
        held.save(force_insert=True)
    return [LEAD, LEADER], {"pk": case.pk}


def closed(siege: Siege) -> tuple[list[str], Keys]:
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        row = erasing.closed(lead)
    return [LEAD, LEADER], {"pk": row.pk}


def _proposed(siege: Siege) -> tuple[list[str], Keys]:
    people, keys = closed(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        erasing.propose(lead, Case.objects.for_actor(lead.actor).get(**keys))
    return people[1:], keys


def _ordered(siege: Siege, case: Case) -> Screening:
    due_on = clock.today() + timedelta(days=14)
    return actions.order_screening(
        by=siege.town.crowd[LEAD].actor, case=case, due_on=due_on, with_police=False
    )


def _high(siege: Siege) -> tuple[list[str], Keys]:
    """A case that a leader must let go."""
    people, keys = _new_case(siege)
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        ordered = _ordered(siege, Case.objects.for_actor(lead.actor).get(**keys))
        ratings.complete(by=lead.actor, screening=ordered, profile="high", seed=1)
    return people[1:], keys


def _answered(siege: Siege) -> tuple[list[str], Keys]:
    """A screening that can be locked."""
    lead = siege.town.crowd[LEAD]
    _people, keys = _new_case(siege)
    with lead.acts():
        ordered = _ordered(siege, Case.objects.for_actor(lead.actor).get(**keys))
    rating.answer(lead, ordered.pk, "Set af læreren i skolegården", locks=False)
    with lead.acts():
        screening_actions.judge(
            by=lead.actor, screening=ordered, judgement=ratings.judgement_like("low"), version=1
        )
    return [LEAD], {"pk": ordered.pk}


def _given(siege: Siege) -> tuple[list[str], Keys]:
    """A role from outside that a second administrator confirms."""
    first = make_person(Authority.objects.get(pk=CENTRE), Role.ADMINISTRATOR, nth="_2")
    with first.acts():
        row, _secret = invite(
            by=first.actor,
            authority=Authority.objects.get(pk=CENTRE),
            email="ny@portal.example",
            name="Ny Administrator",
            role=Role.ADMINISTRATOR,
        )
    return ["administrator"], {"pk": row.pk}


def _home(_siege: Siege) -> tuple[list[str], Keys]:
    """Two of the municipality that has a draft and a public plan."""
    return [LEAD, LEADER], {}


def _file(siege: Siege) -> tuple[list[str], Keys]:
    """The same two, when each has sent a file."""
    keys = {key: siege.town.planted.key_of(Row.ASSIGNED, key) for key in ("plan", "goal")}
    for who in (LEAD, LEADER):
        sent_before(siege.town.crowd[who], keys)
    return [LEAD, LEADER], {}


def _section(_siege: Siege) -> tuple[list[str], Keys]:
    return [LEAD, LEADER], {"kind": "handling"}


def _part(sort: str, key: str, *, under: bool = False) -> Way:
    """A part of the draft, or a new one under it."""

    def way(siege: Siege) -> tuple[list[str], Keys]:
        name = "under" if under else "pk"
        return [LEAD, LEADER], {"sort": sort, name: siege.town.planted.key_of(Row.ASSIGNED, key)}

    way.__name__ = f"_{sort}"
    return way


def _mine(name: str, **more: str) -> Way:
    """A row of those who lead the work at home."""

    def way(siege: Siege) -> tuple[list[str], Keys]:
        return [LEAD, LEADER], {"pk": siege.town.planted.key_of(Row.ASSIGNED, name), **more}

    way.__name__ = "_".join(("", *more.values())) or f"_{name}"
    return way


def _unasked(siege: Siege) -> tuple[list[str], Keys]:
    """A self-assessment that nobody was asked about."""
    lead = siege.town.crowd[LEAD]
    with lead.acts():
        row = Assessment.objects.for_actor(lead.actor).get(is_locked=False)
        readiness_actions.lock(by=lead.actor, assessment=row)
    return [LEAD, LEADER], {"pk": row.pk}


def _whole_area(siege: Siege) -> tuple[list[str], Keys]:
    """A mapping that can be finished."""
    lead = siege.town.crowd[LEAD]
    pk = readiness.mapped(lead, lambda _what: "Set.")
    with lead.acts():
        row = AreaMap.objects.for_actor(lead.actor).get(pk=pk)
        area_actions.write(
            by=lead.actor, row=row, version=row.edits, values={"mapped_on": clock.today()}
        )
    return [LEAD, LEADER], {"pk": pk}


#: Forms that the planted rows do not lead to, and states in which an address is another form.
WAYS: dict[str, list[Keys | Way]] = {
    **{name: [{"slug": page.slug} for page in one.pages] for name, one in WIZARDS.items()},
    "accounts:confirm": [_given],
    "casework:step": [{"target": "paused"}],
    "casework:note_edit": [_own_note],
    "casework:meetings": [{}, _booked],
    "casework:colleague_add": [_new_case],
    "casework:restrict": [_led_alone],
    "casework:join": [_two_sides],
    "casework:join_cases": [_two_cases],
    "casework:close": [_new_case],
    "casework:acknowledge": [_unacknowledged],
    "casework:move_deadline": [_assessed],
    "casework:party_relate": [_to_relate],
    "casework:put_on_case": [_to_put_on],
    "casework:answer_hand_over": [_opened(Row.HANDED)],
    "casework:answer_share": [_opened(Row.SHARED)],
    "casework:propose_erasure": [closed],
    "casework:hold_erasure": [closed],
    "casework:erase": [_proposed],
    "casework:approve_closing": [_high],
    "knowledge:plan_head": [_home],
    "knowledge:plan_section": [_section],
    "knowledge:plan_places": [_file],
    "knowledge:plan_workbook_changes": [_file],
    "knowledge:part_add": [
        _part("maal", "plan", under=True),
        _part("handling", "goal", under=True),
        _part("indikator", "goal", under=True),
        _part("maaling", "indicator", under=True),
    ],
    "knowledge:part": [
        _part("maal", "goal"),
        _part("handling", "action"),
        _part("indikator", "indicator"),
        _part("maaling", "measurement"),
    ],
    "hearings:open": [hearings.ended],
    "hearings:outside_answer": [hearings.linked_part],
    "hearings:inside_send": [hearings.written_inside],
    "hearings:outside_send": [hearings.written_outside],
    "readiness:theme": [_mine("assessment", theme="akut")],
    "readiness:ask": [_unasked],
    "areas:part": [
        _mine("area", part=slug) for slug in ("omraade", "samarbejde", "analyse", "indsats")
    ],
    "areas:finish": [_whole_area],
    "screening:answer": [{"domain": "B"}],
    "screening:lock": [_answered],
}
FORMS = [(name, way) for name in forms.FORMS for way in WAYS.get(name, [{}])]


def label_of(name: str, way: object) -> str:
    """How a form is called in the tests."""
    values = way.values() if isinstance(way, dict) else [getattr(way, "__name__", "")]
    return " ".join([name, *(str(value).strip("_") for value in values)])
