"""C01-C06: sealed values open in their own place only, and a copy of the database opens nothing."""

from __future__ import annotations

import base64
import io
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connections, models
from hypothesis import given
from hypothesis import strategies as st

from stopext.accounts.models import Session
from stopext.vault import cipher, keys, rotation
from stopext.vault.cipher import Place, SealBroken, seal, unseal
from stopext.vault.fields import SealedTextField
from stopext.vault.index import blind_index
from tests.kernel import catalog
from tests.kernel import siege as sieges
from tests.kernel.siege import HOME, STRANGER, Siege
from tests.support import databases

CANARY = "Kanariefugl Ægirsøn 311299-1234"
#: A copy is also searched for the canary as other programs would write it.
DISGUISES = {
    "plain": CANARY.encode(),
    "latin-1": CANARY.encode("latin-1"),
    "utf-16": CANARY.encode("utf-16-le"),
    "hex": CANARY.encode().hex().encode(),
    "base64": base64.b64encode(CANARY.encode()),
    "part": b"Kanariefugl",
    "number": b"311299",
}
PLACE = Place("casework_note", "text", HOME, "6f0f")


@pytest.fixture(scope="module")
def vault(django_db_setup: None, django_db_blocker: Any) -> Iterator[Siege]:
    """A planted copy in which every sealed column of every model holds the canary."""
    name = f"vault_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with sieges.laid(name) as laid, django_db_blocker.unblock(), login(laid, "owner"):
        drop_unique_keys(laid.admin)
        for model, columns in sealed_models():
            laid.admin.execute(f"delete from {model._meta.db_table}".encode())
            for _ in range(3):
                plant_sealed(laid.admin, model, columns)
        laid.admin.execute("set session_replication_role = origin")
        yield laid


def drop_unique_keys(admin: psycopg.Connection) -> None:
    """The planted rows are alike."""
    for table, name in catalog.rows(
        admin,
        "select conrelid::regclass::text, conname from pg_constraint where contype = 'u'"
        " and conrelid::regclass::text !~ '([.]|^pg_)'",
    ):
        admin.execute(f"alter table {table} drop constraint {name} cascade".encode())
    for (name,) in catalog.rows(
        admin,
        "select indexrelid::regclass::text from pg_index where indisunique and not indisprimary"
        " and indrelid::regclass::text !~ '([.]|^pg_)'",
    ):
        admin.execute(f"drop index {name}".encode())


@contextmanager
def login(laid: Siege, role: str) -> Iterator[None]:
    """Django works in the copy as one of the logins."""
    password = {"owner": "test-owner", "app": "test-app"}[role]
    url = laid.app_url.replace("portal_app:test-app", f"portal_{role}:{password}")
    default = connections["default"]
    before = dict(default.settings_dict)
    default.close()
    default.settings_dict.update(databases.django_settings(url))
    keys.forget()
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(before)
        keys.forget()


def sealed_models() -> list[tuple[type[models.Model], list[SealedTextField]]]:
    """Models with sealed fields, found in the registry."""
    found = [
        (model, [f for f in model._meta.local_fields if isinstance(f, SealedTextField)])
        for model in apps.get_models()
    ]
    return [(model, fields) for model, fields in found if fields]


def plant_sealed(
    admin: psycopg.Connection, model: type[models.Model], fields: list[SealedTextField]
) -> None:
    """One row whose sealed columns were sealed by the fields themselves."""
    row = model()
    key = row.pk or os.urandom(32)
    row.pk = key
    named = getattr(model, "vault_owner")  # noqa: B009 (a convention of the field, not of models)
    if isinstance(named, str):
        setattr(row, named, HOME_OF.get(named, HOME))
    values: dict[str, object] = {str(model._meta.pk.column): key}
    for field in fields:
        setattr(row, field.attname, {"tekst": CANARY} if "JSON" in type(field).__name__ else CANARY)
        values[str(field.column)] = bytes(field.pre_save(row, True))
    sieges.plant(admin, model._meta.db_table, values)


HOME_OF = dict.fromkeys(("district_id", "asked_id"), sieges.HOME_DISTRICT)


def test_a_copy_of_the_database_holds_no_clear_text(vault: Siege) -> None:
    planted = found = 0
    for table in (*vault.tables, "pg_catalog.pg_statistic"):
        with vault.admin.cursor().copy(f"copy {table} to stdout".encode()) as copy:
            content = b"".join(bytes(block) for block in copy)
        planted += bool(content)
        found += sum(disguise in content for disguise in DISGUISES.values())

    assert found == 0
    assert planted >= len(sealed_models())


def test_the_search_for_canaries_finds_one(vault: Siege) -> None:
    with vault.admin.transaction(force_rollback=True):
        vault.admin.execute("update accounts_user set name = %s", [CANARY])
        with vault.admin.cursor().copy("copy accounts_user to stdout") as copy:
            content = b"".join(bytes(block) for block in copy)

    assert DISGUISES["plain"] in content


def columns_of(vault: Siege, place: rotation.SealedTable) -> list[tuple[Any, ...]]:
    names = ", ".join((place.key, *place.columns))
    return vault.admin.execute(f"select {names} from {place.table} order by 1".encode()).fetchall()


@pytest.mark.parametrize("owner", [HOME, sieges.HOME_DISTRICT, keys.PORTAL])
def test_rotation_seals_every_value_anew(vault: Siege, owner: int) -> None:
    before = {place: columns_of(vault, place) for place in rotation.sealed_tables(owner)}
    out = io.StringIO()

    call_command("rotate_keys", authority=owner, stdout=out, stderr=io.StringIO())

    kid, _ = keys.current(owner, "data")
    assert kid == 2
    assert f"sealed with key {kid}." in out.getvalue()
    mine = [place for place in before if rotation.waiting(place, owner, 1)]
    assert mine
    for place in mine:
        for old, new in zip(before[place], columns_of(vault, place), strict=True):
            row = new[0].hex() if isinstance(new[0], bytes) else str(new[0])
            for column, was, now in zip(place.columns, old[1:], new[1:], strict=True):
                assert was != now
                assert now[1:3] == kid.to_bytes(2, "big")
                assert CANARY in unseal(now, Place(place.table, column, owner, row))


def test_rotation_seals_the_seeds_of_log_ins_anew(vault: Siege) -> None:
    """They stand inside the JSON of a table that is not ours, each sealed for its person."""
    people = {kind: uuid.uuid4() for kind in ("secret", "seed")}
    for kind, person in people.items():
        old = seal(CANARY, seed_of(person)).hex()
        insert_factor(vault, person, {kind: old, "used_mask": 3, "viewed_at": None})
    kid, _ = keys.current(keys.PORTAL, "data")

    call_command("rotate_keys", authority=keys.PORTAL, stdout=io.StringIO(), stderr=io.StringIO())

    for kind, person in people.items():
        data = vault.admin.execute(
            "select data from mfa_authenticator where user_id = %s", [person]
        ).fetchone()
        assert data is not None
        sealed = bytes.fromhex(data[0].pop(kind))
        assert data[0] == {"used_mask": 3, "viewed_at": None}
        assert int.from_bytes(sealed[1:3], "big") == kid + 1
        assert unseal(sealed, seed_of(person)) == CANARY
        with pytest.raises(SealBroken):
            unseal(sealed, seed_of(uuid.uuid4()))
    [place] = rotation.sealed_in_json(keys.PORTAL)
    assert rotation.waiting(place, keys.PORTAL, kid + 1) == 0
    assert rotation.sealed_in_json(HOME) == []


def seed_of(person: uuid.UUID) -> Place:
    return Place("mfa_authenticator", "data", keys.PORTAL, str(person))


def insert_factor(vault: Siege, person: uuid.UUID, data: dict[str, object]) -> None:
    """For somebody who need not exist."""
    with vault.admin.transaction():
        vault.admin.execute("set local session_replication_role = replica")
        vault.admin.execute(
            "insert into mfa_authenticator (user_id, type, data, created_at)"
            " values (%s, 'totp', %s, now())",
            [person, json.dumps(data)],
        )


def test_rotation_leaves_no_opening(vault: Siege) -> None:
    left = vault.admin.execute(
        "select polrelid::regclass::text from pg_policy where polname = 'key_rotation'"
    ).fetchall()

    assert left == []


def test_an_interrupted_rotation_goes_on(vault: Siege) -> None:
    owner = HOME
    kid = rotation.new_key(owner)
    place = rotation.sealed_tables(owner)[0]
    assert rotation.reseal_batch(place, owner, kid, most=1) == 1
    assert rotation.waiting(place, owner, kid) == 2

    call_command("rotate_keys", authority=owner, stdout=io.StringIO(), stderr=io.StringIO())

    assert keys.current(owner, "data")[0] == kid
    assert sum(rotation.waiting(each, owner, kid) for each in rotation.sealed_tables(owner)) == 0


def test_rotation_silences_triggers_and_lets_them_speak_again(vault: Siege) -> None:
    place = rotation.sealed_tables(HOME)[0]
    vault.admin.execute(
        "create function refuse() returns trigger language plpgsql as"
        " 'begin raise exception ''locked''; end'"
    )
    vault.admin.execute(
        f"create trigger refuse before update on {place.table}"
        " for each row execute function refuse()".encode()
    )
    try:
        call_command("rotate_keys", authority=HOME, stdout=io.StringIO(), stderr=io.StringIO())
        with pytest.raises(psycopg.errors.RaiseException, match="locked"):
            vault.admin.execute(f"update {place.table} set {place.key} = {place.key}".encode())
    finally:
        vault.admin.execute(f"drop trigger refuse on {place.table}".encode())
        vault.admin.execute("drop function refuse()")


def test_a_value_out_of_place_stops_the_rotation(vault: Siege) -> None:
    place = rotation.sealed_tables(HOME)[0]
    before = columns_of(vault, place)
    column = place.columns[0]
    with login(vault, "owner"), vault.admin.transaction():
        vault.admin.execute(
            f"update {place.table} set {column} = (select {column} from {place.table}"
            f" where {place.key} = %s) where {place.key} = %s".encode(),
            [before[0][0], before[1][0]],
        )
    kid = rotation.new_key(HOME)
    with pytest.raises(SealBroken):
        rotation.reseal_batch(place, HOME, kid)

    assert rotation.waiting(place, HOME, kid) == len(before)
    vault.admin.execute(
        f"update {place.table} set {column} = %s where {place.key} = %s".encode(),
        [before[1][1], before[1][0]],
    )


def test_the_applications_login_cannot_rotate(vault: Siege) -> None:
    with login(vault, "app"), pytest.raises(CommandError, match="PORTAL_DATABASE_ROLE=owner"):
        call_command("rotate_keys", authority=HOME, stdout=io.StringIO())


def test_an_unknown_authority_is_one_clear_line(vault: Siege) -> None:
    with pytest.raises(CommandError, match="owner 99999 has no data key"):
        call_command("rotate_keys", authority=99999, stdout=io.StringIO())


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("casework_case", "text", HOME, "6f0f"),
        Place("casework_note", "other", HOME, "6f0f"),
        Place("casework_note", "text", HOME, "6f0e"),
        Place("casework_note", "text", STRANGER, "6f0f"),
    ],
)
def test_a_moved_value_does_not_open(vault: Siege, elsewhere: Place) -> None:
    sealed = seal(CANARY, PLACE)
    assert unseal(sealed, PLACE) == CANARY

    with pytest.raises((SealBroken, LookupError)):
        unseal(sealed, elsewhere)


def test_every_changed_bit_is_noticed(vault: Siege) -> None:
    sealed = seal("x", PLACE)
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((SealBroken, LookupError)):
            unseal(bytes(changed), PLACE)
    for length in range(len(sealed)):
        with pytest.raises((SealBroken, LookupError)):
            unseal(sealed[:length], PLACE)


def test_no_nonce_comes_twice(vault: Siege) -> None:
    """The function takes none, and the same text is never sealed the same way."""
    sealed = [seal(CANARY, PLACE) for _ in range(5000)]

    assert len({value[cipher.HEADER_BYTES :][: cipher.NONCE_BYTES] for value in sealed}) == 5000


@given(st.text())
def test_any_text_comes_back(vault: Siege, text: str) -> None:
    if text.isprintable() or text.encode("utf-8", "ignore").decode() == text:
        assert unseal(seal(text, PLACE), PLACE) == text


def test_first_keys_are_made_once(vault: Siege) -> None:
    def wrapped() -> list[tuple[Any, ...]]:
        return catalog.rows(vault.admin, "select id, wrapped from vault_datakey order by id")

    before = wrapped()
    keys.ensure(HOME)

    assert wrapped() == before


def test_the_same_number_has_another_index_elsewhere(vault: Siege) -> None:
    indexes = {
        blind_index(owner, kind, "3112991234")
        for owner in (HOME, STRANGER)
        for kind in ("cpr", "name")
    }

    assert len(indexes) == 4
    assert blind_index(HOME, "cpr", "3112991234") in indexes


def test_sealed_fields_are_written_through_their_instance_only(scratch: object) -> None:
    with pytest.raises(FieldError, match="save it through its instance"):
        Session.objects.update(data="{}")
    with pytest.raises(FieldError, match="save it through its instance"):
        Session.objects.filter(data="{}").exists()
    rows = list(Session.objects.all()[:1])
    rows[0].data = "{}"
    with pytest.raises(FieldError, match="save it through its instance"):
        Session.objects.bulk_update(rows, ["data"])
    with pytest.raises(FieldError, match="is not serialised"):
        Session._meta.get_field("data").value_to_string(rows[0])
