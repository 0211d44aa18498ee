"""What a reviewer of the database's wall needs to know (the policies stand in migration 0002)."""

from __future__ import annotations

#: Functions that run as their owner, and why each must.
DEFINER_FUNCTIONS: dict[str, str] = {
    "sec.follow_screening()": "a child row copies the screening's district and access",
    "sec.push_access()": "withdrawn access reaches the other party's hidden rows",
    "sec.settle_screening(uuid)": "opening needs both ratings, and each party sees only its own",
    "sec.withdrawn_screenings()": "the district is told why its screening ended, and reads no row",
    "sec.erase_screenings(uuid)": "no role may delete a screening; it goes with its case",
}
#: Tables without persons or authorities, and why they are not behind a tenant's wall.
REFERENCE_TABLES: dict[str, str] = {
    "screening_instrument": "published method, the same for all",
    "screening_instrumentversion": "published method, the same for all",
}
