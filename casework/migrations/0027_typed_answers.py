"""An answer from outside the portal says what it is, who gave it and on what day."""

from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0026_inquiries"),
    ]

    operations = [
        migrations.AddField(
            model_name="informationrequest",
            name="replied_on",
            field=models.DateField(null=True, verbose_name="dag for svaret"),
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="reply",
            field=models.CharField(
                blank=True,
                choices=[
                    ("known", "Oplysninger gives"),
                    ("nothing", "Vi har ingen oplysninger"),
                    ("refused", "Oplysninger gives ikke"),
                ],
                max_length=24,
                verbose_name="udfald af svaret",
            ),
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="source",
            field=stopext.vault.fields.SealedTextField(
                blank=True, max_length=200, null=True, verbose_name="hvem der svarede"
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__in", ["known", "nothing", "refused", ""])),
                name="inforequest_reply_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
