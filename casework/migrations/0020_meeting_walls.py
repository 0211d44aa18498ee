"""Put meetings of the info-house behind the wall: two authorities, each with rows of its own."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, signed, sql_file, tenant_key

OWN = "municipality_id = (select sec.muni())"
INSIDE = f"{OWN} and case_id not in (select sec.hidden_cases())"
LEADING = f"{INSIDE} and (select sec.role_name()) in ('coordinator', 'leader')"
HERS = "user_id = (select sec.user_id())"
IN_DISTRICT = (
    "district_id = (select sec.district()) and (locked_at is not null or shared_until > now())"
)
COORDINATING = "(select sec.role_name()) = 'police_coordinator'"
#: One row at a time, because what hangs on a meeting is asked for by the meeting.
SEEING = "(select sec.district()) is not null and public.casework_sees_meeting(meeting_id)"
GOES = Policy("ctx_owner", "select, delete", OWN)
PARTS = ("plan", "invitee", "paper", "attendance", "minutes", "approval", "decision")
#: What somebody writes for her side, and who of the other side reads.
WRITTEN = ("attendance", "minutes", "approval", "decision")


def table(name: str) -> str:
    """Name of the table of a part of a meeting."""
    return f"casework_joint{name}"


def side(rows: str, authority: str) -> str:
    """Rows of the writer's own authority."""
    return f"{rows} and authority_id = (select sec.{authority}())"


BY_MUNICIPALITY = side(LEADING, "muni")
BY_POLICE = side(f"{SEEING} and {COORDINATING}", "district")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0019_meetings")]

    operations: ClassVar = [
        *(tenant_key(table(name)) for name in ("meeting", "invitee", "minutes")),
        child_of(table("meeting"), "case_id", "casework_case"),
        *(
            child_of(table(name), f"{column}_id", parent)
            for name in PARTS
            for column, parent in (("case", "casework_case"), ("meeting", table("meeting")))
        ),
        *(
            child_of(table(child), f"{column}_id", parent)
            for child, column, parent in (
                ("paper", "invitee", table("invitee")),
                ("paper", "item", "casework_disclosureitem"),
                ("attendance", "invitee", table("invitee")),
                ("approval", "minutes", table("minutes")),
            )
        ),
        sql_file(__file__, "0020_meetings_seen"),
        behind_wall(
            table("meeting"),
            Policy("r_muni", "select", INSIDE),
            Policy("r_muni", "insert, update", LEADING),
            Policy(
                "r_police",
                "select",
                f"{IN_DISTRICT} and ({COORDINATING} or id in (select sec.own_meetings()))",
            ),
            Policy("r_police", "update", f"{IN_DISTRICT} and {COORDINATING}"),
            GOES,
        ),
        behind_wall(
            table("plan"),
            Policy("r_muni", "select", INSIDE),
            Policy("r_muni", "insert", BY_MUNICIPALITY),
            Policy("r_police", "select", SEEING),
            GOES,
        ),
        behind_wall(
            table("invitee"),
            Policy("r_muni", "select", INSIDE),
            Policy("r_muni", "insert, update", BY_MUNICIPALITY),
            Policy("r_police", "select", SEEING),
            Policy("r_police", "insert, update", BY_POLICE),
            GOES,
            # sec.own_meetings asks who is invited, of whoever asks.
            Policy("ctx_owner", "select", HERS),
        ),
        behind_wall(
            table("paper"),
            Policy("r_muni", "select", LEADING),
            Policy("r_muni", "select", f"{INSIDE} and {HERS}"),
            Policy("r_muni", "insert, update", BY_MUNICIPALITY),
            Policy("r_police", "select", f"{SEEING} and ({COORDINATING} or {HERS})"),
            Policy("r_police", "insert, update", BY_POLICE),
            GOES,
        ),
        *(
            behind_wall(
                table(name),
                Policy("r_muni", "select", INSIDE),
                Policy("r_muni", "insert", BY_MUNICIPALITY),
                Policy("r_police", "select", SEEING),
                Policy("r_police", "insert", BY_POLICE),
                GOES,
            )
            for name in WRITTEN
        ),
        *(signed(table(name), "by_user", "by_name", "at") for name in ("meeting", *PARTS)),
        signed(table("meeting"), "cancelled_by", "cancelled_by_name", "cancelled_at"),
        *(
            signed(table(name), "ended_by", "ended_by_name", "ended_at")
            for name in ("invitee", "paper")
        ),
        sql_file(__file__, "0020_meetings"),
    ]
