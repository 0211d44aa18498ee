"""Everything that was said at intake is on the case, for those who may read it."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest

from casework import actions
from casework.actions import Person
from casework.forms.intake import ReferrerForm
from casework.models import Case, StateChange, Subject
from casework.rules.codes import ClosureReason, MatchAnswer
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import CPR, facts, new_case, person
from tests.support.world import HOME, World
from tests.support.world import Person as Colleague


@pytest.fixture
def leading(world: World) -> Colleague:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def test_law_1_every_field_of_a_citizen_is_on_her_case(leading: Colleague) -> None:
    who = Person("Kana Riefugl", CPR, None, "kanarie-beskrivelse", True)
    shown = {
        "name": "Kana Riefugl",
        "cpr": "710708-••••",
        "birth_year": "år",
        "description": "kanarie-beskrivelse",
        "address_protected": "Navne- og adressebeskyttet",
    }
    with leading.acts():
        case = new_case(leading.actor, who)

    page = text_of(leading.browser().post(url("unmask", case.pk)))

    assert {each.name for each in fields(Person)} == set(shown)
    assert [name for name, text in shown.items() if text not in page] == []


def test_a_protected_citizen_is_marked_wherever_she_is_handled(leading: Colleague) -> None:
    with leading.acts():
        case = new_case(leading.actor, person(address_protected=True))
        actions.change_state(
            by=leading.actor,
            case=case,
            version=case.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: leading.actor.membership_id},
        )
    browser = leading.browser()

    pages = [url("case", case.pk), url("list"), url("share", case.pk)]

    assert [page for page in pages if "adressebeskytte" not in text_of(browser.get(page))] == []


def test_a_childs_24_hours_count_from_receipt(leading: Colleague) -> None:
    child = person(birth_year=clock.today().year - 12)
    with leading.acts():
        case = new_case(leading.actor, child, received_at=clock.now() - timedelta(hours=10))
        due = case.due_at
        moved = actions.change_state(
            by=leading.actor,
            case=case,
            version=case.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: leading.actor.membership_id},
        )

    assert moved.due_at == due


def test_what_a_closing_said_is_there_after_reopening(world: World, leading: Colleague) -> None:
    with leading.acts():
        case = new_case(leading.actor)
        case = actions.change_state(
            by=leading.actor,
            case=case,
            version=case.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: leading.actor.membership_id},
        )
        case = actions.close(
            by=leading.actor,
            case=case,
            version=case.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="kanarie-afslutning " * 4,
        )
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        row = Case.objects.for_actor(leader.actor).get(pk=case.pk)
        actions.reopen(by=leader.actor, case=row, version=row.version, reason="Nyt er kommet frem")
        kept = StateChange.objects.for_actor(leader.actor).exclude(closure_reason="")
        assert kept.count() == 1

    page = text_of(leading.browser().get(url("case", case.pk)))

    assert "kanarie-afslutning" in page
    assert str(ClosureReason.UNFOUNDED.label) in page


def _again(leading: Colleague, who: Person) -> Case:
    hits = actions.search_repeats(by=leading.actor, person=who)
    answers = {hit.subject_id: MatchAnswer.SAME for hit in hits}
    return actions.register_concern(by=leading.actor, person=who, facts=facts(), answers=answers)


def test_law_5_same_person_fills_what_was_empty_and_finds_her_by_it(leading: Colleague) -> None:
    with leading.acts():
        first = new_case(leading.actor, person(name="Tabia Flettesen", birth_year=None))
        again = Person("Tabia Mellem Flettesen", CPR, None, "kanarie-anden", True)
        second = _again(leading, again)
        row = Subject.objects.for_actor(leading.actor).get(pk=first.subject_id)
        found = actions.search_repeats(by=leading.actor, person=Person(cpr=CPR))

    assert second.pk == first.pk
    assert (row.cpr, row.birth_year, row.address_protected) == (CPR.replace("-", ""), 2008, True)
    assert "kanarie-anden" in row.description
    assert row.names == ["Tabia Flettesen", "Tabia Mellem Flettesen"]
    assert [hit.subject_id for hit in found] == [first.subject_id]


def test_law_5_protection_is_only_added(leading: Colleague) -> None:
    with leading.acts():
        first = new_case(leading.actor, person(address_protected=True))
        _again(leading, person(address_protected=False))
        row = Subject.objects.for_actor(leading.actor).get(pk=first.subject_id)

    assert row.address_protected


def test_two_cpr_numbers_are_not_one_person(leading: Colleague) -> None:
    with leading.acts():
        new_case(leading.actor, person(cpr=CPR, birth_year=None))
        with pytest.raises(Invalid):
            _again(leading, person(cpr="710709-4018", birth_year=None))


def test_an_unknown_citizen_is_named_and_the_search_runs_again(leading: Colleague) -> None:
    with leading.acts():
        earlier = new_case(leading.actor, person(name="Tabia Flettesen"))
        case = new_case(leading.actor, Person(description="kanarie-ukendt"))
    browser, page = leading.browser(), url("citizen", case.pk)
    fields_ = {
        "name": "Tabia Flettesen",
        "birth_year": "1990",
        "description": "kanarie-ukendt",
        "form": "right",
        "gang_link": "yes",
        "online": "no",
        "reason": "Skolen har oplyst navnet",
        "address_protected": "on",
    }

    asked = send(browser, page, **fields_)
    led = saved(browser, page, **fields_, other_person="on")
    told, history = text_of(browser.get(led)), text_of(browser.get(page))

    assert asked.status_code == 422
    assert earlier.number in text_of(asked)
    assert "T. F." in told
    assert "Skolen har oplyst navnet" in told
    assert "Blandet eller uklar" in history
    with leading.acts():
        found = actions.search_repeats(by=leading.actor, person=person(name="Tabia Flettesen"))
    assert {earlier.subject_id, case.subject_id} == {hit.subject_id for hit in found}


def test_protection_is_lifted_only_with_a_reason(leading: Colleague) -> None:
    with leading.acts():
        case = new_case(leading.actor, person(address_protected=True))
    fields_ = {
        "name": person().name,
        "birth_year": "1990",
        "form": "mixed",
        "gang_link": "unknown",
        "online": "unknown",
        "other_person": "on",
    }
    browser, page = leading.browser(), url("citizen", case.pk)

    refused = send(browser, page, **fields_)
    saved(browser, page, **fields_, reason="Beskyttelsen er udløbet")

    assert refused.status_code == 422
    assert "navne- og adressebeskyttet" in text_of(browser.get(url("case", case.pk)))
    with leading.acts():
        assert (
            not Subject.objects.for_actor(leading.actor).get(pk=case.subject_id).address_protected
        )


def test_a_date_more_than_a_year_back_is_asked_about() -> None:
    given = {
        "channel": "phone",
        "referrer_type": "school",
        "citizen_informed": "yes",
        "received_on": (clock.today() - timedelta(days=400)).isoformat(),
    }

    assert list(ReferrerForm(given).errors) == ["received_on"]
    assert ReferrerForm({**given, "long_ago": "on"}).is_valid()


@pytest.mark.parametrize(("days", "asked"), [(365, False), (366, False), (367, True)])
def test_a_date_is_asked_about_where_its_box_is_shown(days: int, asked: bool) -> None:
    """Also in the hour of the year-old day that is not a year ago yet, or no more."""
    for hour in ("00.01", "23.59"):
        form = ReferrerForm(
            {
                "channel": "phone",
                "referrer_type": "school",
                "citizen_informed": "yes",
                "received_on": (clock.today() - timedelta(days=days)).isoformat(),
                "received_time": hour,
            }
        )
        assert ("long_ago" in form.fields, "received_on" in form.errors) == (asked, asked)
