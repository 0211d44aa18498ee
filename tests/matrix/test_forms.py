"""Laws 2 to 4: every form of the portal under the same scripts, found from the URLconf."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stopext.accounts.models import Session
from tests.accounts.helpers import code_now, enrol, session_of
from tests.matrix.desks import FORMS, OWN_VALUES, WAYS, Desk, desk_of, label_of
from tests.matrix.forms import FORMS as NAMES
from tests.matrix.forms import kept_anywhere, way_out, words
from tests.matrix.town import Siege
from tests.support.world import PASSWORD

pytestmark = pytest.mark.matrix

WRITES = re.compile(r'^(insert into|update|delete from) "?(casework|screening|accounts|web)_', re.I)
#: Forms with words in them and no draft.
WITHOUT_DRAFT = {
    "accounts:contact": "four short lines; nothing is told about anybody",
    "accounts:invite": "a name and an address; nothing is told about anybody",
    "casework:propose_erasure": "the number on the archive's receipt",
}
#: Overtaken for good: nothing more is written in the thing, so the text can only be copied.
ENDED = {
    "casework:close": "a closed case takes no more text before it is opened again",
    "casework:hand_over": "a case with the police takes no more text before it is taken back",
    "casework:answer_hand_over": "the police answer once; the case can only be handed over anew",
    "casework:answer_report": "a report is dealt with once, and belongs to no case that takes text",
    "casework:put_on_case": "a report is dealt with once; what it said stands on the other case",
}
REDIRECT, REFUSALS = 302, {403, 409, 422}
every_form = pytest.mark.parametrize(
    "desk", [pytest.param(one, id=label_of(*one)) for one in FORMS], indirect=True
)


@pytest.fixture
def desk(siege: Siege, request: pytest.FixtureRequest) -> Desk:
    """The form of this test."""
    return desk_of(siege, *request.param)


def test_nothing_is_said_of_a_form_that_is_gone() -> None:
    assert {*WAYS, *OWN_VALUES, *WITHOUT_DRAFT, *ENDED} <= set(NAMES)
    assert len(NAMES) > 35


@every_form
def test_sent_three_times_it_is_done_once(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)

    first = browser.post(desk.path, sent)
    with CaptureQueriesContext(connection) as queries:
        copies = [browser.post(desk.path, sent) for _time in range(2)]

    assert first.status_code == REDIRECT, problems(first)
    answers = {(copy.status_code, copy.headers.get("Location")) for copy in copies}
    assert answers == {(REDIRECT, first.headers["Location"])}
    written = [one["sql"] for one in queries if WRITES.match(one["sql"])]
    assert [sql for sql in written if "accounts_session" not in sql] == []


@every_form
def test_what_is_changed_after_going_back_is_not_dropped(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    assert browser.post(desk.path, sent).status_code == REDIRECT

    changed = {name: words("Berit", name) for name in desk.pages["Anna"].texts if name in sent}
    page = page_of(browser.post(desk.path, {**sent, **changed}))

    stored = [text for text in changed.values() if kept_anywhere(desk.one, text)]
    assert [text for text in changed.values() if text not in page and text not in stored] == []


@every_form
def test_two_who_answer_at_once_lose_nothing(desk: Desk) -> None:
    mine, theirs = desk.one.browser(), desk.other.browser()
    my_form, their_form = desk.opens("Anna", mine), desk.opens("Berit", theirs)
    first = theirs.post(desk.path, their_form)
    assert first.status_code == REDIRECT, problems(first)

    answer = mine.post(desk.path, my_form)

    if answer.status_code != REDIRECT:
        leave(desk, mine, answer)
        if desk.name in ENDED:
            return
    else:
        berits = desk.texts("Berit")
        assert [text for text in berits if not kept_anywhere(desk.other, text)] == []
    assert [text for text in desk.texts("Anna") if not kept_anywhere(desk.one, text)] == []


@every_form
def test_an_empty_field_of_an_old_page_overwrites_nothing(desk: Desk) -> None:
    mine, theirs = desk.one.browser(), desk.other.browser()
    my_form, their_form = desk.opens("Anna", mine), desk.opens("Berit", theirs)
    assert theirs.post(desk.path, their_form).status_code == REDIRECT

    empty = {**my_form, **dict.fromkeys(desk.pages["Anna"].texts, "")}
    assert mine.post(desk.path, empty).status_code in {REDIRECT, *REFUSALS}

    berits = desk.texts("Berit")
    assert [text for text in berits if not kept_anywhere(desk.other, text)] == []


@every_form
def test_a_refused_form_comes_back_with_every_text(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    texts = desk.pages["Anna"].texts
    far_too_long = {name: words("Anna", name) + "x" * 20_001 for name in texts}

    refused = browser.post(desk.path, {**sent, **far_too_long})

    assert refused.status_code == (422 if texts else REDIRECT)
    assert [name for name in texts if words("Anna", name) not in page_of(refused)] == []


@every_form
def test_a_text_sent_after_the_time_out_is_there_after_log_in(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    enrol(desk.one.user)
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session_of(browser).pk).update(expires_at=past)

    to_login = browser.post(desk.path, sent).headers["Location"]
    browser.post(to_login, {"login": desk.one.user.email, "password": PASSWORD})
    back = browser.post(reverse("mfa_authenticate"), {"code": code_now()})
    page = page_of(browser.get(back.headers["Location"]))

    assert [text for text in desk.texts("Anna") if text not in page] == []


@every_form
def test_what_a_page_calls_saved_is_there_when_it_is_opened_again(desk: Desk) -> None:
    browser = desk.one.browser()
    sent, shown = desk.opens("Anna", browser), desk.pages["Anna"]
    if not shown.saves_to:
        assert desk.name in WITHOUT_DRAFT or not shown.texts
        return

    saved = browser.post(shown.saves_to, {**sent, "autosave_version": str(shown.version + 1)})

    page = page_of(browser.get(desk.drawn_at))
    assert saved.status_code == 200
    assert [text for text in desk.texts("Anna") if text not in page] == []


@every_form
def test_a_form_that_changes_what_is_stored_carries_its_version(desk: Desk) -> None:
    """Otherwise the second of two who change different fields would undo the first."""
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    before = desk.pages["Anna"]
    assert browser.post(desk.path, sent).status_code == REDIRECT

    after = desk.again(browser)

    if after is not None and after.shows(sent) and not before.shows(sent):
        assert {"version", "page_key"} & set(before.hidden)


def leave(desk: Desk, browser: Client, answer: Any) -> None:
    """Leave a page that refused: with the text by its form, or without by a link."""
    page = page_of(answer)
    assert answer.status_code in REFUSALS, answer.status_code
    assert [text for text in desk.texts("Anna") if text not in page] == []
    if not desk.texts("Anna") or desk.name in ENDED:
        assert BeautifulSoup(page, "html.parser").select("main a[href]")
        return
    out = way_out(answer)
    assert out is not None, "a text without a way out"
    address, fields = out
    done = browser.post(address or desk.path, fields)
    assert done.status_code == REDIRECT, problems(done)


def problems(answer: Any) -> object:
    """Why a form was refused."""
    form = answer.context.get("form") if answer.context else None
    return answer.status_code, form.errors.as_json() if form is not None else ""


def page_of(answer: Any) -> str:
    """The page as text."""
    return unescape(answer.content.decode())
