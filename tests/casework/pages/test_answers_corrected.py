"""What another authority answered can be corrected; what it said before is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case, InformationRequest
from casework.rules.inquiries import InquiryAnswer
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

DAY = timedelta(days=1)
FIRST, SECOND, WHY = "Kanarie-svar-et", "Kanarie-svar-to", "Skolen ringede igen."


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def asked(lead: Person) -> tuple[Case, InformationRequest]:
    """A case and a question in it."""
    with lead.acts():
        case = new_case(lead.actor)
        row = actions.ask_information(
            by=lead.actor, case=case, authority="Skolen", question="Trivsel?"
        )
    return case, row


def test_an_answer_is_shown_with_its_correction_and_not_an_empty_form(lead: Person) -> None:
    case, row = asked(lead)
    browser, address = lead.browser(), url("record_answer", case.pk, row.pk)
    late = hidden_fields(text_of(browser.get(address)))
    saved(browser, address, **inquiries.reply_form(answer=FIRST))

    correct = browser.get(address).headers["Location"]
    assert correct == url("correct_answer", case.pk, row.pk)
    page = text_of(browser.get(correct))
    assert (FIRST in page, lead.actor.name in page, "Gem rettelsen" in page) == (True, True, True)
    assert f'href="{correct}"' in text_of(browser.get(url("requests", case.pk)))
    overtaken = browser.post(address, {**late, **inquiries.reply_form(answer="Kanarie-sent")})
    told = text_of(overtaken)
    assert (overtaken.status_code, "En anden" in told) == (409, False)
    assert f"{lead.actor.name}, " in told
    assert [word for word in (FIRST, "Kanarie-sent", "Ret det i stedet") if word not in told] == []

    saved(browser, correct, **inquiries.reply_form(answer=SECOND), reason=WHY)
    mine = {
        **hidden_fields(page),
        **inquiries.reply_form(answer="Kanarie-tredje"),
        "reason": WHY,
    }
    disputed = browser.post(correct, mine)
    words = " ".join(re.sub("<[^>]+>", " ", text_of(disputed)).split())
    assert disputed.status_code == 409
    assert re.search(rf"Senest rettet \S+ \S+ kl\. \S+ af {lead.actor.name}", words)
    for name, keys in (("requests", [case.pk]), ("correct_answer", [case.pk, row.pk])):
        shown = text_of(browser.get(url(name, *keys)))
        assert [word for word in (FIRST, SECOND, WHY) if word not in shown] == [], name
    timeline = text_of(browser.get(url("case", case.pk)))
    assert "Rettet eller suppleret: svar fra Skolen" in " ".join(timeline.split())
    citizen = text_of(browser.get(url("citizen", case.pk)))
    assert FIRST not in citizen


def test_what_cannot_be_corrected(lead: Person) -> None:
    _case, row = asked(lead)
    given: dict[str, Any] = {"by": lead.actor, "request": row, "version": 1}
    early = given | {"version": 0}
    with lead.acts():
        with pytest.raises(Invalid, match="ikke skrevet et svar"):
            actions.correct_information(**early, said=inquiries.replied(answer=SECOND), reason=WHY)
        actions.record_information(by=lead.actor, request=row, said=inquiries.replied(answer=FIRST))
        with pytest.raises(Invalid, match="hvorfor oplysningerne rettes"):
            actions.correct_information(**given, said=inquiries.replied(answer=SECOND), reason=" ")
        with pytest.raises(Invalid, match="Skriv svaret"):
            actions.correct_information(**given, said=inquiries.replied(answer=" "), reason=WHY)
        with pytest.raises(Invalid, match="ikke rettet noget"):
            actions.correct_information(**given, said=inquiries.replied(answer=FIRST), reason=WHY)
        actions.correct_information(**given, said=inquiries.replied(answer=SECOND), reason=WHY)
        with pytest.raises(Conflict):
            actions.correct_information(**given, said=inquiries.replied(), reason=WHY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": " "}, "answer"),
        ({"reply": InquiryAnswer.REFUSED, "answer": ""}, "answer"),
        ({"source": " "}, "source"),
        ({"replied_on": None}, "replied_on"),
        ({"replied_on": DAY}, "replied_on"),
        ({"replied_on": -DAY}, "replied_on"),
    ],
    ids=("no answer", "refused without why", "by nobody", "no day", "to come", "before"),
)
def test_what_cannot_have_been_answered_is_refused(
    lead: Person, changes: dict[str, Any], field: str
) -> None:
    case, row = asked(lead)
    if day := changes.get("replied_on"):
        changes = {"replied_on": clock.today() + day}
    with lead.acts(), pytest.raises(Invalid) as refused:
        actions.record_information(by=lead.actor, request=row, said=inquiries.replied(**changes))
    assert refused.value.field == field
    page = send(
        lead.browser(),
        url("record_answer", case.pk, row.pk),
        **inquiries.reply_form(**changes),
    )
    assert (page.status_code, "error-summary" in text_of(page)) == (422, True)


def test_that_nothing_is_known_needs_no_words(lead: Person) -> None:
    case, row = asked(lead)
    said = inquiries.reply_form(reply=InquiryAnswer.NOTHING.value, answer="")
    saved(lead.browser(), url("record_answer", case.pk, row.pk), **said)
    for name in ("requests", "case"):
        told = text_of(lead.browser().get(url(name, case.pk)))
        assert ("Vi har ingen oplysninger" in told, said["source"] in told) == (True, True), name
