"""The log of contacts with the citizen and those around her."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, child_of, signed, sql_file

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0016_parties")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("by_user", models.UUIDField(editable=False)),
                ("by_name", models.CharField(editable=False, max_length=120)),
                ("at", models.DateTimeField(editable=False)),
                ("happened_at", models.DateTimeField(verbose_name="tidspunkt")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Telefon"),
                            ("meeting", "Møde"),
                            ("visit", "Besøg"),
                            ("video", "Videosamtale"),
                            ("post", "Digital Post eller brev"),
                            ("mail", "Mail"),
                            ("message", "Sms eller chat"),
                            ("other", "Andet"),
                        ],
                        max_length=24,
                        verbose_name="måde",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "Vi henvendte os"), ("in", "Personen henvendte sig")],
                        max_length=24,
                        verbose_name="hvem henvendte sig",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Vi fik kontakt"),
                            ("not_reached", "Vi fik ikke kontakt"),
                            ("message_left", "Der blev lagt en besked"),
                        ],
                        max_length=24,
                        verbose_name="udfald",
                    ),
                ),
                ("answer_by", models.DateField(null=True, verbose_name="vend tilbage senest")),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.UUIDField(null=True)),
                ("settled_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="casework.case",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="casework.note",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="casework.party",
                        verbose_name="med hvem",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_id", "case", "-happened_at"], name="contact_of_case"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answer_by__isnull", False), ("settled_at__isnull", True)
                        ),
                        fields=["municipality_id", "answer_by"],
                        name="contact_to_answer",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "phone",
                                    "meeting",
                                    "visit",
                                    "video",
                                    "post",
                                    "mail",
                                    "message",
                                    "other",
                                ],
                            )
                        ),
                        name="contact_channel_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["out", "in"])),
                        name="contact_direction_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["reached", "not_reached", "message_left"])
                        ),
                        name="contact_outcome_known",
                        violation_error_message="Vælg en af mulighederne på listen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contact_settled_together",
                        violation_error_message="Den, der har vendt tilbage, har et tidspunkt.",
                    ),
                ],
            },
        ),
        *(
            child_of("casework_contact", f"{parent}_id", f"casework_{parent}")
            for parent in ("case", "party", "note")
        ),
        behind_wall(
            "casework_contact",
            Policy("r_muni", "select, insert, update", INSIDE),
            Policy("ctx_owner", "select, delete", OWN),
        ),
        signed("casework_contact", "by_user", "by_name", "at"),
        signed("casework_contact", "settled_by", "settled_by_name", "settled_at"),
        sql_file(__file__, "0017_contacts"),
    ]
