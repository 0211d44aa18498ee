"""Advisers see every cohort; a member its own rows and milestones, and of the others numbers."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, let_in, sql_file

OWN = "municipality_id = (select sec.muni()) and (select sec.role_name()) in ('coordinator', 'leader')"
ADVISER = "(select sec.role_name()) = 'adviser' and (select sec.centre()) is not null"
#: Asked once for each statement, of the rows that the reader's own wall leaves.
MINE = "{column} in (select m.cohort_id from cohorts_member m)"
#: The functions answer only who has a part in cohorts.
COUNTS = "(select sec.role_name()) in ('coordinator', 'leader', 'adviser')"
WRITES = "select, insert, update"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cohorts", "0001_initial_cohorts"), ("plans", "0009_links")]
    operations: ClassVar = [
        behind_wall(
            "cohorts_member",
            Policy("r_muni", "select", OWN),
            # So that two reports of one municipality wait for each other.
            Policy("r_muni", "update", OWN),
            Policy("r_centre", WRITES, ADVISER),
            Policy("ctx_owner", "select", COUNTS),
        ),
        behind_wall(
            "cohorts_cohort",
            Policy("r_muni", "select", MINE.format(column="id")),
            Policy("r_centre", WRITES, ADVISER),
            Policy("ctx_owner", "select", COUNTS),
        ),
        behind_wall(
            "cohorts_milestone",
            Policy("r_muni", "select", MINE.format(column="cohort_id")),
            Policy("r_centre", WRITES, ADVISER),
            Policy("ctx_owner", "select", COUNTS),
        ),
        behind_wall(
            "cohorts_report",
            Policy("r_muni", WRITES, OWN),
            Policy("r_centre", "select", ADVISER),
            Policy("ctx_owner", "select", COUNTS),
        ),
        let_in("plans_plan", "cohorts", Policy("ctx_owner", "select", COUNTS)),
        sql_file(__file__, "0002_walls"),
    ]
