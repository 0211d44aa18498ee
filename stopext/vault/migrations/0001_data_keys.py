"""Table of wrapped keys."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.PositiveIntegerField()),
                (
                    "purpose",
                    models.CharField(choices=[("data", "data"), ("index", "index")], max_length=8),
                ),
                ("kid", models.PositiveSmallIntegerField()),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "purpose", "kid"), name="datakey_once")
                ],
            },
        ),
        migrations.RunSQL(
            "grant select on vault_datakey to portal_login, portal_job, r_public, r_reporter,"
            " r_muni, r_police, r_centre, r_log",
            "revoke select on vault_datakey from portal_login, portal_job, r_public, r_reporter,"
            " r_muni, r_police, r_centre, r_log",
        ),
    ]
