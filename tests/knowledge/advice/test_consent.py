"""The adviser reads the draft that the municipality let her read, and not the next one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.advice import actions
from knowledge.advice.models import Thread
from knowledge.plans.actions import discard_draft
from knowledge.plans.models import Plan
from stopext.access import clock
from stopext.access.roles import Role
from stopext.notifications.models import Notice
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World


@pytest.fixture
def consented(lead: Person, adviser: Person, thread: Thread) -> Thread:
    """A thread that an adviser has, with leave to read the draft; no draft is begun."""
    with adviser.acts():
        actions.take(by=adviser.actor, pk=thread.pk)
    with lead.acts():
        until = clock.today() + timedelta(days=9)
        return actions.open_draft(by=lead.actor, pk=thread.pk, until=until)


def shown(person: Person, thread: Thread) -> str:
    return person.browser().get(thread.get_absolute_url()).content.decode()


def test_without_a_draft_both_sides_read_that_there_is_none(
    lead: Person, adviser: Person, consented: Thread
) -> None:
    for person in (lead, adviser):
        told = shown(person, consented)
        assert ("ingen kladde nu" in told, "Læs kladden" in told) == (True, False)


def test_what_is_answered_is_no_news_any_more(
    lead: Person, adviser: Person, consented: Thread
) -> None:
    with lead.acts():
        actions.reply(by=lead.actor, pk=consented.pk, text="Og fristen?", seen=1)
    with adviser.acts():
        assert rows_of(Notice).get().read_at is None
        actions.reply(by=adviser.actor, pk=consented.pk, text="Den er i maj.", seen=2)
        assert rows_of(Notice).get().read_at is not None
    with lead.acts():
        assert rows_of(Notice).get().read_at is None
        actions.mark_read(by=lead.actor, pk=consented.pk, seen=3)
        assert rows_of(Notice).get().read_at is not None


def test_leave_ends_with_the_draft(
    world: World, lead: Person, adviser: Person, consented: Thread
) -> None:
    with lead.acts():
        draft = plan_begun(lead)
    assert "Læs kladden" in shown(adviser, consented)
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        discard_draft(by=leader.actor, draft=draft)
        plan_begun(leader)

    told = shown(adviser, consented)
    assert ("ikke læse kommunens kladde" in told, "Læs kladden" in told) == (True, False)
    with adviser.acts():
        assert not rows_of(Plan).filter(is_public=False).exists()
