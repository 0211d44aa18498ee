"""A thread is the municipality's plan writers' and the advisers'; a draft only whose it is let read."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import Policy, behind_wall, child_of, job, let_in, sql_file, tenant_key

JOB = "tell_advisers"
OWN = "municipality_id = (select sec.muni()) and (select sec.role_name()) in ('coordinator', 'leader')"
ADVISER = "(select sec.role_name()) = 'adviser' and (select sec.centre()) is not null"
WROTE = "by_user = (select sec.user_id()) and side = '{side}' and read_at is null"
#: Asked once for each statement: the municipalities that let this adviser read their draft today.
SHOWN = (
    f"{ADVISER} and not is_public and municipality_id in (select t.municipality_id"  # noqa: S608
    " from advice_thread t where t.adviser_id = (select sec.user_id())"
    " and t.draft_until >= (now() at time zone 'Europe/Copenhagen')::date)"
)
#: What a draft consists of; what is internal to it (tasks, contacts, notes) stays where it is.
DRAFT = (
    *("plan", "plansection", "goal", "action", "indicator", "measurement", "actioncard"),
    "effect",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("advice", "0001_initial_advice"),
        ("plans", "0009_links"),
        ("accounts", "0003_contacts"),
        ("notifications", "0002_walls"),
    ]
    operations: ClassVar = [
        tenant_key("advice_thread"),
        child_of("advice_message", "thread_id", "advice_thread"),
        behind_wall(
            "advice_thread",
            Policy("r_muni", "select, insert, update", OWN),
            Policy("r_centre", "select, update", ADVISER),
            job(JOB, "select", "status = 'new'"),
        ),
        behind_wall(
            "advice_message",
            Policy("r_muni", "select, update", OWN),
            Policy("r_muni", "insert", f"{OWN} and {WROTE.format(side='municipality')}"),
            Policy("r_centre", "select, update", ADVISER),
            Policy("r_centre", "insert", f"{ADVISER} and {WROTE.format(side='centre')}"),
        ),
        sql_file(__file__, "0002_walls"),
        *(
            let_in(f"plans_{table}", "advice", Policy("r_centre", "select", SHOWN))
            for table in DRAFT
        ),
        let_in(
            "accounts_membership",
            "advice",
            job(JOB, "select", "authority_id = 1 and role = 'adviser'"),
        ),
        let_in(
            "notifications_notice",
            "new_advice",
            job(JOB, "select, insert", "kind = 'advice_asked' and authority_id = 1"),
        ),
        let_in(
            "notifications_notice",
            "asks",
            Policy(
                "r_muni",
                "insert",
                "kind = 'advice_asked' and authority_id = 1"
                " and (select sec.role_name()) in ('coordinator', 'leader')"
                " and exists (select from advice_thread t where t.id = notifications_notice.about"
                " and t.adviser_id = notifications_notice.user_id)",
            ),
        ),
        let_in(
            "notifications_notice",
            "advises",
            Policy(
                "r_centre",
                "insert",
                f"{ADVISER} and kind = 'advice_answered' and exists (select from advice_message m"
                " where m.thread_id = notifications_notice.about and m.side = 'municipality'"
                " and m.municipality_id = notifications_notice.authority_id"
                " and m.by_user = notifications_notice.user_id)",
            ),
        ),
    ]
