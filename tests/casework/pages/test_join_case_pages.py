"""Joining two cases on the pages: chosen from the citizen's cases, told on both, undone."""

from __future__ import annotations

import pytest

from casework.models import Case, CaseJoin
from casework.rules.workflow import State
from stopext.access.roles import Role
from tests.casework.actions.test_joining import registered, restrict, seen
from tests.casework.actions.test_joining_cases import close, lead_away, two_of_one
from tests.casework.pages.browsing import hidden_fields, saved, text_of, url
from tests.casework.pages.test_join_pages import MINE, REASON, main_of
from tests.casework.pages.test_log_of_cases import LOG, lines
from tests.support.world import HOME, Person, World


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def pair(leading: Person) -> tuple[Case, Case]:
    """Two running cases about one citizen."""
    with leading.acts():
        return two_of_one(leading)


def test_a_case_is_chosen_joined_told_on_both_and_led_back(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    kept, gone = pair
    browser, both = leading.browser(), url("join_cases", kept.pk, gone.pk)

    assert url("join_choose", kept.pk) in text_of(browser.get(url("case", kept.pk)))
    assert both in text_of(browser.get(url("join_choose", kept.pk)))
    assert url("join_cases", gone.pk, kept.pk) in text_of(browser.get(both))
    saved(browser, both, reason=REASON)
    with leading.acts():
        made = CaseJoin.objects.for_actor(leading.actor).get()
        concern = seen(leading, gone).concerns.get()
    there = url("cases_joined", kept.pk, made.pk)
    on_kept, on_gone = (browser.get(url("case", one.pk)) for one in pair)
    told = main_of(browser.get(there))
    log = lines(world.person(HOME, Role.LOG_REVIEWER), f"{LOG}?number={gone.number}")

    shown = main_of(on_kept)
    # As the answer to the form, in the box, and in the timeline.
    assert shown.count(f"Sag {gone.number} er samlet i denne sag") == 3
    assert shown.count(REASON) == 2
    assert f"Bekymringer fra sag {gone.number}" in shown
    assert url("concern", gone.pk, concern.pk) in text_of(on_kept)
    away = main_of(on_gone)
    assert f"Samlet i sag {kept.number}" in away
    assert [text in away for text in (REASON, leading.actor.name)] == [True, True]
    assert "tidligst sammen med den sag, den er samlet i" in away
    assert "6 måneder" not in away
    assert "Arbejdet fortsætter i den sag" in away
    assert url("case", kept.pk) in text_of(on_gone)
    assert [text in told for text in (REASON, kept.number, gone.number)] == [True] * 3
    assert [line for line in log if "Samlede to sager til én" in line]

    saved(browser, there, reason="Det var to opgange.")
    with leading.acts():
        assert seen(leading, gone).state == gone.state
    again = main_of(browser.get(url("case", kept.pk)))
    assert "Det var to opgange." in again
    assert "blev samlet i denne sag" in again
    assert "Det var to opgange." in main_of(browser.get(url("case", gone.pk)))
    assert "Samlingen er fortrudt" in main_of(browser.get(there))


def test_what_cannot_be_joined_is_said_and_two_citizens_come_first(
    leading: Person, pair: tuple[Case, Case]
) -> None:
    kept, gone = pair
    browser = leading.browser()
    with leading.acts():
        stranger = registered(leading, name="Kamal Attrapsen")
        close(leading, gone)

    chosen = main_of(browser.get(url("join_choose", kept.pk)))
    page = browser.get(url("join_cases", kept.pk, gone.pk))
    first = browser.get(url("join_cases", kept.pk, stranger.pk))
    typed = browser.post(url("join_choose", kept.pk), {"number": gone.number})

    said = f"Sag {gone.number} er ikke i gang (afsluttet)."
    assert said in chosen
    assert said in main_of(page)
    assert "<textarea" not in text_of(page)
    assert first.headers["Location"] == url("join", kept.pk, stranger.pk)
    assert typed.headers["Location"] == url("join_cases", kept.pk, gone.pk)


def test_law_3_who_comes_too_late_keeps_her_text(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    both = url("join_cases", *(one.pk for one in pair))
    leader = world.person(HOME, Role.LEADER).browser()
    late = hidden_fields(text_of(leader.get(both)))
    saved(leading.browser(), both, reason=REASON)

    answer = leader.post(both, {**late, "reason": MINE})

    assert answer.status_code == 409
    assert MINE in text_of(answer)


def test_what_is_joined_is_only_reopened_by_undoing(
    leading: Person, pair: tuple[Case, Case]
) -> None:
    kept, gone = pair
    browser = leading.browser()
    with leading.acts():
        lead_away(leading, kept, gone)

    shown = main_of(browser.get(url("case", gone.pk)))
    step = url("step", gone.pk, "assessment")
    browser.post(step, {**hidden_fields(text_of(browser.get(step))), "reason": MINE})

    assert "Fortryd, at sagen er samlet i en anden" in shown
    with leading.acts():
        assert seen(leading, gone).state == State.CLOSED


def test_law_9_nothing_is_told_of_a_hidden_side(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    kept, gone = pair
    browser = world.person(HOME, Role.LEADER).browser()
    with leading.acts():
        made = lead_away(leading, kept, gone)
        restrict(leading, gone)

    page = browser.get(url("case", kept.pk))

    assert "En sag, du ikke har adgang til" not in main_of(page)
    assert gone.number not in text_of(page)
    assert browser.get(url("cases_joined", kept.pk, made.pk)).status_code == 404
    for hidden in ((kept.pk, gone.pk), (gone.pk, kept.pk)):
        assert browser.get(url("join_cases", *hidden)).status_code == 404
