"""How often the help is meant to happen."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0010_walls"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="measure",
            name="frequency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("daily", "Dagligt"),
                    ("twice_weekly", "Flere gange om ugen"),
                    ("weekly", "Hver uge"),
                    ("fortnightly", "Hver anden uge"),
                    ("monthly", "Hver måned"),
                    ("rarely", "Sjældnere end hver måned"),
                    ("on_demand", "Efter behov"),
                ],
                max_length=24,
                verbose_name="hvor tit",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "frequency__in",
                        [
                            "daily",
                            "twice_weekly",
                            "weekly",
                            "fortnightly",
                            "monthly",
                            "rarely",
                            "on_demand",
                            "",
                        ],
                    )
                ),
                name="measure_frequency_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
