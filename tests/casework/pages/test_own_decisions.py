"""Own decisions answer the recommendation: not before it, and the police's says who told it."""

from __future__ import annotations

from typing import Any

import pytest

from casework import actions
from casework.models import Case, Decision
from casework.queries.facts import may_decide, met_gates
from casework.rules.codes import Decider, DecisionOutcome
from casework.rules.workflow import Gate, State
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from tests.casework.actions.test_course import to_analysis
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

OURS = {"decider": "municipality", "outcome": "start", "reason": "Vi går videre."}
THEIRS = {**OURS, "decider": "police"}


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def case_in(lead: Person, state: State) -> Case:
    """A case in ``state``."""
    with lead.acts():
        case = new_case(lead.actor)
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(state=state)
    return case


@pytest.mark.parametrize("state", ["received", "assessment", "gathering", "analysis"])
def test_there_is_nothing_to_decide_on_before_the_recommendation(lead: Person, state: str) -> None:
    case = case_in(lead, State(state))
    page = text_of(lead.browser().get(url("decide", case.pk)))
    assert ("tæller først derfra" in page, 'id="sag-formular"' in page) == (True, False)
    late = lead.browser().post(
        url("decide", case.pk), {**OURS, "version": 0, "idempotency_key": str(case.pk)}
    )
    assert (late.status_code, "Vi går videre." in text_of(late)) == (403, True)
    with lead.acts():
        with pytest.raises(Refused, match="tæller først derfra"):
            actions.decide(
                by=lead.actor,
                case=case,
                decider=Decider.MUNICIPALITY,
                outcome=DecisionOutcome.START,
                reason="Vi går videre.",
            )
        assert not Decision.objects.for_actor(lead.actor).exists()


def test_the_page_says_what_is_still_missing_and_who_told(lead: Person) -> None:
    case = case_in(lead, State.RECOMMENDATION)
    browser, address = lead.browser(), url("decide", case.pk)
    theirs = send(browser, address, **OURS, told_by="Kanarie-vagthavende")
    assert (theirs.status_code, "Kanarie-vagthavende" in text_of(theirs)) == (422, True)
    saved(browser, address, **OURS)
    assert "Den anden myndigheds mangler endnu" in text_of(browser.get(url("case", case.pk)))
    nobody = send(browser, address, **THEIRS)
    assert (nobody.status_code, "hvem hos politiet" in text_of(nobody)) == (422, True)
    saved(browser, address, **THEIRS, told_by="Kanarie-vagthavende")
    page = text_of(browser.get(url("case", case.pk)))
    assert ("mangler endnu" in page, "har nu hver deres" in page) == (False, True)
    assert "Kanarie-vagthavende" in page
    assert "Kanarie-vagthavende" in text_of(browser.get(address))


def test_the_action_asks_who_told_and_keeps_it_of_the_police_alone(lead: Person) -> None:
    case = case_in(lead, State.RECOMMENDATION)
    with lead.acts():
        given: Any = {
            "by": lead.actor,
            "case": case,
            "outcome": DecisionOutcome.START,
            "reason": "Ja.",
        }
        with pytest.raises(Invalid, match="hvem hos politiet"):
            actions.decide(**given, decider=Decider.POLICE)
        made = actions.decide(**given, decider=Decider.MUNICIPALITY, told_by="Ingen")
        assert made.told_by is None


def test_what_is_decided_on_the_written_recommendation_counts(lead: Person) -> None:
    with lead.acts():
        case = to_analysis(lead)
        by = lead.actor
        meeting = actions.hold_meeting(
            by=by, case=case, held_on=clock.today(), participants="Alle", shared="Alt"
        )
        assert not may_decide(by, case)
        actions.recommend(
            by=by, meeting=meeting, version=0, joint_assessment="Samlet", recommendation="Mentor"
        )
    browser, address = lead.browser(), url("decide", case.pk)
    saved(browser, address, **OURS)
    saved(browser, address, **THEIRS, told_by="Vagthavende")
    with lead.acts():
        row = Case.objects.for_actor(by).select_related("subject").get(pk=case.pk)
        moved = actions.change_state(
            by=by, case=row, version=row.version, target=State.RECOMMENDATION
        )
        assert Gate.OWN_DECISION in met_gates(moved, by)
