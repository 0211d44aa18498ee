"""Every page that takes a form answers it through the one form page, and leads out again."""

from __future__ import annotations

import inspect
import re

import pytest

from stopext.access.urlwalk import Address, addresses

#: Written by others: their forms are drawn and answered by them.
FOREIGN = re.compile(r"^(account_|mfa_|wagtail)")
#: POST without anything typed: one button, whose second press finds nothing left to do.
BUTTONS = {
    "accounts:end_all_sessions": "logs out; again there is nothing to log out",
    "accounts:end_session": "logs out; again there is nothing to log out",
    "accounts:keep_alive": "touches the session",
    "accounts:resend": "sends a new link, which ends the one before",
    "accounts:switch": "chooses a role; the same choice again changes nothing",
    "accounts:withdraw": "a withdrawn link stays withdrawn",
    "casework:ask_approval": "asked once until it is answered; what is typed goes to the draft",
    "casework:colleague_remove": "who is off the case stays off",
    "casework:intake_discard": "a thrown draft is gone",
    "casework:judgement_record": "notes the level that is locked, not what is typed",
    "casework:receive": "receipts are kept once per item",
    "casework:release_hold": "a lifted stop stays lifted",
    "casework:report_discard": "a thrown draft is gone",
    "casework:report_take_up": "begins a registration; nothing is stored before it is sent",
    "casework:unmask": "shows a name; each look is logged",
    "screening:acknowledge": "a confirmation of what stands on the page",
    "screening:open_alone": "opened once",
    "screening:take_over": "taken over once",
}
OTHERS = {
    "accounts:accept_invitation": "before log-in: no actor, no draft, and the link works once",
    "casework:cpr": "asks for a purpose and shows a number; nothing is stored but the log",
    "demo:enter": "the demo's log-in",
    "knowledge:missing": "public: words somebody chose to send, counted by address",
    "web:autosave": "is what keeps the drafts of form pages",
}
ANSWERED = re.compile(r"\banswer(_page)?\(")


def _takes_post(address: Address) -> bool:
    decorators = inspect.getsource(inspect.unwrap(address.view)).split("\ndef ", 1)[0]
    return "POST" in decorators


OURS = [
    address
    for address in addresses()
    if not address.route.startswith("redaktion/")
    and address.name
    and not FOREIGN.match(address.name)
    and _takes_post(address)
]


def test_views_that_take_forms_were_found() -> None:
    assert len(OURS) > 40


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_a_form_is_answered_through_the_form_page(address: Address) -> None:
    source = inspect.getsource(inspect.unwrap(address.view))
    excused = address.name in BUTTONS or address.name in OTHERS

    assert bool(ANSWERED.search(source)) != excused, address.name


def test_no_excuse_is_left_over() -> None:
    left = sorted({*BUTTONS, *OTHERS} - {address.name for address in OURS})

    assert left == [], left
