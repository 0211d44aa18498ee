"""What is written in a case is signed by who writes it, and who signed is not changed."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import signed

SIGNED = (
    *("casejoin", "citizenjoin", "closinganswer", "concern", "decision"),
    *("disclosure", "handoveranswer", "informationrequest", "leaderapproval", "measure"),
    *("meeting", "note", "notice", "repeatcheck", "reportdecision", "review", "statechange"),
    "triage",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0012_citizens_apart"),
        ("accounts", "0005_own_signature"),
    ]
    operations: ClassVar = [
        *(signed(f"casework_{name}", "by_user", "by_name", "at") for name in SIGNED),
        # It follows its concern to another case.
        signed("casework_correction", "by_user", "by_name", "at", "copied"),
        signed("casework_case", "created_by", "created_by_name", "created_at"),
        signed(
            "casework_case",
            "approval_asked_user",
            "approval_asked_by",
            "approval_asked_at",
            "again",
        ),
        signed("casework_case", "", "hold_owner", "", "again"),
        *(
            signed(f"casework_{name}", "undone_by", "undone_by_name", "undone_at")
            for name in ("casejoin", "citizenjoin")
        ),
        signed("casework_disclosure", "revoked_by_user", "revoked_by_name", "revoked_at"),
        signed("casework_erasure", "proposed_by", "proposed_by_name", "proposed_at", "again"),
        signed("casework_erasure", "erased_by", "erased_by_name", "erased_at"),
        signed("casework_informationrequest", "", "answered_by_name", "answered_at"),
        signed("casework_receipt", "user_id", "name", "opened_at"),
        signed("casework_report", "reporter_id", "reporter_name", "received_at"),
    ]
