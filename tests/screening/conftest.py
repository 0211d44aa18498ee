"""Screenings for tests: ordered and answered by the people of the world, through real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from screening import api
from screening.demo import ratings
from screening.models import InstrumentVersion, Screening
from stopext.access import clock
from stopext.access.roles import Role
from tests.support.world import HOME, HOME_DISTRICT, Person, World

#: Planted in what the municipality and the police write: seen on a stranger's page it is a leak.
CANARY_MUNI, CANARY_POLICE = "KANARIE-KOMMUNE", "KANARIE-POLITI"


@dataclass
class Cast:
    """The people of the home municipality and its district, and how they order a screening."""

    world: World

    @property
    def coordinator(self) -> Person:
        return self.world.person(HOME, Role.COORDINATOR)

    @property
    def leader(self) -> Person:
        return self.world.person(HOME, Role.LEADER)

    @property
    def caseworker(self) -> Person:
        return self.world.person(HOME, Role.CASEWORKER)

    @property
    def police(self) -> Person:
        return self.world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)

    @property
    def officer(self) -> Person:
        return self.world.person(HOME_DISTRICT, Role.OFFICER)

    def order(
        self,
        *,
        district: int | None = HOME_DISTRICT,
        subject: UUID | None = None,
        days: int = 10,
        subset: str = "triage",
        reference: str = "2026-0851-0017",
        by: Person | None = None,
        under_15: bool = False,
    ) -> Screening:
        person = by or self.coordinator
        with person.acts():
            return api.order(
                by=person.actor,
                subject_id=subject or uuid4(),
                reference=reference,
                due_on=clock.today() + timedelta(days=days),
                district_id=district,
                subset=subset,
                under_15=under_15,
            )

    def complete(self, person: Person, screening: Screening, profile: str, seed: int = 1) -> None:
        with person.acts():
            ratings.complete(
                by=person.actor, screening=fresh(person, screening), profile=profile, seed=seed
            )


def fresh(person: Person, screening: Screening) -> Screening:
    """The row as the person sees it now; call inside her unit of work."""
    found = Screening.objects.for_actor(person.actor).get(pk=screening.pk)
    assert isinstance(found, Screening)
    return found


@pytest.fixture(autouse=True)
def told_later(past: None) -> None:
    """Screenings have a past, which the portal's clock says in a test."""


@pytest.fixture
def cast(world: World) -> Cast:
    # The parsed version is kept per process: without this the first page of a run asks once more.
    cast = Cast(world)
    with cast.coordinator.acts():
        assert [version.parsed.key for version in InstrumentVersion.objects.all()]
    return cast


@pytest.fixture
def opened(cast: Cast) -> Screening:
    """Both have locked, so both are opened; they differ."""
    screening = cast.order()
    cast.complete(cast.coordinator, screening, "moderate", seed=3)
    cast.complete(cast.police, screening, "high", seed=8)
    return screening
