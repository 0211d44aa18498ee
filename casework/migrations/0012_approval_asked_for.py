"""A leader is asked to approve a closing."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0011_frequency_of_measures"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="approval_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="approval_asked_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approval_asked_at__isnull", True), ("approval_asked_by", "")),
                    models.Q(
                        ("approval_asked_at__isnull", False),
                        models.Q(("approval_asked_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_approval_asked_together",
                violation_error_message="En anmodning har et tidspunkt og en, der har bedt.",
            ),
        ),
    ]
