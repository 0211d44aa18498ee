"""Going on without the police, a second time."""

from __future__ import annotations

from datetime import timedelta

from screening import actions
from screening.models import Screening
from tests.screening.conftest import Cast, fresh


def test_who_opens_alone_again_changes_nothing_and_is_not_refused(cast: Cast) -> None:
    """A second click, or a colleague who was a moment quicker."""
    screening, by = cast.order(), cast.coordinator.actor
    cast.complete(cast.coordinator, screening, "low")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        over = row.ordered_at - timedelta(hours=1)
        actions.limit_police(by=by, screening=row, expires_at=over)
    assert [_opened_by(cast, screening) for _time in range(2)] == [["open"], []]
    with cast.coordinator.acts():
        assert fresh(cast.coordinator, screening).state == "opened"


def _opened_by(cast: Cast, screening: Screening) -> list[str]:
    """What the log says of one click."""
    with cast.coordinator.acts() as collector:
        row = fresh(cast.coordinator, screening)
        actions.open_alone(by=cast.coordinator.actor, screening=row)
        return [event["action"] for event in collector.events]
