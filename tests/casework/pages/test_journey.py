"""A concern becomes help, page by page: every state is reached with the forms that are shown."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.test import Client

from casework.models import Case
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.pages.browsing import key_in, saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, HOME_DISTRICT, Person, World

REASON = "Skolen har set flere tegn, og de hænger sammen."


def state_of(person: Person, case: Case) -> str:
    """The case's state now."""
    with person.acts():
        return str(Case.objects.for_actor(person.actor).get(pk=case.pk).state)


def step(browser: Client, case: Case, target: str, **fields: object) -> None:
    """Make one move with its form."""
    saved(browser, url("step", case.pk, target), **fields)


def to_recommendation(person: Person, case: Case) -> None:
    """From "Modtaget" to "Anbefaling"."""
    browser = person.browser()
    saved(browser, url("assign", case.pk), person=str(person.actor.membership_id))
    saved(
        browser,
        url("triage", case.pk),
        outcome="info_house",
        reason=REASON,
        police_check="clear",
        police_contact="Vagthavende",
    )
    step(browser, case, "gathering", reason=REASON)
    saved(browser, url("ask", case.pk), authority="Skolen", question="Hvordan går det?")
    page = text_of(browser.get(url("requests", case.pk)))
    asked = page.split("/oplysninger/")[-1].split("/")[0]
    saved(browser, url("record_answer", case.pk, UUID(asked)), **inquiries.reply_form())
    step(browser, case, "analysis", meeting_on=clock.today().isoformat())
    saved(
        browser,
        url("meetings", case.pk),
        held_on=clock.today().isoformat(),
        participants="Kommunen\nPolitiet",
        shared="Skolens iagttagelser",
    )
    saved(
        browser,
        url("meetings", case.pk),
        joint_assessment="Moderat bekymring",
        recommendation="Tilbyd en mentor",
    )
    step(browser, case, "recommendation")


def to_active(person: Person, case: Case) -> None:
    """From "Anbefaling" to "Indsats i gang"."""
    browser = person.browser()
    for decider, told_by in (("municipality", ""), ("police", "Vagthavende")):
        decision = {"decider": decider, "outcome": "start", "reason": REASON, "told_by": told_by}
        saved(browser, url("decide", case.pk), **decision)
    saved(
        browser,
        url("measure_add", case.pk),
        type="mentor",
        goal="Jeg vil have nogen at snakke med",
        owner=str(person.actor.membership_id),
        starts_on=clock.today().isoformat(),
        status="running",
    )
    step(browser, case, "active")


def test_every_state_through_the_pages(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        case = new_case(leading.actor)
    browser = leading.browser()

    to_recommendation(leading, case)
    assert state_of(leading, case) == "recommendation"
    to_active(leading, case)
    assert state_of(leading, case) == "active"

    paused = (clock.today() + timedelta(days=10)).isoformat()
    step(browser, case, "paused", reason=REASON, paused_until=paused)
    assert state_of(leading, case) == "paused"
    step(browser, case, "active")
    step(browser, case, "follow_up")
    saved(
        browser,
        url("review_add", case.pk),
        held_on=clock.today().isoformat(),
        change="Færre konflikter",
        citizen_view="Jeg har det bedre",
        decision="close",
    )
    assert "Afslut dem først" in _blocked(browser, case) or "Afslut den først" in _blocked(
        browser, case
    )
    _end_measure(leading, case)
    saved(
        browser,
        url("close", case.pk),
        reason="improved",
        assessment="Borgeren er i arbejde og har nye venner.",
    )
    assert state_of(leading, case) == "closed"
    page = text_of(browser.get(url("case", case.pk)))
    assert "Slettes tidligst" in page
    assert "Første eftertjek" in page

    step(browser, case, "aftercare")
    # It is the running deadline now, and is not told twice.
    page = text_of(browser.get(url("case", case.pk)))
    assert (page.count("Første eftertjek"), page.count("Andet eftertjek")) == (1, 1)
    checked = {"asked": "citizen", "outcome": "better", "words": "Kanarie-tjek: han trives"}
    saved(browser, url("aftercare", case.pk), onwards="again", **checked)
    page = text_of(browser.get(url("case", case.pk)))
    assert (page.count("Første eftertjek"), page.count("Andet eftertjek")) == (0, 1)
    assert ("Kanarie-tjek" in page, "Eftertjek uden ny bekymring" in page) == (True, True)
    assert "Bedre end ved afslutningen. Spurgt: borgeren selv." in page
    saved(browser, url("aftercare", case.pk), onwards="ends", **checked)
    assert "Andet eftertjek" not in text_of(browser.get(url("case", case.pk)))
    step(browser, case, "aftercare")
    assert "Forlænget eftertjek" in text_of(browser.get(url("case", case.pk)))
    step(browser, case, "assessment", reason="Ny bekymring fra skolen")
    assert state_of(leading, case) == "assessment"


def _blocked(browser: Client, case: Case) -> str:
    response = send(
        browser,
        url("close", case.pk),
        reason="improved",
        assessment="Borgeren er i arbejde og har nye venner.",
    )
    assert response.status_code == 422
    page = text_of(response)
    assert "Borgeren er i arbejde og har nye venner." in page
    return page


def _end_measure(person: Person, case: Case) -> None:
    browser = person.browser()
    page = text_of(browser.get(url("case", case.pk)))
    measure = page.split("/indsats/")[-1].split("/")[0]
    address = url("measure", case.pk, UUID(measure))
    fields = {"goal": "Jeg vil have nogen at snakke med", "owner_function": "Mentor"}
    refused = send(browser, address, status="completed", **fields)
    assert "hvad indsatsen har ført til" in text_of(refused)
    saved(browser, address, status="completed", outcome="better", **fields)


def test_shared_items_are_opened_and_withdrawn(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    with leading.acts():
        case = new_case(leading.actor)
    browser, theirs = leading.browser(), officer.browser()
    page = text_of(browser.get(url("share", case.pk)))
    item = page.split('value="concern-')[1].split('"')[0]

    sheet = saved(
        browser,
        url("share", case.pk),
        items=[f"concern-{item}"],
        legal_basis="rpl_115_1",
        necessity="Infohuset skal kende det sete i skolen.",
        expires_on=(clock.today() + timedelta(days=30)).isoformat(),
        citizen_informed="yes",
        acknowledged="on",
    )
    delivery = url("disclosure", key_in(sheet))
    assert "Ny" in text_of(theirs.get(url("disclosures")))
    assert "Kanariefugl" not in text_of(theirs.get(delivery))
    theirs.post(url("receive", key_in(sheet)))
    assert "Kanariefugl" in text_of(theirs.get(delivery))
    assert officer.actor.name in text_of(browser.get(sheet))

    saved(browser, url("withdraw", case.pk, key_in(sheet)), reason="Ikke længere nødvendigt")
    assert theirs.get(delivery).status_code == 404
    assert str(key_in(sheet)) not in text_of(theirs.get(url("disclosures")))
