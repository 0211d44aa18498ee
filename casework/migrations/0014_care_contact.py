"""Who in the health service was contacted about somebody who has talked of dying."""

from typing import ClassVar

from django.db import migrations

from stopext.vault.fields import SealedTextField


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0013_own_signatures")]

    operations: ClassVar = [
        migrations.AddField(
            model_name=name,
            name="care_contact",
            field=SealedTextField(
                blank=True,
                null=True,
                max_length=200,
                verbose_name="lægevagt eller psykiatri er kontaktet",
            ),
        )
        for name in ("concern", "report")
    ]
