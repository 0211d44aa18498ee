"""Ordering a screening from the case, alone or with the police district."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from casework import actions
from casework.models import Case, Disclosure
from casework.rules.codes import Tristate
from casework.rules.legal import LegalBasis
from screening.actions import grant_access
from screening.demo.ratings import complete
from screening.models import Screening
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date, is_working_day
from tests.casework.pages.browsing import hidden_fields, page_queries, saved, send, text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, HOME_DISTRICT, Person, World


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A new case."""
    with leading.acts():
        return new_case(leading.actor)


def share(leading: Person, case: Case) -> Disclosure:
    """The citizen's name, passed on for a month."""
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        return actions.share(
            by=leading.actor,
            case=row,
            items=["identity-name"],
            legal_basis=LegalBasis.FVL_28,
            necessity="Politiet skal kunne genkende borgeren.",
            expires_on=clock.today() + timedelta(days=30),
            acknowledged=False,
            citizen_informed=Tristate.YES,
        )


def in_two_weeks() -> str:
    """A deadline."""
    return (clock.today() + timedelta(days=14)).isoformat()


def test_the_text_of_who_was_taken_over_from_becomes_a_note(
    world: World, leading: Person, case: Case
) -> None:
    browser = leading.browser()
    saved(browser, url("screening_order", case.pk), purpose="analysis", due_on=in_two_weeks())
    with leading.acts():
        row = Screening.objects.for_actor(leading.actor).get(subject_id=case.pk)
    address = reverse("screening:answer", args=[row.pk, "A"])
    saved(browser, address, **{"A2-rationale": "Set af to"})
    opened = hidden_fields(text_of(browser.get(address))) | {"A2-rationale": "Mine sidste ord"}
    leader = world.person(HOME, Role.LEADER).browser()
    leader.post(reverse("screening:take_over", args=[row.pk]), {})

    late = browser.post(address, opened)

    assert late.status_code == 409
    instead = late.context["instead"]
    assert browser.post(instead.url, instead.fields).status_code == 302
    assert "Mine sidste ord" in text_of(leader.get(url("case", case.pk)))


def test_the_police_rate_only_what_is_shared_with_them(
    world: World, leading: Person, case: Case
) -> None:
    browser = leading.browser()
    fields = {"purpose": "analysis", "due_on": in_two_weeks(), "with_police": "on"}

    refused = send(browser, url("screening_order", case.pk), **fields)
    delivery = share(leading, case)
    saved(browser, url("screening_order", case.pk), **fields)

    assert refused.status_code == 422
    assert "Del først oplysninger" in text_of(refused)
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR).browser()
    with leading.acts():
        ordered = Screening.objects.for_actor(leading.actor).get(subject_id=case.pk)
    address = reverse("screening:show", args=[ordered.pk])
    assert address in text_of(police.get(url("disclosure", delivery.pk)))
    assert address in text_of(browser.get(url("case", case.pk)))
    assert address in text_of(browser.get(url("screenings", case.pk)))


def test_a_proposed_deadline_is_a_working_day(leading: Person, case: Case) -> None:
    browser = leading.browser()
    proposed = {}
    for day in range(1, 32):
        with clock.at(datetime(2026, 12, day, 11, tzinfo=UTC)):
            form = browser.get(url("screening_order", case.pk)).context["form"]
            proposed[day] = form.initial["due_on"]

    assert [day for day in proposed.values() if not is_working_day(day)] == []
    assert proposed[1] == date(2026, 12, 15)
    assert (proposed[5], proposed[10]) == (date(2026, 12, 21), date(2026, 12, 28))


def test_a_second_open_screening_is_refused(leading: Person, case: Case) -> None:
    browser = leading.browser()
    fields = {"purpose": "analysis", "due_on": in_two_weeks()}
    saved(browser, url("screening_order", case.pk), **fields)

    again = send(browser, url("screening_order", case.pk), **fields)

    assert again.status_code == 422
    assert "allerede en åben vurdering" in text_of(again)


def test_the_case_page_costs_the_same_with_a_screening(leading: Person, case: Case) -> None:
    browser = leading.browser()
    before = page_queries(browser, url("case", case.pk))
    saved(browser, url("screening_order", case.pk), purpose="analysis", due_on=in_two_weeks())

    # One more: a screening is another sort of entry in the timeline.
    assert len(page_queries(browser, url("case", case.pk))) == len(before) + 1


def test_the_level_people_locked_is_written_into_the_case_by_a_person(
    leading: Person, case: Case
) -> None:
    browser = leading.browser()
    saved(browser, url("screening_order", case.pk), purpose="analysis", due_on=in_two_weeks())
    with leading.acts():
        ordered = Screening.objects.for_actor(leading.actor).get(subject_id=case.pk)
        complete(by=leading.actor, screening=ordered, profile="high", seed=1)

    offered = text_of(browser.get(url("screenings", case.pk)))
    answer = browser.post(url("judgement_record", case.pk))
    page = text_of(browser.get(url("case", case.pk)))
    after = text_of(browser.get(url("screenings", case.pk)))

    assert url("judgement_record", case.pk) in offered
    assert answer.status_code == 302
    assert "Seneste bekymringsniveau" in page
    assert url("judgement_record", case.pk) not in after
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        assert (row.last_judgement, row.state) == ("high", "received")


def test_the_police_are_not_asked_to_answer_when_they_no_longer_see(
    leading: Person, case: Case
) -> None:
    last, browser = localdate(share(leading, case).expires_at), leading.browser()
    asked = {"purpose": "analysis", "subset": "triage", "with_police": "on"}
    days = [(last + timedelta(days=days)).isoformat() for days in (1, 0)]

    late, in_time = (
        send(browser, url("screening_order", case.pk), **asked, due_on=day) for day in days
    )

    assert (late.status_code, in_time.status_code) == (422, 302)
    assert f"kan kun ses til og med {format_date(last)}" in text_of(late)


def test_a_screening_leads_back_to_what_the_reader_may_see(
    world: World, leading: Person, case: Case
) -> None:
    shared = share(leading, case)
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        due = clock.today() + timedelta(days=14)
        ordered = actions.order_screening(by=leading.actor, case=row, due_on=due, with_police=True)
        rater = world.person(HOME, Role.CASEWORKER)
        grant_access(by=leading.actor, screening=ordered, user_id=rater.actor.user_id)
    address = reverse("screening:show", args=[ordered.pk])
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)

    assert f'href="{url("case", case.pk)}"' in text_of(leading.browser().get(address))
    assert f'href="{url("disclosure", shared.pk)}"' in text_of(police.browser().get(address))
    # Beside the questions too: what is asked about is read without leaving them.
    questions = reverse("screening:answer", args=[ordered.pk, "A"])
    assert f'href="{url("case", case.pk)}"' in text_of(leading.browser().get(questions))
    assert f'href="{url("disclosure", shared.pk)}"' in text_of(police.browser().get(questions))
    page = text_of(rater.browser().get(address))
    assert case.number in page
    assert url("case", case.pk) not in page
