"""Two persons publish a version, whatever names are given; and everybody may read it."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, sql_file

VERSION_TABLE = "screening_instrumentversion"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0004_seal_of_person")]
    operations: ClassVar = [
        migrations.AddField(
            "instrumentversion", "prepared_by_id", models.UUIDField(editable=False, null=True)
        ),
        migrations.AddField(
            "instrumentversion", "published_by_id", models.UUIDField(editable=False, null=True)
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.CheckConstraint(
                name="version_two_people",
                condition=models.Q(prepared_by_id=None)
                | models.Q(published_by_id=None)
                | ~models.Q(published_by_id=models.F("prepared_by_id")),
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.CheckConstraint(
                name="version_asks",
                condition=models.Q(status__in=["draft", "in_review"])
                | models.Q(definition__has_key="domains"),
                violation_error_message="En version uden spørgsmål kan ikke udgives.",
            ),
        ),
        sql_file(__file__, "0005_two_persons"),
        let_in("screening_instrument", "reads", Policy("r_public", "select", "true")),
        let_in(
            VERSION_TABLE,
            "reads",
            Policy("r_public", "select", "status in ('published', 'retired')"),
        ),
    ]
