"""A kind of notices for tests, and a database of its own for what really commits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connections

from stopext.access import clock
from stopext.access.roles import Permission, Role
from stopext.accounts.models import Authority
from stopext.database import Urls
from stopext.notifications import kinds
from stopext.notifications.kinds import KindOfNotice, Line
from stopext.notifications.sending import notify
from tests.accounts.conftest import logged_in
from tests.launch.waiting import eventually
from tests.support import databases
from tests.support.world import HOME, Person, make_person

KIND = "tested"
WAITING = (
    "select pid from pg_stat_activity"
    " where datname = current_database() and wait_event_type = 'Lock'"
)


@dataclass
class Things:
    """What notices are about: whose keys are ``open`` may be read by everybody."""

    open: set[UUID]

    def make(self) -> UUID:
        """One more that may be read."""
        key = uuid4()
        self.open.add(key)
        return key


@pytest.fixture
def things() -> Iterator[Things]:
    """Registers the kind for one test."""
    made = Things(set())
    kind = KindOfNotice(
        label="Prøver",
        permission=Permission.EDIT_OWN_PLAN,
        lines=lambda actor, keys: {
            key: Line(f"Ting {key} for {actor.name}", "/start/") for key in {*keys} & made.open
        },
    )
    kinds.register_notices(tested=kind)
    yield made
    del kinds.KINDS._entries[KIND]


def tell(by: Person, to: Sequence[Person], about: UUID, occasion: str = "") -> None:
    """A deed of ``by`` that tells others of her own authority."""
    with by.acts():
        notify(
            KIND,
            authority_id=by.actor.authority_id,
            to=[one.actor.user_id for one in to],
            about=about,
            occasion=occasion,
        )


@dataclass
class Office:
    """A database in which transactions commit: its superuser, and people of one municipality."""

    urls: Urls
    admin: psycopg.Connection
    lead: Person
    leader: Person

    def rows(self, query: str, *values: Any) -> list[Any]:
        """What a query of the superuser answers."""
        return self.admin.execute(query.encode(), values).fetchall()

    @contextmanager
    def job(self, moment: datetime) -> Iterator[None]:
        """As the job's login, at a moment."""
        with logged_in(self.urls.job), clock.at(moment):
            yield

    def at_once(self, work: Callable[[], object], held: str, moment: datetime) -> None:
        """Two workers who are both in the middle of ``work``: they wait for what ``held`` locks."""
        name = self.urls.job.rsplit("/", 1)[-1].partition("?")[0]

        def run() -> None:
            with clock.at(moment):
                work()
            connections["default"].close()

        with self.job(moment), ThreadPoolExecutor(2) as workers:
            with psycopg.connect(databases.admin_url(name)) as holder:
                holder.execute(held.encode())
                runs = [workers.submit(run) for _worker in range(2)]
                assert eventually(
                    lambda: len(self.rows(WAITING)) == 2 or any(each.done() for each in runs)
                )
                assert not any(each.done() for each in runs)
                holder.rollback()
            for each in runs:
                each.result()

    def mails(self) -> int:
        """How many are in the outbox."""
        return int(self.rows("select count(*) from accounts_outgoingmail")[0][0])

    def plant(self, made_at: datetime, *, kind: str = KIND, to: Person | None = None) -> UUID:
        """A notice that was made at a moment."""
        key = uuid4()
        self.admin.execute(
            "insert into notifications_notice"
            " (id, authority_id, user_id, kind, about, occasion, made_at)"
            " values (%s, %s, %s, %s, gen_random_uuid(), '', %s)",
            [key, HOME, (to or self.lead).user.pk, kind, made_at],
        )
        return key

    def wants(self, frequency: str) -> None:
        """The coordinator's wish."""
        self.admin.execute("delete from notifications_preference")
        self.admin.execute(
            "insert into notifications_preference (id, user_id, frequencies, version)"
            " values (gen_random_uuid(), %s, jsonb_build_object('tested', %s::text), 1)",
            [self.lead.user.pk, frequency],
        )


@pytest.fixture(scope="module")
def office_urls(portal_database: Urls) -> Iterator[Urls]:
    """Addresses of the logins."""
    name = f"notices_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        yield urls


@pytest.fixture(scope="module")
def staff(
    office_urls: Urls, django_db_setup: None, django_db_blocker: Any
) -> tuple[Person, Person]:
    """A coordinator and a leader."""
    with django_db_blocker.unblock(), logged_in(databases.both(office_urls)):
        place = Authority.objects.get(pk=HOME)
        return make_person(place, Role.COORDINATOR), make_person(place, Role.LEADER)


@pytest.fixture
def office(
    office_urls: Urls,
    staff: tuple[Person, Person],
    things: Things,
    settings: Any,
    django_db_blocker: Any,
) -> Iterator[Office]:
    """Empty of notices and mails, before and after."""
    settings.EMAIL_BACKEND = "stopext.accounts.mail.backends.OutboxBackend"
    name = office_urls.app.rsplit("/", 1)[-1].partition("?")[0]
    with (
        django_db_blocker.unblock(),
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
    ):
        yield Office(office_urls, admin, *staff)
        admin.execute("delete from notifications_notice")
        admin.execute("delete from notifications_preference")
        admin.execute("delete from accounts_outgoingmail")
        admin.execute("update accounts_membership set valid_until = null, active = true")
        admin.execute("update accounts_membership set role = 'coordinator' where role = 'reporter'")
        admin.execute("update accounts_user set is_active = true")
