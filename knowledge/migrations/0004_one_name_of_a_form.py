"""What is directed against the state is called in articles as in cases and in the glossary."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

FORMS = [
    ("right", "Højreekstremisme"),
    ("left", "Venstreekstremisme"),
    ("islamist", "Militant islamisme"),
    ("anti_system", "Antisystemisk ekstremisme"),
    ("across", "På tværs af former"),
]


def forms() -> Any:
    """Forms of extremism that a page is about."""
    return ArrayField(
        models.CharField(choices=FORMS, max_length=20),
        blank=True,
        default=list,
        size=None,
        verbose_name="form for ekstremisme",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("knowledge", "0003_hub_and_review")]
    operations: ClassVar = [
        migrations.AlterField(page, "forms", forms())
        for page in ("guidancepage", "practicepage", "researchpage", "themepage")
    ]
