"""Law 11 on the pages of two administrators, and against SQL that was let in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Invitation, Membership
from tests.accounts.helpers import fresh
from tests.accounts.test_giving import EMPTY, NEW, give
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

# -- Pages ------------------------------------------------------------------------------------

KEY = "55555555-5555-4555-8555-555555555555"


def test_the_second_administrator_finds_it_and_the_mail_goes_then(
    admin: Person, second: Person, mailoutbox: list[EmailMessage]
) -> None:
    fields = {
        "authority": str(EMPTY),
        "name": "Ny Leder",
        "email": NEW,
        "title": "",
        "role": "leader",
        "valid_from": "1.11.2026",
        "valid_until": "",
        "idempotency_key": KEY,
    }
    mine = fresh(admin)
    assert "når en anden administrator" in page(
        mine.post(reverse("accounts:invite"), fields, follow=True)
    )
    assert mailoutbox == []
    row = rows_of(Invitation).get()
    address = reverse("accounts:confirm", args=[row.pk])
    assert address not in page(mine.get("/start/"))
    assert "Du har selv inviteret" in page(mine.get(address))
    assert mine.post(address, {"idempotency_key": KEY.replace("5", "6")}).status_code == 403

    theirs = fresh(second)
    assert address in page(theirs.get("/start/"))
    assert address in page(theirs.get(reverse("accounts:members")))
    shown = page(theirs.get(address))
    assert NEW in shown
    assert admin.user.name in shown
    assert theirs.post(address, {"idempotency_key": KEY.replace("5", "7")}).status_code == 302

    assert [mail.to for mail in mailoutbox] == [[NEW]]
    assert address not in page(theirs.get("/start/"))
    assert "venter ikke på en bekræftelse" in page(theirs.get(address))


def page(answer: Any) -> str:
    """What is shown."""
    return str(answer.content.decode())


# -- The database alone -----------------------------------------------------------------------

ATTACKS = [
    "update accounts_membership set role = 'leader', authority_id = 851 where user_id = %(me)s",
    "update accounts_membership set valid_until = null where user_id = %(me)s",
    "update accounts_membership set user_id = %(me)s where authority_id = 851",
    "update accounts_membership set active = true where not active",
    "update accounts_membership set valid_until = null where authority_id = 851",
    "update accounts_invitation set confirmed_by = %(me)s, confirmed_at = now()",
    "update accounts_invitation set confirmed_by = %(other)s, confirmed_at = now()",
    "update accounts_invitation set needs_second = false",
    "update accounts_invitation set invited_by = %(other)s",
    "update accounts_invitation set email = 'x@portal.example'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_injected_sql_gives_nobody_a_right(
    world: World, admin: Person, second: Person, attack: str
) -> None:
    give(admin, EMPTY)
    ended = world.person(HOME, Role.COORDINATOR).membership
    rows_of(Membership).filter(pk=ended.pk).update(
        active=False, valid_until=clock.today() + timedelta(days=5)
    )
    values = {"me": admin.user.pk, "other": second.user.pk}
    with (
        admin.acts(),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack, values)


def test_injected_sql_makes_no_invitation_that_needs_nobody(admin: Person) -> None:
    insert = (
        "insert into accounts_invitation (id, authority_id, email, name, title, role, valid_from,"
        " token_hash, invited_by, invited_by_name, expires_at, needs_second) values"
        " (gen_random_uuid(), 727, 'x@portal.example', 'x', '', 'caseworker', now(), 'x', %s, 'x',"
        " now(), false)"
    )
    with admin.acts(), connection.cursor() as cursor:
        cursor.execute(insert, [admin.user.pk])
    assert rows_of(Invitation).get().needs_second


def test_who_invited_is_told_to_wait_and_the_other_is_asked(admin: Person, second: Person) -> None:
    row, _secret = give(admin, EMPTY)
    address = reverse("accounts:confirm", args=[row.pk])

    mine = fresh(admin).get(address).content.decode()
    theirs = fresh(second).get(address).content.decode()

    assert ("Du har selv inviteret." in mine, "Bekræft rollen</button>" in mine) == (True, False)
    assert ("Du har selv inviteret." in theirs, "Bekræft rollen</button>" in theirs) == (
        False,
        True,
    )
