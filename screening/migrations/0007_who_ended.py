"""Who ended the police's access to a screening, and why, in words for both parties."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file
from stopext.vault.fields import SealedTextField


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0006_shared_rating_kept")]
    operations: ClassVar = [
        migrations.AddField("screening", "revoked_by", models.UUIDField(null=True)),
        migrations.AddField(
            "screening", "revoked_by_name", models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField(
            "screening", "revoked_reason", SealedTextField(max_length=4000, null=True)
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=False)
                | models.Q(revoked_by=None, revoked_by_name="", revoked_reason=None),
                name="screening_revoked_by_whom",
            ),
        ),
        sql_file(__file__, "0007_who_ended"),
    ]
