"""Tables that need no wall of their own, each with the reason. Everything else needs one.

Here stand those of the kernel, of accounts and of libraries, which no role of a request writes; an
app registers its own in its ``portal.py``.
"""

from __future__ import annotations

from stopext.web import registry

_KEYLESS = "no role but its owner holds any privilege on it; its functions are the only doors"
_LIBRARY = "schema of a library; holds no person and no case"
_JOBS = "job queue: the job's own login only; arguments are ids"

KERNEL_TABLES: dict[str, str] = {
    "audit.pending": "numbers of events waiting for their seal; the job reads, functions write",
    "audit.seal": "hashes and counts of the log's chain; the job reads, functions write",
    "audit.sealed": "place of each event in the chain; the job reads, functions write",
    "sec.key": _KEYLESS,
    "sec.job_token": _KEYLESS,
    "sec.invented": _KEYLESS,
    "accounts_authority": "public facts about authorities",
    "vault_datakey": "wrapped keys: without the master key they open nothing",
    "django_migrations": _LIBRARY,
    "django_content_type": _LIBRARY,
    "auth_group": _LIBRARY,
    "auth_group_permissions": _LIBRARY,
    "auth_permission": _LIBRARY,
    **dict.fromkeys(
        ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers"), _JOBS
    ),
    "procrastinate_workers": _JOBS,
}


def reference_tables() -> dict[str, str]:
    """Reason by table."""
    return KERNEL_TABLES | registry.REFERENCE_TABLES.as_dict()


def reason_for(table: str) -> str:
    """Why ``table`` may stand without a wall; empty when it may not."""
    return reference_tables().get(table, "")
