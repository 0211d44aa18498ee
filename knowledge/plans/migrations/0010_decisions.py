"""What committees and the council decided on a plan: as public as it, with what was corrected."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, sql_file

TABLE = "plans_decision"
OWN = "municipality_id = (select sec.muni())"
LEADING = f"{OWN} and (select sec.role_name()) in ('coordinator', 'leader')"
TOLD = "is_public and stands"
EVERYBODY_ELSE = ("r_public", "r_reporter", "r_police", "r_log", "r_centre")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0009_links"), ("accounts", "0003_contacts")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_public", models.BooleanField(default=False, editable=False)),
                ("edits", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("entry", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("stands", models.BooleanField(db_default=True, default=True, editable=False)),
                ("written_at", models.DateTimeField(editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "body",
                    models.CharField(
                        choices=[("committee", "Udvalg"), ("council", "Kommunalbestyrelse")],
                        max_length=12,
                        verbose_name="hvem",
                    ),
                ),
                ("body_name", models.CharField(max_length=120, verbose_name="navn")),
                ("on", models.DateField(verbose_name="mødedato")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("recommended", "Anbefalet"),
                            ("approved", "Godkendt"),
                            ("adopted", "Vedtaget"),
                            ("rejected", "Afvist"),
                            ("postponed", "Udsat"),
                        ],
                        max_length=12,
                        verbose_name="beslutning",
                    ),
                ),
                (
                    "minutes",
                    models.CharField(blank=True, max_length=200, verbose_name="punkt i referatet"),
                ),
                (
                    "agenda_url",
                    models.URLField(blank=True, max_length=400, verbose_name="link til dagsorden"),
                ),
                ("remark", models.CharField(blank=True, max_length=400, verbose_name="bemærkning")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="decisions",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "written_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "entry", "edits"), name="plan_decision_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body__in", ["committee", "council"])),
                        name="plan_decision_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["recommended", "approved", "adopted", "rejected", "postponed"],
                            )
                        ),
                        name="plan_decision_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "adopted"), _negated=True),
                            ("body", "council"),
                            _connector="OR",
                        ),
                        name="plan_decision_council_adopts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agenda_url", ""),
                            ("agenda_url__startswith", "https://"),
                            _connector="OR",
                        ),
                        name="plan_decision_link_is_safe",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("stands", True)),
                            models.Q(("ended_at__isnull", False), ("stands", False)),
                            _connector="OR",
                        ),
                        name="plan_decision_ended_together",
                    ),
                ],
            },
        ),
        sql_file(__file__, "0010_decisions"),
        behind_wall(
            TABLE,
            Policy("r_muni", "select", f"{OWN} or {TOLD}"),
            *(Policy(role, "select", TOLD) for role in EVERYBODY_ELSE),
            Policy("r_muni", "insert, update", LEADING),
        ),
    ]
