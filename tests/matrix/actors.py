"""Everybody who may knock on a door, and whose texts each of them may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.sessions import SessionStore
from stopext.accounts.models import CENTRE, Membership, User
from tests.support.world import FAR, FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

#: Label, authority, role. ``home`` people share one municipality; the rest are strangers to it.
PEOPLE: dict[str, tuple[int, Role]] = {
    "indberetter": (HOME, Role.REPORTER),
    "sagsbehandler": (HOME, Role.CASEWORKER),
    "tovholder": (HOME, Role.COORDINATOR),
    "leder": (HOME, Role.LEADER),
    "logkontrol": (HOME, Role.LOG_REVIEWER),
    "nabo_indberetter": (NEIGHBOUR, Role.REPORTER),
    "nabo_sagsbehandler": (NEIGHBOUR, Role.CASEWORKER),
    "nabo_tovholder": (NEIGHBOUR, Role.COORDINATOR),
    "fjern_leder": (FAR, Role.LEADER),
    "politi": (HOME_DISTRICT, Role.OFFICER),
    "politi_tovholder": (HOME_DISTRICT, Role.POLICE_COORDINATOR),
    "fjernt_politi": (FAR_DISTRICT, Role.POLICE_COORDINATOR),
    "redaktoer": (CENTRE, Role.EDITOR),
    "raadgiver": (CENTRE, Role.ADVISER),
    "metodeansvarlig": (CENTRE, Role.METHODOLOGIST),
    "analytiker": (CENTRE, Role.ANALYST),
    "administrator": (CENTRE, Role.ADMINISTRATOR),
    "center_logkontrol": (CENTRE, Role.LOG_REVIEWER),
}
OUTSIDE = ("anonym", "uden_faktor", "uden_rolle")


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session; ``actor`` is missing for those who are not let in."""

    label: str
    token: str
    actor: Actor | None

    def browser(self) -> Client:
        """A fresh browser: an answer may have changed the cookies of the last one."""
        client = Client(raise_request_exception=False)
        if self.token:
            client.cookies["sid"] = self.token
        return client


def everybody(world: World) -> list[Visitor]:
    """All actors of the matrix."""
    visitors = [Visitor("anonym", "", None)]
    visitors.append(Visitor("uden_faktor", _half_way(world.person(HOME, Role.COORDINATOR)), None))
    visitors.append(Visitor("uden_rolle", _without_role(world), None))
    for label, (authority, role) in PEOPLE.items():
        person = world.person(authority, role)
        # A session of its own: pages that ask for a fresh log-in must find one.
        visitors.append(Visitor(label, open_session(person.membership), person.actor))
    return visitors


def _half_way(person: Person) -> str:
    """Logged in with the password only."""
    user, store = person.user, SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _without_role(world: World) -> str:
    """Logged in with a second factor, but the only membership has ended."""
    person = world.person(HOME, Role.CASEWORKER)
    user = User.objects.create_user("uden-rolle@portal.example", name="Navnekanarie uden-rolle")
    ended = Membership(
        user=user,
        authority_id=HOME,
        role=Role.CASEWORKER,
        name=user.name,
        valid_from=person.membership.valid_from - timedelta(days=10),
        valid_until=person.membership.valid_from - timedelta(days=1),
    )
    ended.save(force_insert=True)
    return open_session(ended)
