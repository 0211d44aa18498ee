"""Every page that takes a form answers it through the one form page, and leads out again."""

from __future__ import annotations

import inspect
import re

import pytest

from stopext.access.urlwalk import Address, addresses
from stopext.launch.paths import templates

#: Written by others: their forms are drawn and answered by them.
FOREIGN = re.compile(r"^(account_|mfa_|wagtail)")
#: A button whose second press does the same as one, so that it needs no key.
IDEMPOTENT = {
    "accounts:end_all_sessions": "logs out; again there is nothing to log out",
    "accounts:end_session": "logs out; again there is nothing to log out",
    "accounts:switch": "chooses a role; the same choice again changes nothing",
    "casework:unmask": "shows a name; each look is logged",
}
POST_FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
KEY = re.compile(r"{% once %}|\.idempotency_key }}")
NAMED = re.compile(r"""{% url ["']?([\w:]+)""")
#: A button that borrows the form of another page, and an address that a list is given.
BORROWED = {"casework:ask_approval": "casework:close"}
GIVEN = {"discard": {"casework:intake_discard", "casework:report_discard"}}


def _pressed(*, keyed: bool) -> set[str]:
    """Addresses of the forms written out in templates, with or without a key."""
    found: set[str] = set()
    for template in templates():
        for form in POST_FORM.findall(template.read_text()):
            if bool(KEY.search(form)) is keyed and (match := NAMED.search(form)):
                found |= GIVEN.get(match[1], {match[1]})
    return found


#: POST without anything typed: one button.
BUTTONS = _pressed(keyed=True) | {*BORROWED, *IDEMPOTENT}
OTHERS = {
    "accounts:accept_invitation": "before log-in: no actor, no draft, and the link works once",
    "casework:find": "asks for a purpose and shows who was found; nothing is stored but the log",
    "casework:join_choose": "leads to the page of both sides; nothing is stored",
    "casework:source": "asks for a purpose and shows a name; nothing is stored but the log",
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


def test_a_button_that_is_pressed_twice_is_sent_once() -> None:
    """A form without a key is one of the form page, of others, or does no more the second time."""
    without = {
        name
        for name in _pressed(keyed=False) & {address.name for address in OURS}
        if name not in OTHERS
    }

    answered = {a.name for a in OURS if ANSWERED.search(inspect.getsource(inspect.unwrap(a.view)))}
    assert sorted(without - answered - {*IDEMPOTENT}) == []


def test_no_excuse_is_left_over() -> None:
    left = sorted({*BUTTONS, *OTHERS} - {address.name for address in OURS})

    assert left == [], left
