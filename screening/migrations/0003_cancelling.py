"""A screening that was ordered by mistake is called off, with who, when and why."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import sql_file
from stopext.vault.fields import SealedTextField

STATES = [
    ("open", "Besvares"),
    ("opened", "Åbnet"),
    ("agreed", "Underskrevet"),
    ("cancelled", "Aflyst"),
]


def checked(name: str, condition: models.Q) -> migrations.AddConstraint:
    """One more check on screenings."""
    constraint = models.CheckConstraint(condition=condition, name=name)
    return migrations.AddConstraint(model_name="screening", constraint=constraint)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("screening", "0002_walls")]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="screening", name="screening_choices"),
        migrations.RemoveConstraint(model_name="screening", name="screening_opened_when"),
        migrations.AddField("screening", "cancelled_at", models.DateTimeField(null=True)),
        migrations.AddField("screening", "cancelled_by", models.UUIDField(null=True)),
        migrations.AddField(
            "screening", "cancelled_by_name", models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField(
            "screening", "cancel_reason", SealedTextField(max_length=4000, null=True)
        ),
        migrations.AlterField(
            "screening",
            "state",
            models.CharField(choices=STATES, default="open", max_length=12, verbose_name="status"),
        ),
        checked(
            "screening_choices",
            models.Q(
                state__in=["open", "opened", "agreed", "cancelled"],
                purpose__in=["triage", "analysis", "review", "closing", "aftercare"],
                subset__in=["", "triage"],
            ),
        ),
        checked(
            "screening_opened_when",
            models.Q(state__in=["open", "cancelled"], opened_at=None)
            | models.Q(state__in=["opened", "agreed"], opened_at__isnull=False),
        ),
        checked(
            "screening_cancelled_whole",
            models.Q(
                state="cancelled",
                cancelled_at__isnull=False,
                cancelled_by__isnull=False,
                cancelled_by_name__gt="",
                cancel_reason__isnull=False,
            )
            | models.Q(
                ~models.Q(state="cancelled"),
                cancelled_at=None,
                cancelled_by=None,
                cancelled_by_name="",
                cancel_reason=None,
            ),
        ),
        sql_file(__file__, "0003_cancelling"),
    ]
