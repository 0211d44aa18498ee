"""``verify_scores`` as it is run: its own login, committed rows, a tampered one found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from screening import actions, api
from screening.demo import ratings
from screening.engine.sealing import CONTENT, PERSON, content_hash
from screening.management.commands.verify_scores import BREACHES
from screening.models import Rating, Screening
from screening.models.instrument import TamperedError
from screening.versions.verification import Breach, Verifier
from stopext.access import clock
from stopext.access.roles import Role
from stopext.database import Urls
from stopext.vault.fields import Sealed
from tests.screening.conftest import Cast, fresh
from tests.support import databases
from tests.support.world import HOME, HOME_DISTRICT, Person, World

TABLES = ("screening_rating", "screening_screening")


@pytest.fixture
def locked(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[Screening]:
    """A committed, locked rating; removed afterwards."""
    person = committed_world.person(HOME, Role.COORDINATOR)
    with django_db_blocker.unblock(), person.acts():
        screening = api.order(
            by=person.actor,
            subject_id=uuid4(),
            reference="2026-0851-0099",
            due_on=clock.today() + timedelta(days=3),
            subset="triage",
        )
        ratings.complete(by=person.actor, screening=screening, profile="moderate", seed=6)
    yield screening
    superuser.execute("set session_replication_role = replica")
    for table in TABLES:
        superuser.execute(f"delete from {table}")


@pytest.fixture
def signed(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[Screening]:
    """A committed screening that both have rated and signed; removed afterwards."""
    lead = committed_world.person(HOME, Role.COORDINATOR)
    police = committed_world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with django_db_blocker.unblock():
        with lead.acts():
            row = api.order(
                by=lead.actor,
                subject_id=uuid4(),
                reference="2026-0851-0097",
                due_on=clock.today() + timedelta(days=3),
                district_id=HOME_DISTRICT,
                subset="triage",
            )
        for person, profile in ((lead, "moderate"), (police, "high")):
            with person.acts():
                mine = fresh(person, row)
                ratings.complete(by=person.actor, screening=mine, profile=profile, seed=3)
        with lead.acts():
            mine = fresh(lead, row)
            version = ratings.agree_like(by=lead.actor, screening=mine, profile="moderate")
        for person in (lead, police):
            _sign(person, row, version)
    yield row
    superuser.execute("set session_replication_role = replica")
    for table in ("screening_consensus", *TABLES):
        superuser.execute(f"delete from {table}")


def _sign(person: Person, row: Screening, version: int) -> None:
    with person.acts():
        mine = fresh(person, row)
        read = mine.form.indicator_keys()
        actions.sign_consensus(by=person.actor, screening=mine, version=version, read=read)


def test_every_locked_profile_is_recomputed(
    locked: Screening, portal_database: Urls, superuser: psycopg.Connection
) -> None:
    told = databases.manage(portal_database, "verify_scores", role="job")
    assert told == "1 låste vurderinger stemmer.\n"
    superuser.execute("set session_replication_role = replica")
    superuser.execute("update screening_rating set content_hash = repeat('0', 64)")
    with pytest.raises(RuntimeError, match="1 af 1 låste vurderinger stemmer ikke"):
        databases.manage(portal_database, "verify_scores", role="job")


def test_the_shared_rating_is_recomputed_too(
    signed: Screening, portal_database: Urls, superuser: psycopg.Connection
) -> None:
    told = databases.manage(portal_database, "verify_scores", role="job")
    assert told == "3 låste vurderinger stemmer.\n"
    superuser.execute("set session_replication_role = replica")
    superuser.execute("update screening_consensus set content_hash = repeat('0', 64)")
    with pytest.raises(RuntimeError, match="1 af 3 låste vurderinger stemmer ikke"):
        databases.manage(portal_database, "verify_scores", role="job")


def test_the_job_sees_locked_ratings_only(
    locked: Screening, portal_database: Urls, superuser: psycopg.Connection
) -> None:
    superuser.execute("set session_replication_role = replica")
    superuser.execute(
        "update screening_rating set locked_at = null, content_hash = '', profile = null,"
        " opened = false"
    )
    told = databases.manage(portal_database, "verify_scores", "--municipality", "851", role="job")
    assert told == "0 låste vurderinger stemmer.\n"


def test_loading_instruments_twice_adds_nothing(portal_database: Urls) -> None:
    told = databases.manage(portal_database, "load_instruments", role="owner")
    assert told == "3 versions, 0 added.\n"


def test_a_new_version_retires_the_one_it_replaces(
    portal_database: Urls, superuser: psycopg.Connection
) -> None:
    table = "screening_instrumentversion"
    superuser.execute("set session_replication_role = replica")
    superuser.execute(f"delete from {table} where version = '1.1'")
    superuser.execute(
        f"update {table} set status = 'published', retired_at = null where version = '1.0'"
    )
    told = databases.manage(portal_database, "load_instruments", role="owner")
    rows = superuser.execute(f"select version, status, retired_at is null from {table} order by 1")
    assert told == "3 versions, 1 added.\n"
    assert rows.fetchall() == [
        ("0.9", "retired", False),
        ("1.0", "retired", False),
        ("1.1", "published", True),
    ]


def test_a_dump_holds_no_text_of_a_rating(locked: Screening, superuser: psycopg.Connection) -> None:
    rows = superuser.execute("select r::text from screening_rating r").fetchall()
    assert len(rows) == 1
    for words in ("moderate", "Flere kilder", "Mentor", "rationale"):
        assert words.encode().hex() not in rows[0][0]
        assert words not in rows[0][0]


def _locked_row(cast: Cast, opened: Screening) -> Rating:
    (row,) = Rating.objects.for_actor(cast.coordinator.actor).filter(
        screening=opened, authority_id=HOME
    )
    assert isinstance(row, Rating)
    return row


@pytest.mark.parametrize(
    ("field", "change", "breaches"),
    [
        ("answers", lambda answers: answers, []),
        ("answers", lambda answers: answers | {"A2": {"value": "9"}}, [Breach.UNREADABLE]),
        ("answers", lambda answers: answers | {"Z9": {"value": "1"}}, [Breach.UNREADABLE]),
        ("answers", lambda answers: answers | {"A2": {"value": 1}}, [Breach.UNREADABLE]),
        ("answers", lambda answers: answers | {"A2": "1"}, [Breach.UNREADABLE]),
        ("answers", lambda given: given | {"A2": {"value": "i"}}, [Breach.PROFILE, Breach.HASH]),
        ("judgement", lambda judgement: judgement | {"level": "none"}, [Breach.HASH]),
        ("profile", lambda profile: profile | {"gaps": {"A2": "unknown"}}, [Breach.PROFILE]),
        ("profile", lambda profile: profile | {"version": "0.9"}, [Breach.PROFILE]),
        ("answers", lambda _answers: Sealed(b"torn"), [Breach.UNREADABLE]),
        ("rater_name", lambda name: f"{name} jun.", [Breach.HASH]),
        ("rater_id", lambda _key: uuid4(), [Breach.HASH]),
        ("authority_id", lambda number: number + 1, [Breach.HASH]),
        ("locked_at", lambda at: at + timedelta(seconds=1), [Breach.HASH]),
        ("judged_at", lambda at: at + timedelta(seconds=1), [Breach.HASH]),
        ("seal_version", lambda _version: CONTENT, [Breach.HASH]),
    ],
)  # fmt: skip
def test_each_breach_is_named(
    cast: Cast, opened: Screening, field: str, change: Callable[[Any], Any], breaches: list[Breach]
) -> None:
    with cast.coordinator.acts():
        row = _locked_row(cast, opened)
        setattr(row, field, change(getattr(row, field)))

        faults = list(Verifier().faults_of(row))

    assert [fault.breach for fault in faults] == breaches
    assert {fault.rating_id for fault in faults} <= {row.pk}


def test_a_rating_from_before_the_hash_bound_its_person_stays_verifiable(
    cast: Cast, opened: Screening
) -> None:
    with cast.coordinator.acts():
        row = _locked_row(cast, opened)
        row.seal_version = CONTENT
        form = row.screening.form.content_hash()
        row.content_hash = content_hash(form, row.read_answers(), row.read_judgement())
        assert list(Verifier().faults_of(row)) == []

        row.rater_name = "En anden"
        assert list(Verifier().faults_of(row)) == []
        row.seal_version = PERSON
        assert [fault.breach for fault in Verifier().faults_of(row)] == [Breach.HASH]


def test_a_version_that_was_changed_after_it_was_published_is_told(
    cast: Cast, opened: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.models.instrument._PARSED", {})
    with cast.coordinator.acts():
        row = _locked_row(cast, opened)
        plain = row.screening.version.definition
        plain["domains"][0]["indicators"][0]["weight"] = "9"
        with pytest.raises(TamperedError):
            row.read_answers()
        faults = list(Verifier().faults_of(row))
    assert [fault.breach for fault in faults] == [Breach.VERSION]


def test_the_command_has_a_word_for_every_breach() -> None:
    assert list(BREACHES) == list(Breach)
