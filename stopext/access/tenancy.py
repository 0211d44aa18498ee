"""Migration operations that put a table behind the database's wall.

Each policy is one scalar comparison: never an array, join, EXISTS or per-row function for the
tenant (measured 10 to 6,000 times slower), never a bare ``current_setting``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import migrations

MUNI = "{column} = (select sec.muni())"
REPORTER = "{column} = (select sec.reporter_muni())"
DISTRICT = "{column} = (select sec.district())"
CENTRE = "(select sec.centre()) is not null"
#: Runs the migrations and owns every table of schema public.
OWNER = "portal_owner"
OWN_USER = "{column} = (select sec.user_id())"
JOB = "(select sec.job()) = '{name}'"


@dataclass(frozen=True)
class Policy:
    """What one database role may do with a table.

    ``commands`` is a comma list of select, insert, update, delete; ``using`` filters rows that are
    read or changed, ``check`` the rows as written (default: the same).
    """

    role: str
    commands: str
    using: str
    check: str = ""


def muni(column: str = "municipality_id", commands: str = "select, insert, update") -> Policy:
    """The owning municipality's own staff."""
    return Policy("r_muni", commands, MUNI.format(column=column))


def job(name: str, commands: str, rows: str = "") -> Policy:
    """The job's login while it runs the job ``name``: the rows that this job is for, or all."""
    running = JOB.format(name=name)
    return Policy("portal_job", commands, f"{running} and {rows}" if rows else running)


def behind_wall(table: str, *policies: Policy) -> migrations.RunSQL:
    """Enable and force row-level security on ``table`` and open it by ``policies`` only."""
    up = [
        f"alter table {table} enable row level security;",
        f"alter table {table} force row level security;",
    ]
    down = []
    for number, policy in enumerate(policies):
        name = f"{policy.role}_{number}"
        for command in (word.strip() for word in policy.commands.split(",")):
            up.append(_create_policy(table, f"{name}_{command}", policy, command))
            down.append(f"drop policy {name}_{command} on {table};")
        up.append(f"grant {policy.commands} on {table} to {policy.role};")
        down.append(_revoke(table, policy))
    down += [
        f"alter table {table} no force row level security;",
        f"alter table {table} disable row level security;",
    ]
    return migrations.RunSQL("\n".join(up), "\n".join(down))


def _create_policy(table: str, name: str, policy: Policy, command: str) -> str:
    check = policy.check or policy.using
    clauses = {
        "select": f"using ({policy.using})",
        "insert": f"with check ({check})",
        "update": f"using ({policy.using}) with check ({check})",
        "delete": f"using ({policy.using})",
    }
    return f"create policy {name} on {table} for {command} to {policy.role} {clauses[command]};"


def _revoke(table: str, policy: Policy) -> str:
    # Tables are the owner's: taking back what was granted to it would take away what it had before.
    if policy.role == OWNER:
        return ""
    return f"revoke {policy.commands} on {table} from {policy.role};"


def let_in(table: str, name: str, policy: Policy) -> migrations.RunSQL:
    """One more policy on a table that stands behind the wall already; ``name`` is the reason."""
    commands = [word.strip() for word in policy.commands.split(",")]
    up = [_create_policy(table, f"{policy.role}_{name}_{word}", policy, word) for word in commands]
    down = [f"drop policy {policy.role}_{name}_{word} on {table};" for word in commands]
    up.append(f"grant {policy.commands} on {table} to {policy.role};")
    down.append(_revoke(table, policy))
    return migrations.RunSQL("\n".join(up), "\n".join(down))


def narrowed(table: str, role: str, using: str) -> migrations.RunSQL:
    """Whatever else opens ``table`` to ``role``, only rows where ``using`` holds; for an app that
    knows something about rows of the package below."""
    name = f"{role}_narrowed"
    return migrations.RunSQL(
        f"create policy {name} on {table} as restrictive for all to {role}"
        f" using ({using}) with check ({using});",
        f"drop policy {name} on {table};",
    )


def signed(table: str, who: str, name: str, when: str, rule: str = "") -> migrations.RunSQL:
    """Who writes these columns of ``table`` signs for herself, and once: the database takes her
    name and its own time. A column the table does not keep is "". By the ``rule`` "again" another
    may sign later; by "copied" a new row may carry on the signature of another row of the table.
    Needs ``accounts.0005_own_signature``."""
    columns = [column for column in (who, name, when) if column]
    trigger = f"sign_{columns[0]}"
    arguments = ", ".join(f"'{word}'" for word in (who, name, when, rule))
    return migrations.RunSQL(
        f"create trigger {trigger} before insert or update of {', '.join(columns)} on {table}"
        f" for each row execute function public.hold_signature({arguments});",
        f"drop trigger {trigger} on {table};",
    )


def child_of(
    table: str, column: str, parent: str, tenant: str = "municipality_id"
) -> migrations.RunSQL:
    """Composite foreign key: a child can only point at a parent of the same tenant.

    The parent needs ``tenant_key(parent)`` first. The Django field is declared with
    ``db_constraint=False``, because this constraint replaces the plain one.
    """
    name = f"{table}_{column}_same_tenant"[:63]
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key ({tenant}, {column})"
        f" references {parent} ({tenant}, id) deferrable initially deferred;",
        f"alter table {table} drop constraint {name};",
    )


def tenant_key(table: str, tenant: str = "municipality_id") -> migrations.RunSQL:
    """The unique key ``(tenant, id)`` that composite foreign keys point at."""
    name = f"{table}_tenant_key"[:63]
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} unique ({tenant}, id);",
        f"alter table {table} drop constraint {name};",
    )


def open_to(table: str, commands: str, roles: Sequence[str]) -> migrations.RunSQL:
    """Plain grants for a table that holds no data of a person or an authority."""
    names = ", ".join(roles)
    return migrations.RunSQL(
        f"grant {commands} on {table} to {names};", f"revoke {commands} on {table} from {names};"
    )


def sql_file(migration: str, name: str) -> migrations.RunSQL:
    """Run ``sql/<name>.sql`` beside the file ``migration``; ``<name>_down.sql`` is the way back."""
    up, down = (Path(migration).parent / "sql" / f"{name}{way}.sql" for way in ("", "_down"))
    return migrations.RunSQL(up.read_text(encoding="utf-8"), down.read_text(encoding="utf-8"))
