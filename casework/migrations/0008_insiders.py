"""Inside a municipality the database holds the list of a restricted case, and a source's protection;
who assesses reports is told of those that are dealt with elsewhere; readers of a
restricted case are told of a later one that may be about the same citizen."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, let_in, sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0007_hidden_stays_hidden"),
        ("notifications", "0002_walls"),
    ]

    operations: ClassVar = [
        let_in(
            "notifications_notice",
            "alike",
            Policy("ctx_owner", "insert", "kind = 'concern_alike'"),
        ),
        sql_file(__file__, "0008_insiders"),
    ]
