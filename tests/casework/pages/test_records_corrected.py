"""A first assessment, a review and a question are corrected; what they said is kept and shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from casework import actions
from casework.models import Case, FieldHistory, InformationRequest, Review, Triage
from casework.rules.codes import ReviewDecision
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole
from stopext.access.roles import Role
from tests.casework.actions.test_course import to_active
from tests.casework.pages.browsing import MOST_ON_CASE_PAGE, page_queries, saved, text_of, url
from tests.casework.test_walls import refused
from tests.support.world import HOME, Person, World

WHY = "Kanarie-fordi det var tastet forkert."


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def course(lead: Person) -> tuple[Case, Triage, Review, InformationRequest]:
    """A case under way with one of each."""
    by = lead.actor
    with lead.acts():
        case = to_active(lead)
        reviewed = actions.review(
            by=by,
            case=case,
            held_on=clock.today(),
            change="Kanarie-færre konflikter",
            citizen_view="Det går",
            decision=ReviewDecision.CONTINUE,
        )
        asked = actions.ask_information(
            by=by, case=case, authority="Skolen", question="Kanarie-trivsel?"
        )
        case.refresh_from_db()
        return case, case.triages.get(), reviewed, asked


def test_each_is_corrected_from_its_place_and_keeps_what_it_said(lead: Person) -> None:
    case, triage, reviewed, asked = course(lead)
    browser, home = lead.browser(), url("case", case.pk)
    timeline, questions = (text_of(browser.get(each)) for each in (home, url("requests", case.pk)))
    ways = {
        url("correct_triage", case.pk, triage.pk): {"reason": "Kanarie-ny begrundelse"},
        url("correct_review", case.pk, reviewed.pk): {"change": "Kanarie-flere konflikter"},
        url("correct_question", case.pk, asked.pk): {"question": "Kanarie-fravær?"},
    }
    earlier = (triage.reason, reviewed.change, asked.question)
    for (address, new), before in zip(ways.items(), earlier, strict=True):
        assert f'href="{address}"' in timeline
        page = browser.get(address)
        known = {k: v for k, v in page.context["form"].initial.items() if v is not None}
        led = saved(browser, address, **{**known, **new, "why": WHY})
        again = text_of(browser.get(address))
        shown = text_of(browser.get(home))
        assert [t for t in (before, *new.values(), WHY) if t not in again] == [], address
        assert [t for t in (before, *new.values(), WHY) if t not in shown] == [], address
        assert browser.get(led).status_code == 200
    assert f'href="{url("correct_question", case.pk, asked.pk)}"' in questions
    words = " ".join(text_of(browser.get(home)).split())
    assert "Rettet eller suppleret: begrundelse i den indledende vurdering" in words
    assert "hvad spørges der om i spørgsmålet til Skolen" in words
    folded = BeautifulSoup(text_of(browser.get(home)), "lxml").select("details > summary")
    said = [" ".join(one.get_text().split()) for one in folded]
    mine = [one for one in said if one.startswith("Rettet ")]
    assert (len(mine), [one for one in mine if f" af {lead.actor.name}: " not in one]) == (3, [])
    assert "Før stod der" in text_of(browser.get(url("triage", case.pk)))
    assert "Kanarie-trivsel?" in text_of(browser.get(url("requests", case.pk)))
    assert WHY not in text_of(browser.get(url("citizen", case.pk)))
    assert len(page_queries(browser, home)) <= MOST_ON_CASE_PAGE
    with lead.acts():
        kept = FieldHistory.objects.for_actor(lead.actor).filter(row_id=triage.pk)
        assert [set(row.old) for row in kept] == [{"reason"}]
        assert refused("update casework_triage set at = now() - interval '3 days'")
        assert refused("update casework_review set by_name = 'En anden'")


def test_who_may_not_is_shown_no_way_and_let_through_none(world: World, lead: Person) -> None:
    case, triage, reviewed, asked = course(lead)
    worker = world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        actions.add_colleague(by=lead.actor, case=case, membership_id=worker.actor.membership_id)
    browser = worker.browser()
    page = text_of(browser.get(url("case", case.pk)))
    hidden = [url("correct_triage", case.pk, triage.pk), url("correct_question", case.pk, asked.pk)]
    assert [each for each in hidden if each in page] == []
    assert [browser.get(each).status_code for each in hidden] == [403, 403]
    assert url("correct_review", case.pk, reviewed.pk) in page
    with worker.acts(), pytest.raises(NotYourRole):
        correct(worker, triage, reason="Noget andet")
    # Another's row under this case is no row.
    assert browser.get(url("correct_review", case.pk, triage.pk)).status_code == 404


def correct(by: Person, record: Any, version: int = 0, **said: Any) -> Any:
    """Correct columns of a record."""
    return actions.correct_record(
        by=by.actor, record=record, version=version, said=said, reason=WHY
    )


def test_what_cannot_be_corrected(lead: Person) -> None:
    _case, triage, reviewed, asked = course(lead)
    tomorrow = clock.today() + timedelta(days=1)
    cases: list[tuple[Any, dict[str, Any], str]] = [
        (triage, {}, "ikke rettet noget"),
        (triage, {"reason": " "}, "Skriv begrundelsen"),
        (reviewed, {"held_on": tomorrow}, "ikke være holdt"),
        (reviewed, {"change": ""}, "ændret siden sidst"),
        (reviewed, {"citizen_view": ""}, "eget syn"),
        (reviewed, {"next_on": clock.today()}, "senest tre måneder"),
        (asked, {"authority": " "}, "hvem der spørges"),
        (asked, {"question": " "}, "hvad der spørges om"),
        (asked, {"due_on": clock.today() - timedelta(days=1)}, "før den dag"),
    ]
    with lead.acts():
        for record, said, words in cases:
            with pytest.raises(Invalid, match=words):
                correct(lead, record, **said)
        with pytest.raises(Invalid, match="hvorfor"):
            actions.correct_record(
                by=lead.actor, record=triage, version=0, said={"reason": "Ny"}, reason=" "
            )
        correct(lead, triage, reason="Ny")
        with pytest.raises(Conflict):
            correct(lead, triage, reason="Nyere")
        assert correct(lead, triage, version=1, reason="Nyere").reason == "Nyere"


def test_the_deadline_follows_the_newest_review_alone(lead: Person) -> None:
    case, _triage, first, _asked = course(lead)
    sooner, later = (clock.today() + timedelta(days=days) for days in (20, 40))

    def due() -> Any:
        case.refresh_from_db()
        return case.due_at and timezone.localdate(case.due_at - timedelta(seconds=1))

    with lead.acts():
        correct(lead, first, next_on=sooner)
        assert due() == sooner
        with clock.at(clock.now() + timedelta(minutes=1)):
            second = actions.review(
                by=lead.actor,
                case=case,
                held_on=clock.today(),
                change="Mere",
                citizen_view="Godt",
                decision=ReviewDecision.CONTINUE,
                next_on=later,
            )
            correct(lead, first, version=1, next_on=sooner + timedelta(days=1))
            assert due() == later
            # A decision to close plans no review, and a word changes no deadline.
            closing = correct(lead, second, decision=ReviewDecision.CLOSE)
            assert (closing.next_on, due()) == (None, later)
            case = Case.objects.for_actor(lead.actor).get(pk=case.pk)
            case = actions.pause(
                by=lead.actor,
                case=case,
                version=case.version,
                until=clock.today() + timedelta(days=7),
                reason="Ferie",
            )
            correct(lead, first, version=2, next_on=sooner)
            assert (case.state, due()) == (State.PAUSED, clock.today() + timedelta(days=7))
