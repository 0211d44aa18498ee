"""Everybody who may knock on a door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.sessions import SessionStore
from stopext.accounts.models import CENTRE, Authority, Membership, User
from tests.support import world as worlds
from tests.support.world import FAR, FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person

#: Label, authority, role. ``home`` people share one municipality; the rest are strangers to it.
PEOPLE: dict[str, tuple[int, Role]] = {
    "indberetter": (HOME, Role.REPORTER),
    "anden_indberetter": (HOME, Role.REPORTER),
    "sagsbehandler": (HOME, Role.CASEWORKER),
    "anden_sagsbehandler": (HOME, Role.CASEWORKER),
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
#: Those who share a role and an authority with somebody above them in the table.
SECOND = ("anden_indberetter", "anden_sagsbehandler")
OUTSIDE = ("anonym", "uden_faktor", "uden_rolle")


@dataclass(frozen=True)
class Crowd:
    """Everybody by label, and a membership that has ended."""

    people: dict[str, Person]
    ended: Membership

    def __getitem__(self, label: str) -> Person:
        return self.people[label]


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


def gather() -> Crowd:
    """Create everybody."""
    world = worlds.build()
    people = {label: world.person(*place) for label, place in PEOPLE.items() if label not in SECOND}
    for label in SECOND:
        authority, role = PEOPLE[label]
        people[label] = worlds.make_person(Authority.objects.get(pk=authority), role, nth="_2")
    people["nabo_leder"] = world.person(NEIGHBOUR, Role.LEADER)  # invites; nobody knocks as her
    return Crowd(people, _ended(people["sagsbehandler"]))


def logged_in(crowd: Crowd, label: str) -> Visitor:
    """One of the actors, with a session begun just now."""
    if label in OUTSIDE:
        return Visitor(label, _token(crowd, label), None)
    return Visitor(label, open_session(crowd[label].membership), crowd[label].actor)


def everybody(crowd: Crowd) -> list[Visitor]:
    """All actors of the matrix, each with a session of its own: pages that ask for a fresh log-in
    must find one."""
    return [logged_in(crowd, label) for label in (*OUTSIDE, *PEOPLE)]


def _token(crowd: Crowd, outsider: str) -> str:
    if outsider == "uden_faktor":
        return _half_way(crowd["tovholder"].user)
    return open_session(crowd.ended) if outsider == "uden_rolle" else ""


def _half_way(user: User) -> str:
    """Logged in with the password only."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _ended(colleague: Person) -> Membership:
    """The only membership of somebody whose time is over."""
    user = User.objects.create_user("uden-rolle@portal.example", name="Navnekanarie uden-rolle")
    begun = colleague.membership.valid_from
    ended = Membership(
        user=user,
        authority_id=colleague.actor.authority_id,
        role=Role.CASEWORKER,
        name=user.name,
        valid_from=begun - timedelta(days=10),
        valid_until=begun - timedelta(days=1),
    )
    ended.save(force_insert=True)
    return ended
