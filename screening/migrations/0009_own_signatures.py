"""Whoever orders, rates, adds and signs does so in her own name; what is locked is locked whole."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import signed, sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("screening", "0008_subject_ended"),
        ("accounts", "0005_own_signature"),
    ]
    operations: ClassVar = [
        sql_file(__file__, "0009_own_signatures"),
        *(
            signed("screening_screening", f"{done}_by", f"{done}_by_name", f"{done}_at")
            for done in ("ordered", "cancelled", "revoked")
        ),
        signed("screening_screeningaccess", "granted_by", "", "granted_at"),
        # A colleague takes an unlocked rating over.
        signed("screening_rating", "rater_id", "rater_name", "", "again"),
        signed("screening_addendum", "by_id", "by_name", "at"),
        *(
            signed("screening_consensus", f"{done}_id", f"{done}_name", f"{done_at}_at", "again")
            for done, done_at in (
                ("saved_by", "saved"),
                ("signed_by_municipality", "signed_by_municipality"),
                ("signed_by_police", "signed_by_police"),
            )
        ),
    ]
