"""The municipality's own plans, and everybody's when the plan is public."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, tenant_key

EVERYBODY_ELSE = ("r_public", "r_reporter", "r_police", "r_log", "r_centre")
PARTS = tuple(
    f"plans_{name}"
    for name in ("plansection", "goal", "action", "indicator", "measurement", "actioncard")
)
NESTED = {
    "plans_action": ("goal_id", "plans_goal"),
    "plans_indicator": ("goal_id", "plans_goal"),
    "plans_measurement": ("indicator_id", "plans_indicator"),
}
PLANS = (
    Policy("r_muni", "select", "municipality_id = (select sec.muni()) or is_public"),
    *(Policy(role, "select", "is_public") for role in EVERYBODY_ELSE),
    # Loads plans that were written elsewhere; the tool that edits them acts as the municipality.
    Policy("portal_owner", "select, insert, update, delete", "true"),
)


def part_of_plan(table: str) -> migrations.RunSQL:
    """``is_public`` of a part is always that of its plan."""
    name = f"{table}_as_public_as_its_plan"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name}"
        " foreign key (municipality_id, plan_id, is_public)"
        " references plans_plan (municipality_id, id, is_public)"
        " on update cascade on delete cascade;",
        f"alter table {table} drop constraint {name};",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0001_initial_plans"), ("accounts", "0002_walls")]
    operations: ClassVar = [
        *(tenant_key(table) for table in ("plans_plan", "plans_goal", "plans_indicator")),
        migrations.RunSQL(
            "alter table plans_plan add constraint plans_plan_public_key"
            " unique (municipality_id, id, is_public);",
            "alter table plans_plan drop constraint plans_plan_public_key;",
        ),
        *(part_of_plan(table) for table in PARTS),
        *(child_of(table, column, parent) for table, (column, parent) in NESTED.items()),
        *(behind_wall(table, *PLANS) for table in ("plans_plan", *PARTS)),
    ]
