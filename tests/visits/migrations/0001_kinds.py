"""Kinds of visits, read by the municipalities."""

from django.db import migrations, models

from stopext.access.tenancy import open_to


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            "VisitKind",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
            ],
            {"verbose_name": "besøgstype"},
        ),
        open_to("visits_visitkind", "select", ["r_muni"]),
    ]
