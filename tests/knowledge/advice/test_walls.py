"""What the database keeps of threads, messages, consent and notices, past the application."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from knowledge.advice import actions
from knowledge.advice.models import Message, Thread
from stopext.access import clock
from stopext.notifications.models import Notice
from tests.knowledge.refusing import refused
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person


def take(adviser: Person, thread: Thread) -> None:
    with adviser.acts():
        actions.take(by=adviser.actor, pk=thread.pk)


def put(person: Person, thread: Thread, side: str, **values: object) -> Message:
    said = {"by_user": person.user.pk, "by_name": "Falsk", "stamp": 1, "text": "x", **values}
    made = Message(municipality_id=HOME, thread_id=thread.pk, side=side, **said)
    made.save(force_insert=True)
    return made


def tell(kind: str, place: int, who: UUID, about: UUID) -> None:
    Notice(kind=kind, authority_id=place, user_id=who, about=about, occasion="x").save(
        force_insert=True
    )


def test_an_adviser_writes_in_what_she_has_taken_and_is_open(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    assert refused(adviser, lambda: put(adviser, thread, "centre"))
    take(adviser, thread)
    assert not refused(adviser, lambda: put(adviser, thread, "centre"))
    with lead.acts():
        assert rows_of(Message).get(side="centre").by_name == adviser.actor.name
        actions.close(by=lead.actor, pk=thread.pk)
    assert refused(adviser, lambda: put(adviser, thread, "centre"))
    assert refused(lead, lambda: put(lead, thread, "municipality"))


def test_a_message_has_no_invented_past(lead: Person, adviser: Person, thread: Thread) -> None:
    past = [{"text": "opdigtet"}]
    assert refused(lead, lambda: put(lead, thread, "municipality", earlier=past))
    take(adviser, thread)
    lines = rows_of(Message)
    with lead.acts():
        made = put(lead, thread, "municipality", text="Et")
        actions.correct(by=lead.actor, pk=made.pk, version=0, text="To")
    rows = lines.filter(pk=made.pk)
    forged = [{"text": "opdigtet"}, {"text": "To"}]
    assert refused(lead, lambda: rows.update(text="Tre", earlier=forged))
    assert not refused(adviser, lambda: lines.update(read_at=clock.now(), read_by_name="En anden"))
    with lead.acts():
        assert rows.get().read_by_name == adviser.actor.name


def test_consent_is_for_the_adviser_who_has_the_thread_and_half_a_year(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    rows, today = rows_of(Thread), clock.today()
    assert refused(lead, lambda: rows.update(draft_until=today + timedelta(days=181)))
    assert not refused(lead, lambda: rows.update(draft_until=today + timedelta(days=180)))
    take(adviser, thread)
    with lead.acts():
        assert rows.get().draft_until is None


def test_each_side_tells_only_the_other_of_their_thread(
    lead: Person, adviser: Person, thread: Thread
) -> None:
    asked, answered = "advice_asked", "advice_answered"
    assert refused(lead, lambda: tell(asked, 1, adviser.user.pk, thread.pk))
    take(adviser, thread)
    assert refused(lead, lambda: tell(asked, 1, adviser.user.pk, uuid4()))
    assert refused(lead, lambda: tell(asked, 1, uuid4(), thread.pk))
    assert not refused(lead, lambda: tell(asked, 1, adviser.user.pk, thread.pk))
    assert refused(adviser, lambda: tell(answered, HOME, lead.user.pk, uuid4()))
    assert refused(adviser, lambda: tell(answered, HOME, uuid4(), thread.pk))
    assert refused(adviser, lambda: tell(answered, NEIGHBOUR, lead.user.pk, thread.pk))
    assert not refused(adviser, lambda: tell(answered, HOME, lead.user.pk, thread.pk))
