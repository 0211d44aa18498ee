"""Whether the mail of a hearing has left: told to who leads it, and to nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from knowledge.hearings import actions
from knowledge.hearings.models import Hearing, Invitee
from knowledge.hearings.sending import sending, sendings
from stopext.access.roles import Role
from stopext.accounts.mail.outbox import MAX_ATTEMPTS
from tests.knowledge.plans.browsing import page
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_page_says_how_far_each_mail_is(
    world: World, lead: Person, worker: Person, opened: Hearing, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "stopext.accounts.mail.backends.OutboxBackend"
    with lead.acts():
        said: dict[str, Any] = {"name": "Broen", "email": "broen@forening.example", "absolute": str}
        made = actions.invite_outside(by=lead.actor, pk=opened.pk, **said)
        actions.invite_colleague(by=lead.actor, pk=opened.pk, user=worker.actor.user_id)

    assert "Mailen venter på at blive sendt" in page(
        lead.browser(), f"/handlingsplaner/min/hoeringer/{opened.pk}/"
    )
    with lead.acts():
        assert [*sendings(opened.pk)] == [made.pk]
        actions.send_again(by=lead.actor, pk=made.pk, version=made.edits, absolute=str)
        assert rows_of(Invitee).get(pk=made.pk).mail != made.mail
        assert [*sendings(opened.pk)] == [made.pk]
    for person in (worker, world.person(NEIGHBOUR, Role.COORDINATOR)):
        with person.acts():
            assert sendings(opened.pk) == {}


def test_a_mail_that_does_not_leave_says_what_to_do() -> None:
    words = [sending(None, often, NOW) for often in (0, 2, MAX_ATTEMPTS)]
    gone = sending(NOW - timedelta(minutes=1), 1, NOW)

    assert [one.word for one in words] == [
        "Mailen venter på at blive sendt",
        "Mailen er ikke sendt endnu",
        "Mailen kunne ikke sendes",
    ]
    assert "Forsøgt 2 gange. Næste forsøg er" in words[1].told
    assert "send linket igen" in words[2].told
    assert (gone.word, gone.kind) == ("Mail sendt", "done")


def test_of_a_mail_only_its_way_is_read(superuser: psycopg.Connection) -> None:
    rows = superuser.execute(
        "select column_name from information_schema.column_privileges"
        " where table_name = 'accounts_outgoingmail' and grantee = 'ctx_owner'"
        " and privilege_type = 'SELECT' order by 1"
    ).fetchall()

    assert [name for (name,) in rows] == ["attempts", "due_at", "id", "sent_at"]
