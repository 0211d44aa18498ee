"""Rows to knock for: one whole case per sort of row, every text of it a canary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from casework import actions
from casework.models import Case, Disclosure, DisclosureItem
from casework.queries.shareable import shareable_items
from casework.rules.codes import Knowledge, MeasureType, NoteKind, Tristate
from casework.rules.legal import LegalBasis
from screening import api
from screening.models import InstrumentVersion
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import invite
from stopext.accounts.models import Authority
from stopext.web import drafts
from tests.casework import samples
from tests.support.world import HOME, NEIGHBOUR, Person, World

#: Sorts of row; the first three lie in the home municipality.
OWN, SHARED, REVOKED, FOREIGN, MISSING = "own", "shared", "revoked", "foreign", "missing"
ROWS = (OWN, SHARED, REVOKED, FOREIGN, MISSING)

Keys = dict[str, object]


@dataclass
class Planter:
    """Plants as the coordinator of one municipality; texts carry its scope as canary."""

    person: Person
    caseworker: Person
    scope: str
    number: int = 0
    #: Text of a row to the row's key, for the question whether the log names what a page shows.
    planted: dict[str, object] = field(default_factory=dict)

    def text(self, what: str) -> str:
        """A canary of its own for one field."""
        self.number += 1
        return f"KANARIE-{self.scope}-{what}-{self.number} og tyve tegn til"

    def case(self) -> Case:
        """A registered concern about somebody else than every other citizen."""
        who = samples.person(name=self.text("navn"), birth_year=1991, cpr="")
        named = {name: self.text(name) for name in TEXTS}
        facts = samples.facts(**named)
        by = self.person.actor
        others = samples.other_than(actions.search_repeats(by=by, person=who))
        case = actions.register_concern(by=by, person=who, facts=facts, answers=others)
        concern = case.concerns.get()
        self.planted |= {named["observed"]: concern.pk, named["interpreted"]: concern.pk}
        return case

    def keys(self, *, share: bool = False, revoke: bool = False) -> Keys:
        """Plant a case with one of everything and answer the keys of all of it."""
        by = self.person.actor
        case = self.case()
        said = self.text("notat")
        note = actions.write_note(by=by, case=case, kind=NoteKind.CALL, text=said)
        self.planted[said] = note.pk
        goal = self.text("maal")
        measure = actions.add_measure(
            by=by,
            case=case,
            type=MeasureType.MENTOR,
            goal=goal,
            owner_name=by.name,
            starts_on=clock.today(),
        )
        self.planted[goal] = measure.pk
        asked = actions.ask_information(
            by=by, case=case, authority=self.text("myndighed"), question=self.text("spoergsmaal")
        )
        added = actions.add_colleague(by=by, case=case, membership_id=self.caseworker.membership.pk)
        disclosure = self._share(case) if share or revoke else None
        screening = api.order(
            by=by,
            subject_id=case.pk,
            reference=case.number,
            due_on=clock.today() + timedelta(days=10),
            district_id=case.district_id if share else None,
            user_ids=[self.caseworker.actor.user_id],
        )
        if revoke and disclosure is not None:
            actions.withdraw(by=by, disclosure=disclosure, reason=self.text("grund"))
        draft = uuid4()
        drafts.save(
            by=by,
            form="intake",
            object_id=draft,
            fields={"observed": [self.text("kladde")]},
            revision=1,
        )
        return {
            "case": case.pk,
            "note": note.pk,
            "measure": measure.pk,
            "asked": asked.pk,
            "assignment": added.pk,
            "disclosure": disclosure.pk if disclosure else uuid4(),
            "screening": screening.pk,
            "draft": draft,
        }

    def _share(self, case: Case) -> Disclosure:
        return actions.share(
            by=self.person.actor,
            case=case,
            items=[item.key for item in shareable_items(case)],
            legal_basis=LegalBasis(LegalBasis.values[0]),
            necessity=self.text("noedvendig"),
            expires_on=clock.today() + timedelta(days=30),
            acknowledged=True,
            citizen_informed=Tristate.NO,
        )


TEXTS = (
    "observed",
    "interpreted",
    "trigger_event",
    "summary",
    "referrer_name",
    "referrer_contact",
    "observed_where",
    "legal_ground",
)


def plant(world: World) -> dict[str, Keys]:
    """Everything the matrix knocks for, by sort of row."""
    home, neighbour = _planter(world, HOME), _planter(world, NEIGHBOUR)
    with home.person.acts():
        rows = {OWN: home.keys(), REVOKED: home.keys(revoke=True)}
        home.scope = f"{HOME}x1460"
        rows[SHARED] = home.keys(share=True)
    with neighbour.person.acts():
        rows[FOREIGN] = neighbour.keys()
    for row, authority in ((OWN, HOME), (FOREIGN, NEIGHBOUR)):
        rows[row] |= _members(world, authority)
    for row in (SHARED, REVOKED):
        rows[row] |= {key: rows[OWN][key] for key in ("membership", "invitation", "report")}
    rows[MISSING] = {key: uuid4() for key in rows[OWN]}
    instrument = _instrument(world)
    return {row: keys | instrument for row, keys in rows.items()}


@dataclass(frozen=True)
class Shown:
    """One shared case: its keys, each text's row, and the row of its copy in the disclosure."""

    keys: Keys
    rows: dict[str, object]
    copies: dict[str, object]


def plant_one(world: World) -> Shown:
    """One shared case of the home municipality."""
    home = _planter(world, HOME)
    with home.person.acts():
        keys = home.keys(share=True)
        items = list(DisclosureItem.objects.for_actor(home.person.actor))
    copies: dict[str, object] = {
        text: item.pk for item in items for text in home.planted if text in item.text
    }
    return Shown(keys, home.planted, copies)


def _planter(world: World, authority: int) -> Planter:
    return Planter(
        world.person(authority, Role.COORDINATOR),
        world.person(authority, Role.CASEWORKER),
        str(authority),
    )


def _members(world: World, authority: int) -> Keys:
    leader = world.person(authority, Role.LEADER)
    with leader.acts():
        invited, _secret = invite(
            by=leader.actor,
            authority=Authority.objects.get(pk=authority),
            email=f"ny-{authority}@portal.example",
            name=f"Navnekanarie ny-{authority}",
            role=Role.CASEWORKER,
        )
    reporter = world.person(authority, Role.REPORTER)
    with reporter.acts():
        report = actions.report_concern(
            by=reporter.actor,
            danger=samples.NO_DANGER,
            police_contacted_at=None,
            observed=f"KANARIE-{authority}-indberetning-1 set ved skolen",
            knowledge=Knowledge.FIRST_HAND,
        )
    return {
        "membership": reporter.membership.pk,
        "invitation": invited.pk,
        "report": report.pk,
    }


def _instrument(world: World) -> Keys:
    with world.person(HOME, Role.COORDINATOR).acts():
        version = InstrumentVersion.objects.filter(status="published").first()
    assert version is not None
    return {"version": version.pk}
