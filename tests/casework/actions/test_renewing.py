"""``renew_search_keys`` as it is run: its own login, committed rows, gone on where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from casework import actions
from casework.models import Case
from stopext.access.roles import Role
from stopext.database import Urls
from tests.casework.samples import new_case, person
from tests.support import databases
from tests.support.world import HOME, NEIGHBOUR, Person, World

NAMES = ("Ane Fornyet", "Bo Fornyet", "Ib Fornyet")
#: As if they had been made by an earlier rule.
AGE = (
    "update casework_subjectkey k set scheme = 1, hash = decode(md5(k.id::text), 'hex')"
    " where subject_id = any(%s)"
)


@pytest.fixture
def cases(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[dict[str, tuple[Person, Case]]]:
    """Three committed citizens, one of them the neighbour's; removed afterwards."""
    made = {}
    with django_db_blocker.unblock():
        for name, authority in zip(NAMES, (HOME, HOME, NEIGHBOUR), strict=True):
            lead = committed_world.person(authority, Role.COORDINATOR)
            with lead.acts():
                made[name] = (lead, new_case(lead.actor, person(name=name, birth_year=None)))
    yield made
    superuser.execute("truncate casework_subject cascade")


def found(cases: dict[str, tuple[Person, Case]], blocker: Any) -> list[str]:
    """Those of ``NAMES`` that the repeat search still finds."""
    with blocker.unblock():
        return [name for name, (lead, case) in cases.items() if _finds(lead, case, name)]


def _finds(lead: Person, case: Case, name: str) -> bool:
    with lead.acts():
        hits = actions.search_repeats(by=lead.actor, person=person(name=name, birth_year=None))
    return case.subject_id in {hit.subject_id for hit in hits}


def test_old_keys_are_made_anew_in_every_authority_and_only_once(
    cases: dict[str, tuple[Person, Case]],
    portal_database: Urls,
    superuser: psycopg.Connection,
    django_db_blocker: Any,
) -> None:
    old = [case.subject_id for name, (_, case) in cases.items() if name != NAMES[0]]
    superuser.execute(AGE, [old])
    assert found(cases, django_db_blocker) == [NAMES[0]]
    told = databases.manage(portal_database, "renew_search_keys", role="job")
    assert told == "2 citizens renewed, 0 left.\n"
    assert found(cases, django_db_blocker) == list(NAMES)
    told = databases.manage(portal_database, "renew_search_keys", role="job")
    assert told == "0 citizens renewed, 0 left.\n"


def test_nobody_but_the_job_makes_them_anew(portal_database: Urls) -> None:
    with pytest.raises(RuntimeError, match="permission denied"):
        databases.manage(portal_database, "renew_search_keys", role="app")
