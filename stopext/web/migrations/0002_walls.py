"""A draft is its writer's, in the authority she writes for; the job that tidies sees old rows."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, job, let_in

OWN = "user_id = (select sec.user_id()) and authority_id = (select sec.authority())"
ROLES = ("r_reporter", "r_muni", "r_police", "r_centre", "r_log")


def leftovers(condition: str) -> Policy:
    """Rows nobody needs any more."""
    return job("remove_leftovers", "select, delete", condition)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("web", "0001_initial_drafts"),
        ("access", "0002_walls"),
        ("accounts", "0002_walls"),
    ]
    operations: ClassVar = [
        behind_wall(
            "web_draft",
            *(Policy(role, "select, insert, update, delete", OWN) for role in ROLES),
            leftovers("saved_at < now() - interval '7 days'"),
        ),
        let_in(
            "accounts_session",
            "leftovers",
            # Kept half a day longer: whose form it was, when it is sent after the time-out.
            leftovers("least(expires_at, ends_at) < now() - interval '12 hours'"),
        ),
        let_in("accounts_cacheentry", "leftovers", leftovers("expires_at < now()")),
    ]
