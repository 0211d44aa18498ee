"""A hearing that was ended and an exercise that was held reach their milestones by themselves."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, sql_file

ASKS = "(select sec.role_name()) in ('coordinator', 'leader', 'adviser')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cohorts", "0002_walls"),
        ("exercises", "0002_walls"),
        ("hearings", "0003_ending"),
    ]
    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="milestone", name="cohort_milestone_known"),
        migrations.AlterField(
            model_name="milestone",
            name="known",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Kommunen melder selv"),
                    ("draft", "Portalen ser det: kladden er begyndt"),
                    ("published", "Portalen ser det: planen er offentliggjort"),
                    ("hearing", "Portalen ser det: en høring er afsluttet. Kan også meldes"),
                    ("exercise", "Portalen ser det: en øvelse er holdt. Kan også meldes"),
                ],
                max_length=10,
                verbose_name="hvem ved det",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known__in", ["", "draft", "published", "hearing", "exercise"])
                ),
                name="cohort_milestone_known",
            ),
        ),
        let_in(
            "exercises_exercise",
            "cohorts",
            Policy("ctx_owner", "select", f"status = 'done' and {ASKS}"),
        ),
        let_in("exercises_entry", "cohorts", Policy("ctx_owner", "select", ASKS)),
        sql_file(__file__, "0003_reached"),
    ]
