"""More kinds of search keys, the rule each was made by, and a job that makes them anew."""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import job, let_in, sql_file

JOB = "renew_search_keys"
KINDS = (
    ("cpr", "CPR-nummer"),
    ("equal", "Hele navnet"),
    ("variant", "Navn"),
    ("phonetic", "Navnets lyd"),
    ("loose", "Navn, der ligner"),
    ("given_name", "Fornavn"),
    ("surname", "Efternavn"),
)


class Migration(migrations.Migration):
    """The stored keys stay as they are until ``renew_search_keys`` is run."""

    dependencies: ClassVar = [("casework", "0002_walls")]
    operations: ClassVar = [
        migrations.RemoveConstraint("subjectkey", "subjectkey_kind_known"),
        migrations.AddField("subjectkey", "scheme", models.PositiveSmallIntegerField(default=1)),
        migrations.AlterField("subjectkey", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.AddConstraint(
            "subjectkey",
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]),
                name="subjectkey_kind_known",
            ),
        ),
        let_in("casework_subject", "renewal", job(JOB, "select, update")),
        let_in("casework_subjectkey", "renewal", job(JOB, "select, insert, delete")),
        sql_file(__file__, "0003_name_keys"),
    ]
