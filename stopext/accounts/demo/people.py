"""The people of the demo: invented staff in every role of ten authorities."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from stopext.access.roles import AuthorityKind, Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import CENTRE, Authority, Membership, User
from stopext.accounts.policies import roles_in

PEOPLE = Path(__file__).parent / "demo_people.csv"
MUNICIPALITIES = (851, 813, 751, 727, 461, 430)
DISTRICTS = (1460, 1461, 1465)
#: One password for all: the demo runs on one machine, with invented people only.
PASSWORD = "vis-mig-portalen"  # noqa: S105
TITLES = {
    Role.REPORTER: "Lærer",
    Role.CASEWORKER: "Socialrådgiver",
    Role.COORDINATOR: "SSP-konsulent",
    Role.LEADER: "Leder af forebyggelse",
    Role.LOG_REVIEWER: "Databeskyttelsesrådgiver",
    Role.OFFICER: "Forebyggelsesbetjent",
    Role.POLICE_COORDINATOR: "Infohuskoordinator",
    Role.EDITOR: "Redaktør",
    Role.ADVISER: "Chefkonsulent",
    Role.METHODOLOGIST: "Specialkonsulent",
    Role.ANALYST: "Analytiker",
    Role.ADMINISTRATOR: "Systemadministrator",
}
#: Municipality and role of the first holder who also works elsewhere, and where: shows the switch.
SECOND_ROLES = {(727, Role.COORDINATOR): (751, Role.CASEWORKER)}


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person; the first of ``roles`` is the main one."""

    email: str
    name: str
    roles: tuple[tuple[int, Role], ...]


@cache
def personas() -> tuple[Persona, ...]:
    """Everybody, in a fixed order: municipalities, police districts, centre."""
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        people = csv.DictReader(file)
        return tuple(
            Persona(row["email"], row["name"], _roles(place, role))
            for (place, role), row in zip(_posts(), people, strict=False)
        )


def _posts() -> Iterator[tuple[int, Role]]:
    for place in MUNICIPALITIES:
        for role in roles_in(AuthorityKind.MUNICIPALITY):
            yield place, role
            if role is Role.CASEWORKER:
                # Two of them: blind ratings need two people.
                yield place, role
    for place in DISTRICTS:
        yield from ((place, role) for role in roles_in(AuthorityKind.POLICE))
    yield from ((CENTRE, role) for role in roles_in(AuthorityKind.CENTRE))
    # Nobody publishes alone, or gives an authority its first leader.
    yield CENTRE, Role.EDITOR
    yield CENTRE, Role.ADMINISTRATOR


def _roles(place: int, role: Role) -> tuple[tuple[int, Role], ...]:
    second = SECOND_ROLES.get((place, role))
    return ((place, role), second) if second else ((place, role),)


def create_personas(progress: Callable[[int, int], None] | None = None) -> list[Membership]:
    """Make everybody who is missing; safe to repeat. Answers all memberships, in order.

    ``progress`` is told how many of how many are done. Needs the login ``portal_app``.
    """
    everybody, hashed = personas(), make_password(PASSWORD)
    rows: list[Membership] = []
    for number, persona in enumerate(everybody, start=1):
        with transaction.atomic():
            user = _user(persona, hashed)
            rows += [_membership(user, place, role) for place, role in persona.roles]
        if progress is not None:
            progress(number, len(everybody))
    return rows


def _user(persona: Persona, hashed: str) -> User:
    centre = any(place == CENTRE for place, _ in persona.roles)
    values = {"name": persona.name, "password": hashed, "is_editor": centre}
    user, _ = User.objects.get_or_create(email=persona.email, defaults=values)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def _membership(user: User, place: int, role: Role) -> Membership:
    row, _ = unscoped(Membership, reason="demo data: nobody acts yet").get_or_create(
        user=user,
        authority_id=place,
        role=role,
        active=True,
        defaults={"name": user.name, "title": TITLES[role]},
    )
    return row


def persona_table() -> str:
    """The demo's log-ins as text for a terminal."""
    names = dict(Authority.objects.values_list("pk", "name"))
    lines = [f"Adgangskode for alle: {PASSWORD}"]
    lines.append("Et klik på »Vælg en demobruger« logger ind med anden faktor. Med adgangskode")
    lines.append("opretter du selv den anden faktor første gang, som i virkeligheden.")
    for place in (*MUNICIPALITIES, *DISTRICTS, CENTRE):
        lines.append(f"\n{names.get(place, place)}")
        lines += [
            f"  {role.label:<18} {persona.name:<34} {persona.email}"
            for persona in personas()
            for where, role in persona.roles
            if where == place
        ]
    return "\n".join(lines)
