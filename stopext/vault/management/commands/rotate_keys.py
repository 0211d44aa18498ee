"""New data key for an authority, and everything of it sealed anew."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from tqdm import tqdm

from stopext.vault import keys, rotation


class Command(BaseCommand):
    """Run with ``PORTAL_DATABASE_ROLE=owner``. ``--authority 0`` is the portal's own key.

    Rows left by an interrupted run, or written by workers that still held the old key, are sealed
    first: only when there are none does a run make a new key. So: run it, restart the workers, run
    it with ``--finish`` to catch what they wrote meanwhile. Blind indexes have a key of their own
    and are not touched.
    """

    help = "Give an authority a new data key and seal its values anew; safe to interrupt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", type=int, required=True, metavar="CODE")
        parser.add_argument("--finish", action="store_true", help="make no new key")

    def handle(self, *args: Any, **options: Any) -> None:
        owner: int = options["authority"]
        try:
            kid, _ = keys.current(owner, "data")
            tables = [*rotation.sealed_tables(owner), *rotation.sealed_in_json(owner)]
            left = _left(tables, owner, kid)
            if not left and not options["finish"]:
                kid = rotation.new_key(owner)
                left = _left(tables, owner, kid)
            done = self._reseal(left, owner, kid)
            _record(owner, kid, done)
        except LookupError as error:
            raise CommandError(str(error)) from error
        except ProgrammingError as error:
            raise CommandError(
                "This login may not rotate keys: run with PORTAL_DATABASE_ROLE=owner."
            ) from error
        self.stdout.write(f"{done} rows of authority {owner} are sealed with key {kid}.")

    def _reseal(self, left: dict[rotation.SealedTable, int], owner: int, kid: int) -> int:
        done = 0
        with tqdm(total=sum(left.values()), unit="rows", file=self.stderr, disable=None) as bar:
            for place in left:
                while batch := rotation.reseal_batch(place, owner, kid):
                    done += batch
                    bar.update(batch)
        return done


def _left(
    tables: list[rotation.SealedTable], owner: int, kid: int
) -> dict[rotation.SealedTable, int]:
    counts = {place: rotation.waiting(place, owner, kid) for place in tables}
    return {place: count for place, count in counts.items() if count}


def _record(owner: int, kid: int, rows: int) -> None:
    event = {
        "action": "rotate",
        "object_type": "vault.datakey",
        "object_id": f"{owner}/{kid}",
        "result_count": rows,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role audit_owner")
        cursor.execute("select audit.record(%s::jsonb)", [json.dumps([event])])
