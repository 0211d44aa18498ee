"""A consent that is withdrawn ends what the police district reads on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Disclosure, DisclosureItem
from casework.rules.codes import Tristate
from casework.rules.consents import ConsentWay
from casework.rules.disclosure import ShareAnswer
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.casework import joint
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import consent, new_case
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, HOME_DISTRICT, Person, World

NAME = "Mikkel Testgaard"
GONE = "Samtykket er trukket tilbage"
WHY = "Infohuset skal kende det sete i skolen."


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def shared(lead: Person) -> Disclosure:
    """A share that rests on a consent."""
    with lead.acts():
        case = new_case(lead.actor)
        return actions.share(
            by=lead.actor,
            case=case,
            items=["identity-name"],
            legal_basis=LegalBasis.CONSENT,
            consent=str(consent(lead.actor, case).pk),
            necessity=WHY,
            expires_on=clock.today() + timedelta(days=20),
            acknowledged=False,
            citizen_informed=Tristate.YES,
        )


def end(by: Person, shared: Disclosure) -> None:
    assert shared.consent is not None
    with by.acts():
        actions.withdraw_consent(
            by=by.actor, consent=shared.consent, withdrawn_on=clock.today(), way=ConsentWay.ORAL
        )


def items(by: Person) -> list[Any]:
    with by.acts():
        return list(DisclosureItem.objects.for_actor(by.actor))


def opened(police: Person, shared: Disclosure) -> None:
    with police.acts():
        row = Disclosure.objects.for_actor(police.actor).get(pk=shared.pk)
        found = list(DisclosureItem.objects.for_actor(police.actor).filter(disclosure=row))
        actions.receive(by=police.actor, disclosure=row, items=found)


def test_a_share_that_was_not_opened_is_opened_no_more(
    lead: Person, police: Person, shared: Disclosure
) -> None:
    browser, here = police.browser(), url("disclosure", shared.pk)
    assert "Kvittér for modtagelse" in text_of(browser.get(here))
    end(lead, shared)

    page = text_of(browser.get(here))
    sent = browser.post(url("receive", shared.pk))

    assert f"{GONE} {format_date(clock.today())}" in page
    assert (f"ring til {lead.actor.name}" in page, WHY in page) == (True, False)
    assert shared.consent_words
    assert shared.consent_words not in page
    assert ("Kvittér for modtagelse" in page, sent.status_code) == (False, 403)
    assert items(police) == []
    shown = {
        show: shared.case_number in text_of(browser.get(f"{url('disclosures')}?show={show}"))
        for show in ("", "new", "ended")
    }
    assert shown == {"": False, "new": False, "ended": True}
    assert GONE in text_of(browser.get("/start/"))
    with police.acts(), pytest.raises(Refused, match=GONE):
        actions.receive(by=police.actor, disclosure=shared, items=[])


def test_what_was_opened_is_read_no_more_and_not_taken_into_use(
    lead: Person, police: Person, shared: Disclosure
) -> None:
    opened(police, shared)
    browser, here = police.browser(), url("disclosure", shared.pk)
    (item,) = items(police)
    before = text_of(browser.get(here))
    end(lead, shared)

    after = text_of(browser.get(here))
    choice = text_of(browser.get(url("answer_share", shared.pk)))

    assert (item.text in before, item.text in after) == (True, False)
    assert "må I kun bruge videre på et andet retligt grundlag" in after
    assert ("Modtaget og taget i brug" in choice, "Kun et svar i ord" in choice) == (False, True)
    with police.acts(), pytest.raises(Invalid, match=GONE):
        actions.answer_share(by=police.actor, disclosure=shared, reply=ShareAnswer.USED)


def test_no_meeting_rests_on_it(lead: Person, police: Person, shared: Disclosure) -> None:
    with lead.acts():
        meeting = joint.planned(lead.actor, shared.case)
    end(lead, shared)

    assert joint.seen(police, meeting) is None
    assert "Politiet ser ikke mødet" in text_of(
        lead.browser().get(url("joint_meeting", meeting.pk))
    )
    with lead.acts(), pytest.raises(Refused):
        joint.planned(lead.actor, shared.case)


def test_it_is_no_paper_of_either_side(
    world: World, lead: Person, police: Person, shared: Disclosure
) -> None:
    (item,) = items(police)
    with lead.acts():
        joint.shared(lead.actor, shared.case)
        meeting = joint.planned(lead.actor, shared.case)
    end(lead, shared)

    for by, guest in (
        (lead, world.person(HOME, Role.LEADER)),
        (police, world.person(HOME_DISTRICT, Role.OFFICER)),
    ):
        with pytest.raises(Invalid, match="deles ikke længere"):
            joint.invited(by, meeting, guest, [item.pk])


def test_a_caseworker_who_may_not_share_ends_it_too(
    world: World, lead: Person, police: Person, shared: Disclosure
) -> None:
    colleague = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        actions.add_colleague(
            by=lead.actor, case=shared.case, membership_id=colleague.actor.membership_id
        )
    end(colleague, shared)

    assert items(police) == []


def test_the_municipality_reads_the_same_and_withdraws_the_share_itself(
    lead: Person, police: Person, shared: Disclosure
) -> None:
    end(lead, shared)
    browser = lead.browser()
    told = "kan ikke længere læse oplysningerne"

    pages = [url("shared", shared.case_id, shared.pk), url("case", shared.case_id), url("shares")]
    pages.append(url("consents", shared.case_id))
    assert [told in text_of(browser.get(page)) for page in pages] == [True] * 4
    with lead.acts():
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Samtykket er trukket tilbage.")
    assert police.browser().get(url("disclosure", shared.pk)).status_code == 404


def test_only_the_consent_says_that_it_was_withdrawn(lead: Person, shared: Disclosure) -> None:
    said = "update casework_disclosure set consent_withdrawn_on = {}"
    with lead.acts():
        assert refused(said.format("current_date"))
    end(lead, shared)
    with lead.acts():
        assert refused(said.format("null"))
        assert rows("select consent_withdrawn_on from casework_disclosure") == [(clock.today(),)]
