"""Each authority sees and makes its own decisions; nobody changes one."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall

LEADS = "(select sec.role_name()) in ('coordinator', 'leader')"
ADVISES = "(select sec.role_name()) = 'adviser'"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("radar", "0001_initial_radar"), ("accounts", "0002_walls")]
    operations: ClassVar = [
        behind_wall(
            "radar_mark",
            Policy("r_muni", "select, insert", f"authority_id = (select sec.muni()) and {LEADS}"),
            Policy(
                "r_centre", "select, insert", f"authority_id = (select sec.centre()) and {ADVISES}"
            ),
        ),
    ]
