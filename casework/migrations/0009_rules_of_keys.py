"""Codes and indexes of blind keys and triage."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_rules_of_assessment")]
    operations = [
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(("police_check__in", ["clear", "obstacle", "not_asked"])),
                name="triage_police_check_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
