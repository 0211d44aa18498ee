"""Whom a reader may know no case of is apart from her: no row of hers is pointed at such a citizen,
and what is stored of the citizen is not read, also not by a function that answers for a case or a
screening she is shut out of."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import narrowed, sql_file

APART = "not in (select sec.hidden_citizens())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0011_hidden_citizens"),
        ("screening", "0008_subject_ended"),
    ]
    operations: ClassVar = [
        sql_file(__file__, "0012_citizens_apart"),
        sql_file(__file__, "0012_hidden_screenings"),
        narrowed("casework_subject", "r_muni", f"id {APART}"),
        narrowed("casework_subjectkey", "r_muni", f"subject_id {APART}"),
        narrowed("casework_citizenjoin", "r_muni", f"kept_id {APART} and other_id {APART}"),
        narrowed("casework_fieldhistory", "r_muni", f"row_id {APART}"),
    ]
