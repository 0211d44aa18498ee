"""The demo's people at work: each with an open session of her own."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the demo's people with an open session."""

    actor: Actor
    session: str

    def acts(self) -> AbstractContextManager[Any]:
        """A unit of work with the real context and log."""
        return acting(self.session, self.actor)


def colleague(authority: int, role: Role) -> Colleague:
    """The first of the demo's people with this role.

    Raises:
        LookupError: there is none; create_personas comes first.
    """
    rows = memberships(authority, role)
    if not rows:
        raise LookupError(f"nobody is {role.value} in {authority}; run seed_demo")
    return Colleague(as_actor(rows[0]), open_session(rows[0]))


def memberships(authority: int, role: Role) -> list[Membership]:
    """Those with this role, by name."""
    rows = unscoped(Membership, reason="demo data: nobody acts yet").select_related(
        "authority", "user"
    )
    return list(rows.filter(authority_id=authority, role=role, active=True).order_by("name", "pk"))
