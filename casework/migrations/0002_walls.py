"""Every row belongs to one municipality; the police read packages, a reporter her own words."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import (
    OWN_USER,
    REPORTER,
    Policy,
    behind_wall,
    child_of,
    muni,
    narrowed,
    sql_file,
    tenant_key,
)

PARENTS = ("case", "subject", "concern", "note", "disclosure", "disclosureitem")
#: Child table, column, parent table.
CHILDREN = (
    ("case", "subject", "subject"),
    ("subjectkey", "subject", "subject"),
    ("caseassignment", "case", "case"),
    ("casereader", "case", "case"),
    ("concern", "case", "case"),
    ("repeatcheck", "case", "case"),
    ("repeatcheck", "concern", "concern"),
    ("report", "concern", "concern"),
    ("note", "case", "case"),
    ("note", "addendum_to", "note"),
    ("statechange", "case", "case"),
    ("triage", "case", "case"),
    ("informationrequest", "case", "case"),
    ("meeting", "case", "case"),
    ("decision", "case", "case"),
    ("measure", "case", "case"),
    ("review", "case", "case"),
    ("closinganswer", "case", "case"),
    ("correction", "case", "case"),
    ("leaderapproval", "case", "case"),
    ("disclosure", "case", "case"),
    ("disclosureitem", "case", "case"),
    ("disclosureitem", "disclosure", "disclosure"),
    ("receipt", "case", "case"),
    ("receipt", "disclosure", "disclosure"),
    ("receipt", "item", "disclosureitem"),
    ("erasure", "case", "case"),
    ("fieldhistory", "case", "case"),
)
#: Written once and never changed, by the table's own rights.
FINAL = (
    "repeatcheck",
    "statechange",
    "triage",
    "decision",
    "review",
    "closinganswer",
    "correction",
)
CHANGING = (
    "caseassignment",
    "casereader",
    "concern",
    "note",
    "informationrequest",
    "meeting",
    "measure",
)
#: Written also on a running case that its registrar may not open.
JOINING = ("concern", "repeatcheck")
OWN = "municipality_id = (select sec.muni())"
SEEN = "not in (select sec.hidden_cases())"
#: The case itself first asks its own flag: lists meet no restricted case, or few.
SEEN_CASE = f"{OWN} and (not restricted or sec.opens_case(id))"
INSIDE = f"{OWN} and case_id {SEEN}"
INSIDE_OR_NO_CASE = f"{OWN} and (case_id is null or case_id {SEEN})"
LEADING = f"{INSIDE} and (select sec.role_name()) in ('coordinator', 'leader')"
#: In nobody else's name, and by a leader.
APPROVING = f"{INSIDE} and by_user = (select sec.user_id()) and (select sec.role_name()) = 'leader'"
#: What goes with a case that is erased, and what the function that erases it only looks at.
GOES = Policy("ctx_owner", "select, delete", OWN)
STAYS = Policy("ctx_owner", "select", OWN)
LASTING = "district_id = (select sec.district()) and revoked_at is null and expires_at > now()"
OWN_REPORT = (
    f"{REPORTER.format(column='municipality_id')} and {OWN_USER.format(column='reporter_id')}"
)
UNTOUCHED = f"{OWN_REPORT} and status = 'received' and concern_id is null"


def table(name: str) -> str:
    """Name of the table of a model."""
    return f"casework_{name}"


def on_case(name: str, commands: str) -> tuple[Policy, Policy]:
    """What hangs on a case: as open as the case."""
    writing = OWN if name in JOINING else INSIDE
    return Policy("r_muni", commands, INSIDE), Policy("r_muni", "insert", writing)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0001_initial_cases"),
        ("access", "0002_walls"),
        ("accounts", "0002_walls"),
        ("screening", "0002_walls"),
    ]
    operations: ClassVar = [
        *(tenant_key(table(name)) for name in PARENTS),
        *(
            child_of(table(child), f"{column}_id", table(parent))
            for child, column, parent in CHILDREN
        ),
        sql_file(__file__, "0002_inside"),
        behind_wall(
            table("case"),
            Policy("r_muni", "select, update", SEEN_CASE),
            Policy("r_muni", "insert", OWN),
            # The log's reviewers are told numbers (sec.cases_in_log).
            Policy(
                "ctx_owner",
                "select",
                "municipality_id = (select coalesce(sec.muni(), sec.log_authority()))",
            ),
            # A concern joins a case its registrar may not open (sec.join_hidden_case).
            Policy("ctx_owner", "update", OWN),
        ),
        behind_wall(table("erasure"), Policy("r_muni", "select, insert, update", INSIDE), STAYS),
        behind_wall(table("casecounter"), muni()),
        # Every registrar of the municipality finds the citizen; what is said of her is sealed.
        behind_wall(table("subject"), muni(), GOES),
        *(behind_wall(table(name), *on_case(name, "select"), GOES) for name in FINAL),
        *(behind_wall(table(name), *on_case(name, "select, update"), GOES) for name in CHANGING),
        behind_wall(
            table("fieldhistory"), Policy("r_muni", "select, insert", INSIDE_OR_NO_CASE), GOES
        ),
        behind_wall(
            table("leaderapproval"),
            Policy("r_muni", "select", INSIDE),
            Policy("r_muni", "insert", APPROVING),
            GOES,
        ),
        # Old keys of a name that was corrected go away with it.
        behind_wall(table("subjectkey"), muni(commands="select, insert, delete"), GOES),
        behind_wall(
            table("report"),
            muni(commands="select, update"),
            Policy("r_reporter", "select", OWN_REPORT),
            Policy("r_reporter", "insert", UNTOUCHED),
            GOES,
        ),
        *(
            behind_wall(
                table(name),
                Policy("r_muni", "select", INSIDE),
                Policy("r_muni", "insert, update", LEADING),
                Policy("r_police", "select", LASTING),
                GOES,
            )
            for name in ("disclosure", "disclosureitem")
        ),
        behind_wall(
            table("receipt"),
            Policy("r_muni", "select", INSIDE),
            Policy("r_muni", "update", LEADING),
            Policy("r_police", "select, insert", LASTING),
            GOES,
        ),
        # What is screened is a case, known there by its key.
        narrowed("screening_screening", "r_muni", f"subject_id {SEEN}"),
        *(
            narrowed(
                f"screening_{name}",
                "r_muni",
                "screening_id not in (select sec.hidden_screenings())",
            )
            for name in ("screeningaccess", "rating", "addendum", "consensus")
        ),
        *(
            sql_file(__file__, f"0002_{name}")
            for name in ("lasting", "history", "erasing", "in_log")
        ),
    ]
