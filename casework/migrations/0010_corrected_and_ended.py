"""A first assessment and a review are corrected, and what they said is kept; a case that ends tells
its screenings, and its closing names a joint assessment that is not signed."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, sql_file

CORRECTED = ("casework_triage", "casework_review")
FINDINGS = [
    "assessment_missing",
    "open_measures",
    "minor_notice",
    "leader_approval",
    "moved_receipt",
    "earlier_concerns",
    "open_disclosures",
    "screening_pending",
    "joint_unsigned",
]
INSIDE = "municipality_id = (select sec.muni()) and case_id not in (select sec.hidden_cases())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0009_told_by_and_not_informed"),
        ("screening", "0008_subject_ended"),
    ]

    operations: ClassVar = [
        *(let_in(table, "corrects", Policy("r_muni", "update", INSIDE)) for table in CORRECTED),
        sql_file(__file__, "0010_corrected_and_ended"),
        migrations.RemoveConstraint("closinganswer", "closinganswer_finding_known"),
        migrations.AddConstraint(
            "closinganswer",
            models.CheckConstraint(
                condition=models.Q(finding__in=FINDINGS), name="closinganswer_finding_known"
            ),
        ),
    ]
