"""A new installation gets its first two administrators, each with a log-in of her own."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client

from stopext.access.roles import Role
from stopext.accounts.actions import first
from stopext.accounts.models import CENTRE, Invitation, Membership, User
from stopext.audit import record
from tests.support.rows import rows_of
from tests.support.world import World

ANNE, BO = ("Anne Ager", "anne@centeret.example"), ("Bo Bro", "bo@centeret.example")
PASSWORD = "vinteren-er-lang-og-kold"


@pytest.fixture
def nobody(world: World) -> None:
    """The world without administrators."""
    rows_of(Membership).filter(role=Role.ADMINISTRATOR).update(role=Role.ADVISER)


def invite(*people: tuple[str, str]) -> None:
    """What is typed on the command line."""
    typed = [part for name, address in people for part in ("--person", name, address)]
    call_command("invite_first_administrators", *typed)


def links(mails: list[EmailMessage]) -> list[str]:
    """The paths of the links in the mails."""
    return [re.findall(r"http://localhost(/invitation/\S+/)", str(mail.body))[0] for mail in mails]


def test_each_chooses_her_own_password_and_is_asked_for_a_second_factor(
    nobody: None, mailoutbox: list[EmailMessage]
) -> None:
    invite(ANNE, BO)

    assert [mail.to for mail in mailoutbox] == [[ANNE[1]], [BO[1]]]
    for link in links(mailoutbox):
        browser, own = Client(), {"password1": PASSWORD, "password2": PASSWORD}
        assert browser.get(link).status_code == 200
        assert browser.post(link, own).headers["Location"] == "/anden-faktor/"

    rows = rows_of(Membership).filter(role=Role.ADMINISTRATOR, authority=CENTRE, active=True)
    assert {row.user.email for row in rows} == {ANNE[1], BO[1]}
    assert User.objects.filter(is_editor=True, email__in=[ANNE[1], BO[1]]).count() == 2


def test_each_invitation_is_one_event(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[str, object]] = []
    monkeypatch.setattr(
        record,
        "flush",
        lambda one: written.extend((e["action"], one.defaults) for e in one.events),
    )
    first.invite_first_administrators(people={ANNE[1]: ANNE[0], BO[1]: BO[0]})

    assert written == [("invite", {"authority_id": CENTRE})] * 2


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([ANNE], "twice"),
        ([ANNE, BO, ("Carl", "carl@centeret.example")], "twice"),
        ([ANNE, ANNE], "to forskellige"),
        ([ANNE, ("Bo Bro", "A.nne+to@centeret.example")], "to forskellige"),
        ([ANNE, ("anne ager", "bo@centeret.example")], "to forskellige"),
        ([ANNE, ("  ", "bo@centeret.example")], "to forskellige"),
        ([ANNE, ("Bo", "bo")], "bo is not a mail address"),
    ],
)
def test_it_takes_two(
    nobody: None, mailoutbox: list[EmailMessage], people: list[tuple[str, str]], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        invite(*people)
    assert not rows_of(Invitation).exists()
    assert mailoutbox == []


def test_it_is_refused_when_there_are_any(world: World) -> None:
    with pytest.raises(CommandError, match="har eller har haft"):
        invite(ANNE, BO)


def test_it_is_refused_while_the_first_may_still_accept(nobody: None) -> None:
    invite(ANNE, BO)

    with pytest.raises(CommandError, match="gælder endnu"):
        invite(ANNE, BO)
    assert rows_of(Invitation).count() == 2
