"""The job that tidies sees expired rows only."""

from typing import ClassVar

from django.db import migrations

WHEN = {
    # Kept half a day longer: whose form it was, when it is sent after the time-out.
    "accounts_session": "least(expires_at, ends_at) < now() - interval '12 hours'",
    "accounts_cacheentry": "expires_at < now()",
    "access_idempotency": "at < now() - interval '7 days'",
    "web_draft": "saved_at < now() - interval '7 days'",
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0002_draft_wall"),
        ("accounts", "0002_walls"),
        ("access", "0003_idempotency_wall"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            f"create policy leftovers on {table} to portal_job using ({condition});"
            f" grant select, delete on {table} to portal_job;",
            f"revoke select, delete on {table} from portal_job; drop policy leftovers on {table};",
        )
        for table, condition in WHEN.items()
    ]
