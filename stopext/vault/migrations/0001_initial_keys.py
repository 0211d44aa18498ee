"""The table of wrapped keys."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
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
    ]
