"""``verify_scores`` over many locked ratings. Run: `python -m tests.bench.bench_verification`.

The bound of 50,000 a second holds for scoring as the command scores, with the answers it has
read; the other rows show what reading, opening the seals and hashing cost beside it.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from time import process_time
from typing import Any
from uuid import uuid4

import django
import psycopg
from django.db import connections
from psycopg import sql
from psycopg.rows import dict_row

from tests.bench.bench_scoring import BOUND, per_second
from tests.support import databases

SIZE = 5_000
SEALED = ("answers", "judgement", "profile")
BOUND_BY_THE_HASH = (
    *("screening_id", "municipality_id", "rater_id", "rater_name"),
    *("judged_at", "locked_at", "seal_version"),
)


def main() -> int:
    """Print the speeds; 1 when the bound is broken or a rating is not as it was locked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    django.setup()
    with databases.fresh_database(f"bench_verification_{os.getpid()}") as urls:
        _use(databases.both(urls))
        _lock_one()
        _use(urls.job)
        _multiply(databases.admin_url(f"bench_verification_{os.getpid()}"))
        speeds, faults = _measure()
        connections.close_all()
    for name, speed in speeds.items():
        print(f"{name:<34}{speed:>12,.0f}/s{speed / BOUND:>8.2f} x bound")  # noqa: T201
    print(f"{SIZE:,} locked ratings checked, {faults} faults")  # noqa: T201
    return int(speeds["scoring alone"] < BOUND or faults != 0)


def _use(url: str) -> None:
    for alias in ("default", "cache"):
        connections[alias].close()
        connections[alias].settings_dict.update(databases.django_settings(url))


def _lock_one() -> None:
    """One rating, locked by the actions; the others are made after it."""
    from screening import api  # noqa: PLC0415 (models need the set-up above)
    from screening.demo.ratings import complete  # noqa: PLC0415
    from stopext.access import clock  # noqa: PLC0415
    from stopext.access.roles import Role  # noqa: PLC0415
    from stopext.accounts.models import Authority  # noqa: PLC0415
    from tests.support.world import HOME, make_person  # noqa: PLC0415

    person = make_person(Authority.objects.get(pk=HOME), Role.COORDINATOR)
    with person.acts():
        due_on = clock.today() + timedelta(days=9)
        screening = api.order(
            by=person.actor, subject_id=uuid4(), reference="2026-0851-0001", due_on=due_on
        )
        complete(by=person.actor, screening=screening, profile="moderate", seed=0)


def _multiply(address: str) -> None:
    """Rows like the one that is locked, each with answers and seals of its own."""
    with psycopg.connect(address, row_factory=dict_row) as admin:
        admin.execute("set session_replication_role = replica")
        locked = admin.execute("select * from screening_rating").fetchone()
        assert locked is not None
        names = sql.SQL(", ").join(map(sql.Identifier, locked))
        into = sql.SQL("copy screening_rating ({}) from stdin").format(names)
        with admin.cursor().copy(into) as copy:
            for number in range(1, SIZE):
                copy.write_row([*(locked | _other(locked, number)).values()])


def _other(locked: dict[str, Any], number: int) -> dict[str, object]:
    """What is another rating's own: key, rating authority, content, seals and hash."""
    from screening.demo.ratings import PROFILES, answers_like, judgement_like  # noqa: PLC0415
    from screening.engine.answers import answers_to_plain  # noqa: PLC0415
    from screening.engine.bulk_scoring import compile_definition  # noqa: PLC0415
    from screening.models import Rating  # noqa: PLC0415
    from screening.versions.instruments import CURRENT, load_instrument  # noqa: PLC0415

    form = load_instrument(*CURRENT)
    scorer, profile = compile_definition(form), [*PROFILES][number % len(PROFILES)]
    answers = answers_to_plain(answers_like(form, profile, number))
    row = Rating(**{name: locked[name] for name in BOUND_BY_THE_HASH})
    row.authority_id = 10_000 + number  # one rating of a screening per authority
    row.answers, row.judgement = answers, judgement_like(profile).to_plain()
    row.profile = scorer.profile(scorer.encode(answers))
    sealed = [field for field in Rating._meta.concrete_fields if field.name in SEALED]
    return {
        "id": row.pk,
        "authority_id": row.authority_id,
        "content_hash": row.compute_hash(scorer.definition_hash),
    } | {field.name: bytes(field.pre_save(row, add=True)) for field in sealed}


def _measure() -> tuple[dict[str, float], int]:
    from screening.versions.verification import JOB  # noqa: PLC0415 (models need the set-up above)
    from stopext.access import jobs  # noqa: PLC0415

    with jobs.working(JOB):
        return _speeds()


def _speeds() -> tuple[dict[str, float], int]:
    from screening.versions.verification import Verifier, locked_ratings, rescored  # noqa: PLC0415

    verifier = Verifier()
    start = process_time()
    total, rows = locked_ratings()
    faults = sum(len([*verifier.faults_of(row)]) for row in rows)
    whole = total / (process_time() - start)
    ratings = [*locked_ratings()[1]]
    answers = [row.answers for row in ratings]
    scorer = verifier.scorer_of(ratings[0])
    encoded = [scorer.encode(plain) for plain in answers]
    return {
        "scoring alone": per_second(scorer.profile, encoded),
        "scoring from the answers read": per_second(lambda p: rescored(scorer, p), answers),
        "the whole command, in this process": whole,
    }, faults


if __name__ == "__main__":
    sys.exit(main())
