"""Tables that need no wall of their own, each with the reason. Everything else needs one."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

_KEYLESS = "no role but its owner holds any privilege on it; its functions are the only doors"
_LIBRARY = "schema of a library; holds no person and no case"
_JOBS = "job queue: the job's own login only; arguments are ids"

REFERENCE_TABLES: dict[str, str] = {
    "audit.pending": "numbers of events waiting for their seal; the job reads, functions write",
    "audit.seal": "hashes and counts of the log's chain; the job reads, functions write",
    "audit.sealed": "place of each event in the chain; the job reads, functions write",
    "sec.key": _KEYLESS,
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


def reason_for(table: str) -> str:
    """Why ``table`` may stand without a wall; empty when it may not."""
    return REFERENCE_TABLES.get(table) or of_apps("REFERENCE_TABLES").get(table, "")


def of_apps(name: str) -> dict[str, str]:
    """Reasoned lists that apps keep beside their own migrations."""
    found: dict[str, str] = {}
    for module in ("knowledge.walls", "screening.walls", "casework.walls"):
        if find_spec(module) is not None:
            found |= dict(getattr(import_module(module), name, {}))
    return found
