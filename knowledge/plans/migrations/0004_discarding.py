"""A leader throws a draft away; its parts go with it by their keys."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in

OWN_DRAFT = (
    "municipality_id = (select sec.muni()) and (select sec.role_name()) = 'leader'"
    " and not is_public"
)
PARTS = ("plansection", "goal", "action", "indicator", "measurement", "actioncard")


def goes_with_plan(model: str) -> migrations.AlterField:
    """The database deletes a part with its plan (``0002_walls``)."""
    field = models.ForeignKey(
        "plans.plan", models.DO_NOTHING, db_constraint=False, related_name="%(class)ss"
    )
    return migrations.AlterField(model, "plan", field)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0003_writing")]
    operations: ClassVar = [
        *(goes_with_plan(model) for model in PARTS),
        let_in("plans_plan", "discards", Policy("r_muni", "delete", OWN_DRAFT)),
    ]
