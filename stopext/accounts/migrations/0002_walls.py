"""Who reads and writes people, memberships, sessions and log-in tables."""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import OWN_USER, Policy, behind_wall, job, open_to, sql_file

ENTERED = ("r_public", "r_reporter", "r_muni", "r_police", "r_centre", "r_log")
ACTING = ENTERED[1:]
ALL = "select, insert, update, delete"
OWN_AUTHORITY = "authority_id = (select sec.authority())"
ADMINISTRATOR = "(select sec.role_name()) = 'administrator'"
#: Only the role that manages members may write them, in its own authority.
MANAGERS = {"r_muni": "leader", "r_police": "police_coordinator"}


def login_table(table: str, commands: str = ALL) -> migrations.RunSQL:
    """A table of the log-in itself: the application's login and nobody else."""
    return behind_wall(table, Policy("portal_login", commands, "true"))


def managed(table: str, commands: str) -> migrations.RunSQL:
    """Readable by colleagues, written by the authority's manager or the centre's administrator."""
    return behind_wall(
        table,
        Policy("portal_login", "select, insert, update", "true"),
        Policy("ctx_owner", "select", "true"),
        *(Policy(role, "select", OWN_AUTHORITY) for role in ACTING if role != "r_centre"),
        Policy("r_centre", "select", f"{OWN_AUTHORITY} or {ADMINISTRATOR}"),
        *(
            Policy(role, commands, f"{OWN_AUTHORITY} and (select sec.role_name()) = '{name}'")
            for role, name in MANAGERS.items()
        ),
        Policy("r_centre", commands, ADMINISTRATOR),
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0001_initial_people"),
        ("access", "0002_walls"),
        ("audit", "0002_walls"),
        ("vault", "0002_walls"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations: ClassVar = [
        behind_wall(
            "accounts_user",
            Policy("portal_login", "select, insert, update", "true"),
            Policy("ctx_owner", "select", "true"),
            *(Policy(role, "select", OWN_USER.format(column="id")) for role in ACTING),
            Policy("r_centre", "select", "is_editor and (select sec.centre()) is not null"),
        ),
        managed("accounts_membership", "update"),
        managed("accounts_invitation", "insert, update"),
        behind_wall(
            "accounts_session",
            Policy("portal_login", ALL, "true"),
            Policy("ctx_owner", "select", "true"),
        ),
        behind_wall(
            "accounts_outgoingmail",
            *(Policy(role, "insert", "true") for role in ("portal_login", *ACTING)),
            job("send_mail", "select, update, delete"),
        ),
        login_table("accounts_cacheentry"),
        login_table("account_emailaddress"),
        login_table("account_emailconfirmation"),
        login_table("mfa_authenticator"),
        login_table("accounts_user_groups"),
        login_table("accounts_user_user_permissions"),
        open_to(
            "accounts_authority",
            "select",
            ("portal_app", "portal_login", "portal_job", "ctx_owner", *ENTERED),
        ),
        open_to("auth_group, auth_permission, auth_group_permissions", "select", ("portal_login",)),
        open_to("django_content_type", "select", ("portal_login", "portal_job", *ENTERED)),
        sql_file(__file__, "0002_giving"),
        migrations.RunSQL(
            "do $$ declare t text; begin"
            " for t in select tablename from pg_tables where tablename like 'procrastinate%' loop"
            " execute format('grant select, insert, update, delete on %I to portal_job', t);"
            " end loop;"
            " for t in select sequencename from pg_sequences"
            " where sequencename like 'procrastinate%' loop"
            " execute format('grant usage on sequence %I to portal_job', t); end loop;"
            " for t in select p.oid::regprocedure::text from pg_proc p"
            " where proname like 'procrastinate%' loop"
            " execute format('grant execute on function %s to portal_job', t); end loop; end $$",
            migrations.RunSQL.noop,
        ),
    ]
