"""Put screening behind the database's wall: policies, copies that follow, guards."""

from typing import ClassVar

from django.db import migrations

from screening import walls
from screening.sql import read
from stopext.access.tenancy import behind_wall, child_of, tenant_key

SCREENING = "screening_screening"
RATING = "screening_rating"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("screening", "0001_screenings_and_instruments"),
        ("access", "0001_request_context"),
    ]
    operations: ClassVar = [
        tenant_key(SCREENING),
        tenant_key(RATING),
        *(
            child_of(table, "screening_id", SCREENING)
            for table in (
                RATING,
                "screening_addendum",
                "screening_consensus",
                "screening_screeningaccess",
            )
        ),
        child_of("screening_addendum", "rating_id", RATING),
        behind_wall(SCREENING, *walls.SCREENING),
        behind_wall("screening_screeningaccess", *walls.ACCESS),
        behind_wall(RATING, *walls.RATING),
        behind_wall("screening_addendum", *walls.ADDENDUM),
        behind_wall("screening_consensus", *walls.CONSENSUS),
        behind_wall("screening_instrument", *walls.INSTRUMENT),
        behind_wall("screening_instrumentversion", *walls.INSTRUMENT),
        migrations.RunSQL(read("following"), read("following_down")),
        migrations.RunSQL(read("guards"), read("guards_down")),
    ]
