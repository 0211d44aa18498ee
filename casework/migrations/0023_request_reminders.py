"""The job that reminds of questions to other authorities reads which wait, and tells who asked and
who leads the case."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import job, let_in

JOB = "remind_of_requests"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0022_share_checks"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        let_in(
            "casework_informationrequest",
            "reminders",
            job(JOB, "select", "answered_at is null"),
        ),
        # Of a case only whether it has ended, and who leads it; what is said in it is sealed.
        let_in(
            "casework_case",
            "reminders",
            job(JOB, "select", "state not in ('closed', 'erased')"),
        ),
        let_in(
            "notifications_notice",
            "request_reminders",
            job(JOB, "insert", "kind = 'information_due'"),
        ),
    ]
