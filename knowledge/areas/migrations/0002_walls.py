"""For who leads the work in the own municipality; a finished version is never changed."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall

LEADS = "(select sec.role_name()) in ('coordinator', 'leader')"
OWN = f"municipality_id = (select sec.muni()) and {LEADS}"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("areas", "0001_initial_areas"), ("accounts", "0002_walls")]
    operations: ClassVar = [
        behind_wall(
            "areas_areamap",
            Policy("r_muni", "select, insert", OWN),
            Policy("r_muni", "update", f"{OWN} and not is_finished", OWN),
        ),
    ]
