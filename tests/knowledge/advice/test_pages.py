"""Advice as it is seen: the list, the thread, the draft that is opened, and who is told."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.advice import actions
from knowledge.advice.models import Message, Thread
from knowledge.plans.models import Action, Plan, PlanSection, Task
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.knowledge.conftest import CENTRE
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import plan_begun, write
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World, make_person

PLACE = "/sparring/"
DRAFT_TEXT = "Kladdens egne ord om noget, der ikke er vedtaget"


def press(browser: Client, thread: Thread, what: str, **said: object) -> str:
    answer = browser.post(
        f"{PLACE}{thread.pk}/{what}/", {**said, "idempotency_key": str(uuid4())}, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_municipality_asks_and_reads_the_answer(lead: Person, adviser: Person) -> None:
    mine, theirs = lead.browser(), adviser.browser()
    assert "I har ikke spurgt" in page(mine, PLACE)
    sent(mine, f"{PLACE}ny/?afsnit=handling", subject="Om vagten", text="Hvem har vagten?")
    with lead.acts():
        thread = rows_of(Thread).get()
    assert thread.about == "handling"
    start = page(theirs, "/start/")
    assert ("Om vagten" in start, "Ny: venter" in start) == (True, True)
    assert "Tag sparringen" in page(theirs, f"{PLACE}{thread.pk}/")
    assert "Du har taget" in press(theirs, thread, "tag")
    sent(theirs, f"{PLACE}{thread.pk}/", text="Den sociale vagt.")
    assert "Om vagten" in page(mine, "/start/")
    shown = page(mine, f"{PLACE}{thread.pk}/")
    assert ("Den sociale vagt." in shown, adviser.actor.name in shown) == (True, True)
    assert "Jeg har læst det" in shown
    assert "kan se, at du har læst" in press(mine, thread, "laest", seen=thread.edits + 1)
    assert "Jeg har læst det" not in page(mine, f"{PLACE}{thread.pk}/")
    press(mine, thread, "laest", seen="x")
    assert "er lukket" in press(mine, thread, "luk")
    assert "Om vagten" not in page(mine, PLACE)
    assert "Om vagten" in page(mine, f"{PLACE}?status=closed")
    assert "lukket sparringen imens" in press(theirs, thread, "tag")
    assert "åben igen" in press(mine, thread, "aabn")
    assert "Om vagten" in page(mine, f"{PLACE}?status=alle")


def test_a_cpr_number_is_refused_until_it_is_said_to_be_none(lead: Person, thread: Thread) -> None:
    browser, address = lead.browser(), f"{PLACE}{thread.pk}/"
    assert 'type="checkbox"' not in page(browser, address)
    refused = sent(browser, address, text="Hun er 010190-1234.")
    assert refused.status_code == 422
    assert "ligner et CPR-nummer" in refused.content.decode()
    assert 'type="checkbox"' in refused.content.decode()
    again = sent(browser, address, text="Journalnummer 010190-1234.", numbers_known="on")
    assert again.status_code == 302


def test_a_message_is_corrected_until_it_is_read(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    with lead.acts():
        line = rows_of(Message).get()
    browser, address = lead.browser(), f"{PLACE}ret/{line.pk}/"
    sent(browser, address, text="Hvor få mål er nok?")
    shown = page(adviser.browser(), f"{PLACE}{thread.pk}/")
    assert ("Hvor få mål" in shown, "Hvor mange mål" in shown, "Rettet" in shown) == (True,) * 3
    press(adviser.browser(), thread, "laest", seen=9)
    late = sent(browser, address, text="For sent")
    assert (late.status_code, "har læst beskeden" in late.content.decode()) == (409, True)
    assert browser.get(f"{PLACE}ret/{uuid4()}/").status_code == 404
    assert adviser.browser().get(address).status_code == 404


@pytest.fixture
def draft(lead: Person) -> Plan:
    """A draft with something in every sort of part."""
    with lead.acts():
        plan = plan_begun(lead)
        write(lead, lambda _what: DRAFT_TEXT, plan)
        return plan


def reads(person: Person) -> list[int]:
    """How many rows of drafts the database shows: plans, sections, actions."""
    drafts = (
        rows_of(Plan).filter(is_public=False),
        rows_of(PlanSection).filter(is_public=False),
        rows_of(Action).filter(is_public=False),
    )
    with person.acts():
        return [rows.count() for rows in drafts]


def test_the_draft_is_read_by_her_who_took_the_thread_and_while_it_is_open(
    world: World, lead: Person, adviser: Person, thread: Thread, draft: Plan
) -> None:
    colleague = make_person(Authority.objects.get(pk=CENTRE), Role.ADVISER, nth="_2")
    address = f"{PLACE}{thread.pk}/kladde/"
    nothing = [0, 0, 0]
    press(adviser.browser(), thread, "tag")
    assert reads(adviser) == nothing
    assert (
        "ingen kladde, som du må læse"
        in adviser.browser().get(address, follow=True).content.decode()
    )

    until = clock.today() + timedelta(days=9)
    sent(lead.browser(), f"{PLACE}{thread.pk}/kladden/", until=f"{until:%d.%m.%Y}")

    assert reads(adviser)[0] == 1
    shown = page(adviser.browser(), address)
    assert (DRAFT_TEXT in shown, "må ikke gives videre" in shown) == (True, True)
    assert "Læs kladden" in page(adviser.browser(), f"{PLACE}{thread.pk}/")
    for other in (
        colleague,
        world.person(CENTRE, Role.EDITOR),
        world.person(NEIGHBOUR, Role.LEADER),
    ):
        assert reads(other) == nothing
    with adviser.acts(), pytest.raises(ProgrammingError), transaction.atomic():
        rows_of(Task).count()
    assert DRAFT_TEXT not in colleague.browser().get(address, follow=True).content.decode()

    sent(lead.browser(), f"{PLACE}{thread.pk}/kladden/", until="")
    assert reads(adviser) == nothing
    sent(lead.browser(), f"{PLACE}{thread.pk}/kladden/", until=f"{until:%d.%m.%Y}")
    assert reads(adviser)[0] == 1
    press(lead.browser(), thread, "luk")
    assert reads(adviser) == nothing


def test_the_list_costs_the_same_however_many_there_are(lead: Person) -> None:
    counts = []
    for number in (1, 6):
        with lead.acts():
            for _one in range(number):
                actions.ask(by=lead.actor, subject="Igen", text="Mere?")
        with CaptureQueriesContext(connection) as queries:
            page(lead.browser(), PLACE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_wrong_days_are_said_at_the_field(lead: Person, thread: Thread) -> None:
    answer = sent(lead.browser(), f"{PLACE}{thread.pk}/kladden/", until="1.1.2020")
    assert (answer.status_code, "ikke er gået" in answer.content.decode()) == (422, True)


def test_what_is_not_there_is_not_found(lead: Person) -> None:
    assert lead.browser().get(f"{PLACE}{UUID(int=7)}/").status_code == 404
