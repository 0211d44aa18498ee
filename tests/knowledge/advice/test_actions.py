"""What both sides do with a thread, what they are refused, and what they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from knowledge.advice import actions, policies, reminders
from knowledge.advice.choices import Side, Status
from knowledge.advice.models import Message, Thread
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.notifications.models import Notice
from tests.knowledge.conftest import CENTRE
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World, make_person


def taken(adviser: Person, thread: Thread) -> Thread:
    with adviser.acts():
        return actions.take(by=adviser.actor, pk=thread.pk)


def said(person: Person, thread: Thread, text: str, seen: int = 0) -> Message:
    with person.acts():
        return actions.reply(by=person.actor, pk=thread.pk, text=text, seen=seen)


def now(person: Person, thread: Thread) -> Thread:
    with person.acts():
        found: Thread = Thread.objects.for_actor(person.actor).get(pk=thread.pk)
        return found


def test_a_thread_goes_from_new_to_closed_and_back(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    steps = [thread.status, taken(adviser, thread).status]
    said(adviser, thread, "Fem.", seen=1)
    steps.append(now(lead, thread).status)
    said(lead, thread, "Og hvis de er små?")
    steps.append(now(lead, thread).status)
    for act in (actions.close, actions.close, actions.reopen, actions.reopen):
        with lead.acts():
            steps.append(act(by=lead.actor, pk=thread.pk).status)

    assert steps == [
        *(Status.NEW, Status.IN_PROGRESS, Status.ANSWERED, Status.IN_PROGRESS),
        *(Status.CLOSED, Status.CLOSED, Status.IN_PROGRESS, Status.IN_PROGRESS),
    ]
    assert now(lead, thread).adviser_name == adviser.actor.name


def test_a_question_that_nobody_took_is_new_again(lead: Person, thread: Thread) -> None:
    said(lead, thread, "Vi glemte noget.")
    assert now(lead, thread).status == Status.NEW
    with lead.acts():
        actions.close(by=lead.actor, pk=thread.pk)
        assert actions.reopen(by=lead.actor, pk=thread.pk).status == Status.NEW


def test_an_adviser_takes_a_thread_from_a_colleague_and_keeps_its_state(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    colleague = make_person(Authority.objects.get(pk=CENTRE), Role.ADVISER, nth="_2")
    taken(adviser, thread)
    said(adviser, thread, "Fem.")
    with lead.acts():
        until = clock.today() + timedelta(days=9)
        actions.open_draft(by=lead.actor, pk=thread.pk, until=until)
    row = taken(colleague, thread)
    assert row.draft_until is None  # it was opened to another adviser
    assert (row.adviser_id, row.status) == (colleague.user.pk, Status.ANSWERED)
    edits = row.edits
    assert taken(colleague, thread).edits == edits
    with pytest.raises(Refused, match="Tag sparringen"):
        said(adviser, thread, "Og dog.")


def test_who_answers_has_read_what_stood_there_when_she_began(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    taken(adviser, thread)
    said(lead, thread, "Set først bagefter.")
    said(adviser, thread, "Fem.", seen=1)
    with lead.acts():
        rows = rows_of(Message).filter(side=Side.MUNICIPALITY).order_by("stamp")
        assert [bool(row.read_at) for row in rows] == [True, False]
        assert rows[0].read_by_name == adviser.actor.name
    with adviser.acts():
        assert actions.mark_read(by=adviser.actor, pk=thread.pk, seen=2) == 1
        assert actions.mark_read(by=adviser.actor, pk=thread.pk, seen=2) == 0


def test_own_words_are_corrected_with_history_until_they_are_read(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    with lead.acts():
        row = rows_of(Message).get()
        for _time in range(2):
            actions.correct(by=lead.actor, pk=row.pk, version=0, text="Hvor få mål er nok?")
        with pytest.raises(Conflict):
            actions.correct(by=lead.actor, pk=row.pk, version=0, text="Noget tredje")
        row.refresh_from_db()
        assert (row.text, row.stamp, row.edits) == ("Hvor få mål er nok?", 2, 1)
        assert [one["text"] for one in row.earlier] == ["Hvor mange mål er nok?"]
    with adviser.acts():
        # Seen before it was corrected is not read.
        assert actions.mark_read(by=adviser.actor, pk=thread.pk, seen=1) == 0
        assert actions.mark_read(by=adviser.actor, pk=thread.pk, seen=2) == 1
    with lead.acts(), pytest.raises(Refused, match="har læst"):
        actions.correct(by=lead.actor, pk=row.pk, version=1, text="For sent")


def test_nobody_corrects_what_somebody_else_wrote(
    world: World, lead: Person, adviser: Person, thread: Thread
) -> None:
    leader = world.person(HOME, Role.LEADER)
    taken(adviser, thread)
    with leader.acts():
        row = rows_of(Message).get()
        with pytest.raises(Refused, match="selv har skrevet"):
            actions.correct(by=leader.actor, pk=row.pk, version=0, text="Ikke mit")
    with adviser.acts(), pytest.raises(Refused, match="selv har skrevet"):
        actions.correct(by=adviser.actor, pk=row.pk, version=0, text="Ikke mit")


def test_the_draft_is_opened_until_a_day_and_closed_with_the_thread(
    lead: Person, thread: Thread
) -> None:
    today = clock.today()
    with lead.acts():
        for until in (today, today, None, today):
            row = actions.open_draft(by=lead.actor, pk=thread.pk, until=until)
            assert (row.draft_until, row.draft_is_open) == (until, until is not None)
        for wrong in (today - timedelta(days=1), today + timedelta(days=policies.LONGEST + 1)):
            with pytest.raises(Invalid):
                actions.open_draft(by=lead.actor, pk=thread.pk, until=wrong)
        assert actions.close(by=lead.actor, pk=thread.pk).draft_until is None


@pytest.mark.parametrize(
    "act",
    [
        lambda by, pk: actions.reply(by=by, pk=pk, text="x", seen=0),
        lambda by, pk: actions.open_draft(by=by, pk=pk, until=None),
    ],
    ids=["reply", "open"],
)
def test_a_closed_thread_is_left_alone(
    lead: Person, adviser: Person, thread: Thread, act: Callable[[Any, Any], object]
) -> None:
    with lead.acts():
        actions.close(by=lead.actor, pk=thread.pk)
        with pytest.raises(Refused, match="lukket"):
            act(lead.actor, thread.pk)
    with pytest.raises(Refused, match="lukket"):
        taken(adviser, thread)


def test_each_side_does_its_own(
    world: World, adviser: Person, lead: Person, thread: Thread
) -> None:
    with adviser.acts():
        for act in (actions.close, actions.reopen):
            with pytest.raises(Refused, match="kommunen selv"):
                act(by=adviser.actor, pk=thread.pk)
        with pytest.raises(Refused, match="kommunen selv"):
            actions.ask(by=adviser.actor, subject="x", text="x")
        with pytest.raises(Refused, match="kommunen selv"):
            actions.open_draft(by=adviser.actor, pk=thread.pk, until=None)
    with pytest.raises(Refused, match="Kun centerets"):
        taken(lead, thread)
    worker = world.person(HOME, Role.CASEWORKER)
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder"):
        actions.mark_read(by=worker.actor, pk=thread.pk, seen=1)


def test_nobody_else_meets_a_thread(world: World, thread: Thread) -> None:
    for place, role in (
        (NEIGHBOUR, Role.LEADER),
        (HOME, Role.CASEWORKER),
        (CENTRE, Role.EDITOR),
        (CENTRE, Role.ADMINISTRATOR),
    ):
        person = world.person(place, role)
        with person.acts():
            assert not Thread.objects.for_actor(person.actor).exists()
            assert (rows_of(Thread).count(), rows_of(Message).count()) == (0, 0)


def refused(person: Person, change: Callable[[], object]) -> bool:
    with person.acts():
        try:
            with transaction.atomic():
                change()
        except ProgrammingError:
            return True
    return False


def test_the_database_holds_who_changes_what(lead: Person, adviser: Person, thread: Thread) -> None:
    taken(adviser, thread)
    threads, lines = rows_of(Thread), rows_of(Message)
    today = clock.today()
    assert refused(adviser, lambda: threads.update(draft_until=today))
    assert refused(adviser, lambda: threads.update(status="closed", draft_until=None))
    assert refused(adviser, lambda: threads.update(adviser_id=lead.user.pk))
    assert refused(adviser, lambda: lines.update(text="Forfalsket"))
    assert refused(lead, lambda: threads.update(adviser_id=lead.user.pk))
    assert refused(lead, lambda: lines.update(text="Uden historik"))
    assert refused(lead, lambda: lines.update(read_at=clock.now(), read_by_name="Mig"))
    with adviser.acts():
        actions.mark_read(by=adviser.actor, pk=thread.pk, seen=1)
    assert refused(lead, lambda: lines.update(stamp=9))
    assert refused(adviser, lambda: lines.update(read_at=None, read_by_name=""))


def test_each_side_is_told_of_the_other(lead: Person, adviser: Person, thread: Thread) -> None:
    said(lead, thread, "Endnu en ting.")
    taken(adviser, thread)
    said(lead, thread, "Og en til.")
    said(adviser, thread, "Fem.")
    with adviser.acts():
        mine = list(Notice.objects.for_actor(adviser.actor).filter(about=thread.pk))
    with lead.acts():
        theirs = list(Notice.objects.for_actor(lead.actor).filter(about=thread.pk))
    assert [row.kind for row in mine] == ["advice_asked"]
    assert [row.kind for row in theirs] == ["advice_answered"]
    for person, other in ((lead, adviser), (adviser, lead)):
        told = f"{other.actor.name} har skrevet i sparringen “Om målene”"
        assert told in person.browser().get("/nyt/").content.decode()
    with adviser.acts():
        line = reminders.lines(adviser.actor, [thread.pk])[thread.pk]
    assert line.of(reminders.NEW) == f"{lead.actor.name} har skrevet i sparringen “Om målene”"
    assert (line.of(""), line.text) == ("", "Nyt i sparringen “Om målene”")
