"""The tasks of a case: on its page, in their list, and the forms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, Task
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import MOST_QUERIES, page_queries, saved, send, text_of, url
from tests.casework.samples import new_case
from tests.casework.tasks import task
from tests.support.world import HOME, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    with lead.acts():
        return begun(lead.actor, new_case(lead.actor))


def said(person: Person, **changes: str) -> dict[str, str]:
    day = (clock.today() + timedelta(days=3)).isoformat()
    usual = {
        "text": "Kanarie-ring til skolen",
        "owner": str(person.membership.pk),
        "due_on": day,
        "remind": "1",
    }
    return {**usual, **changes}


def test_a_task_is_given_changed_and_done(lead: Person, case: Case) -> None:
    browser = lead.browser()
    page = text_of(browser.get(url("tasks", case.pk)))
    assert "Ingen opgaver venter" in page
    saved(browser, url("task_add", case.pk), **said(lead, every="week"))
    with lead.acts():
        row = Task.objects.for_actor(lead.actor).get()
    for where in (url("case", case.pk), url("tasks", case.pk)):
        assert "Kanarie-ring til skolen" in text_of(browser.get(where))
    saved(browser, url("task", case.pk, row.pk), **said(lead, text="Skriv til skolen"))
    assert "Skriv til skolen" in text_of(browser.get(url("tasks", case.pk)))
    saved(browser, url("task", case.pk, row.pk), **said(lead, every="month"))

    saved(browser, url("task_finish", case.pk, row.pk), words="Kanarie-aftale på mandag")

    page = text_of(browser.get(url("tasks", case.pk)))
    assert "Kanarie-aftale på mandag" in page
    assert page.count("Kanarie-ring til skolen") > 1, "the next one waits"
    late = send(browser, url("task_finish", case.pk, row.pk), words="Kanarie-sent skrevet")
    assert late.status_code == 409
    assert "Kanarie-sent skrevet" in text_of(late)


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"owner": "x"}, {"due_on": "1.1.2020"}, {"remind": "2"}, {"every": "x"}],
    ids=["no words", "nobody", "past", "no such reminder", "no such round"],
)
def test_what_is_refused_keeps_what_was_typed(
    lead: Person, case: Case, wrong: dict[str, str]
) -> None:
    response = send(lead.browser(), url("task_add", case.pk), **said(lead, **wrong))

    assert response.status_code == 422
    assert wrong.get("text", "Kanarie-ring til skolen") in text_of(response)


def test_a_task_is_cancelled_for_a_reason(lead: Person, case: Case) -> None:
    with lead.acts():
        row = task(lead.actor, case)
    where = url("task_cancel", case.pk, row.pk)
    assert send(lead.browser(), where).status_code == 422
    saved(lead.browser(), where, words="Kanarie-skolen ringede selv")
    assert "Kanarie-skolen ringede selv" in text_of(lead.browser().get(url("tasks", case.pk)))


def test_whose_owner_sees_the_case_no_longer(world: World, lead: Person, case: Case) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        added = actions.add_colleague(by=lead.actor, case=case, membership_id=worker.membership.pk)
        row = task(lead.actor, case, owner=worker.actor.user_id)
        actions.remove_colleague(by=lead.actor, assignment=added)
    page = text_of(lead.browser().get(url("tasks", case.pk)))
    assert "Kan ikke længere se sagen" in page
    assert worker.actor.name in text_of(lead.browser().get(url("task", case.pk, row.pk)))
    assert worker.browser().get(url("task", case.pk, row.pk)).status_code == 404


def test_the_closing_says_what_it_cancels(lead: Person, case: Case) -> None:
    with lead.acts():
        task(lead.actor, case)
        task(lead.actor, case)
    assert "2 opgaver i sagen er åbne" in text_of(lead.browser().get(url("close", case.pk)))


def test_the_list_costs_the_same_however_many(lead: Person, case: Case) -> None:
    with lead.acts():
        task(lead.actor, case)
    one = len(page_queries(lead.browser(), url("tasks", case.pk)))
    with lead.acts():
        for _each in range(3):
            actions.finish_task(by=lead.actor, task=task(lead.actor, case))
            task(lead.actor, case)
    assert len(page_queries(lead.browser(), url("tasks", case.pk))) == one <= MOST_QUERIES
