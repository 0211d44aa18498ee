"""Who at the police told their decision, and why a citizen is not told of a disclosure."""

from typing import ClassVar

from django.db import migrations

from stopext.vault.fields import SealedTextField


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0008_insiders")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="decision",
            name="told_by",
            field=SealedTextField(
                blank=True, null=True, max_length=200, verbose_name="hvem hos politiet"
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="not_informed_reason",
            field=SealedTextField(
                blank=True, null=True, max_length=1000, verbose_name="hvorfor ikke"
            ),
        ),
    ]
