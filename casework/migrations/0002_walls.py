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
    "leaderapproval",
    "fieldhistory",
)
CHANGING = (
    "subject",
    "caseassignment",
    "casereader",
    "concern",
    "note",
    "informationrequest",
    "meeting",
    "measure",
)
OWN = "municipality_id = (select sec.muni())"
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
        *(behind_wall(table(name), muni(commands="select, insert"), GOES) for name in FINAL),
        *(behind_wall(table(name), muni(), GOES) for name in CHANGING),
        *(behind_wall(table(name), muni(), STAYS) for name in ("case", "erasure")),
        behind_wall(table("casecounter"), muni()),
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
            behind_wall(table(name), muni(), Policy("r_police", "select", LASTING), GOES)
            for name in ("disclosure", "disclosureitem")
        ),
        behind_wall(
            table("receipt"),
            muni(commands="select, update"),
            Policy("r_police", "select, insert", LASTING),
            GOES,
        ),
        *(sql_file(__file__, f"0002_{name}") for name in ("history", "erasing")),
    ]
