"""A consent that is withdrawn ends what rests on it, in the database."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, sql_file

OWN = "municipality_id = (select sec.muni())"
ENDED = ("casework_disclosure", "casework_disclosureitem", "casework_jointmeeting")


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
    ]
