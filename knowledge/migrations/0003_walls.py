"""Who reads and writes the hub: see ``knowledge/walls.py``."""

from typing import ClassVar

from django.db import migrations

from knowledge.walls import (
    ALL,
    ARTICLE_TABLES,
    EDITORS,
    EMPTY_TABLES,
    EVERYBODY,
    LIVE,
    LIVE_PAGE,
    OPEN_TABLES,
    PLAN_TABLES,
    PLANS,
    TOOL_TABLES,
)
from stopext.access.tenancy import Policy, behind_wall, child_of, open_to, tenant_key

#: Acting as an editor, a person may add herself to the group that the tool asks for.
HERSELF = "user_id = (select sec.user_id()) and (select sec.role_name()) = 'redaktoer'"


def published(condition: str) -> list[Policy]:
    """Policies by which everybody reads rows that meet ``condition``."""
    return [Policy(role, "select", condition) for role in EVERYBODY]


def part_of_plan(table: str) -> migrations.RunSQL:
    """``is_public`` of a part is always that of its plan."""
    name = f"{table}_as_public_as_its_plan"[:63]
    return migrations.RunSQL(
        f"alter table {table} add constraint {name}"
        " foreign key (municipality_id, plan_id, is_public)"
        " references knowledge_plan (municipality_id, id, is_public)"
        " on update cascade on delete cascade;",
        f"alter table {table} drop constraint {name};",
    )


PARTS = PLAN_TABLES[1:]
NESTED = {
    "knowledge_action": ("goal_id", "knowledge_goal"),
    "knowledge_indicator": ("goal_id", "knowledge_goal"),
    "knowledge_measurement": ("indicator_id", "knowledge_indicator"),
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("knowledge", "0002_hub_and_review"),
        ("accounts", "0002_walls"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations: ClassVar = [
        behind_wall("wagtailcore_page", *EDITORS, *published(LIVE)),
        *(behind_wall(table, *EDITORS, *published(LIVE_PAGE)) for table in ARTICLE_TABLES),
        *(behind_wall(table, *EDITORS) for table in TOOL_TABLES),
        behind_wall(
            "knowledge_missingsearch",
            Policy("r_public", "insert", "true"),
            *EDITORS,
        ),
        *(open_to(table, "select", EVERYBODY) for table in OPEN_TABLES),
        *(open_to(table, ALL, ("r_centre",)) for table in OPEN_TABLES),
        *(open_to(table, "select", ("r_centre",)) for table in EMPTY_TABLES),
        open_to("auth_group, auth_permission, auth_group_permissions", "select", ("r_centre",)),
        migrations.RunSQL(
            "create policy editors_read on accounts_user_groups for select to r_centre"
            " using ((select sec.centre()) is not null);"
            "create policy editors_join on accounts_user_groups for insert to r_centre"
            f" with check ({HERSELF});"
            "create policy editors_read on accounts_user_user_permissions for select to r_centre"
            " using ((select sec.centre()) is not null);"
            "grant select, insert on accounts_user_groups to r_centre;"
            "grant select on accounts_user_user_permissions to r_centre;",
            "drop policy editors_read on accounts_user_groups;"
            "drop policy editors_join on accounts_user_groups;"
            "drop policy editors_read on accounts_user_user_permissions;"
            "revoke select, insert on accounts_user_groups from r_centre;"
            "revoke select on accounts_user_user_permissions from r_centre;",
        ),
        *(
            tenant_key(table)
            for table in ("knowledge_plan", "knowledge_goal", "knowledge_indicator")
        ),
        migrations.RunSQL(
            "alter table knowledge_plan add constraint knowledge_plan_public_key"
            " unique (municipality_id, id, is_public);",
            "alter table knowledge_plan drop constraint knowledge_plan_public_key;",
        ),
        *(part_of_plan(table) for table in PARTS),
        *(child_of(table, column, parent) for table, (column, parent) in NESTED.items()),
        *(behind_wall(table, *PLANS) for table in PLAN_TABLES),
    ]
