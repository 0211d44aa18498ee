"""Each wall alone: what the database shows when the application forgets, and the other way."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from screening import actions
from screening.demo import ratings
from screening.models import Consensus, Screening
from screening.walls import DEFINER_FUNCTIONS
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.screening.conftest import Cast, fresh
from tests.support.world import (
    FAR,
    FAR_DISTRICT,
    HOME_DISTRICT,
    NEIGHBOUR,
    Person,
    World,
    make_person,
)

WHY = "Borgeren har trukket sit samtykke tilbage."
TABLES = (
    "screening_screening",
    "screening_rating",
    "screening_addendum",
    "screening_consensus",
    "screening_screeningaccess",
)


def raw(person: Person, query: str) -> list[tuple[object, ...]]:
    """Bare SQL in the person's context: the application's wall is not asked."""
    with person.acts(), connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def attack(person: Person, statement: str, *values: str | bytes | UUID | None) -> int:
    """Rows changed by bare SQL."""
    with person.acts(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def owners(person: Person) -> list[int]:
    return sorted(
        int(str(row[0])) for row in raw(person, "select authority_id from screening_rating")
    )


def test_unopened_ratings_are_blind_in_the_database(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "moderate")
    with cast.police.acts():
        ratings.begin(
            by=cast.police.actor, screening=fresh(cast.police, screening), profile="low", seed=2
        )
    assert owners(cast.coordinator) == [851]
    assert owners(cast.police) == [HOME_DISTRICT]


def test_both_are_visible_once_opened(cast: Cast, opened: Screening) -> None:
    assert owners(cast.coordinator) == [851, HOME_DISTRICT]
    assert owners(cast.police) == [851, HOME_DISTRICT]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("authority", "role"),
    [
        (NEIGHBOUR, Role.COORDINATOR),
        (FAR, Role.LEADER),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR),
    ],
)
def test_foreign_authorities_get_no_row(
    world: World, cast: Cast, opened: Screening, table: str, authority: int, role: Role
) -> None:
    with cast.coordinator.acts():
        actions.grant_access(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, opened),
            user_id=cast.caseworker.actor.user_id,
        )
    assert raw(world.person(authority, role), f"select 1 from {table}") == []


@pytest.mark.parametrize("table", TABLES)
def test_centre_and_log_have_no_right_at_all(world: World, opened: Screening, table: str) -> None:
    for authority, role in (
        (1, Role.METHODOLOGIST),
        (851, Role.LOG_REVIEWER),
        (851, Role.REPORTER),
    ):
        with pytest.raises(DatabaseError, match="permission denied"):
            raw(world.person(authority, role), f"select 1 from {table}")


def test_revoked_access_ends_at_once_in_both_walls(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        actions.revoke_police(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, opened), reason=WHY
        )
    assert [raw(cast.police, f"select 1 from {table}") for table in TABLES] == [[]] * len(TABLES)
    with cast.police.acts():
        assert not Screening.objects.for_actor(cast.police.actor).filter(pk=opened.pk).exists()


def test_expired_access_ends_in_both_walls(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        actions.limit_police(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, opened),
            expires_at=clock.now() - timedelta(minutes=1),
        )
    assert [raw(cast.police, f"select 1 from {table}") for table in TABLES] == [[]] * len(TABLES)
    with cast.police.acts():
        assert not Screening.objects.for_actor(cast.police.actor).filter(pk=opened.pk).exists()


def test_revocation_reaches_a_rating_the_municipality_cannot_see(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.police, screening, "low")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        actions.revoke_police(by=cast.coordinator.actor, screening=row, reason=WHY)
    assert owners(cast.police) == []


@pytest.mark.parametrize(
    "column", ["answers", "judgement", "content_hash", "rater_name", "profile", "seal_version"]
)
def test_locked_rating_is_immutable(cast: Cast, column: str) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "low")
    value = {"content_hash": "x", "rater_name": "x", "seal_version": "1"}.get(column, b"x")
    with pytest.raises(DatabaseError, match="never changed"):
        attack(cast.coordinator, f"update screening_rating set {column} = %s", value)


def test_no_party_opens_its_rating_or_moves_its_screening_by_hand(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "low")
    with pytest.raises(DatabaseError, match="opened by its screening"):
        attack(cast.coordinator, "update screening_rating set opened = true")
    for change in (
        "state = 'agreed', opened_at = now()",
        "police_locked_at = now()",
        "subset = ''",
    ):
        with pytest.raises(DatabaseError, match="only locks and signatures"):
            attack(cast.coordinator, f"update screening_screening set {change}")


def test_police_cannot_write_the_municipalitys_rows(cast: Cast, opened: Screening) -> None:
    assert attack(cast.police, "update screening_rating set version = version") == 1
    with pytest.raises(DatabaseError, match="permission denied"):
        attack(
            cast.police, "update screening_screening set expires_at = now() + interval '9 years'"
        )


def test_nobody_signs_for_the_other(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        ratings.agree_like(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, opened), profile="moderate"
        )
    with pytest.raises(DatabaseError, match="for another authority"):
        attack(cast.coordinator, "update screening_consensus set signed_by_police_at = now()")
    with pytest.raises(DatabaseError, match="for another authority"):
        attack(cast.police, "update screening_consensus set signed_by_municipality_at = now()")


def test_agreed_consensus_is_immutable(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        version = ratings.agree_like(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, opened), profile="moderate"
        )
    for person in (cast.coordinator, cast.police):
        with person.acts():
            row = fresh(person, opened)
            actions.sign_consensus(by=person.actor, screening=row, version=version)
    with cast.coordinator.acts():
        assert fresh(cast.coordinator, opened).state == "agreed"
        assert Consensus.objects.for_actor(cast.coordinator.actor).get().is_agreed
    with pytest.raises(DatabaseError, match="never changed"):
        attack(cast.police, "update screening_consensus set judgement = 'x'::bytea")


def test_settling_is_refused_to_strangers(world: World, cast: Cast, opened: Screening) -> None:
    stranger = world.person(NEIGHBOUR, Role.COORDINATOR)
    with pytest.raises(DatabaseError, match="not a party"):
        attack(stranger, "select sec.settle_screening(%s)", opened.pk)


def test_published_version_is_immutable_even_for_the_methodologist(
    world: World, cast: Cast
) -> None:
    person = world.person(1, Role.METHODOLOGIST)
    statement = "update screening_instrumentversion set definition = '{}' where version = '1.0'"
    with pytest.raises(DatabaseError, match="never changed"):
        attack(person, statement)
    assert attack(world.person(1, Role.EDITOR), statement) == 0


MADE = (
    "insert into screening_instrumentversion (id, instrument_id, version, definition, content_hash,"
    " status, changelog, prepared_by, published_by, published_at)"
    " select gen_random_uuid(), id, '9.9', '{}', repeat('0', 64), %s, 'Ny', 'Anna', %s, now()"
    " from screening_instrument"
)
PUBLISHES = (
    "update screening_instrumentversion set status = 'published', published_by = %s,"
    " published_at = now() where version = '9.9'"
)
RETIRES = (
    "update screening_instrumentversion set status = 'retired', retired_at = now()"
    " where status = 'published'"
)


def test_one_methodologist_publishes_nothing_alone_whatever_names_she_gives(
    world: World, cast: Cast
) -> None:
    writes = world.person(1, Role.METHODOLOGIST)
    with pytest.raises(DatabaseError, match="begins as a draft"):
        attack(writes, MADE, "published", "Bente")
    attack(writes, MADE, "draft", "")
    attack(writes, RETIRES)
    for change in ("status = 'in_review'", "definition = '{\"domains\": []}'"):
        attack(writes, f"update screening_instrumentversion set {change} where version = '9.9'")
    with pytest.raises(DatabaseError, match="another person"):
        attack(writes, PUBLISHES, "Bente")
    mine = "update screening_instrumentversion set prepared_by_id = %s where version = '9.9'"
    attack(writes, mine, uuid4())
    with pytest.raises(DatabaseError, match="another person"):
        attack(writes, PUBLISHES, "Bente")


def test_another_methodologist_publishes_what_she_did_not_change_herself(
    world: World, cast: Cast
) -> None:
    writes = world.person(1, Role.METHODOLOGIST)
    reads = make_person(Authority.objects.get(pk=1), Role.METHODOLOGIST, nth="_2")
    attack(writes, MADE, "draft", "")
    attack(writes, RETIRES)
    review = "update screening_instrumentversion set status = 'in_review' where version = '9.9'"
    attack(writes, review)
    with pytest.raises(DatabaseError, match="version_asks"):
        attack(reads, PUBLISHES, "Bente")
    words = """update screening_instrumentversion set definition = '{"domains": []}'"""
    attack(reads, f"{words} where version = '9.9'")
    with pytest.raises(DatabaseError, match="another person"):
        attack(reads, PUBLISHES, "Bente")

    assert attack(writes, PUBLISHES, "Carl") == 1

    ((prepared, published),) = raw(
        reads,
        "select prepared_by_id, published_by_id from screening_instrumentversion"
        " where version = '9.9'",
    )
    assert (prepared, published) == (reads.actor.user_id, writes.actor.user_id)
    with pytest.raises(DatabaseError, match="never changed"):
        attack(
            reads,
            "update screening_instrumentversion set published_by_id = prepared_by_id"
            " where version = '9.9'",
        )


def test_definer_functions_are_the_listed_ones(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.oid::regprocedure::text from pg_proc p where p.prosecdef"
            " and p.pronamespace = 'sec'::regnamespace and p.prosrc like '%public.screening%'"
            " and p.proconfig = array['search_path=pg_catalog, pg_temp']"
        )
        found = {row[0] for row in cursor.fetchall()}
    # The app above closes the screenings of what it hides, and tells a log whose they are.
    above = {"sec.hidden_screenings()", "sec.shared_in_log(uuid[],text)"}
    assert found - above == set(DEFINER_FUNCTIONS)
