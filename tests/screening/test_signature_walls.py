"""A rating is its rater's, a locked one is held whole, and a signature is the signer's own."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from screening import actions
from screening.demo import ratings
from screening.models import Screening
from tests.screening.conftest import Cast, fresh
from tests.screening.test_walls import attack, raw
from tests.support.world import Person


@pytest.fixture
def told_later() -> None:
    """The database believes no time that comes with a row."""


@pytest.fixture
def begun(cast: Cast) -> Screening:
    """The coordinator has begun to answer."""
    screening = cast.order()
    with cast.coordinator.acts():
        mine = fresh(cast.coordinator, screening)
        ratings.begin(by=cast.coordinator.actor, screening=mine, profile="low", seed=2)
    return screening


def test_what_was_confirmed_of_a_locked_rating_is_held(cast: Cast, opened: Screening) -> None:
    confirm = "update screening_rating set acknowledged = %s where authority_id = 851"
    with pytest.raises(DatabaseError, match="its rater"):
        attack(cast.leader, confirm, b"1")
    assert attack(cast.coordinator, confirm, b"1") == 1
    for anybody in (cast.leader, cast.coordinator):
        for value in (b"2", None):
            with pytest.raises(DatabaseError, match="never changed"):
                attack(anybody, confirm, value)


@pytest.mark.parametrize("column", ["answers", "judgement", "acknowledged"])
def test_a_colleague_writes_in_no_rating_but_her_own(
    cast: Cast, begun: Screening, column: str
) -> None:
    overwrite = f"update screening_rating set {column} = '\\x01'"
    with pytest.raises(DatabaseError, match="its rater"):
        attack(cast.leader, overwrite)
    assert attack(cast.coordinator, overwrite) == 1


def test_who_takes_a_rating_over_does_so_in_her_own_name(cast: Cast, begun: Screening) -> None:
    taken = "update screening_rating set rater_id = %s, rater_name = 'Falsk Leder'"
    with pytest.raises(DatabaseError, match="for somebody else"):
        attack(cast.leader, taken, cast.caseworker.actor.user_id)
    assert attack(cast.leader, taken, cast.leader.actor.user_id) == 1
    names = raw(cast.leader, "select rater_id, rater_name from screening_rating")
    assert names == [(cast.leader.actor.user_id, cast.leader.actor.name)]


def test_only_who_looks_after_the_screenings_takes_a_rating_over(
    cast: Cast, begun: Screening
) -> None:
    with cast.police.acts():
        theirs = fresh(cast.police, begun)
        ratings.begin(by=cast.police.actor, screening=theirs, profile="low", seed=3)
    taken = (
        "update screening_rating set rater_id = sec.user_id(), rater_name = '', version = version"
    )
    for lead, other in ((cast.coordinator, cast.caseworker), (cast.police, cast.officer)):
        with lead.acts():
            who = other.actor.user_id
            actions.grant_access(by=lead.actor, screening=fresh(lead, begun), user_id=who)
        with pytest.raises(DatabaseError, match="takes a rating over"):
            attack(other, taken)
    assert attack(cast.leader, taken) == 1


NAMED = (
    "insert into screening_screeningaccess (id, municipality_id, screening_id, authority_id,"
    " user_id, granted_by, granted_at) select gen_random_uuid(), municipality_id, id, {place},"
    " sec.user_id(), sec.user_id(), now() from screening_screening"
)


def test_only_they_say_who_sees_a_screening(cast: Cast, begun: Screening) -> None:
    for lead, other in ((cast.coordinator, cast.caseworker), (cast.police, cast.officer)):
        named = NAMED.format(place=lead.actor.authority_id)
        with pytest.raises(DatabaseError, match="says who sees one"):
            attack(other, named)
        assert attack(lead, named) == 1
        with pytest.raises(DatabaseError, match="says who sees one"):
            attack(other, "update screening_screeningaccess set ended_at = null")
        with pytest.raises(DatabaseError, match="never rewritten"):
            attack(lead, "update screening_screeningaccess set user_id = gen_random_uuid()")
        assert attack(lead, "update screening_screeningaccess set ended_at = now()") == 1


BEGUN = (
    "insert into screening_rating (id, municipality_id, screening_id, authority_id, rater_id,"
    " rater_name, version, answers, judgement, saved_at, content_hash, seal_version, opened)"
    " select gen_random_uuid(), municipality_id, id, {place}, sec.user_id(), '', 0, '', '', now(),"
    " '', 2, false from screening_screening"
)


def test_a_rating_is_begun_by_who_may_see_it(cast: Cast) -> None:
    screening = cast.order()
    for lead, other in ((cast.coordinator, cast.caseworker), (cast.police, cast.officer)):
        begin = BEGUN.format(place=lead.actor.authority_id)
        with pytest.raises(DatabaseError, match="begun by who may see it"):
            attack(other, begin)
        with lead.acts():
            who = other.actor.user_id
            actions.grant_access(by=lead.actor, screening=fresh(lead, screening), user_id=who)
        assert attack(other, begin) == 1


def ordered(by: Person) -> str:
    return (
        "insert into screening_screening select (jsonb_populate_record(s, jsonb_build_object('id',"
        f" gen_random_uuid(), 'ordered_by', '{by.actor.user_id}', 'ordered_by_name', 'Falsk Leder',"
        " 'ordered_at', '2020-01-01'))).* from screening_screening s limit 1"
    )


def test_nobody_orders_for_somebody_else_nor_yesterday(cast: Cast, begun: Screening) -> None:
    with pytest.raises(DatabaseError, match="for somebody else"):
        attack(cast.leader, ordered(cast.coordinator))
    assert attack(cast.leader, ordered(cast.leader)) == 1
    told = "select ordered_by_name, ordered_at > now() - interval '2 minutes' from {} where {}"
    mine = told.format("screening_screening", f"ordered_by = '{cast.leader.actor.user_id}'")
    assert raw(cast.leader, mine) == [(cast.leader.actor.name, True)]


def test_a_shared_rating_says_who_wrote_and_who_signed(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        mine = fresh(cast.coordinator, opened)
        ratings.agree_like(by=cast.coordinator.actor, screening=mine, profile="moderate")
    with pytest.raises(DatabaseError, match="says so"):
        attack(cast.leader, "update screening_consensus set decisions = '\\x01'")
    sign = (
        "update screening_consensus set signed_by_municipality_id = %s,"
        " signed_by_municipality_name = 'Falsk Leder', signed_by_municipality_at = now()"
    )
    with pytest.raises(DatabaseError, match="for somebody else"):
        attack(cast.leader, sign, cast.coordinator.actor.user_id)
    assert attack(cast.leader, sign, cast.leader.actor.user_id) == 1
    name = "select signed_by_municipality_name from screening_consensus"
    assert raw(cast.leader, name) == [(cast.leader.actor.name,)]
    with pytest.raises(DatabaseError, match="for another authority"):
        attack(cast.police, "update screening_consensus set signed_by_municipality_name = 'x'")
