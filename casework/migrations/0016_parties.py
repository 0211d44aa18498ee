"""Who is around the citizen of a case, and who of them is herself the citizen of another one."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import stopext.vault.fields
from stopext.access.tenancy import Policy, behind_wall, child_of, signed, sql_file, tenant_key

OWN = "municipality_id = (select sec.muni())"
SEEN = "not in (select sec.hidden_cases())"
INSIDE = f"{OWN} and case_id {SEEN}"
#: Only who sees both cases is told that one's relative is the other one's citizen.
BOTH = f"{INSIDE} and other_id {SEEN}"
GOES = Policy("ctx_owner", "select, delete", OWN)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0015_of_one_case")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Party",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("parent", "Forælder"),
                            ("custodian", "Anden med forældremyndighed"),
                            ("guardian", "Værge"),
                            ("representative", "Partsrepræsentant"),
                            ("companion", "Bisidder"),
                            ("sibling", "Søskende"),
                            ("network", "Anden fra netværket"),
                        ],
                        max_length=24,
                        verbose_name="rolle",
                    ),
                ),
                ("name", stopext.vault.fields.SealedTextField(max_length=200, verbose_name="navn")),
                (
                    "reach",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="telefon, mail og adresse"
                    ),
                ),
                (
                    "address_protected",
                    models.BooleanField(default=False, verbose_name="navne- og adressebeskyttet"),
                ),
                (
                    "custody",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="forældremyndighed",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        choices=[
                            ("yes", "Ja"),
                            ("terms", "Ja, men kun sådan som det står nedenfor"),
                            ("no", "Nej"),
                        ],
                        max_length=24,
                        verbose_name="må kontaktes",
                    ),
                ),
                (
                    "contact_terms",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=1000, verbose_name="hvordan"
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("nothing", "Ingenting om sagen"),
                            ("part", "Noget: det, der står nedenfor"),
                            ("case", "Indsigt i sagen, med det, der er skrevet nedenfor"),
                        ],
                        max_length=24,
                        verbose_name="må få at vide",
                    ),
                ),
                (
                    "told_ground",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=2000, verbose_name="hvad, og på hvilket grundlag"
                    ),
                ),
                (
                    "note",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=4000, verbose_name="andet"
                    ),
                ),
                ("since", models.DateField(verbose_name="fra")),
                ("until", models.DateField(null=True, verbose_name="til")),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="casework.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PartyRelation",
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
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_relations",
                        to="casework.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citizen_relations",
                        to="casework.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="casework.party",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["municipality_id", "case", "since"], name="party_of_case"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "parent",
                            "custodian",
                            "guardian",
                            "representative",
                            "companion",
                            "sibling",
                            "network",
                        ],
                    )
                ),
                name="party_role_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("custody__in", ["yes", "no", "unknown"])),
                name="party_custody_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("contact__in", ["yes", "terms", "no"])),
                name="party_contact_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("told__in", ["nothing", "part", "case"])),
                name="party_told_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="party_period",
                violation_error_message="Perioden slutter, før den begynder.",
            ),
        ),
        migrations.AddIndex(
            model_name="partyrelation",
            index=models.Index(fields=["municipality_id", "case"], name="partyrelation_of_case"),
        ),
        migrations.AddIndex(
            model_name="partyrelation",
            index=models.Index(fields=["municipality_id", "other"], name="partyrelation_of_other"),
        ),
        migrations.AddConstraint(
            model_name="partyrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("case", models.F("other")), _negated=True),
                name="partyrelation_of_two",
                violation_error_message="Det er den samme sag.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrelation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("municipality_id", "party", "other"),
                name="partyrelation_once",
                violation_error_message="Relationen er allerede registreret.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partyrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="partyrelation_undone_together",
                violation_error_message="En afsluttet relation har en person og et tidspunkt.",
            ),
        ),
        tenant_key("casework_party"),
        child_of("casework_party", "case_id", "casework_case"),
        *(
            child_of("casework_partyrelation", f"{column}_id", f"casework_{parent}")
            for column, parent in (("case", "case"), ("party", "party"), ("other", "case"))
        ),
        behind_wall("casework_party", Policy("r_muni", "select, insert, update", INSIDE), GOES),
        behind_wall(
            "casework_partyrelation", Policy("r_muni", "select, insert, update", BOTH), GOES
        ),
        *(
            signed(f"casework_{name}", "by_user", "by_name", "at")
            for name in ("party", "partyrelation")
        ),
        signed("casework_partyrelation", "undone_by", "undone_by_name", "undone_at"),
        sql_file(__file__, "0016_parties"),
    ]
