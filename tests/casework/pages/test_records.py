"""What was recorded on a page of the case can be read there when its state has passed."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case
from casework.rules.codes import ClosureReason, NoticeDecision
from stopext.access.roles import Role
from tests.casework import inquiries
from tests.casework.actions.test_course import to_active
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

ASSESSMENT = "Kanarie-afslutning: misforståelsen er opklaret."
FIRST, SECOND = "Kanarie-underretning et", "Kanarie-underretning to"


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(lead: Person) -> Case:
    """A case with everything recorded, measures under way."""
    with lead.acts():
        row = to_active(lead)
        asked = actions.ask_information(
            by=lead.actor, case=row, authority="Skolen", question="Trivsel?"
        )
        said = inquiries.replied(answer="Kanarie-svar")
        actions.record_information(by=lead.actor, request=asked, said=said)
        for decision, reason in (
            (NoticeDecision.NOT_NEEDED, FIRST),
            (NoticeDecision.SENT, SECOND),
        ):
            row.refresh_from_db()
            actions.decide_notice(
                by=lead.actor, case=row, version=row.version, decision=decision, reason=reason
            )
        return row


def recorded(case: Case) -> dict[str, str]:
    """Page, and something that was written on it."""
    return {
        "triage": case.triages.get().reason,
        "notice": FIRST,
        "requests": case.information_requests.earliest("at").answer,
        "meetings": case.meetings.get().recommendation,
        "decide": case.decisions.earliest("at").reason,
    }


@pytest.mark.parametrize("ended", [False, True])
def test_the_pages_are_linked_from_the_case_and_say_what_was_written(
    lead: Person, case: Case, ended: bool
) -> None:
    browser = lead.browser()
    with lead.acts():
        words = recorded(Case.objects.for_actor(lead.actor).get(pk=case.pk))
        if ended:
            Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(
                state="closed",
                closed_at=case.received_at,
                closure_reason="moved",
                delete_earliest="2040-01-01",
            )
    page = text_of(browser.get(url("case", case.pk)))
    assert url("screenings", case.pk) in page
    for name, word in words.items():
        assert f'href="{url(name, case.pk)}"' in page, name
        shown = browser.get(url(name, case.pk))
        assert (shown.status_code, word in text_of(shown)) == (200, True), name
        assert ('id="sag-formular"' in text_of(shown)) is (
            not ended and name not in {"requests", "meetings"}
        ), name


def test_the_decision_on_a_notice_is_on_the_case_with_who_when_and_why(
    lead: Person, case: Case
) -> None:
    page = text_of(lead.browser().get(url("case", case.pk)))
    box, timeline = page.split('id="notice-title"')[1].split('id="timeline-title"')
    box = box.split("</section>")[0]
    assert "underretning er sendt" in box
    assert (SECOND in box, FIRST in box, lead.actor.name in box) == (True, False, True)
    assert (FIRST in timeline, SECOND in timeline) == (True, True)


def test_a_reopened_case_still_says_how_it_was_closed(lead: Person, world: World) -> None:
    with lead.acts():
        row = new_case(lead.actor)
        row = actions.close(
            by=lead.actor,
            case=row,
            version=row.version,
            reason=ClosureReason.UNFOUNDED,
            assessment=ASSESSMENT,
        )
        actions.reopen(by=lead.actor, case=row, version=row.version, reason="Ny oplysning")
    page = text_of(lead.browser().get(url("case", row.pk)))
    assert (ASSESSMENT in page, str(ClosureReason.UNFOUNDED.label) in page) == (True, True)
