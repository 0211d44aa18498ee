"""Law 3: two people, two windows, the back button: nobody's work is wiped.

Subjects: every form that is answered by the form page, found from the URLconf, each under the same
five scripts. What a person decides on a page of conflict is ``tests/web/test_merging.py``.
"""

from __future__ import annotations

import pytest

from tests.laws.scripts import ENDED, GONE, REDIRECT, REFUSALS, every_form, leave, page_of, problems
from tests.matrix.desks import OWN_VALUES, WAYS, Desk
from tests.matrix.forms import FORMS as NAMES
from tests.matrix.forms import words

pytestmark = pytest.mark.matrix


def test_forms_were_found_and_nothing_is_said_of_one_that_is_gone() -> None:
    assert len(NAMES) > 35
    assert {*WAYS, *OWN_VALUES, *ENDED} <= set(NAMES)


@every_form
def test_what_is_changed_after_going_back_is_not_dropped(desk: Desk) -> None:
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    assert browser.post(desk.path, sent).status_code == REDIRECT

    changed = {name: words("Berit", name) for name in desk.pages["Anna"].texts if name in sent}
    page = page_of(browser.post(desk.path, {**sent, **changed}))

    gone = [text for text in changed.values() if text not in page]
    assert desk.lost(desk.one, gone) == []


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
        assert desk.lost(desk.other, desk.texts("Berit")) == []
    assert desk.lost(desk.one, desk.texts("Anna")) == []


@every_form
def test_an_empty_field_of_an_old_page_overwrites_nothing(desk: Desk) -> None:
    mine, theirs = desk.one.browser(), desk.other.browser()
    my_form, their_form = desk.opens("Anna", mine), desk.opens("Berit", theirs)
    assert theirs.post(desk.path, their_form).status_code == REDIRECT

    empty = {**my_form, **dict.fromkeys(desk.pages["Anna"].texts, "")}
    answers = {404} if desk.name in GONE else {REDIRECT, *REFUSALS}
    assert mine.post(desk.path, empty).status_code in answers

    assert desk.lost(desk.other, desk.texts("Berit")) == []


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
def test_a_form_that_changes_what_is_stored_carries_its_version(desk: Desk) -> None:
    """Otherwise the second of two who change different fields would undo the first."""
    browser = desk.one.browser()
    sent = desk.opens("Anna", browser)
    before = desk.pages["Anna"]
    assert browser.post(desk.path, sent).status_code == REDIRECT

    after = desk.again(browser)

    if after is not None and after.shows(sent) and not before.shows(sent):
        assert {"version", "page_key"} & set(before.hidden)
