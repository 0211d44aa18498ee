"""Exercises belong to their municipality; cards too, until one is made public."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, open_to, sql_file, tenant_key

ROLES = ("r_public", "r_reporter", "r_muni", "r_police", "r_centre", "r_log")
OWN = "municipality_id = (select sec.muni())"
LEADING = f"{OWN} and (select sec.role_name()) in ('coordinator', 'leader')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("exercises", "0001_initial_exercises")]
    operations: ClassVar = [
        open_to("exercises_scenario", "select", ROLES),
        tenant_key("exercises_exercise"),
        child_of("exercises_entry", "exercise_id", "exercises_exercise"),
        child_of("exercises_point", "exercise_id", "exercises_exercise"),
        behind_wall(
            "exercises_exercise",
            Policy("r_muni", "select", OWN),
            Policy("r_muni", "insert, update", LEADING),
        ),
        # Nobody changes or deletes a line of a log.
        behind_wall("exercises_entry", Policy("r_muni", "select, insert", OWN)),
        behind_wall(
            "exercises_point",
            Policy("r_muni", "select", OWN),
            Policy("r_muni", "insert, update, delete", LEADING),
        ),
        behind_wall(
            "exercises_card",
            Policy("r_muni", "select", f"{OWN} or is_public"),
            *(Policy(role, "select", "is_public") for role in ROLES if role != "r_muni"),
            Policy("r_muni", "insert, update, delete", LEADING),
        ),
        sql_file(__file__, "0002_walls"),
    ]
