"""The page of the deadlines, moving one, writing a receipt, and a check of the aftercare."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.models import Case, Concern
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import inquiries, joint, samples
from tests.casework.actions.test_deadlines import closed
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import (
    MOST_QUERIES,
    hidden_fields,
    page_queries,
    saved,
    send,
    text_of,
    url,
)
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return begun(lead.actor, samples.new_case(lead.actor, wants_feedback=True))


def test_every_deadline_stands_on_one_page(lead: Person, case: Case) -> None:
    page = lead.browser().get(url("deadlines", case.pk))
    assert "Kvittering til den, der henvendte sig" in text_of(page)
    few = len(page_queries(lead.browser(), url("deadlines", case.pk)))
    with lead.acts():
        samples.contact(lead.actor, case, answer_by=clock.today() + timedelta(days=1))
        samples.consent(lead.actor, case)
        joint.shared(lead.actor, case)
        for _each in range(3):
            inquiries.asked(lead.actor, case)
            joint.planned(lead.actor, case)

    shown = text_of(lead.browser().get(url("deadlines", case.pk)))

    for label in ("Vend tilbage til", "Svar fra", "Møde i infohuset", "Deling med politikredsen"):
        assert label in shown
    assert len(page_queries(lead.browser(), url("deadlines", case.pk))) <= few
    assert few <= MOST_QUERIES


def test_a_deadline_is_put_off_and_stands_still(lead: Person, case: Case) -> None:
    browser, last = lead.browser(), clock.today() + timedelta(days=6)
    said = {"step": "stopped", "day": last.isoformat(), "reason": "Kanarie-venter på PPR"}

    saved(browser, url("move_deadline", case.pk), **said)

    page = text_of(browser.get(url("case", case.pk)))
    assert "Fristen står stille til og med" in page
    assert "Kanarie-venter på PPR" in page
    shown = text_of(browser.get(url("deadlines", case.pk)))
    assert "Lad fristen løbe igen" in shown
    assert "Står stille til og med" in shown
    saved(browser, url("move_deadline", case.pk), step="resumed", reason="PPR har svaret")
    assert "Fristen står stille" not in text_of(browser.get(url("case", case.pk)))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"step": "extended", "reason": "Ferie"}, "Vælg en dag."),
        ({"step": "extended", "day": "1.1.2020", "reason": "Ferie"}, "efter i dag"),
        ({"step": "resumed", "reason": "Nu"}, "gyldig"),
        ({"day": "1.1.2020", "reason": "Ferie"}, "Vælg en af mulighederne"),
        ({"step": "extended", "day": "1.1.2100"}, "Udfyld feltet."),
        ({"step": "extended", "day": "1.1.2100", "reason": "Ferie"}, "fire uger"),
    ],
    ids=["no day", "past", "stands not", "no step", "no reason", "too far"],
)
def test_what_is_refused_keeps_what_was_typed(
    lead: Person, case: Case, said: dict[str, str], says: str
) -> None:
    response = send(lead.browser(), url("move_deadline", case.pk), **said)

    assert response.status_code == 422
    page = text_of(response)
    assert says in page
    assert said.get("reason", "") in page


def test_where_nothing_can_be_moved_it_says_so(lead: Person) -> None:
    with lead.acts():
        case = samples.new_case(lead.actor)  # it waits for a coordinator

    assert lead.browser().get(url("move_deadline", case.pk)).status_code == 403
    page = text_of(lead.browser().get(url("deadlines", case.pk)))
    assert "Udsæt eller stands" not in page
    assert "kan ikke flyttes" in page


def test_a_receipt_is_written_and_asked_for_no_more(lead: Person, case: Case) -> None:
    browser = lead.browser()
    with lead.acts():
        told = Concern.objects.for_actor(lead.actor).get(case=case)
    where = url("acknowledge", case.pk, told.pk)
    assert where in text_of(browser.get(url("case", case.pk)))
    assert where in text_of(browser.get(reverse("web:start")))
    drawn = hidden_fields(text_of(browser.get(where)))
    assert send(browser, where, answer="not_given").status_code == 422
    assert send(browser, where, answer="given", given_on="").status_code == 422

    saved(browser, where, answer="given", given_on=clock.today().isoformat(), channel="phone")

    assert where not in text_of(browser.get(url("case", case.pk)))
    assert where not in text_of(browser.get(reverse("web:start")))
    assert "Kvittering til den, der henvendte sig" in text_of(browser.get(url("case", case.pk)))
    late = browser.post(where, {**drawn, "answer": "not_given", "words": "Kanarie-sent skrevet"})
    assert late.status_code == 409
    assert "Kanarie-sent skrevet" in text_of(late)
    assert browser.get(where).status_code == 302


def test_a_check_is_called_up_and_written(world: World, lead: Person) -> None:
    with lead.acts():
        case = closed(lead)
    where, browser = url("aftercare", case.pk), lead.browser()
    assert where not in text_of(browser.get(reverse("web:start")))
    with lead.acts():
        rows = Case.objects.for_actor(lead.actor).filter(pk=case.pk)
        rows.update(due_at=clock.now() + timedelta(days=3))
    assert where in text_of(browser.get(reverse("web:start")))
    said = {"asked": "family", "outcome": "same", "words": "Kanarie-hun går i skole"}
    assert send(browser, where, **said).status_code == 422

    saved(browser, where, onwards="again", **said)

    page = text_of(browser.get(url("case", case.pk)))
    assert "Kanarie-hun går i skole" in page
    assert "Som ved afslutningen. Spurgt: pårørende." in page
    assert where not in text_of(browser.get(reverse("web:start")))
    worker = world.person(HOME, Role.CASEWORKER)
    saved(browser, url("colleague_add", case.pk), person=str(worker.membership.pk))
    assert "Eftertjekket slutter" not in text_of(worker.browser().get(where))
    assert "Eftertjekket slutter" in text_of(browser.get(where))


def test_a_running_case_has_no_check(lead: Person, case: Case) -> None:
    assert lead.browser().get(url("aftercare", case.pk)).status_code == 403
