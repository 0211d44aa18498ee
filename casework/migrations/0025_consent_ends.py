"""A consent that is withdrawn ends what rests on it; both sides are told of their meetings."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, sql_file

OWN = "municipality_id = (select sec.muni())"
ENDED = ("casework_disclosure", "casework_disclosureitem", "casework_jointmeeting")
TELLING = (
    "kind = 'meeting' and exists (select from casework_jointmeeting m"
    " where m.id = notifications_notice.about and m.by_user = notifications_notice.user_id"
    " and m.municipality_id = notifications_notice.authority_id)"
)
TELLING_DISTRICT = (
    "kind in ('meeting', 'meeting_unseen') and exists (select from casework_jointmeeting m"
    " where m.id = notifications_notice.about and m.municipality_id = (select sec.muni())"
    " and m.district_id = notifications_notice.authority_id)"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0024_hidden_parts")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="disclosure",
            name="consent_withdrawn_on",
            field=models.DateField(null=True, verbose_name="samtykket blev trukket tilbage"),
        ),
        *(let_in(table, "consent_ends", Policy("ctx_owner", "update", OWN)) for table in ENDED),
        sql_file(__file__, "0025_consent_ends"),
        migrations.AlterField(
            model_name="disclosure",
            name="legal_basis",
            field=models.CharField(
                choices=[
                    ("rpl_115_1", "Retsplejeloven § 115, stk. 1, nr. 1 (SSP)"),
                    ("rpl_115_2", "Retsplejeloven § 115, stk. 1, nr. 2 (PSP)"),
                    ("rpl_115_3", "Retsplejeloven § 115, stk. 1, nr. 3 (KSP)"),
                    ("consent", "Borgerens samtykke"),
                    ("child_notice", "Underretning, barnets lov § 133"),
                    ("child_ssd", "Tidlig forebyggende indsats for børn og unge"),
                    ("fvl_28", "Forvaltningsloven § 28"),
                    ("necessity", "Nærliggende fare for liv eller helbred"),
                ],
                max_length=24,
                verbose_name="retligt grundlag",
            ),
        ),
        # Who planned the meeting is told of what the district wrote about it.
        let_in("notifications_notice", "meeting", Policy("r_police", "insert", TELLING)),
        # Her district is told by the municipality, through a function that names nobody to it.
        let_in("notifications_notice", "meeting", Policy("ctx_owner", "insert", TELLING_DISTRICT)),
        sql_file(__file__, "0025_tell_district"),
    ]
