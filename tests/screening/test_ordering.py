"""What a case may ask, and what the start page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from screening import api
from screening.engine.judgement import Level
from screening.models import Screening
from screening.queries.start import panels
from stopext.access import clock
from stopext.access.roles import Role
from tests.screening.conftest import Cast
from tests.support.world import HOME_DISTRICT, NEIGHBOUR, World


def test_a_case_follows_its_screenings(cast: Cast) -> None:
    subject = uuid4()
    by = cast.coordinator.actor
    screening = cast.order(subject=subject)
    with cast.coordinator.acts():
        assert api.unfinished(by, subject)
        assert api.last_judgement(by, subject) is None
        assert api.unknowns_of(by, subject) == []
        assert api.progress_of(by, screening).answered == 0
    cast.complete(cast.coordinator, screening, "mostly_unknown", seed=2)
    with cast.coordinator.acts():
        assert api.last_judgement(by, subject) is Level.CANNOT_SAY
        unknowns = api.unknowns_of(by, subject)
        assert unknowns
        assert all(item.who_could_know for item in unknowns)
        assert [row.pk for row in api.screenings_of(by, subject)] == [screening.pk]


def test_colleague_and_district_come_and_go_with_the_case(cast: Cast) -> None:
    subject, user = uuid4(), cast.caseworker.actor
    cast.order(subject=subject)
    by = cast.coordinator.actor
    with cast.coordinator.acts():
        api.grant_for_subject(by=by, subject_id=subject, user_id=user.user_id)
    with cast.caseworker.acts():
        assert len(api.screenings_of(user, subject)) == 1
    with cast.coordinator.acts():
        api.end_for_subject(by=by, subject_id=subject, user_id=user.user_id)
        api.limit_for_subject(
            by=by,
            subject_id=subject,
            district_id=HOME_DISTRICT,
            expires_at=clock.now() + timedelta(days=1),
        )
    with cast.caseworker.acts():
        assert api.screenings_of(user, subject) == []
    with cast.police.acts():
        assert len(api.screenings_of(cast.police.actor, subject)) == 1
    with cast.coordinator.acts():
        revoke = api.revoke_for_subject
        of: dict[str, Any] = {
            "subject_id": subject,
            "district_id": HOME_DISTRICT,
            "reason": "Ophørt",
        }
        assert [revoke(by=by, **of), revoke(by=by, **of)] == [1, 0]
    with cast.police.acts():
        assert api.screenings_of(cast.police.actor, subject) == []


def test_a_neighbour_learns_nothing_of_a_known_key(world: World, cast: Cast) -> None:
    subject = uuid4()
    screening = cast.order(subject=subject, district=None)
    cast.complete(cast.coordinator, screening, "high")
    other = world.person(NEIGHBOUR, Role.LEADER)
    with other.acts():
        assert api.screenings_of(other.actor, subject) == []
        assert not api.unfinished(other.actor, subject)
        assert api.last_judgement(other.actor, subject) is None


def test_start_page_shows_each_party_its_part(cast: Cast, opened: Screening) -> None:
    waiting = cast.order(reference="2026-0851-0002")
    cast.complete(cast.coordinator, waiting, "low")

    def shown(person: object) -> list[tuple[int, list[str]]]:
        with person.acts():  # type: ignore[attr-defined]
            _deeds, found = panels(person.actor)  # type: ignore[attr-defined]
            return [(panel.order, [item.label for item in panel.items]) for panel in found]

    assert shown(cast.coordinator) == [(20, ["2026-0851-0002"]), (30, ["2026-0851-0017"])]
    assert shown(cast.police) == [(10, ["2026-0851-0002"]), (30, ["2026-0851-0017"])]
    assert shown(cast.officer) == []
    page = cast.coordinator.browser().get("/start/").content.decode()
    assert "Vurderinger, hvor den anden part mangler" in page
