"""Give an authority a new data key and seal its values anew.

Nobody has a standing right to read all values of an authority. The owner of the tables opens one
table for itself by a policy that lives inside one transaction and is dropped before it commits, so
no other connection ever sees it; the same transaction holds the table's lock, so nothing is written
in between, and silences the table's own triggers (locked rows stay locked, and no change of content
is entered in the history). A killed run leaves whole batches behind and is continued by the next.

Old keys are kept: backups and histories still hold values that were sealed with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from django.apps import apps
from django.db import connection, models, transaction
from psycopg import sql

from stopext.register import Register
from stopext.vault import keys
from stopext.vault.cipher import Place, seal, unseal
from stopext.vault.fields import SealedTextField
from stopext.vault.models import DataKey

POLICY = "key_rotation"


@dataclass(frozen=True, slots=True)
class SealedTable:
    """Where sealed values live: the table, its key, the column naming the owner, the columns."""

    table: str
    key: str
    owner: str
    """Empty when the table belongs to the portal itself."""
    columns: tuple[str, ...]
    json: str = ""
    """The JSON column whose keys ``columns`` are, with values in hexadecimal; else empty."""
    row: str = ""
    """The column naming the row a value is sealed for, where that is not the table's key."""


SEALED_JSON: Register[SealedTable] = Register("The table with sealed JSON")


def register_sealed_json(*places: SealedTable) -> None:
    """Tables of other people's models that hold values of the portal inside JSON (``portal.py``).

    What no model of ours declares would be forgotten when keys are rotated.
    """
    for place in places:
        SEALED_JSON.add(place.table, place)


def sealed_in_json(owner: int) -> list[SealedTable]:
    """The registered tables, for the portal's own key: no authority owns them."""
    return list(SEALED_JSON) if owner == keys.PORTAL else []


def sealed_tables(owner: int) -> list[SealedTable]:
    """Every table that can hold values of ``owner``, from the models.

    Raises:
        LookupError: a model names an owner that is not one of its columns.
    """
    found = []
    for model in apps.get_models():
        columns = [
            str(f.column) for f in model._meta.local_fields if isinstance(f, SealedTextField)
        ]
        named = getattr(model, "vault_owner", None)
        if columns and (isinstance(named, str) if owner != keys.PORTAL else named == owner):
            column = _owner_column(model, str(named)) if owner != keys.PORTAL else ""
            key = str(model._meta.pk.column)
            found.append(SealedTable(model._meta.db_table, key, column, tuple(columns)))
    return found


def _owner_column(model: type[models.Model], attribute: str) -> str:
    for field in model._meta.local_concrete_fields:
        if attribute in {field.attname, field.name}:
            return str(field.column)
    raise LookupError(f"{model.__name__}.{attribute} is not a column: its values cannot be found")


def new_key(owner: int) -> int:
    """Add a data key, which seals everything from now on; returns its number."""
    kid, _ = keys.current(owner, "data")
    wrapped = aes_key_wrap(keys.master_key(), AESGCM.generate_key(bit_length=256))
    DataKey.objects.create(owner=owner, purpose="data", kid=kid + 1, wrapped=wrapped)
    keys.forget()
    return kid + 1


def waiting(place: SealedTable, owner: int, kid: int) -> int:
    """Rows that still hold a value sealed with another key than ``kid``."""
    with _opened(place, owner), connection.cursor() as cursor:
        cursor.execute(_select(place, owner, kid, "count(*)"))
        return int(cursor.fetchone()[0])


def reseal_batch(place: SealedTable, owner: int, kid: int, most: int = 500) -> int:
    """Seal the next rows of one table with the current key; returns how many.

    Raises:
        SealBroken: a value does not belong where it stands; the batch is undone.
    """
    identities = map(sql.Identifier, (place.key, place.row or place.key))
    columns = sql.SQL(", ").join([*identities, *(_bytes(place, each) for each in place.columns)])
    with _opened(place, owner), connection.cursor() as cursor:
        cursor.execute(_select(place, owner, kid, columns) + sql.SQL(f" limit {most:d}"))
        rows = cursor.fetchall()
        for key, row, *values in rows:
            anew = [
                _reseal(place, column, owner, row, value)
                for column, value in zip(place.columns, values, strict=True)
            ]
            cursor.execute(_update(place), [*anew, key])
    return len(rows)


def _reseal(
    place: SealedTable, column: str, owner: int, key: object, value: bytes | None
) -> bytes | None:
    if value is None:
        return None
    row = bytes(key).hex() if isinstance(key, bytes | memoryview) else str(key)
    where = Place(place.table, place.json or column, owner, row)
    return seal(unseal(bytes(value), where), where)


def _select(place: SealedTable, owner: int, kid: int, what: sql.Composable | str) -> sql.Composed:
    old = sql.SQL(" or ").join(
        sql.SQL("substring({} from 2 for 2) <> {}").format(
            _bytes(place, column), sql.Literal(kid.to_bytes(2, "big"))
        )
        for column in place.columns
    )
    asked = sql.SQL(what) if isinstance(what, str) else what
    return sql.SQL("select {} from {} where {} and ({})").format(
        asked, sql.Identifier(place.table), _of(place, owner), old
    )


def _bytes(place: SealedTable, column: str) -> sql.Composable:
    if place.json:
        text = sql.SQL("decode({} ->> {}, 'hex')")
        return text.format(sql.Identifier(place.json), sql.Literal(column))
    return sql.Identifier(column)


def _update(place: SealedTable) -> sql.Composed:
    changes: sql.Composable = sql.SQL(", ").join(
        sql.SQL("{} = %s").format(sql.Identifier(column)) for column in place.columns
    )
    if place.json:
        anew: sql.Composable = sql.Identifier(place.json)
        for column in place.columns:
            # A key that is not there stays away.
            value = sql.SQL("to_jsonb(encode(%s::bytea, 'hex'))")
            anew = sql.SQL("jsonb_set_lax({}, array[{}], {}, false)").format(anew, column, value)
        changes = sql.SQL("{} = {}").format(sql.Identifier(place.json), anew)
    return sql.SQL("update {} set {} where {} = %s").format(
        sql.Identifier(place.table), changes, sql.Identifier(place.key)
    )


def _of(place: SealedTable, owner: int) -> sql.Composable:
    if not place.owner:
        return sql.SQL("true")
    return sql.SQL("{} = {}").format(sql.Identifier(place.owner), sql.Literal(owner))


@contextmanager
def _opened(place: SealedTable, owner: int) -> Iterator[None]:
    """One transaction in which the tables' owner sees this authority's rows of one table."""
    table = sql.Identifier(place.table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '10s'")
        cursor.execute(
            sql.SQL("create policy {} on {} to portal_owner using ({})").format(
                sql.Identifier(POLICY), table, _of(place, owner)
            )
        )
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass"
            " and not tgisinternal and tgenabled = 'O'",
            [place.table],
        )
        triggers = [sql.Identifier(name) for (name,) in cursor.fetchall()]
        for trigger in triggers:
            cursor.execute(sql.SQL("alter table {} disable trigger {}").format(table, trigger))
        yield
        for trigger in triggers:
            cursor.execute(sql.SQL("alter table {} enable trigger {}").format(table, trigger))
        cursor.execute(sql.SQL("drop policy {} on {}").format(sql.Identifier(POLICY), table))
