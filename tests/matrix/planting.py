"""Rows to knock for, planted through the real actions: one whole case per sort of row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from casework.models import DisclosureItem
from screening.models import InstrumentVersion
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import invite
from stopext.accounts.models import Authority, Contact
from stopext.web import drafts
from tests.casework import samples
from tests.matrix import exercises, hearings, later, meetings, network, plans, readiness
from tests.matrix.actors import Crowd
from tests.matrix.courses import Course, Keys, Texts, report
from tests.matrix.readers import Row
from tests.support.world import HOME, NEIGHBOUR

#: How long ago the disclosure of the expired row was made; it lasts thirty days.
LONG_AGO = timedelta(days=45)


@dataclass
class Planted:
    """Keys of everything planted by sort of row, and the number of each row's case."""

    keys: dict[Row, Keys] = field(default_factory=dict)
    numbers: dict[str, Row] = field(default_factory=dict)

    def key_of(self, row: Row | None, name: str) -> object:
        """A planted key; without a row one of a case that has everything."""
        return self.keys[row or Row.SHARED][name]


def plant(crowd: Crowd) -> Planted:
    """Everything the matrix knocks for."""
    planted = Planted()
    for number, (row, live) in enumerate(STORIES.items()):
        course = _course(crowd, row)
        # Each on a day of its own: what is due first, and so on a short list, is the same always.
        with clock.at(clock.now() - timedelta(days=len(STORIES) - number)):
            live(crowd, course)
        planted.keys[row] = course.keys
        planted.numbers[course.case.number] = row
    for row, who in {
        Row.ASSIGNED: "indberetter",
        Row.OTHER: "anden_indberetter",
        Row.FOREIGN: "nabo_indberetter",
    }.items():
        planted.keys[row]["report"] = report(crowd[who], row)
    later.answer(crowd["tovholder"], planted.keys[Row.OTHER]["report"], Texts(Row.OTHER))
    for row, authority in ((Row.ASSIGNED, HOME), (Row.FOREIGN, NEIGHBOUR)):
        planted.keys[row] |= _members(crowd, authority)
    planted.keys[Row.ASSIGNED] |= plans.plant_public_and_draft(
        crowd["tovholder"], crowd["leder"], Texts(Row.ASSIGNED)
    )
    planted.keys[Row.FOREIGN] |= plans.plant_draft(crowd["nabo_tovholder"], Texts(Row.FOREIGN))
    for row, lead, worker in (
        (Row.ASSIGNED, "tovholder", "sagsbehandler"),
        (Row.FOREIGN, "nabo_tovholder", "nabo_sagsbehandler"),
    ):
        planted.keys[row] |= hearings.plant(
            crowd[lead], crowd[worker], planted.keys[row], Texts(row)
        )
    for row, who in ((Row.ASSIGNED, "tovholder"), (Row.FOREIGN, "nabo_tovholder")):
        planted.keys[row] |= readiness.plant(crowd[who], Texts(row))
    for row, who in ((Row.ASSIGNED, "tovholder"), (Row.FOREIGN, "nabo_tovholder")):
        action = planted.keys[row]["action"]
        planted.keys[row] |= exercises.plant(crowd[who], Texts(row), action)
    planted.keys[Row.ASSIGNED] |= exercises.publish_card(crowd["tovholder"], crowd["leder"])
    for row, label in ((Row.ASSIGNED, "politi_tovholder"), (Row.FOREIGN, "fjernt_politi")):
        planted.keys[row] |= network.plant(crowd[label], Texts(row))
    for row, label in ((Row.ASSIGNED, "tovholder"), (Row.FOREIGN, "nabo_tovholder")):
        planted.keys[row] |= plans.plant_advice(crowd[label], Texts(row))
        planted.keys[row] |= plans.plant_cohort(crowd["raadgiver"], crowd[label], Texts(row))
        plans.plant_mark(crowd[label], planted.keys[row]["section"], Texts(row))
    planted.keys[Row.ASSIGNED] |= {"draft": _intakes(crowd), "version": _version(crowd)}
    planted.keys[Row.SHARED] = planted.keys[Row.ASSIGNED] | planted.keys[Row.SHARED]
    planted.keys[Row.MISSING] = {key: uuid4() for key in planted.keys[Row.ASSIGNED]}
    return planted


def _course(crowd: Crowd, row: Row) -> Course:
    if row is Row.FOREIGN:
        return Course(row, crowd["nabo_tovholder"], crowd["nabo_sagsbehandler"])
    worker = "anden_sagsbehandler" if row is Row.OTHER else "sagsbehandler"
    beside = (crowd["anden_sagsbehandler"],) if row is Row.UNLISTED else ()
    return Course(row, crowd["tovholder"], crowd[worker], beside)


def _plain(_crowd: Crowd, course: Course) -> None:
    course.begin()
    course.screen()
    course.end()


def _listed(crowd: Crowd, course: Course) -> None:
    course.begin()
    course.share()
    course.meet(crowd["politi_tovholder"])
    course.screen(police=crowd["politi_tovholder"], police_locks=True)
    course.agree(crowd["politi_tovholder"])
    later.reply(crowd["politi_tovholder"], course.keys["disclosure"], course.text)
    course.restrict(course.lead, course.worker)
    course.end()
    course.inquire(crowd["politi_tovholder"])
    course.put_on(crowd["indberetter"])


def _unlisted(crowd: Crowd, course: Course) -> None:
    course.begin(cpr=samples.CPR)
    course.screen()
    course.restrict(crowd["leder"], crowd["anden_sagsbehandler"])
    course.end(by=crowd["leder"])
    course.later(crowd["leder"], later.close, later.reopen)


def _removed(crowd: Crowd, course: Course) -> None:
    course.begin()
    course.screen()
    course.end()
    course.take_off()
    course.later(crowd["leder"], later.close, later.keep)


def _struck(_crowd: Crowd, course: Course) -> None:
    course.begin()
    course.screen()
    course.restrict(course.lead, course.worker)
    course.end()
    course.take_off()
    course.later(course.lead, later.pause)


def _shared(crowd: Crowd, course: Course) -> None:
    course.begin()
    course.share()
    course.later(course.lead, later.consented)
    course.meet(crowd["politi_tovholder"], crowd["politi"])
    course.screen(police=crowd["politi_tovholder"])
    course.end(with_police=True)
    course.inquire(crowd["politi_tovholder"])
    course.name_officer(crowd["politi_tovholder"], crowd["politi"])


def _revoked(crowd: Crowd, course: Course) -> None:
    course.begin()
    course.share()
    course.meet(crowd["politi_tovholder"])
    course.screen(police=crowd["politi_tovholder"], police_locks=True)
    course.agree(crowd["politi_tovholder"])
    course.end(with_police=True)
    later.reply(crowd["politi_tovholder"], course.keys["disclosure"], course.text)
    course.withdraw()


def _expired(_crowd: Crowd, course: Course) -> None:
    course.begin()
    with clock.at(clock.now() - LONG_AGO):
        course.share()
        course.keys |= meetings.lapsing(course.lead, course.case, course.text)
    course.screen()
    course.end()


def _handed(crowd: Crowd, course: Course) -> None:
    course.begin()
    course.screen()
    course.end()
    course.hand_over()
    later.refuse(crowd["politi_tovholder"], course.keys["disclosure"], course.text)
    course.hand_over()


#: Those who must not be seen come first, and so are due first.
STORIES: dict[Row, Callable[[Crowd, Course], None]] = {
    Row.UNLISTED: _unlisted,
    Row.LISTED: _listed,
    Row.STRUCK: _struck,
    Row.REMOVED: _removed,
    Row.OTHER: _plain,
    Row.ASSIGNED: _plain,
    Row.SHARED: _shared,
    Row.REVOKED: _revoked,
    Row.EXPIRED: _expired,
    Row.HANDED: _handed,
    Row.FOREIGN: _plain,
}


def _members(crowd: Crowd, authority: int) -> Keys:
    """Who belongs to an authority, and who is about to."""
    leader = crowd["leder" if authority == HOME else "nabo_leder"]
    reporter = crowd["indberetter" if authority == HOME else "nabo_indberetter"]
    with leader.acts():
        invited, _secret = invite(
            by=leader.actor,
            authority=Authority.objects.get(pk=authority),
            email=f"ny-{authority}@portal.example",
            name=f"Navnekanarie ny-{authority}",
            role=Role.CASEWORKER,
        )
        contact = Contact.objects.for_actor(leader.actor).get(
            authority=authority, use="notification"
        )
    return {
        "membership": reporter.membership.pk,
        "invitation": invited.pk,
        "contact": contact.pk,
    }


def _intakes(crowd: Crowd) -> object:
    """Everybody in the municipality has begun to register the citizen of a case that only some may
    see: her number is enough to find the case."""
    key = uuid4()
    for label in ("sagsbehandler", "anden_sagsbehandler", "tovholder", "leder"):
        with crowd[label].acts():
            drafts.save(
                by=crowd[label].actor,
                form="intake-person",
                object_id=key,
                fields={"known": ["yes"], "cpr": [samples.CPR]},
                version=1,
            )
    return key


def _version(crowd: Crowd) -> object:
    with crowd["tovholder"].acts():
        version = InstrumentVersion.objects.filter(status="published").first()
    assert version is not None
    return version.pk


@dataclass(frozen=True)
class Shown:
    """One shared case: its keys, each text's row, and the row of its copy in the disclosure."""

    keys: Keys
    rows: dict[str, object]
    copies: dict[str, object]


def plant_one(crowd: Crowd) -> Shown:
    """One shared case of the home municipality."""
    course = _course(crowd, Row.SHARED)
    _shared(crowd, course)
    with course.lead.acts():
        items = list(DisclosureItem.objects.for_actor(course.lead.actor))
    copies: dict[str, object] = {
        text: item.pk for item in items for text in course.rows if text in item.text
    }
    keys = course.keys | {"report": uuid4(), "version": _version(crowd)}
    return Shown(keys, course.rows, copies)
