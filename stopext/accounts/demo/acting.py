"""Somebody of the demo acts, through the same walls as everybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.people import personas
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import CENTRE, Membership


@contextmanager
def administrator(nth: int = 0) -> Iterator[Actor]:
    """One unit of work of the centre's first administrator, or of another one."""
    everybody = [who for who in personas() if (CENTRE, Role.ADMINISTRATOR) in who.roles]
    rows = unscoped(Membership, reason="demo data: who acts is found by her address")
    found = rows.select_related("user", "authority").filter(user__email=everybody[nth].email)
    row = found.get(authority_id=CENTRE, role=Role.ADMINISTRATOR, active=True)
    actor = as_actor(row)
    with acting(open_session(row), actor):
        yield actor
