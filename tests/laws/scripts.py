"""What laws 1 to 4 share: every form of the portal as a test, and the way out of a conflict."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.matrix.desks import FORMS, Desk, label_of
from tests.matrix.forms import way_out

#: Overtaken for good: nothing more is written in the thing, so the text can only be copied.
ENDED = {
    "knowledge:plan_adopt": "a plan is published once; its next version is a new draft",
    "knowledge:plan_begin": "a municipality begins one plan; a colleague has just done it",
    "readiness:ask": "one municipality is asked at a time; a colleague has just asked one",
    "readiness:reply": "a municipality answers once; a colleague has just done it",
    "readiness:respond": "remarks are answered once; a colleague has just done it",
    "screening:cancel": "a cancelled screening takes no more text; the first reason stands",
    "exercises:call_off": "an exercise is called off once; the first reason stands",
    "network:close": "a topic is closed once; the first word stands",
    "network:withdraw": "a text is taken away once; the first reason stands",
    "casework:close": "a closed case takes no more text before it is opened again",
    "casework:hand_over": "a case with the police takes no more text before it is taken back",
    "casework:answer_hand_over": "the police answer once; the case can only be handed over anew",
    "casework:answer_report": "a report is dealt with once, and belongs to no case that takes text",
    "casework:put_on_case": "a report is dealt with once; what it said stands on the other case",
}
#: Nothing is typed on them, and what a colleague has just removed is not there any more.
GONE = {"exercises:card_remove", "exercises:point_remove"}
REDIRECT, REFUSALS = 302, {403, 409, 422}
every_form = pytest.mark.parametrize(
    "desk", [pytest.param(one, id=label_of(*one)) for one in FORMS], indirect=True
)


def leave(desk: Desk, browser: Client, answer: Any) -> None:
    """Leave a page that refused: with the text by its form, or without by a link."""
    page = page_of(answer)
    if desk.name in GONE:
        assert (answer.status_code, desk.texts("Anna")) == (404, [])
        return
    assert answer.status_code in REFUSALS, answer.status_code
    assert [text for text in desk.texts("Anna") if text not in page] == []
    if not desk.texts("Anna") or desk.name in ENDED:
        assert html.document_fromstring(page).xpath("//main//a[@href]")
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
