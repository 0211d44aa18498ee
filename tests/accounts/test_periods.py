"""The centre ends somebody's role sooner, and nobody has to confirm that."""

from __future__ import annotations

from datetime import timedelta

from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts import actions
from stopext.accounts.models import CENTRE, Membership
from tests.support.rows import rows_of
from tests.support.world import HOME, World


def test_one_administrator_shortens_a_period_alone(world: World) -> None:
    admin = world.person(CENTRE, Role.ADMINISTRATOR)
    row, today = world.person(HOME, Role.COORDINATOR).membership, clock.today()
    row.refresh_from_db()
    for until in (today + timedelta(days=9), today + timedelta(days=2)):
        with admin.acts():
            actions.change_period(
                by=admin.actor,
                membership=row,
                version=row.version,
                valid_from=row.valid_from,
                valid_until=until,
            )
            stored = rows_of(Membership).get(pk=row.pk)
        assert stored.valid_until == until
        row.version = stored.version
