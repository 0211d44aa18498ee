"""A form key is its own person's only."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import OWN_USER, Policy, behind_wall

ROLES = ("r_reporter", "r_muni", "r_police", "r_centre", "r_log")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0002_idempotency")]
    operations: ClassVar = [
        behind_wall(
            "access_idempotency",
            *(
                Policy(role, "select, insert, update", OWN_USER.format(column="user_id"))
                for role in ROLES
            ),
        ),
    ]
