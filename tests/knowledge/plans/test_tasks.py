"""Tasks of an action: in the draft and on the plan in force, done by a click, overdue told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from knowledge.plans import actions
from knowledge.plans.models import Action, Goal, InternalNote, Task
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.matrix.plans import plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

PROGRESS, TASKS = "/handlingsplaner/min/fremdrift/", "/handlingsplaner/min/opgaver/"


def once() -> dict[str, str]:
    return {"idempotency_key": str(uuid4())}


def test_a_task_is_written_on_the_action_and_done_by_a_click(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        action = rows_of(Action).get()
        actions.remove_task(by=lead.actor, pk=rows_of(Task).get().pk)
    browser, yesterday = lead.browser(), clock.today() - timedelta(days=1)
    said = {"text": "Ring til skolerne", "owner": "SSP", "due_on": f"{yesterday:%d.%m.%Y}"}

    made = sent(browser, f"{TASKS}ny/{action.pk}/", **said)

    with lead.acts():
        task = rows_of(Task).get(is_removed=False)
    assert made.headers["Location"] == f"{PROGRESS}#opgave-{task.pk}"
    shown = page(browser, PROGRESS)
    assert ("Ring til skolerne" in shown, "Over tiden" in shown) == (True, True)
    start = page(browser, "/start/")
    assert ("Ring til skolerne" in start, f"#opgave-{task.pk}" in start) == (True, True)

    for _time in range(2):
        done = browser.post(f"{TASKS}{task.pk}/meld/", {"done": "yes", **once()})
        assert done.headers["Location"] == f"{PROGRESS}#opgave-{task.pk}"

    with lead.acts():
        row = rows_of(Task).get(is_removed=False)
        assert (row.done_on, row.done_by_name, row.edits) == (clock.today(), lead.actor.name, 1)
    assert "Ring til skolerne" not in page(browser, "/start/")
    browser.post(f"{TASKS}{task.pk}/meld/", {"done": "no", **once()})
    with lead.acts():
        assert rows_of(Task).get(is_removed=False).done_on is None


def test_tasks_and_notes_are_shared_with_the_revision_and_follow_it(
    lead: Person, leader: Person
) -> None:
    publish(lead, leader)
    with lead.acts():
        public = rows_of(Action).get()
        draft = actions.revise(by=lead.actor)
        copy = draft.actions.get()
        made = actions.add_task(by=lead.actor, action=copy, text="Fra kladden")
        assert made.action_id == public.pk
    browser, report = lead.browser(), f"{PROGRESS}handling/{public.pk}/"
    assert "Fra kladden" in page(browser, f"{EDIT}handling/{copy.pk}/")
    sent(browser, report, contact_person="Bodil fra skolen")
    assert "Bodil fra skolen" in page(browser, f"{EDIT}handling/{copy.pk}/")
    sent(browser, f"{EDIT}handling/{copy.pk}/", internal_note="Ring først til Bodil")
    shown = page(browser, PROGRESS)
    assert ("Bodil fra skolen" in shown, "Ring først til Bodil" in shown) == (True, True)
    with leader.acts():
        extra = {"title": "Ny", "level": "building", "internal_note": "Helt ny note"}
        goal = draft.goals.get()
        actions.add_part(by=leader.actor, sort=SORTS["handling"], under=goal.pk, values=extra)
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.add_task(by=_as_caseworker(leader), action=public, text="x")

    after = page(browser, PROGRESS)

    for words in ("Fra kladden", "Ring først til Bodil", "Bodil fra skolen", "Helt ny note"):
        assert words in after
    with lead.acts():
        assert set(rows_of(Task).values_list("plan_id", flat=True)) == {draft.pk}
        late = actions.add_task(by=lead.actor, action=public, text="Til den gamle")
        assert late.action_id == copy.pk


def _as_caseworker(person: Person) -> Any:
    return replace(person.actor, role=Role.CASEWORKER)


def test_what_hangs_on_a_removed_action_goes_when_the_version_is_adopted(
    lead: Person, leader: Person
) -> None:
    publish(lead, leader)
    with lead.acts():
        old = rows_of(Action).get()
        draft = actions.revise(by=lead.actor)
        actions.remove_part(by=lead.actor, sort=SORTS["handling"], pk=draft.actions.get().pk)
        assert rows_of(Task).count() == 1
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        assert rows_of(Task).count() == 0
        assert not rows_of(InternalNote).exclude(contact_person="").exists()
        with pytest.raises(Refused, match="ikke med i den version"):
            actions.add_task(by=leader.actor, action=old, text="For sent")


def test_who_writes_internally_second_is_told(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        row, task = rows_of(Action).get(), rows_of(Task).get()
        seen = row.edits + rows_of(InternalNote).get(part=row.pk).edits
        first: Any = {"status": "running", "contact_person": "Anna", "internal_note": "Den første"}
        actions.report_status(by=lead.actor, action=row, version=seen, **first)
        second: Any = {"status": "running", "internal_note": "Den anden"}
        with pytest.raises(Conflict):
            actions.report_status(by=lead.actor, action=row, version=seen, **second)
        said: Any = {"text": "Rettet", "owner": "", "due_on": None}
        actions.change_task(by=lead.actor, pk=task.pk, version=0, **said)
        again = {**said, "text": "Rettet anderledes"}
        with pytest.raises(Conflict):
            actions.change_task(by=lead.actor, pk=task.pk, version=0, **again)


def test_a_task_is_removed_and_others_have_none(world: World, lead: Person) -> None:
    with lead.acts():
        keys = write(lead, lambda _what: TEXT[:90], plan_begun(lead))
    browser, path = lead.browser(), f"{TASKS}{keys['task']}/"
    for person in (world.person(NEIGHBOUR, Role.COORDINATOR), world.person(HOME, Role.CASEWORKER)):
        assert person.browser().get(path).status_code in {403, 404}
    assert "kan ikke hentes tilbage" in page(browser, f"{path}fjern/")

    gone = sent(browser, f"{path}fjern/")

    assert gone.headers["Location"] == f"{EDIT}handling/{keys['action']}/"
    assert browser.get(path).status_code == 404
    said = {"text": "Min rettelse", "version": "0"}
    late = browser.post(path, {**said, **once()})
    assert (late.status_code, "Min rettelse" in late.content.decode()) == (409, True)
    with lead.acts():
        goal = rows_of(Goal).get()
        actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
    assert browser.get(f"{TASKS}ny/{keys['action']}/").status_code == 404
    late = browser.post(f"{TASKS}ny/{keys['action']}/", {"text": "Min tekst", **once()})
    assert "Min tekst" in late.content.decode()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"text": ""}, "Udfyld feltet"),
        ({"text": "x" * 401}, "Teksten er på 401 tegn"),
        ({"text": "Ring", "due_on": "31.2.2027"}, "findes ikke"),
    ],
)
def test_a_wrong_task_is_said_in_danish(lead: Person, said: dict[str, str], problem: str) -> None:
    with lead.acts():
        keys = write(lead, lambda _what: TEXT[:90], plan_begun(lead))

    answer = sent(lead.browser(), f"{TASKS}ny/{keys['action']}/", **said)

    assert (answer.status_code, problem in answer.content.decode()) == (422, True)
