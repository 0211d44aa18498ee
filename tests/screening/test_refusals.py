"""What the actions refuse at the edges: too early, too late, by the wrong person, twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from screening import actions
from screening.actions.ordering import version_in_force
from screening.demo import ratings
from screening.engine.answers import Answer, Value
from screening.models import Consensus, InstrumentVersion, Rating, Screening
from screening.versions.instruments import FRAMEWORK
from screening.versions.loading import load_published
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from tests.screening.conftest import Cast, fresh
from tests.screening.test_actions import refused
from tests.screening.test_instruments import CURRENT_VERSION
from tests.support.world import Person


def test_an_addition_says_something(cast: Cast, opened: Screening) -> None:
    with refused(cast.coordinator, Invalid, "Skriv tilføjelsen"):
        row = fresh(cast.coordinator, opened)
        actions.add_addendum(by=cast.coordinator.actor, screening=row, text="  ")


def test_nothing_is_locked_before_something_is_answered(cast: Cast) -> None:
    screening = cast.order()
    with refused(cast.coordinator, Invalid, "ikke svaret på noget"):
        row = fresh(cast.coordinator, screening)
        actions.lock_rating(by=cast.coordinator.actor, screening=row, version=0)


def test_only_questions_of_the_version_are_answered(cast: Cast) -> None:
    screening, rater = cast.order(), cast.coordinator
    with refused(rater, Invalid, "findes ikke i vurderingen"):
        actions.save_section(
            by=rater.actor, screening=screening, answers={"Z9": Answer(Value.CLEAR)}, version=0
        )


def test_only_the_rater_acknowledges_and_once_is_enough(cast: Cast) -> None:
    screening, rater = cast.order(), cast.coordinator
    clear = {"A2": Answer(Value.CLEAR, rationale="Set.")}
    with rater.acts():
        row = fresh(rater, screening)
        actions.save_section(by=rater.actor, screening=row, answers=clear, version=0)
    with refused(cast.leader, Refused, "Kun den, der besvarer"):
        row = fresh(cast.leader, screening)
        actions.acknowledge_critical(by=cast.leader.actor, screening=row, keys=["A2"])
    with rater.acts():
        row = fresh(rater, screening)
        first = actions.acknowledge_critical(by=rater.actor, screening=row, keys=["A2"])
        again = actions.acknowledge_critical(by=rater.actor, screening=row, keys=["A2"])
        assert first.read_acknowledged() == again.read_acknowledged()


def test_the_rater_herself_takes_nothing_over(cast: Cast) -> None:
    screening, rater = cast.order(), cast.coordinator
    with refused(rater, Refused, "kan ikke overtages"):
        actions.take_over(by=rater.actor, screening=fresh(rater, screening))
    with rater.acts():
        ratings.begin(by=rater.actor, screening=screening, profile="low", seed=1, pages=1)
        row = fresh(rater, screening)
        assert actions.take_over(by=rater.actor, screening=row).rater_id == rater.actor.user_id


def test_a_colleague_who_cannot_take_over_is_told_who_can(cast: Cast) -> None:
    screening, rater, colleague = cast.order(), cast.coordinator, cast.caseworker
    with rater.acts():
        ratings.begin(by=rater.actor, screening=screening, profile="low", seed=1, pages=1)
        who = colleague.actor.user_id
        actions.grant_access(by=rater.actor, screening=fresh(rater, screening), user_id=who)
    with refused(colleague, Refused, "Tovholderen kan overtage"):
        row = fresh(colleague, screening)
        actions.save_section(by=colleague.actor, screening=row, answers={}, version=1)


def test_the_databases_clock_decides_whether_the_police_are_out(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "low")
    with (
        refused(cast.coordinator, Refused, "når begge har låst"),
        clock.at(clock.now() + timedelta(days=200)),
    ):
        row = fresh(cast.coordinator, screening)
        actions.open_alone(by=cast.coordinator.actor, screening=row)


def test_the_police_cannot_begin_when_the_municipality_went_on_alone(cast: Cast) -> None:
    screening, by = cast.order(), cast.coordinator.actor
    cast.complete(cast.coordinator, screening, "low")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        past, later = row.ordered_at - timedelta(hours=1), clock.now() + timedelta(days=9)
        actions.limit_police(by=by, screening=row, expires_at=past)
        actions.open_alone(by=by, screening=row)
        actions.limit_police(by=by, screening=row, expires_at=later)
    with refused(cast.police, Refused, "kan ikke længere besvares"):
        row = fresh(cast.police, screening)
        answers = {"A2": Answer(Value.ABSENT)}
        actions.save_section(by=cast.police.actor, screening=row, answers=answers, version=0)


def _sign(person: Person, screening: Screening, version: int) -> Consensus:
    row = fresh(person, screening)
    return actions.sign_consensus(by=person.actor, screening=row, version=version)


def test_signing_comes_after_opening_and_writing(cast: Cast, opened: Screening) -> None:
    early = cast.order()
    with refused(cast.coordinator, Refused, "ikke åbnet endnu"):
        _sign(cast.coordinator, early, 0)
    with refused(cast.coordinator, Invalid, "før I underskriver"):
        _sign(cast.coordinator, opened, 0)


def test_only_who_rated_or_oversees_speaks(cast: Cast, opened: Screening) -> None:
    colleague = cast.caseworker
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, opened)
        who = colleague.actor.user_id
        actions.grant_access(by=cast.coordinator.actor, screening=row, user_id=who)
    with refused(colleague, Refused, "skriver den fælles vurdering"):
        _sign(colleague, opened, 0)
    with refused(colleague, Refused, "Kun den, der har låst"):
        row, judgement = fresh(colleague, opened), ratings.judgement_like("high")
        actions.change_judgement(
            by=colleague.actor, screening=row, judgement=judgement, reason="Ny viden"
        )


def test_what_both_have_signed_stands(cast: Cast, opened: Screening) -> None:
    lead = cast.coordinator
    with lead.acts():
        row = fresh(lead, opened)
        version = ratings.agree_like(by=lead.actor, screening=row, profile="moderate")
        decisions = _sign(lead, opened, version).read_decisions()
    with cast.police.acts():
        assert _sign(cast.police, opened, version).is_agreed
    with refused(lead, Refused, "underskrevet af begge"):
        _sign(lead, opened, version)
    judgement = ratings.judgement_like("high")
    with refused(lead, Refused, "underskrevet af begge"):
        actions.save_consensus(
            by=lead.actor,
            screening=fresh(lead, opened),
            decisions=decisions,
            judgement=judgement,
            version=version,
        )
    with refused(lead, Refused, "Skriv en tilføjelse i stedet"):
        actions.change_judgement(
            by=lead.actor, screening=fresh(lead, opened), judgement=judgement, reason="Ny viden"
        )


def test_without_a_published_version_nothing_is_ordered(
    cast: Cast, superuser: psycopg.Connection
) -> None:
    superuser.execute("set session_replication_role = replica")
    kept = superuser.execute("select id, status from screening_instrumentversion").fetchall()
    superuser.execute("update screening_instrumentversion set status = 'draft'")
    try:
        with cast.coordinator.acts(), pytest.raises(Invalid, match="ingen vurderingsramme i kraft"):
            version_in_force(clock.now())
    finally:
        for key, status in kept:
            change = "update screening_instrumentversion set status = %s where id = %s"
            superuser.execute(change, [status, key])
    assert len(kept) == 3


def test_a_retired_version_is_never_used_in_place_of_one_in_force(cast: Cast) -> None:
    with cast.coordinator.acts(), pytest.raises(Invalid, match="ingen vurderingsramme i kraft"):
        version_in_force(datetime(2015, 1, 1, tzinfo=UTC))


def test_another_instrument_takes_over_no_orders(cast: Cast, superuser: psycopg.Connection) -> None:
    copy = """
        with other as (
            insert into screening_instrument (id, key, title)
            values (gen_random_uuid(), 'anden', 'Anden') returning id
        )
        insert into screening_instrumentversion
        select gen_random_uuid(), version, definition, content_hash, status, changelog, prepared_by,
               published_by, now() - interval '1 hour', null, other.id
        from screening_instrumentversion, other where status = 'published'
    """
    superuser.execute(copy)
    try:
        with cast.coordinator.acts():
            assert version_in_force(clock.now()).instrument.key == FRAMEWORK
            assert version_in_force(clock.now(), "anden").instrument.key == "anden"
    finally:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(
            "delete from screening_instrumentversion using screening_instrument i"
            " where i.id = instrument_id and i.key = 'anden'"
        )
        superuser.execute("delete from screening_instrument where key = 'anden'")


def test_an_order_for_a_form_the_version_does_not_have_is_refused_in_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InstrumentVersion, "parsed", replace(CURRENT_VERSION, subsets=()))
    with pytest.raises(Invalid, match=r"Version 1\.1 har ingen kort form"):
        cast.order()
    cast.order(subset="")


def test_a_stored_version_that_differs_from_its_file_is_told(
    cast: Cast, superuser: psycopg.Connection
) -> None:
    superuser.execute("set session_replication_role = replica")
    table = "screening_instrumentversion"
    (kept,) = superuser.execute(
        f"select content_hash from {table} where version = '0.9'"
    ).fetchone() or ("",)
    change = f"update {table} set content_hash = %s where version = '0.9'"
    superuser.execute(change, ["0" * 64])
    try:
        with (
            cast.coordinator.acts(),
            pytest.raises(ValueError, match="is stored with another content than its file"),
        ):
            load_published()
    finally:
        superuser.execute(change, [kept])


def test_ratings_of_a_screening_can_be_told_apart(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        rows = Rating.objects.for_actor(cast.coordinator.actor).filter(screening=opened)
        assert len({str(row) for row in rows}) == 2
