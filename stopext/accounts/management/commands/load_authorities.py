"""Load the 98 municipalities, 12 police districts and the centre, and make their keys."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from stopext.access.roles import AuthorityKind
from stopext.access.scoping import unscoped
from stopext.accounts.contacts import USES_OF
from stopext.accounts.models import CENTRE, Authority, Contact
from stopext.vault import keys

DATA = Path(__file__).parents[2] / "data"


class Command(BaseCommand):
    """Idempotent: run after every migration. Needs the owner's login and the master key."""

    help = "Load municipalities, police districts and the centre, and make their keys."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Insert or refresh all 111 authorities."""
        wanted = [_centre(), *_districts(), *_municipalities()]
        fields = [f.attname for f in Authority._meta.concrete_fields if not f.primary_key]
        Authority.objects.bulk_create(
            wanted, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
        rows = unscoped(Contact, reason="empty ones of every authority")
        rows.bulk_create(_contacts(wanted), ignore_conflicts=True)
        for owner in (keys.PORTAL, *(authority.pk for authority in wanted)):
            keys.ensure(owner)
        self.stdout.write(f"{len(wanted)} authorities ready.")


def _contacts(authorities: list[Authority]) -> list[Contact]:
    """An empty one of each sort that an authority has."""
    return [
        Contact(authority=authority, use=use)
        for authority in authorities
        for use in USES_OF[AuthorityKind(authority.kind)]
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _centre() -> Authority:
    return Authority(
        id=CENTRE,
        kind=AuthorityKind.CENTRE,
        name="Nationalt Center for Forebyggelse af Ekstremisme",
        slug="nationalt-center",
    )


def _districts() -> list[Authority]:
    return [
        Authority(
            id=int(row["code"]),
            kind=AuthorityKind.POLICE,
            name=row["name"],
            slug=row["slug"],
            population=int(row["population"]),
        )
        for row in _rows("police_districts.csv")
    ]


def _municipalities() -> list[Authority]:
    return [
        Authority(
            id=int(row["code"]),
            kind=AuthorityKind.MUNICIPALITY,
            name=row["official_name"],
            slug=row["slug"],
            police_district_id=int(row["police_district_code"]),
            region_name=row["region_name"],
            population=int(row["population"]),
            group_name=row["group_name"],
        )
        for row in _rows("municipalities.csv")
    ]
