"""Every migration of ours has a way back, and the way forward again leads to the same database."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from stopext.database import Urls
from tests.support import databases

APPS = (
    *("network", "radar", "cohorts", "advice", "exercises", "areas", "readiness", "hearings"),
    *("casework", "plans", "knowledge", "screening", "web"),
    *("accounts", "audit", "access", "vault"),
)
# One way back for all of them, and in one process: each way back works out the whole history anew.
# Every step draws many models again, whose cycles are not worth looking for each time.
BACK_AND_FORTH = f"""
import gc
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
gc.set_threshold(200_000, 20, 20)
way_back = MigrationExecutor(connection)
way_back.migrate([(app, None) for app in {APPS}])
print(sorted(key for key in way_back.recorder.applied_migrations() if key[0] in {APPS}))
call_command("migrate", verbosity=0)
"""
DESCRIPTIONS = {
    "columns": "select table_schema, table_name, column_name, data_type, is_nullable,"
    " column_default from information_schema.columns where table_schema in ('public', 'sec',"
    " 'audit')",
    "constraints": "select conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " from pg_constraint where connamespace::regnamespace::text in ('public', 'sec', 'audit')",
    "indexes": "select indexdef from pg_indexes where schemaname in ('public', 'sec', 'audit')",
    "policies": "select schemaname, tablename, policyname, roles::text, cmd, qual, with_check"
    " from pg_policies",
    "rights": "select relname, relrowsecurity, relforcerowsecurity, a.grantee::regrole::text,"
    " a.privilege_type from pg_class c, aclexplode(coalesce(relacl, acldefault('r', relowner))) a"
    " where relkind in ('r', 'p') and relnamespace::regnamespace::text in ('public', 'sec',"
    " 'audit')",
    "functions": "select p.oid::regprocedure::text, md5(prosrc), proacl::text from pg_proc p"
    " where pronamespace::regnamespace::text in ('public', 'sec', 'audit')",
    "triggers": "select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
}


@pytest.fixture
def urls() -> Iterator[Urls]:
    """A migrated database of its own."""
    with databases.fresh_database(f"taken_back_{os.getpid()}") as found:
        yield found


def described(urls: Urls) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(urls.owner) as owner:
        return {
            what: sorted(owner.execute(query.encode()).fetchall(), key=repr)
            for what, query in DESCRIPTIONS.items()
        }


def test_every_migration_can_be_taken_back_and_run_again(urls: Urls) -> None:
    before = described(urls)

    left = databases.manage(urls, "shell", "--no-imports", "-c", BACK_AND_FORTH, role="owner")

    assert left == "[]\n"
    after = described(urls)
    for what, rows in before.items():
        assert len(rows) > 20
        assert after[what] == rows, what
