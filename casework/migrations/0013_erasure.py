"""A closed case is erased: proposed by one, carried out by another, done by the database."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from casework import sql
from stopext.access.tenancy import Policy, behind_wall, child_of, let_in

OWN = "municipality_id = (select sec.muni())"
SEEN = "not in (select sec.hidden_cases())"
#: What goes with a case; its number, dates and codes stay.
GOING = (
    "caseassignment",
    "casereader",
    "closinganswer",
    "concern",
    "decision",
    "disclosure",
    "disclosureitem",
    "fieldhistory",
    "informationrequest",
    "leaderapproval",
    "measure",
    "meeting",
    "note",
    "receipt",
    "repeatcheck",
    "report",
    "review",
    "statechange",
    "subject",
    "subjectkey",
    "triage",
)
UNKNOWN_CODE = "Vælg en af mulighederne på listen."


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0012_approval_asked_for"),
        ("screening", "0004_erasing"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "archiving",
                    models.CharField(
                        choices=[
                            ("discard", "Skal ikke bevares: må kasseres"),
                            ("handed_over", "Skal bevares og er afleveret til arkivet"),
                        ],
                        max_length=24,
                        verbose_name="bevaring",
                    ),
                ),
                (
                    "reference",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=120, verbose_name="henvisning"
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="foreslået")),
                ("proposed_by", models.UUIDField(editable=False)),
                ("proposed_by_name", models.CharField(editable=False, max_length=120)),
                ("erased_at", models.DateTimeField(null=True, verbose_name="slettet")),
                ("erased_by", models.UUIDField(editable=False, null=True)),
                ("erased_by_name", models.CharField(blank=True, editable=False, max_length=120)),
                ("removed", models.JSONField(default=dict, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_id", "case"), name="erasure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("archiving__in", ["discard", "handed_over"])),
                        name="erasure_archiving_known",
                        violation_error_message=UNKNOWN_CODE,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at__isnull", True), ("erased_by__isnull", True)),
                            models.Q(("erased_at__isnull", False), ("erased_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="erasure_carried_out_together",
                        violation_error_message="En sletning har både tidspunkt og person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_by__isnull", True),
                            models.Q(("erased_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_by_two_people",
                        violation_error_message=(
                            "Den, der foreslår sletningen, kan ikke godkende den."
                        ),
                    ),
                ]
            },
        ),
        migrations.RemoveConstraint(model_name="leaderapproval", name="approval_kind_known"),
        migrations.AlterField(
            model_name="leaderapproval",
            name="kind",
            field=models.CharField(
                choices=[("closing", "Afslutning ved høj bekymring")],
                max_length=24,
                verbose_name="",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaderapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["closing"])),
                name="approval_kind_known",
                violation_error_message=UNKNOWN_CODE,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "closed")),
                fields=["municipality_id", "delete_earliest", "id"],
                name="case_by_deletion",
            ),
        ),
        child_of("casework_erasure", "case_id", "casework_case"),
        behind_wall(
            "casework_erasure",
            Policy("r_muni", "select, insert, update", f"{OWN} and case_id {SEEN}"),
        ),
        *(
            let_in(f"casework_{name}", "erasing", Policy("ctx_owner", "select, delete", OWN))
            for name in GOING
        ),
        *(
            let_in(f"casework_{name}", "erasing", Policy("ctx_owner", "select", OWN))
            for name in ("case", "erasure")
        ),
        # A concern joins a case its registrar may not open (sec.join_hidden_case).
        let_in("casework_case", "joining", Policy("ctx_owner", "update", OWN)),
        migrations.RunSQL(sql.read("erasing.sql"), sql.read("erasing_down.sql")),
    ]
