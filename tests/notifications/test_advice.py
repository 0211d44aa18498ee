"""The job that tells advisers of new questions: each once, also when it runs again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from knowledge.advice.reminders import tell_advisers
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE, Authority
from stopext.database import Urls
from tests.accounts.conftest import logged_in
from tests.notifications.conftest import Office
from tests.support import databases
from tests.support.world import HOME, Person, make_person

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def adviser(office: Office, office_urls: Urls) -> Person:
    """The centre's one adviser."""
    with logged_in(databases.both(office_urls)):
        return make_person(Authority.objects.get(pk=CENTRE), Role.ADVISER)


def test_an_adviser_is_told_once_of_what_nobody_has_taken(office: Office, adviser: Person) -> None:
    new = uuid4()
    for key, status, taker in ((new, "new", None), (uuid4(), "in_progress", uuid4())):
        office.admin.execute(
            "insert into advice_thread (id, municipality_id, subject, about, status, adviser_id,"
            " adviser_name, opened_at, changed_at)"
            " values (%s, %s, 'x', '', %s, %s, '', now(), now())",
            [key, HOME, status, taker],
        )
    for _time in range(2):
        with office.job(NOW):
            tell_advisers()
    told = office.rows("select user_id, about, kind, authority_id from notifications_notice")
    assert told == [(adviser.user.pk, new, "advice_asked", CENTRE)]
