"""The district's coordinators are told what happens to what is shared with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from casework import actions
from casework.models import Case, Consent, Disclosure, DisclosureItem
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentWay
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from stopext.notifications.models import Notice
from stopext.notifications.reading import in_words
from tests.casework import samples
from tests.casework.actions.test_refusals import share
from tests.casework.pages.browsing import text_of
from tests.casework.test_walls import refused
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

NAME = "Sofus Skyggenavnsen"


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def case(lead: Person, police: Person) -> Case:
    """Made when there is a police coordinator to tell."""
    with lead.acts():
        return samples.another_case(lead.actor, NAME)


def told(person: Person) -> list[str]:
    """What somebody's notices say, the newest first."""
    with person.acts():
        rows = list(Notice.objects.for_actor(person.actor))
        return [shown.line.text for shown in in_words(person.actor, rows)]


def on_consent(lead: Person, case: Case) -> tuple[Consent, Disclosure]:
    with lead.acts():
        row = samples.consent(lead.actor, case)
        return row, share_on(lead, case, row)


def share_on(lead: Person, case: Case, row: Consent) -> Disclosure:
    return actions.share(
        by=lead.actor,
        case=case,
        items=["identity-name"],
        legal_basis=LegalBasis.CONSENT,
        consent=str(row.pk),
        necessity="Nødvendigt for samarbejdet om borgeren.",
        expires_on=clock.today() + timedelta(days=20),
        acknowledged=False,
        citizen_informed=Tristate.YES,
    )


def test_what_arrives_is_told_once_and_read_when_it_is_opened(
    world: World, lead: Person, police: Person, case: Case
) -> None:
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    with lead.acts():
        row = share(lead.actor, case)
    said = f"Aalborg Kommune har delt oplysninger med jer om sag {case.number}"
    assert (told(police), told(officer), told(lead)) == ([said], [], [])
    assert NAME not in told(police)[0]
    assert said in text_of(police.browser().get("/nyt/"))

    with police.acts():
        items = list(DisclosureItem.objects.for_actor(police.actor).filter(disclosure=row))
        actions.receive(by=police.actor, disclosure=row, items=items)
        assert not Notice.objects.for_actor(police.actor).filter(read_at__isnull=True).exists()


def test_a_hand_over_is_told_as_one(lead: Person, police: Person, case: Case) -> None:
    with lead.acts():
        samples.handed_over(lead.actor, case)
    assert told(police) == [f"Aalborg Kommune vil overdrage sag {case.number} til jer"]


def test_what_is_taken_back_is_told_without_saying_which(
    lead: Person, police: Person, case: Case
) -> None:
    with lead.acts():
        row = share(lead.actor, case)
        actions.withdraw(by=lead.actor, disclosure=row, reason="Ikke nødvendig længere.")
    assert told(police) == ["En kommune har trukket noget, den har delt med jer, tilbage"]
    assert case.number not in text_of(police.browser().get("/nyt/"))


def test_a_lost_consent_is_told_of_each_share_that_rests_on_it(
    lead: Person, police: Person, case: Case
) -> None:
    row, _first = on_consent(lead, case)
    with lead.acts():
        other = share_on(lead, case, row)
        actions.withdraw(by=lead.actor, disclosure=other, reason="Ikke nødvendig længere.")
        actions.withdraw_consent(
            by=lead.actor, consent=row, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )
    lost = f"Samtykket bag det, Aalborg Kommune har delt om sag {case.number}, er trukket tilbage"
    assert told(police).count(lost) == 1


def test_nobody_tells_of_a_share_that_is_not_hers(
    world: World, lead: Person, police: Person, case: Case
) -> None:
    with lead.acts():
        row = share(lead.actor, case)
    before = told(police)
    for person in (world.person(NEIGHBOUR, Role.COORDINATOR), lead):
        kind = "meeting" if person is lead else "share"
        with person.acts(), connection.cursor() as cursor:
            cursor.execute("select sec.tell_of_share(%s, %s, 'shared-again')", [row.pk, kind])
    with police.acts():
        assert refused("select sec.tell_of_share(%s, 'share', 'x')", row.pk)
        assert refused("select sec.district_coordinators(%s)", HOME_DISTRICT)
    with lead.acts():
        assert refused("select sec.district_coordinators(%s)", HOME_DISTRICT)
    assert told(police) == before
