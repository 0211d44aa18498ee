"""The request context, issued and checked by the database, and the wall of the form keys."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import OWN_USER, Policy, behind_wall, job, sql_file

ROLES = ("r_reporter", "r_muni", "r_police", "r_centre", "r_log")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0001_initial_idempotency")]
    operations: ClassVar = [
        sql_file(__file__, "0002_request_context"),
        sql_file(__file__, "0002_job_context"),
        sql_file(__file__, "0002_hanging_on"),
        behind_wall(
            "access_idempotency",
            *(
                Policy(role, "select, insert, update", OWN_USER.format(column="user_id"))
                for role in ROLES
            ),
            job("remove_leftovers", "select, delete", "at < now() - interval '2 days'"),
        ),
        migrations.RunSQL(
            "create index idempotency_by_age on access_idempotency (at);",
            "drop index idempotency_by_age;",
        ),
    ]
