"""People for tests: every role in two neighbouring municipalities, one far away, two police
districts and the centre. Their names are canaries: a name seen on a stranger's page is a leak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import ROLES_IN, AuthorityKind, Role
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import CENTRE, Authority, Membership, Session, User, session_hash
from stopext.audit.record import Collector

HOME, NEIGHBOUR, FAR = 851, 813, 751
HOME_DISTRICT, FAR_DISTRICT = 1460, 1461
AUTHORITIES = (HOME, NEIGHBOUR, FAR, HOME_DISTRICT, FAR_DISTRICT, CENTRE)
PASSWORD = "en-lang-adgangskode-til-test"


@dataclass(frozen=True)
class Person:
    """Somebody who can log in, with an open session that has a second factor."""

    user: User
    membership: Membership
    actor: Actor
    token: str

    @contextmanager
    def acts(self) -> Iterator[Collector]:
        """One unit of work as this person, with the real context and log."""
        with acting(self.token, self.actor) as collector:
            yield collector

    def browser(self) -> Client:
        """A client logged in as this person just now: in a long run an older session would be
        touched (one query more) and asked to prove itself again."""
        client = Client()
        client.cookies["sid"] = open_session(self.membership)
        return client


@dataclass
class World:
    """All people, by authority and role."""

    people: dict[tuple[int, Role], Person] = field(default_factory=dict)

    def person(self, authority: int, role: Role) -> Person:
        """The one person with that role there."""
        return self.people[authority, role]


def people_on(page: str, authority: int) -> list[str]:
    """Canary names of that authority's people on a page; a bare number may stand in any key."""
    return re.findall(rf"Navnekanarie \w+-{authority}\b", page)


def build() -> World:
    """Create everybody; the caller commits."""
    world = World()
    for authority in Authority.objects.filter(pk__in=AUTHORITIES):
        for role in sorted(ROLES_IN[AuthorityKind(authority.kind)]):
            world.people[authority.pk, role] = make_person(authority, role)
    return world


def make_person(authority: Authority, role: Role, nth: str = "") -> Person:
    """A user with one membership and an open session; ``nth`` tells a second one from the first."""
    label = f"{role.value}{nth}-{authority.pk}"
    user = User.objects.create_user(
        f"{label}@portal.example",
        PASSWORD,
        name=f"Navnekanarie {label}",
        is_editor=authority.kind == AuthorityKind.CENTRE,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    membership = Membership(user=user, authority=authority, role=role, name=user.name)
    membership.save(force_insert=True)
    return Person(user, membership, as_actor(membership), lasting_session(membership))


def lasting_session(membership: Membership) -> str:
    """A session that a long test run does not outlive."""
    key = open_session(membership)
    later = timezone.now() + timedelta(hours=11)
    Session.objects.filter(token_hash=session_hash(key)).update(expires_at=later)
    return key
