"""Everything that changes people, roles, invitations and sessions leaves exactly the event it
names."""

from __future__ import annotations

import ast
from datetime import timedelta

import pytest
from django.test import RequestFactory

from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import acceptance, contacts, members
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login import self_service
from stopext.accounts.login.sessions import SessionStore
from stopext.accounts.models import CENTRE, Authority, Contact, Invitation, session_hash
from stopext.launch.paths import ROOT
from tests.support.ledger import Ledger, functions_of, keeping
from tests.support.world import HOME, Person, World, make_person

PASSWORD = "vinteren-er-lang-og-kold"
EVENTS = {
    "invite": "invite",
    "confirm_invitation": "confirm_invitation",
    "resend_invitation": "resend_invitation",
    "withdraw_invitation": "withdraw_invitation",
    "end_membership": "end_membership",
    "change_period": "change_period",
    "keep_contact": "keep_contact",
    "accept_with_new_account": "accept_invitation",
    "accept_as": "accept_invitation",
    "switch": "switch",
    "end_session": "end_session",
    "end_all_sessions": "end_session",
}
SILENT = {
    "open_invitation": "a question",
    "account_of": "a question",
    "remember_use": "part of a log-in, which is recorded",
    "end_other_sessions": "part of a change of password or factor, which is recorded",
}
#: Where accounts may write to the log; the last three record log-ins and looks, not changes.
WRITERS = {
    "actions/acceptance.py",
    "actions/contacts.py",
    "actions/first.py",
    "actions/members.py",
    "login/self_service.py",
    "login/adapters.py",
    "demo/views.py",
    "logbook/views.py",
}


def test_every_action_of_accounts_has_its_event() -> None:
    assert (
        functions_of(members, contacts, acceptance, self_service).keys()
        == EVENTS.keys() | SILENT.keys()
    )


def test_no_other_module_of_accounts_writes_to_the_log() -> None:
    folder, found = ROOT / "stopext/accounts", set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "id", getattr(called, "attr", ""))
            if name in {"note", "write_now"}:
                found.add(str(path.relative_to(folder)))

    assert found == WRITERS


def _invited(ledger: Ledger, by: Person, email: str) -> tuple[Invitation, str]:
    authority = Authority.objects.get(pk=HOME)
    with ledger.acting(by):
        answer: tuple[Invitation, str] = ledger.run(
            members.invite,
            by=by.actor,
            authority=authority,
            email=email,
            name="Ny Medarbejder",
            role=Role.CASEWORKER,
        )
    return answer


def _members(ledger: Ledger, by: Person, worker: Person) -> None:
    row, _secret = _invited(ledger, by, "fortryder@portal.example")
    with ledger.acting(by):
        ledger.run(members.resend_invitation, by=by.actor, invitation=row)
        ledger.run(members.withdraw_invitation, by=by.actor, invitation=row)
        ledger.run(
            members.change_period,
            by=by.actor,
            membership=worker.membership,
            version=worker.membership.version,
            valid_from=clock.today() - timedelta(days=1),
            valid_until=None,
        )
        ledger.run(members.end_membership, by=by.actor, membership=worker.membership)


def _confirmed(ledger: Ledger, world: World) -> None:
    """Outside her own authority an administrator's event stands in that log too."""
    centre = Authority.objects.get(pk=CENTRE)
    first = world.person(CENTRE, Role.ADMINISTRATOR)
    second = make_person(centre, Role.ADMINISTRATOR, nth="_2")
    with ledger.acting(first):
        row, _secret = ledger.run(
            members.invite,
            by=first.actor,
            authority=centre,
            email="tredje@portal.example",
            name="Ny Administrator",
            role=Role.ADMINISTRATOR,
        )
    with ledger.acting(second):
        ledger.run(members.confirm_invitation, by=second.actor, invitation=row)


def _kept(ledger: Ledger, by: Person) -> None:
    with ledger.acting(by):
        row = Contact.objects.for_actor(by.actor).get(authority_id=HOME, use="notification")
        facts = {"name": "", "phone": "00 00 00 01", "email": "", "hours": ""}
        ledger.run(contacts.keep_contact, by=by.actor, contact=row, version=0, **facts)


def _own(ledger: Ledger, person: Person) -> None:
    request = RequestFactory().post("/")
    request.session = SessionStore(open_session(person.membership))
    user, mine = person.user, person.membership.pk
    assert ledger.run(self_service.switch, request=request, user=user, membership=mine)
    token = session_hash(open_session(person.membership))
    assert ledger.run(self_service.end_session, user=user, token=token)
    assert ledger.run(self_service.end_all_sessions, user=user)


def test_every_action_leaves_exactly_the_event_it_names(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, reporter = world.person(HOME, Role.LEADER), world.person(HOME, Role.REPORTER)
    with keeping(monkeypatch) as ledger:
        _members(ledger, by, world.person(HOME, Role.CASEWORKER))
        _row, secret = _invited(ledger, by, "ny@portal.example")
        ledger.run(acceptance.accept_with_new_account, secret=secret, password=PASSWORD)
        _row, secret = _invited(ledger, by, reporter.user.email)
        ledger.run(acceptance.accept_as, user=reporter.user, secret=secret)
        _own(ledger, reporter)
        _kept(ledger, by)
        _confirmed(ledger, world)

    assert dict(ledger.events) == {
        name: [[event]] * len(ledger.events[name]) for name, event in EVENTS.items()
    }


def test_what_is_refused_or_not_there_leaves_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.person(HOME, Role.REPORTER)
    with keeping(monkeypatch) as ledger:
        foreign = world.person(HOME, Role.LEADER).membership.pk
        request = RequestFactory().post("/")
        request.session = SessionStore(open_session(person.membership))
        ledger.run(self_service.switch, request=request, user=person.user, membership=foreign)
        ledger.run(self_service.end_session, user=person.user, token=b"none")

    assert ledger.events == {"switch": [[]], "end_session": [[]]}
