"""What the actions refuse, and the events they leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from screening import actions, api
from screening.demo import ratings
from screening.engine.answers import Answer, Value
from screening.engine.judgement import Judgement, Level
from screening.models import Addendum, Rating, Screening
from screening.queries.dossier import get_dossier
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import url
from tests.support.world import Person

WHY = "Borgeren har trukket sit samtykke tilbage."


@contextmanager
def refused(person: Person, kind: type[Exception], words: str) -> Iterator[None]:
    """A unit of work that must fail with a Danish reason."""
    with pytest.raises(kind, match=words), person.acts(), transaction.atomic():
        yield


def test_only_coordination_orders(cast: Cast) -> None:
    for person in (cast.caseworker, cast.police, cast.officer):
        with refused(person, Refused, "Kun tovholder og leder"):
            cast_order(person)


def cast_order(person: Person, **changes: object) -> Screening:
    facts = {
        "subject_id": uuid4(),
        "reference": "2026-0851-0001",
        "due_on": clock.today(),
        **changes,
    }
    return api.order(by=person.actor, **facts)  # type: ignore[arg-type]


def test_full_form_under_fifteen_is_the_leaders_decision(cast: Cast) -> None:
    with refused(cast.coordinator, Refused, "under 15 år"):
        cast_order(cast.coordinator, under_15=True)
    with cast.coordinator.acts():
        assert cast_order(cast.coordinator, under_15=True, subset="triage").under_18
    with cast.leader.acts():
        assert cast_order(cast.leader, under_15=True).under_15


@pytest.mark.parametrize("years", [15, 18])
def test_the_page_says_how_the_age_was_counted(cast: Cast, years: int) -> None:
    """Of whom the year of birth alone is known she may be of that age already."""
    with cast.coordinator.acts():
        row = cast_order(cast.coordinator, subset="triage", **{f"under_{years}": True})
    page = " ".join(cast.coordinator.browser().get(url("show", row)).content.decode().split())
    assert f"Borgeren tæller som under {years} år" in page
    assert f"tæller hele det år med, hvor borgeren fylder {years}." in page


def test_order_refuses_what_makes_no_sense(cast: Cast) -> None:
    subject = uuid4()
    cast.order(subject=subject)
    with refused(cast.coordinator, Invalid, "allerede en åben"):
        cast_order(cast.coordinator, subject_id=subject, subset="triage")
    with refused(cast.coordinator, Invalid, "før i dag"):
        cast_order(cast.coordinator, due_on=clock.today().replace(year=2020))
    with refused(cast.coordinator, Invalid, "findes ikke"):
        cast_order(cast.coordinator, subset="lang")
    with refused(cast.coordinator, ValueError, "nysgerrighed"):
        cast_order(cast.coordinator, purpose="nysgerrighed")


def test_a_case_of_another_municipality_gives_no_child_row(cast: Cast) -> None:
    screening = cast.order()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        row.municipality_id = 813
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Rating(
                municipality_id=813,
                screening=row,
                authority_id=813,
                rater_id=cast.coordinator.actor.user_id,
                rater_name="x",
            ).save(force_insert=True)


def test_stale_version_is_a_conflict(cast: Cast) -> None:
    screening = cast.order()
    answer = {"A2": Answer(Value.ABSENT)}
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        by = cast.coordinator.actor
        assert actions.save_section(by=by, screening=row, answers=answer, version=0).version == 1
    with refused(cast.coordinator, Conflict, "efter at du åbnede"):
        row = fresh(cast.coordinator, screening)
        actions.save_section(by=by, screening=row, answers=answer, version=0)
    with refused(cast.coordinator, Invalid, "findes ikke"):
        row = fresh(cast.coordinator, screening)
        actions.save_section(by=by, screening=row, answers={"B4": Answer()}, version=1)


def test_lock_wants_answers_judgement_and_acknowledgement(cast: Cast) -> None:
    screening, person = cast.order(), cast.coordinator
    with person.acts():
        row = fresh(person, screening)
        rating = ratings.answer_all(by=person.actor, screening=row, profile="low", seed=1)
        assert rating is not None
        clear = {"A2": Answer(Value.CLEAR, rationale="Set.")}
        rating = actions.save_section(
            by=person.actor, screening=row, answers=clear, version=rating.version
        )
    with refused(person, Invalid, "Vælg et bekymringsniveau"):
        lock(person, screening)
    with person.acts():
        row = fresh(person, screening)
        judgement = ratings.judgement_like("moderate")
        judged = actions.judge(
            by=person.actor, screening=row, judgement=judgement, version=rating.version
        )
        again = actions.judge(
            by=person.actor, screening=row, judgement=judgement, version=judged.version
        )
        assert again.version == judged.version
    with refused(person, Invalid, "kritiske svar"):
        lock(person, screening)
    with person.acts():
        row = fresh(person, screening)
        actions.acknowledge_critical(by=person.actor, screening=row, keys=["A2"])
    with person.acts():
        assert lock(person, screening).is_locked
    with refused(person, Refused, "er låst"):
        lock(person, screening)


def lock(person: Person, screening: Screening) -> Rating:
    row = fresh(person, screening)
    rating = Rating.objects.for_actor(person.actor).get(
        screening=row, authority_id=person.actor.authority_id
    )
    return actions.lock_rating(by=person.actor, screening=row, version=rating.version)


def test_acknowledging_nothing_is_refused(cast: Cast) -> None:
    screening = cast.order()
    with refused(cast.coordinator, Invalid, "ingen kritiske svar"):
        actions.acknowledge_critical(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, screening), keys=["A2"]
        )


def test_municipality_goes_on_alone_only_after_the_access_ended(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "low")
    with refused(cast.coordinator, Refused, "når begge har låst"):
        actions.open_alone(by=cast.coordinator.actor, screening=fresh(cast.coordinator, screening))
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        actions.limit_police(
            by=cast.coordinator.actor, screening=row, expires_at=row.ordered_at - timedelta(hours=1)
        )
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        actions.open_alone(by=cast.coordinator.actor, screening=row)
        assert row.state == "opened"


def test_only_the_owner_withdraws(cast: Cast) -> None:
    screening = cast.order()
    with refused(cast.police, Refused, "Kun kommunens"):
        row = fresh(cast.police, screening)
        actions.revoke_police(by=cast.police.actor, screening=row, reason=WHY)
    alone = cast.order(district=None)
    with refused(cast.coordinator, Invalid, "ikke inviteret"):
        row = fresh(cast.coordinator, alone)
        actions.revoke_police(by=cast.coordinator.actor, screening=row, reason=WHY)
    with refused(cast.coordinator, Invalid, "hvorfor politiets adgang"):
        row = fresh(cast.coordinator, screening)
        actions.revoke_police(by=cast.coordinator.actor, screening=row, reason="  ")


def test_of_two_ends_the_first_stands(cast: Cast) -> None:
    screening = cast.order()
    for person, reason in ((cast.coordinator, WHY), (cast.leader, "En gang til")):
        with person.acts():
            row = fresh(person, screening)
            actions.revoke_police(by=person.actor, screening=row, reason=reason)
    with cast.leader.acts():
        row = fresh(cast.leader, screening)
        assert (row.revoked_by_name, row.revoked_reason) == (cast.coordinator.actor.name, WHY)


def test_naming_twice_is_one_name_and_ending_twice_is_refused(cast: Cast) -> None:
    screening, user = cast.order(), cast.caseworker.actor.user_id
    with cast.coordinator.acts():
        row, by = fresh(cast.coordinator, screening), cast.coordinator.actor
        first = actions.grant_access(by=by, screening=row, user_id=user)
        assert actions.grant_access(by=by, screening=row, user_id=user) == first
        actions.end_access(by=by, screening=row, user_id=user)
    with refused(cast.coordinator, Invalid, "ikke tilknyttet"):
        actions.end_access(by=by, screening=row, user_id=user)
    with refused(cast.caseworker, Refused, "Kun tovholder og leder"):
        actions.grant_access(by=cast.caseworker.actor, screening=row, user_id=user)


def test_change_after_profile_is_kept_apart(cast: Cast) -> None:
    screening = cast.order(district=None)
    cast.complete(cast.coordinator, screening, "moderate")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        by = cast.coordinator.actor
        actions.change_judgement(
            by=by, screening=row, judgement=ratings.judgement_like("high"), reason="Ny viden"
        )
        dossier = get_dossier(by, screening.pk)
        assert dossier.mine is not None
        assert dossier.mine.read_judgement().level is Level.MODERATE
        assert api.last_judgement(by, screening.subject_id) is Level.HIGH
    with refused(cast.coordinator, Invalid, "hvorfor du ændrer"):
        actions.change_judgement(
            by=by, screening=row, judgement=ratings.judgement_like("high"), reason=" "
        )
    with refused(cast.coordinator, Invalid, "bekymringsniveau"):
        actions.change_judgement(by=by, screening=row, judgement=Judgement(), reason="x")


def test_nothing_is_added_before_the_lock(cast: Cast) -> None:
    screening = cast.order()
    with refused(cast.coordinator, Refused, "låst vurdering"):
        actions.add_addendum(
            by=cast.coordinator.actor, screening=fresh(cast.coordinator, screening), text="x"
        )


def test_addition_before_opening_stays_hidden(cast: Cast) -> None:
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "low")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        actions.add_addendum(by=cast.coordinator.actor, screening=row, text="Kun til os")
    with cast.police.acts():
        assert not Addendum.objects.for_actor(cast.police.actor).exists()
    cast.complete(cast.police, screening, "low")
    with cast.police.acts():
        assert [row.text for row in Addendum.objects.for_actor(cast.police.actor)] == ["Kun til os"]


def test_one_rating_per_authority(cast: Cast) -> None:
    screening = cast.order()
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        ratings.begin(by=cast.coordinator.actor, screening=row, profile="low", seed=1, pages=1)
        second = Rating(
            municipality_id=851,
            screening=row,
            authority_id=851,
            rater_id=cast.coordinator.actor.user_id,
            rater_name="x",
        )
        with pytest.raises(IntegrityError, match="rating_once"), transaction.atomic():
            second.save(force_insert=True)


def test_a_changed_agreement_loses_its_signatures(cast: Cast, opened: Screening) -> None:
    person = cast.coordinator
    with person.acts():
        row = fresh(person, opened)
        version = ratings.agree_like(by=person.actor, screening=row, profile="moderate")
        signed = actions.sign_consensus(by=person.actor, screening=row, version=version)
        assert signed.is_signed
        assert not signed.is_agreed
    with cast.police.acts():
        row = fresh(cast.police, opened)
        changed = actions.save_consensus(
            by=cast.police.actor,
            screening=row,
            decisions=signed.read_decisions(),
            judgement=ratings.judgement_like("high"),
            version=version,
        )
        assert not changed.is_signed
    with refused(person, Conflict, "efter at du åbnede"):
        actions.sign_consensus(by=person.actor, screening=fresh(person, opened), version=version)
