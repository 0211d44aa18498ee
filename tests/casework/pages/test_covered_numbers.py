"""A whole CPR number, a name and a source are shown where somebody says what for; what a page
promises about that holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, Disclosure, DisclosureItem
from casework.rules.legal import FOR_POLICE, LEGAL_BASES, LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import CPR, new_case, person
from tests.support.world import HOME, Person, World

WHOLE = (CPR, CPR.replace("-", ""))
PAGES = ("share", "hand_over")


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    """A case of a citizen with a number, under way."""
    with lead.acts():
        made = new_case(lead.actor, person(cpr=CPR, birth_year=None))
        Case.objects.for_actor(lead.actor).filter(pk=made.pk).update(state="assessment")
        return made


def fields(**changes: Any) -> dict[str, Any]:
    """A complete form."""
    usual = {
        "items": ["identity-cpr"],
        "legal_basis": "fvl_28",
        "necessity": "Politiet skal kunne finde borgeren i dag.",
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "citizen_informed": "yes",
    }
    return {**usual, **changes}


@pytest.mark.parametrize("name", PAGES)
def test_the_number_is_masked_until_somebody_says_what_for(
    lead: Person, case: Case, name: str, world: World
) -> None:
    address = url(name, case.pk)
    shown = [
        text_of(lead.browser().get(address)),
        text_of(lead.browser().post(address, {**fields(), "preview": "1"})),
    ]
    for page in shown:
        assert [number for number in WHOLE if number in page] == []
        assert f"{CPR[:6]}-••••" in page
        assert f'href="{url("cpr", case.pk)}"' in page
    log = text_of(world.person(HOME, Role.LOG_REVIEWER).browser().get("/log/?action=unmask"))
    assert ("Viste skjulte oplysninger" in log, "Formål" in log) == (True, False)
    saved(lead.browser(), address, **fields())
    with lead.acts():
        made = Disclosure.objects.for_actor(lead.actor).get()
        assert CPR in DisclosureItem.objects.for_actor(lead.actor).get(disclosure=made).text


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_told_is_not_told_for_a_reason(lead: Person, case: Case, name: str) -> None:
    address = url(name, case.pk)
    page = text_of(lead.browser().get(address))
    assert "databeskyttelsesloven § 22" in page
    refused = send(lead.browser(), address, **fields(citizen_informed="no"))
    assert (refused.status_code, "hvorfor borgeren ikke er" in text_of(refused)) == (422, True)
    saved(
        lead.browser(),
        address,
        **fields(citizen_informed="no", not_informed_reason="Kanarie-hensyn"),
    )
    with lead.acts():
        made = Disclosure.objects.for_actor(lead.actor).get()
    assert "Kanarie-hensyn" in text_of(lead.browser().get(url("shared", case.pk, made.pk)))


def test_only_the_ground_that_forbids_it_is_confirmed(lead: Person, case: Case) -> None:
    """What the hint says of § 115 is what the legal texts say."""
    forbids = {one for one in FOR_POLICE if LEGAL_BASES[one].not_for_investigation}
    assert forbids == {LegalBasis.RPL_115_1, LegalBasis.RPL_115_2, LegalBasis.RPL_115_3}
    saved(lead.browser(), url("hand_over", case.pk), **fields(acknowledged="on"))
    with lead.acts():
        made = Disclosure.objects.for_actor(lead.actor).get()
        assert not made.acknowledged, "nobody is told of a condition that does not hold"
    page = text_of(lead.browser().get(url("shared", case.pk, made.pk)))
    assert "Ikke et vilkår for dette grundlag" in page


def test_a_leader_reads_a_source_as_the_intake_says(world: World, lead: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        made = new_case(lead.actor, protected_source=True, referrer_name="Kilde Attrapsen")
        concern = made.concerns.get()
    told = "også kommunens tovholdere og ledere"
    key = "8b0ab4ad-7f63-4df7-8a30-7fd34b9f2d32"
    assert told in text_of(lead.browser().get(f"/sager/ny/{key}/henvendelse/"))
    address = url("source", made.pk, concern.pk)
    assert "Kilde Attrapsen" in text_of(leader.browser().post(address, {"purpose": "safety"}))
    log = text_of(world.person(HOME, Role.LOG_REVIEWER).browser().get("/log/?action=unmask"))
    assert "Kildens sikkerhed" in log


def test_a_page_of_a_closed_case_leads_to_it_and_to_its_reopening(
    lead: Person, case: Case, world: World
) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        put = worker.actor.membership_id
        actions.add_colleague(by=lead.actor, case=case, membership_id=put)
        Case.objects.for_actor(lead.actor).update(
            state="closed",
            closed_at=clock.now(),
            closure_reason="moved",
            delete_earliest="2040-01-01",
        )
    again = f'href="{url("step", case.pk, "assessment")}"'
    for name in ("note_add", "citizen", "review_add", "measure_add", "share", "ask"):
        refused = lead.browser().get(url(name, case.pk))
        page = text_of(refused)
        assert refused.status_code == 403, name
        assert (f'href="{url("case", case.pk)}"' in page, again in page) == (True, True), name
    page = text_of(worker.browser().get(url("note_add", case.pk)))
    assert (f'href="{url("case", case.pk)}"' in page, again in page) == (True, False)
