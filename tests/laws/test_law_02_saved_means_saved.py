"""Law 2: what a page calls saved is part of what is next shown, whoever acts meanwhile.

Subjects: every form that is answered by the form page, found from the URLconf; those with words in
them keep a draft, or say in ``WITHOUT_DRAFT`` why not. The browser's half (leaving by the menu,
going offline) is ``tests/browser/test_rating.py``.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stopext.accounts.models import Session
from tests.accounts.helpers import code_now, enrol, session_of
from tests.laws.scripts import every_form, page_of
from tests.matrix.desks import Desk
from tests.matrix.forms import FORMS as NAMES
from tests.support.world import PASSWORD

pytestmark = pytest.mark.matrix

#: Forms with words in them and no draft.
WITHOUT_DRAFT = {
    "accounts:contact": "four short lines; nothing is told about anybody",
    "accounts:invite": "a name and an address; nothing is told about anybody",
    "hearings:invitee_name": "a name; nothing is told about anybody",
    "casework:propose_erasure": "the number on the archive's receipt",
}
#: Nothing times out where the link is the proof: what is sent is kept.
WITHOUT_LOG_IN = {"hearings:outside_answer", "hearings:outside_send"}


def test_forms_were_found_and_no_excuse_is_left_over() -> None:
    assert len(NAMES) > 35
    assert {*WITHOUT_DRAFT, *WITHOUT_LOG_IN} <= set(NAMES)


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
def test_a_text_sent_after_the_time_out_is_there_after_log_in(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    enrol(desk.one.user)
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session_of(browser).pk).update(expires_at=past)

    to_login = browser.post(desk.path, sent).headers["Location"]
    if desk.name in WITHOUT_LOG_IN:
        assert desk.lost(desk.one, desk.texts("Anna")) == []
        return
    browser.post(to_login, {"login": desk.one.user.email, "password": PASSWORD})
    back = browser.post(reverse("mfa_authenticate"), {"code": code_now()})
    page = page_of(browser.get(back.headers["Location"]))

    assert [text for text in desk.texts("Anna") if text not in page] == []
