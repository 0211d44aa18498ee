"""Who reads and writes the screening tables in the database, in one place."""

from __future__ import annotations

from stopext.access.tenancy import Policy

#: Functions that run as their owner, and why each must.
DEFINER_FUNCTIONS: dict[str, str] = {
    "sec.follow_screening()": "a child row copies the screening's district and access",
    "sec.push_access()": "withdrawn access reaches the other party's hidden rows",
    "sec.settle_screening(uuid)": "opening needs both ratings, and each party sees only its own",
}
#: Tables without persons or authorities, and why they are not behind a tenant's wall.
REFERENCE_TABLES: dict[str, str] = {
    "screening_instrument": "published method, the same for all",
    "screening_instrumentversion": "published method, the same for all",
}

MINE = "municipality_id = (select sec.muni())"
#: The invited district, while its access lasts (`access_ends` follows the screening).
INVITED = "district_id = (select sec.district()) and access_ends > now()"
BY_MUNICIPALITY = f"{MINE} and authority_id = (select sec.muni())"
BY_POLICE = f"{INVITED} and authority_id = (select sec.district())"

SCREENING = (
    Policy("r_muni", "select, insert, update", MINE),
    Policy(
        "r_police",
        "select",
        "district_id = (select sec.district()) and revoked_at is null and expires_at > now()",
    ),
    Policy("ctx_owner", "select, update", "true"),
    Policy(
        "portal_job", "select", "municipality_locked_at is not null or police_locked_at is not null"
    ),
)
ACCESS = (
    Policy("r_muni", "select, insert, update", BY_MUNICIPALITY),
    Policy("r_police", "select, insert, update", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
)
RATING = (
    Policy("r_muni", "select", f"{MINE} and (authority_id = (select sec.muni()) or opened)"),
    Policy("r_muni", "insert, update", BY_MUNICIPALITY),
    Policy(
        "r_police", "select", f"{INVITED} and (authority_id = (select sec.district()) or opened)"
    ),
    Policy("r_police", "insert, update", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
    Policy("portal_job", "select", "locked_at is not null"),
)
ADDENDUM = (
    Policy("r_muni", "select", f"{MINE} and (authority_id = (select sec.muni()) or opened)"),
    Policy("r_muni", "insert", BY_MUNICIPALITY),
    Policy(
        "r_police", "select", f"{INVITED} and (authority_id = (select sec.district()) or opened)"
    ),
    Policy("r_police", "insert", BY_POLICE),
    Policy("ctx_owner", "select, update", "true"),
)
CONSENSUS = (
    Policy("r_muni", "select, insert, update", MINE),
    Policy("r_police", "select, insert, update", INVITED),
    Policy("ctx_owner", "select, update", "true"),
)
_METHODOLOGIST = (
    "(select sec.centre()) is not null and (select sec.role_name()) = 'metodeansvarlig'"
)
INSTRUMENT = (
    *(Policy(role, "select", "true") for role in ("r_muni", "r_police", "portal_job")),
    Policy("r_centre", "select", "true"),
    Policy("r_centre", "insert, update", _METHODOLOGIST),
    Policy("portal_owner", "select, insert, update", "true"),
)
