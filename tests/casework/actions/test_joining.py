"""Law 5: joining two citizens keeps both sides, can be seen and undone; nothing sealed opens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from casework import actions
from casework.actions.citizens import JOINED, known_of
from casework.actions.correcting import seen_version
from casework.actions.joining import both_versions
from casework.models import Case, CitizenJoin, Concern, Correction, Subject
from casework.queries.joins import conflicts
from casework.rules.codes import ConcernForm, MatchAnswer, NoteKind, Tristate
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import erasing
from tests.casework.samples import CPR, facts, other_than, person
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

REASON = "Skolen har bekræftet det."
OTHER_CPR = "710709-4018"
DIGITS, OTHER_DIGITS = CPR.replace("-", ""), OTHER_CPR.replace("-", "")
ONE: dict[str, Any] = {
    "name": "Tabia Flettesen",
    "birth_year": 1990,
    "description": "Bor på Havnen",
}
TWO: dict[str, Any] = {
    "name": "Tabea Papfigursen",
    "birth_year": 1992,
    "description": "Går på skolen",
}


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def registered(by: Person, **changes: Any) -> Case:
    """A case about somebody who is like nobody else, whatever the search finds."""
    who = person(**changes)
    hits = actions.search_repeats(by=by.actor, person=who)
    return actions.register_concern(
        by=by.actor, person=who, facts=facts(), answers=other_than(hits)
    )


def seen(by: Person, case: Case) -> Case:
    found: Case = Case.objects.for_actor(by.actor).select_related("subject").get(pk=case.pk)
    return found


def join(by: Person, case: Case, other: Case, **changes: Any) -> CitizenJoin:
    ours, theirs = seen(by, case), seen(by, other)
    given: dict[str, Any] = {
        "take": (),
        "reason": REASON,
        "version": both_versions(ours, theirs),
    } | changes
    return actions.join_citizens(by=by.actor, case=ours, other=theirs, **given)


def undo(by: Person, case: Case, made: CitizenJoin, reason: str = REASON) -> list[Case]:
    return actions.undo_join(by=by.actor, case=seen(by, case), join=made, reason=reason)


def again(by: Person, **changes: Any) -> Case:
    """The same person once more, as somebody answers at intake."""
    who = person(**changes)
    hits = actions.search_repeats(by=by.actor, person=who)
    answers = {hit.subject_id: MatchAnswer.SAME for hit in hits}
    return actions.register_concern(by=by.actor, person=who, facts=facts(), answers=answers)


def known(key: UUID) -> dict[str, Any]:
    return known_of(rows_of(Subject).get(pk=key))


def found_by(by: Person, **sought: Any) -> set[UUID]:
    blank = {"name": "", "birth_year": None}
    return {
        hit.subject_id
        for hit in actions.search_repeats(by=by.actor, person=person(**(blank | sought)))
    }


def restrict(by: Person, case: Case, *others: Person) -> None:
    row = seen(by, case)
    actions.restrict(
        by=by.actor,
        case=row,
        version=row.version,
        membership_ids=[one.actor.membership_id for one in (by, *others)],
    )


def restrict_alone(by: Person, case: Case) -> None:
    """One side only, which no action does: the walls ask all the same."""
    restrict(by, case)
    others = Case.objects.for_actor(by.actor).exclude(pk=case.pk)
    others.update(restricted=False)


def test_law_5_joining_keeps_both_sides_in_one_event(leading: Person) -> None:
    with leading.acts() as collector:
        ours = registered(leading, **ONE, cpr="", address_protected=False)
        theirs = registered(
            leading, **(TWO | {"birth_year": None}), cpr=CPR, address_protected=True
        )
        gone = known(theirs.subject_id)
        before = len(collector.events)
        made = join(leading, ours, theirs)
        (event,) = collector.events[before:]
        row = seen(leading, theirs).subject
        assert found_by(leading, cpr=CPR) == found_by(leading, name=TWO["name"]) == {row.pk}

        assert row.pk == ours.subject_id
        assert row.names == [ONE["name"], TWO["name"]]
        assert (row.cpr, row.birth_year, row.address_protected) == (DIGITS, 2008, True)
        assert [text in row.description for text in ("Havnen", "skolen", "1990")] == [True] * 3
        assert known(made.other_id) == gone
        assert event["action"] == "citizen.join"
        assert {str(ours.pk), str(theirs.pk), str(made.other_id)} == set(event["result_ids"])
        assert rows_of(Concern).filter(case=theirs.pk).count() == 1


@pytest.mark.parametrize("take", [(), ("name",), ("name", "cpr")])
def test_where_both_know_something_the_chosen_one_is_in_use_and_both_stand(
    leading: Person, take: tuple[str, ...]
) -> None:
    with leading.acts():
        ours = registered(leading, **(ONE | {"birth_year": None}), cpr=CPR)
        theirs = registered(leading, **(TWO | {"birth_year": None}), cpr=OTHER_CPR)
        asked = conflicts(seen(leading, ours).subject, seen(leading, theirs).subject)
        join(leading, ours, theirs, take=take)
        row = seen(leading, ours).subject
        assert found_by(leading, cpr=CPR) == found_by(leading, cpr=OTHER_CPR) == {row.pk}

    assert asked == ["name", "cpr"]
    assert row.name == (TWO if "name" in take else ONE)["name"]
    assert row.cpr == (OTHER_DIGITS if "cpr" in take else DIGITS)
    assert set(row.numbers) == {DIGITS, OTHER_DIGITS}
    assert set(row.names) == {ONE["name"], TWO["name"]}


SIDES: list[dict[str, Any]] = [
    {"birth_year": 1990, "cpr": ""},
    {"birth_year": None, "cpr": CPR},
    {"birth_year": None, "cpr": "", "description": ""},
    {"birth_year": 1991, "cpr": "", "name": "", "description": "Ukendt ung mand ved havnen"},
]
OTHERS: list[dict[str, Any]] = [
    {"birth_year": 1992, "cpr": ""},
    {"birth_year": None, "cpr": OTHER_CPR},
    {"birth_year": 1990, "cpr": "", "name": ONE["name"]},
]


@pytest.mark.parametrize("take", [(), ("name", "cpr", "birth_year")])
@pytest.mark.parametrize("two", OTHERS)
@pytest.mark.parametrize("one", SIDES)
def test_law_5_undoing_a_join_leads_back_to_what_was(
    leading: Person, one: dict[str, Any], two: dict[str, Any], take: tuple[str, ...]
) -> None:
    with leading.acts():
        ours = registered(leading, **(ONE | one))
        theirs = registered(leading, **(TWO | two))
        sides = known(ours.subject_id), known(theirs.subject_id)
        asked = conflicts(seen(leading, ours).subject, seen(leading, theirs).subject)
        made = join(leading, ours, theirs, take=[name for name in take if name in asked])
        led = undo(leading, ours, made)
        by_number = [found_by(leading, cpr=each["cpr"]) for each in (one, two) if each["cpr"]]

        assert (known(ours.subject_id), known(theirs.subject_id)) == sides
        assert [each.pk for each in led] == [theirs.pk]
        assert seen(leading, theirs).subject_id == theirs.subject_id
        assert seen(leading, ours).subject_id == ours.subject_id
        keys = [each.subject_id for each, side in ((ours, one), (theirs, two)) if side["cpr"]]
        assert by_number == [{key} for key in keys]


def test_what_was_written_since_stays_where_it_is(leading: Person) -> None:
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        made = join(leading, ours, theirs)
        actions.write_note(
            by=leading.actor, case=seen(leading, theirs), kind=NoteKind.CALL, text="Efter"
        )
        _correct(leading, ours, name="Tabia Rettet Flettesen", other_names="Tabby")
        undo(leading, theirs, made)
        row, other = seen(leading, ours).subject, seen(leading, theirs).subject

    assert (row.name, row.other_names) == ("Tabia Rettet Flettesen", f"Tabby\n{ONE['name']}")
    assert row.description == ONE["description"]
    assert (other.pk, other.name) == (theirs.subject_id, TWO["name"])
    assert seen_texts(leading, theirs) == ["Efter"]


def _correct(by: Person, case: Case, *, name: str, other_names: str) -> None:
    row = seen(by, case)
    who = person(name=name, birth_year=row.subject.birth_year, description=row.subject.description)
    told = actions.Known(
        person=who,
        other_names=other_names,
        form=ConcernForm.MIXED,
        gang_link=Tristate.UNKNOWN,
        online=Tristate.UNKNOWN,
    )
    actions.correct_citizen(
        by=by.actor, case=row, version=seen_version(row), known=told, reason=REASON
    )


def seen_texts(by: Person, case: Case) -> list[str]:
    with by.acts():
        return [note.text for note in seen(by, case).notes.all()]


@pytest.mark.parametrize("protected", [(True, False), (False, True)])
def test_law_5_protection_is_only_added_by_a_join_and_by_its_undoing(
    leading: Person, protected: tuple[bool, bool]
) -> None:
    with leading.acts():
        ours = registered(leading, **ONE, address_protected=protected[0])
        theirs = registered(leading, **TWO, address_protected=protected[1])
        made = join(leading, ours, theirs)
        assert known(ours.subject_id)["address_protected"]
        undo(leading, ours, made)

        assert known(ours.subject_id)["address_protected"]
        assert known(theirs.subject_id)["address_protected"]


def test_a_child_hastens_the_deadline_of_every_waiting_case(leading: Person) -> None:
    with leading.acts():
        ours = registered(leading, **(ONE | {"birth_year": clock.today().year - 12}))
        theirs = registered(leading, **(TWO | {"birth_year": None}))
        join(leading, ours, theirs)
        row = seen(leading, theirs)

    assert row.due_at is not None
    assert theirs.due_at is not None
    assert row.due_at < theirs.due_at


def test_every_case_tells_of_the_join_and_of_its_undoing(leading: Person) -> None:
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        undo(leading, ours, join(leading, ours, theirs), "Det var søstre.")

    for case, other in ((ours, TWO["name"]), (theirs, ONE["name"])):
        with leading.acts():
            told = Correction.objects.for_actor(leading.actor).filter(case=case).order_by("at")
            joined, parted = [(row.reason, row.changes) for row in told]
        assert (joined[0], parted[0]) == (REASON, "Det var søstre.")
        assert joined[1][0] == {"label": "samling", "before": "To borgere", "after": "Én borger"}
        assert other in str(joined[1])
        assert parted[1][0]["after"] == "To borgere"


@pytest.mark.parametrize("hide_from_leader", ["ours", "theirs"])
def test_law_9_cases_that_are_open_to_different_people_are_not_joined(
    world: World, leading: Person, hide_from_leader: str
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        cases = {"ours": registered(leading, **ONE), "theirs": registered(leading, **TWO)}
        restrict(leading, cases[hide_from_leader])
        with pytest.raises(Invalid, match="åbne for de samme"):
            join(leading, cases["ours"], cases["theirs"])
        for case in cases.values():
            restrict(leading, case)
        join(leading, cases["ours"], cases["theirs"])
    with leader.acts():
        assert Case.objects.for_actor(leader.actor).count() == 0
        assert CitizenJoin.objects.for_actor(leader.actor).count() == 0


def test_law_9_a_case_that_is_hidden_from_her_stands_in_the_way(
    world: World, leading: Person
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        hidden = registered(leading, name="Skjult Kanarieborger")
        rows_of(Case).filter(pk=hidden.pk).update(subject=theirs.subject_id)
        restrict(leading, hidden)
    with leader.acts(), pytest.raises(Invalid, match="åbne for de samme"):
        join(leader, ours, theirs)
    with leading.acts(), pytest.raises(Invalid, match="åbne for de samme"):
        join(leading, ours, theirs)


@pytest.mark.parametrize("which", ["kept", "other"])
def test_a_case_hidden_since_keeps_the_join_from_being_undone(
    world: World, leading: Person, which: str
) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        made = join(leading, ours, theirs)
        hidden, seen_by_all = (ours, theirs) if which == "kept" else (theirs, ours)
        restrict_alone(leading, hidden)
    with leader.acts(), pytest.raises(Invalid, match="ikke åben for dig"):
        undo(leader, seen_by_all, made)
    with leading.acts():
        assert undo(leading, ours, made)


def test_a_concern_that_was_the_same_person_gets_a_case_of_its_own(leading: Person) -> None:
    other = {"name": "Tabia Mellem Flettesen", "birth_year": None, "description": "En anden"}
    with leading.acts() as collector:
        ours = registered(leading, **(ONE | {"birth_year": None}))
        before = known(ours.subject_id)
        assert again(leading, **other, cpr=CPR).pk == ours.pk
        made = CitizenJoin.objects.for_actor(leading.actor).get(kept=ours.subject_id)
        count = len(collector.events)
        (new,) = undo(leading, ours, made)
        assert [event["action"] for event in collector.events[count:]] == ["citizen.part"]
        citizen = seen(leading, new).subject

        assert known(ours.subject_id) == before
        assert (citizen.name, citizen.cpr, citizen.birth_year) == (other["name"], DIGITS, 2008)
        assert new.number != ours.number
        for case in (ours, new):
            assert rows_of(Concern).filter(case=case.pk).count() == 1
        assert found_by(leading, cpr=CPR) == {citizen.pk}


def test_a_new_case_that_was_the_same_person_goes_to_a_citizen_of_its_own(leading: Person) -> None:
    with leading.acts():
        first = erasing.closed(leading)
        second = again(leading, description="En anden")
        assert (second.pk != first.pk, second.subject_id) == (True, first.subject_id)
        made = CitizenJoin.objects.for_actor(leading.actor).get(kept=first.subject_id)
        assert [each.pk for each in undo(leading, first, made)] == [second.pk]
        row = seen(leading, second).subject

    assert (row.pk != first.subject_id, row.description) == (True, "En anden")


def test_law_9_the_concern_of_a_restricted_case_stays_restricted(
    world: World, leading: Person
) -> None:
    leader, worker = world.person(HOME, Role.LEADER), world.person(HOME, Role.CASEWORKER)
    with leading.acts():
        ours = registered(leading, **ONE)
        restrict(leading, ours, leader)
    with leading.acts():
        again(leading, **ONE)
        made = CitizenJoin.objects.for_actor(leading.actor).get(kept=ours.subject_id)
        (new,) = undo(leading, ours, made)
        readers = {row.user_id for row in seen(leading, new).readers.all()}

    assert readers == {leading.actor.user_id, leader.actor.user_id}
    with worker.acts():
        assert Case.objects.for_actor(worker.actor).count() == 0


def test_law_3_who_was_overtaken_changes_nothing(leading: Person) -> None:
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        version = both_versions(seen(leading, ours), seen(leading, theirs))
        _correct(leading, ours, name="Tabia Ny", other_names="")
        with pytest.raises(Conflict, match="mens du skrev"):
            join(leading, ours, theirs, version=version)
        made = join(leading, ours, theirs)
        with pytest.raises(Conflict, match="allerede om samme"):
            join(leading, ours, theirs)
        undo(leading, ours, made)
        with pytest.raises(Conflict, match="allerede fortrudt"):
            undo(leading, ours, made)
        assert rows_of(CitizenJoin).count() == 1


def test_a_join_needs_a_reason_and_who_leads(world: World, leading: Person) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with worker.acts():
        ours, theirs = registered(worker, **ONE), registered(worker, **TWO)
        with pytest.raises(Refused):
            join(worker, ours, theirs)
    with leading.acts():
        with pytest.raises(Invalid, match="samme person"):
            join(leading, ours, theirs, reason=" ")
        made = join(leading, ours, theirs)
        with pytest.raises(Invalid, match="to borgere"):
            undo(leading, ours, made, " ")
    with worker.acts(), pytest.raises(Refused):
        undo(worker, ours, made)


def test_another_municipalitys_case_is_no_side(world: World, leading: Person) -> None:
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    with neighbour.acts():
        foreign = seen(neighbour, registered(neighbour, **TWO))
    with leading.acts():
        ours = seen(leading, registered(leading, **ONE))
        with pytest.raises(Conflict):
            actions.join_citizens(
                by=leading.actor,
                case=ours,
                other=foreign,
                version=both_versions(ours, foreign),
                take=(),
                reason=REASON,
            )


def test_a_join_of_a_join_is_undone_from_the_last(leading: Person) -> None:
    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        third = registered(leading, name="Kamal Attrapsen")
        sides = [known(case.subject_id) for case in (ours, theirs, third)]
        first = join(leading, ours, theirs)
        second = join(leading, third, ours)
        assert {seen(leading, one).subject_id for one in (ours, theirs)} == {third.subject_id}
        with pytest.raises(Conflict):
            undo(leading, ours, first)
        undo(leading, third, second)
        undo(leading, ours, first)

        assert [known(case.subject_id) for case in (ours, theirs, third)] == sides


def test_both_sides_go_with_the_last_case(world: World, leading: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        one, two = erasing.closed(leading), erasing.closed(leading)
        join(leading, one, two)
        for case in (one, two):
            erasing.propose(leading, case)
    with leader.acts():
        erasing.erase(leader, two)
        assert rows_of(CitizenJoin).count() == 1
        with pytest.raises(Invalid, match="ingen sag eller bekymring"):
            undo(leader, one, rows_of(CitizenJoin).get())
        removed = erasing.erase(leader, one).removed

        assert (removed["casework_subject"], removed["casework_citizenjoin"]) == (2, 1)
        keys = [one.subject_id, two.subject_id]
        assert rows_of(Subject).filter(pk__in=keys).count() == rows_of(CitizenJoin).count() == 0


def test_the_database_undoes_a_join_once_and_rewrites_none(leading: Person) -> None:
    def refused(sql: str) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
                return bool(cursor.rowcount == 0)
        except DatabaseError:
            return True

    with leading.acts():
        ours, theirs = registered(leading, **ONE), registered(leading, **TWO)
        made = join(leading, ours, theirs)
        assert refused("update casework_citizenjoin set cases = '[]'")
        assert refused("update casework_citizenjoin set by_name = 'En anden'")
        assert refused("delete from casework_citizenjoin")
        undo(leading, ours, made)
        assert refused("update casework_citizenjoin set undone_at = null, undone_by = null")


def test_every_field_a_join_changes_is_told() -> None:
    kept = {field.name for field in Subject._meta.concrete_fields}

    assert kept - set(JOINED) == {"id", "municipality_id", "created_at", "version"}
