"""Law 6: nothing typed is cut, and nothing is refused for a sign that cannot be seen.

Subjects: every field of every form that a page of the portal draws, found by reading each page of
the URLconf as one who may, in every state, and as nobody. Each field is given the same words as
people paste them, and must read them as plain ones. What the cleaner does to each sign is
``tests/web/test_forms.py``; that a text which is too long comes back whole is law 3's script of the
refused form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from stopext.access.urlwalk import addresses
from tests.laws.pages import Shown, drawn_forms, forms_in
from tests.matrix.urls import FOREIGN_VIEWS

pytestmark = pytest.mark.matrix

PLAIN = "Ærø og Ångstrøm co-op"
#: The same in another normal form, with a soft hyphen, a hard blank, a mark of direction and Word's
#: hyphen, as it comes out of a PDF file, a telephone or a page on the web.
PASTED = "Ærø\u00a0og A\u030angs\u00adtr\u200føm co\u2011op"
#: Typed, but not to be read: a secret is compared as it is.
SECRET = (forms.PasswordInput, forms.HiddenInput, forms.FileInput)
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxInput, forms.CheckboxSelectMultiple)
#: Six digits: more is no code. The log-in's own pages are the library's, and ask for an address, a
#: password or a code; words are written on none of them.
CODES = {"accounts:activate_totp code"}
Field = tuple[str, Any]


@pytest.fixture(scope="module")
def fields(pages: list[Shown], django_db_blocker: Any) -> list[Field]:
    """Every field somebody types in, with the page it stands on; a form is looked at once."""
    with django_db_blocker.unblock():
        drawn = [*drawn_forms(pages), *_of_nobody()]
        return [
            (name, each) for name, form in drawn for each in form if _is_typed(each.field.widget)
        ]


def test_fields_were_found(fields: list[Field]) -> None:
    assert len(fields) > 120
    assert len({name for name, _field in fields}) > 35


def test_no_field_cuts_what_is_pasted(fields: list[Field]) -> None:
    cut = {f"{name} {each.name}" for name, each in fields if "maxlength" in str(each)}
    ours = sorted(one for one in cut if not FOREIGN_VIEWS.match(one))

    assert ours == [], ours


def test_every_text_has_a_limit_that_is_counted(fields: list[Field]) -> None:
    """The limit is said by the server and counted on the page, where there are words to count."""
    free = [
        f"{name} {each.name}"
        for name, each in fields
        if type(each.field) is forms.CharField and not each.field.max_length
        if f"{name} {each.name}" not in CODES
    ]

    assert free == [], free


def test_two_spellings_that_look_the_same_are_the_same(fields: list[Field]) -> None:
    assert [f"{name} {each.name}" for name, each in fields if _read(each) != PLAIN] == []


def _of_nobody() -> Iterator[tuple[str, forms.BaseForm]]:
    """Forms of the log-in and of a new password, drawn for somebody who is not logged in."""
    for address in addresses():
        if FOREIGN_VIEWS.match(address.name) and not re.search(r"<|\(\?P", address.route):
            for form in forms_in(Client().get(reverse(address.name))):
                yield address.name, form


def _is_typed(widget: forms.Widget) -> bool:
    return not widget.is_hidden and not isinstance(widget, (*SECRET, *CHOSEN))


def _read(each: Any) -> str:
    """What the form reads when the words are pasted into the field."""
    form = each.form
    before = form.is_bound, form.data
    form.is_bound, form.data = True, QueryDict(mutable=True)
    form.data[each.html_name] = PASTED
    try:
        return str(each.data)
    finally:
        form.is_bound, form.data = before
