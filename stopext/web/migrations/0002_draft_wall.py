"""A draft is its writer's, in the authority she writes for."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall

OWN = "user_id = (select sec.user_id()) and authority_id = (select sec.authority())"
ROLES = ("r_reporter", "r_muni", "r_police", "r_centre")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("web", "0001_drafts"), ("access", "0001_request_context")]
    operations: ClassVar = [
        behind_wall(
            "web_draft", *(Policy(role, "select, insert, update, delete", OWN) for role in ROLES)
        ),
    ]
