"""Actions say with whom, how precisely when, how mature, and why; indicators where numbers are from."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file

PRECISIONS = [("day", "dag"), ("month", "måned"), ("quarter", "kvartal"), ("year", "år")]
PHASES = [
    ("idea", "Idé"),
    ("preparing", "Forberedes"),
    ("trial", "Afprøves"),
    ("routine", "I fast drift"),
    ("ended", "Udfaset"),
]


def precision(name: str) -> migrations.AddField:
    field = models.CharField(choices=PRECISIONS, db_default="day", default="day", max_length=8)
    return migrations.AddField("action", name, field)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0004_discarding")]
    operations: ClassVar = [
        migrations.AddField(
            "action",
            "partners",
            models.CharField("samarbejdspartnere", blank=True, db_default="", max_length=400),
        ),
        precision("start_precision"),
        precision("end_precision"),
        migrations.AddField(
            "action",
            "phase",
            models.CharField("fase", blank=True, choices=PHASES, db_default="", max_length=12),
        ),
        migrations.AddField(
            "action",
            "status_reason",
            models.CharField("begrundelse for status", blank=True, db_default="", max_length=400),
        ),
        migrations.AddField(
            "indicator",
            "source",
            models.CharField("kilde", blank=True, db_default="", max_length=200),
        ),
        sql_file(__file__, "0005_schedule"),
    ]
