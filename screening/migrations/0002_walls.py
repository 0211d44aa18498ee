"""Put screening behind the database's wall: policies, copies that follow, guards, erasing."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, job, sql_file, tenant_key

SCREENING_TABLE = "screening_screening"
RATING_TABLE = "screening_rating"

MINE = "municipality_id = (select sec.muni())"
#: The invited district, while its access lasts (`access_ends` follows the screening).
INVITED = "district_id = (select sec.district()) and access_ends > now()"
BY_MUNICIPALITY = f"{MINE} and authority_id = (select sec.muni())"
BY_POLICE = f"{INVITED} and authority_id = (select sec.district())"

#: A screening goes with its case, by the one function that may remove it.
ERASING = Policy("ctx_owner", "delete", MINE)

SCREENING = (
    Policy("r_muni", "select, insert, update", MINE),
    Policy(
        "r_police",
        "select",
        "district_id = (select sec.district()) and revoked_at is null and expires_at > now()",
    ),
    Policy("ctx_owner", "select, update", "true"),
    ERASING,
    job(
        "verify_scores",
        "select",
        "(municipality_locked_at is not null or police_locked_at is not null)",
    ),
)
ACCESS = (
    Policy("r_muni", "select, insert, update", BY_MUNICIPALITY),
    Policy("r_police", "select, insert, update", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
    ERASING,
)
RATING = (
    Policy("r_muni", "select", f"{MINE} and (authority_id = (select sec.muni()) or opened)"),
    Policy("r_muni", "insert, update", BY_MUNICIPALITY),
    Policy(
        "r_police", "select", f"{INVITED} and (authority_id = (select sec.district()) or opened)"
    ),
    Policy("r_police", "insert, update", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
    ERASING,
    job("verify_scores", "select", "locked_at is not null"),
)
ADDENDUM = (
    Policy("r_muni", "select", f"{MINE} and (authority_id = (select sec.muni()) or opened)"),
    Policy("r_muni", "insert", BY_MUNICIPALITY),
    Policy(
        "r_police", "select", f"{INVITED} and (authority_id = (select sec.district()) or opened)"
    ),
    Policy("r_police", "insert", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
    ERASING,
)
CONSENSUS = (
    Policy("r_muni", "select, insert, update", MINE),
    Policy("r_police", "select, insert, update", INVITED),
    Policy("ctx_owner", "select, update", "true"),
    ERASING,
)
_METHODOLOGIST = "(select sec.centre()) is not null and (select sec.role_name()) = 'methodologist'"
INSTRUMENT = (
    *(Policy(role, "select", "true") for role in ("r_muni", "r_police", "portal_job")),
    Policy("r_centre", "select", "true"),
    Policy("r_centre", "insert, update", _METHODOLOGIST),
    Policy("portal_owner", "select, insert, update", "true"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("screening", "0001_initial_screenings"),
        ("access", "0002_walls"),
    ]
    operations: ClassVar = [
        tenant_key(SCREENING_TABLE),
        tenant_key(RATING_TABLE),
        *(
            child_of(table, "screening_id", SCREENING_TABLE)
            for table in (
                RATING_TABLE,
                "screening_addendum",
                "screening_consensus",
                "screening_screeningaccess",
            )
        ),
        child_of("screening_addendum", "rating_id", RATING_TABLE),
        behind_wall(SCREENING_TABLE, *SCREENING),
        behind_wall("screening_screeningaccess", *ACCESS),
        behind_wall(RATING_TABLE, *RATING),
        behind_wall("screening_addendum", *ADDENDUM),
        behind_wall("screening_consensus", *CONSENSUS),
        behind_wall("screening_instrument", *INSTRUMENT),
        behind_wall("screening_instrumentversion", *INSTRUMENT),
        *(sql_file(__file__, f"0002_{name}") for name in ("following", "guards", "erasing")),
    ]
