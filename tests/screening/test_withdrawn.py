"""A joint screening that the municipality ends before the two are done: both read why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from screening import actions
from screening.models import Screening
from screening.queries.ended import withdrawn
from screening.queries.start import panels
from stopext.access import clock
from stopext.access.roles import Role
from tests.screening.conftest import CANARY_MUNI, CANARY_POLICE, Cast, fresh
from tests.screening.posting import url
from tests.support.world import FAR_DISTRICT, Person, World

WHY = "Borgeren har trukket sit samtykke tilbage."
TITLE = "Vurderinger, kommunen har afbrudt"


def end(by: Person, screening: Screening) -> None:
    with by.acts():
        actions.revoke_police(by=by.actor, screening=fresh(by, screening), reason=WHY)


def refused(person: Person, reason: str, sql: str, *values: Any) -> None:
    with (
        person.acts(),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match=reason),
        transaction.atomic(),
    ):
        cursor.execute(sql, values)


def told(person: Person) -> list[str]:
    with person.acts():
        found = [panel for panel in panels(person.actor)[1] if panel.title == TITLE]
    return [item.label for panel in found for item in panel.items]


def test_both_parties_read_who_ended_it_when_and_why(cast: Cast, opened: Screening) -> None:
    end(cast.coordinator, opened)
    for person in (cast.coordinator, cast.police):
        text = person.browser().get(url("show", opened)).content.decode()
        assert "Den fælles vurdering er afbrudt" in text
        assert (cast.coordinator.actor.name in text, WHY in text) == (True, True)
    assert CANARY_MUNI not in text
    assert CANARY_POLICE not in text
    joint = cast.coordinator.browser().get(url("compare", opened)).content.decode()
    assert WHY in joint


def test_what_was_ended_before_names_were_kept_is_told_without(
    cast: Cast, opened: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can write such a row any more, so it is read as one."""
    end(cast.leader, opened)
    unnamed = "id, municipality_id, reference, revoked_at, '' as revoked_by_name, null::bytea"
    monkeypatch.setattr("screening.queries.ended.COLUMNS", unnamed)
    text = cast.police.browser().get(url("show", opened)).content.decode()
    assert ("Kommunen trak delingen tilbage" in text, "None" in text) == (True, False)
    assert told(cast.police) == [opened.reference]


def test_one_that_ran_out_says_when(cast: Cast, opened: Screening) -> None:
    with cast.coordinator.acts():
        actions.limit_police(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, opened),
            expires_at=clock.now() - timedelta(minutes=1),
        )
    text = cast.coordinator.browser().get(url("show", opened)).content.decode()
    assert "Delingen med politikredsen udløb" in text
    assert cast.police.browser().get(url("show", opened)).status_code == 404


def test_the_district_s_overseers_and_those_it_named_are_told_and_nobody_else(
    world: World, cast: Cast
) -> None:
    screening = cast.order()
    assert told(cast.officer) == []
    with cast.police.acts():
        actions.grant_access(
            by=cast.police.actor,
            screening=fresh(cast.police, screening),
            user_id=cast.officer.actor.user_id,
        )
    other = cast.order(reference="2026-0851-0018")
    end(cast.coordinator, screening)
    end(cast.coordinator, other)
    assert set(told(cast.police)) == {screening.reference, other.reference}
    assert told(cast.officer) == [screening.reference]
    assert told(world.person(FAR_DISTRICT, Role.POLICE_COORDINATOR)) == []
    assert told(cast.coordinator) == []
    with cast.coordinator.acts():
        assert withdrawn(cast.coordinator.actor) == []


@pytest.mark.parametrize(
    "change",
    [
        "revoked_at = null, revoked_by = null, revoked_by_name = '', revoked_reason = null",
        "revoked_by_name = 'En anden'",
        "revoked_at = now()",
    ],
)
def test_what_was_withdrawn_stays_so_in_the_database(
    cast: Cast, opened: Screening, change: str
) -> None:
    end(cast.coordinator, opened)
    sql = f"update screening_screening set {change} where id = %s"
    refused(cast.leader, "stays so", sql, opened.pk)


def test_nobody_withdraws_in_another_s_name(cast: Cast, opened: Screening) -> None:
    sql = "update screening_screening set revoked_at = now(), revoked_by = %s where id = %s"
    refused(cast.leader, "in her own name", sql, cast.coordinator.actor.user_id, opened.pk)
