"""A leader throws a draft away; its parts go with it by their keys."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, let_in

OWN_DRAFT = (
    "municipality_id = (select sec.muni()) and (select sec.role_name()) = 'leader'"
    " and not is_public"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0003_writing")]
    operations: ClassVar = [let_in("plans_plan", "discards", Policy("r_muni", "delete", OWN_DRAFT))]
