"""The log speaks of cases by their number: to reviewers, to leaders, and to each of her own."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import actions
from casework.models import Case, Disclosure
from screening.demo.ratings import complete
from screening.models import Screening
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from tests.casework import joint
from tests.casework.actions.test_rules import _share
from tests.casework.pages.browsing import send, text_of, url
from tests.casework.samples import new_case, person, second_of
from tests.support.world import FAR, FAR_DISTRICT, HOME, HOME_DISTRICT, Person, World

LOG, OWN = "/log/", "/min-konto/opslag/"


def lines(who: Person, address: str) -> list[str]:
    """The lines of the log as one reads them."""
    page = BeautifulSoup(text_of(who.browser().get(address)), "lxml")
    return [" ".join(row.get_text(" ").split()) for row in page.select("tbody > tr")]


def registered(by: Person, **changes: Any) -> Case:
    with by.acts():
        return new_case(by.actor, person(**changes) if changes else None)


@pytest.mark.parametrize("role", [Role.LOG_REVIEWER, Role.LEADER])
def test_a_case_is_found_by_its_number_and_called_by_it(world: World, role: Role) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    case, other = registered(leading), registered(leading, name="Anden Kanarieborger")
    leading.browser().get(url("case", case.pk))
    leading.browser().get(url("case", other.pk))

    found = lines(world.person(HOME, role), f"{LOG}?number={case.number}")

    assert [line for line in found if f"sag {case.number}" in line]
    assert [line for line in found if f"sag {other.number}" in line] == []
    assert str(case.pk) not in " ".join(found)


def test_a_page_is_one_line_that_opens_into_what_it_read(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    case = registered(leading)
    leading.browser().get(url("case", case.pk))

    found = lines(world.person(HOME, Role.LOG_REVIEWER), f"{LOG}?number={case.number}&action=view")

    assert len(found) == 1
    assert "Læste eller gjorde også" in found[0]


def test_a_list_in_which_the_case_stood_is_found_too(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    case, _ = registered(leading), registered(leading, name="Anden Kanarieborger")
    leading.browser().get(url("list"))

    found = lines(world.person(HOME, Role.LOG_REVIEWER), f"{LOG}?number={case.number}&action=list")

    assert [line for line in found if case.number in line]


def test_what_hangs_on_the_case_is_found_by_its_number(world: World) -> None:
    leading, reviewer = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LOG_REVIEWER)
    case, other = registered(leading), registered(leading, name="Anden Kanarieborger")
    for each in (case, other):
        send(leading.browser(), url("note_add", each.pk), kind="call", text="En note.")

    found = lines(reviewer, f"{LOG}?number={case.number}&action=note.write")

    assert len(found) == 1
    assert case.number in found[0]


def test_what_is_done_in_a_screening_is_found_by_the_number_of_its_case(world: World) -> None:
    """By the reviewers of both; the police's finds what was shared with the district too."""
    leading = world.person(HOME, Role.COORDINATOR)
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    case, other = registered(leading), registered(leading, name="Anden Kanarieborger")
    for each in (case, other):
        with leading.acts():
            row = Case.objects.for_actor(leading.actor).get(pk=each.pk)
            _share(leading.actor, row)
            day = clock.today() + timedelta(days=9)
            made = actions.order_screening(
                by=leading.actor, case=row, due_on=day, with_police=True, subset="triage"
            )
            complete(by=leading.actor, screening=made, profile="low", seed=1)
            if each is case:
                ours = made
    with police.acts():
        row = Screening.objects.for_actor(police.actor).get(pk=ours.pk)
        complete(by=police.actor, screening=row, profile="low", seed=2)
    for who in (leading, police):
        assert who.browser().get(f"/vurderinger/{ours.pk}/").status_code == 200
    with police.acts():
        delivery = Disclosure.objects.for_actor(police.actor).get(case_number=case.number)
    assert police.browser().get(url("disclosure", delivery.pk)).status_code == 200

    for authority in (HOME, HOME_DISTRICT):
        reviewer = world.person(authority, Role.LOG_REVIEWER)
        found = " ".join(lines(reviewer, f"{LOG}?number={case.number}"))
        assert [
            word for word in ("Låste", f"{ours.pk} i sag {case.number}") if word not in found
        ] == []
        assert other.number not in found
        assert lines(reviewer, f"{LOG}?number={case.number}&action=lock"), authority
    assert f"{delivery.pk} i sag {case.number}" in found
    assert 'name="citizen"' not in text_of(reviewer.browser().get(LOG))
    assert lines(world.person(FAR_DISTRICT, Role.LOG_REVIEWER), f"{LOG}?number={case.number}") == []


def test_who_has_no_cases_is_asked_for_no_number(world: World) -> None:
    reviewer = world.person(CENTRE, Role.LOG_REVIEWER)

    page = text_of(reviewer.browser().get(LOG))

    assert ('name="person"' in page, 'name="number"' in page) == (True, False)


def test_the_citizens_other_cases_come_with_it_when_asked_for(world: World) -> None:
    leading, reviewer = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LOG_REVIEWER)
    case = registered(leading)
    with leading.acts():
        other = second_of(leading.actor, case)
    send(leading.browser(), url("note_add", other.pk), kind="call", text="En note.")

    alone = lines(reviewer, f"{LOG}?number={case.number}&action=note.write")
    whole = lines(reviewer, f"{LOG}?number={case.number}&citizen=on&action=note.write")

    assert (len(alone), len(whole)) == (0, 1)


def test_a_leader_is_told_of_no_case_that_is_hidden_from_her(world: World) -> None:
    leading, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    case = registered(leading)
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        actions.restrict(
            by=leading.actor,
            case=row,
            version=row.version,
            membership_ids=[leading.actor.membership_id],
        )

    assert lines(leader, f"{LOG}?number={case.number}") == []
    assert case.number not in " ".join(lines(leader, LOG))
    assert lines(world.person(HOME, Role.LOG_REVIEWER), f"{LOG}?number={case.number}")


def test_a_list_does_not_count_what_is_hidden_from_who_reads_of_it(world: World) -> None:
    """Else the difference to the names beside it tells that there is something."""
    leading, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    case, shown = registered(leading), registered(leading, name="Synlig Kanarieborger")
    with leading.acts():
        ordered = actions.order_screening(
            by=leading.actor,
            case=case,
            due_on=clock.today() + timedelta(days=9),
            with_police=False,
            subset="triage",
        )
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        chosen = [leading.actor.membership_id]
        actions.restrict(by=leading.actor, case=row, version=row.version, membership_ids=chosen)
    browser = leading.browser()
    for address in ("/sager/", f"/vurderinger/{ordered.pk}/"):
        assert browser.get(address).status_code == 200

    def told(who: Person, asked: str) -> str:
        return " ".join(lines(who, f"{LOG}?person={leading.actor.user_id}{asked}"))

    whole, part = told(reviewer, ""), told(leader, "")
    counts = [re.search(r"Så liste · sag \((\d+)\)", text) for text in (whole, part)]
    assert [found and int(found[1]) for found in counts] == [2, 1]
    assert (str(ordered.pk) in whole, str(ordered.pk) in part) == (True, False)
    assert (shown.number in part, case.number in part) == (True, False)
    for key in (case.pk, ordered.pk):
        asked = f"&object_id={key}"
        assert (bool(told(reviewer, asked)), told(leader, asked)) == (True, ""), key


def test_meetings_and_shares_of_a_hidden_case_leave_no_trace_for_who_is_shut_out(
    world: World,
) -> None:
    leading, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    shown, planned = joint.shared_and_planned(leading), joint.shared_and_planned(leading)
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=planned.case_id)
        chosen = [leading.actor.membership_id]
        actions.restrict(by=leading.actor, case=row, version=row.version, membership_ids=chosen)
        (share,) = Disclosure.objects.for_actor(leading.actor).filter(case=row)
    browser = leading.browser()
    for address in (url("own_meetings"), url("joint_meeting", planned.pk), url("shares")):
        assert browser.get(address).status_code == 200

    whole, part = " ".join(lines(reviewer, LOG)), " ".join(lines(leader, LOG))
    assert (str(planned.pk) in whole, str(planned.pk) in part) == (True, False)
    for name in ("møde i infohuset", "deling"):
        counts = [re.search(rf"Så liste · {name} \((\d+)\)", text) for text in (whole, part)]
        assert [found and int(found[1]) for found in counts] == [2, 1], name
    for key in (planned.pk, share.pk):
        asked = f"{LOG}?object_id={key}"
        assert (bool(lines(reviewer, asked)), lines(leader, asked)) == (True, []), key
    assert lines(leader, f"{LOG}?object_id={shown.pk}")


def test_a_number_of_another_municipality_or_of_nothing_finds_nothing(world: World) -> None:
    case = registered(world.person(FAR, Role.COORDINATOR))
    reviewer = world.person(HOME, Role.LOG_REVIEWER)

    assert [lines(reviewer, f"{LOG}?number={n}") for n in (case.number, "x", "2026-0000-1")] == [
        [],
        [],
        [],
    ]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR])
def test_everybody_reads_her_own_part_and_nobody_elses(world: World, role: Role) -> None:
    mine, other = world.person(HOME, role), world.person(HOME, Role.LEADER)
    case, theirs = registered(mine), registered(other, name="Anden Kanarieborger")
    mine.browser().get(url("case", case.pk))
    other.browser().get(url("case", theirs.pk))

    found = lines(mine, f"{OWN}?action=view")

    assert [line for line in found if case.number in line]
    assert theirs.number not in " ".join(found)
    account = text_of(mine.browser().get("/min-konto/"))
    assert f'href="{OWN}"' in account


def test_the_page_asks_as_much_of_many_lines_as_of_one(world: World) -> None:
    leading, reviewer = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LOG_REVIEWER)
    case, browser = registered(leading), reviewer.browser()
    counts = []
    for views in (1, 8):
        for _ in range(views):
            leading.browser().get(url("case", case.pk))
        browser.get(LOG)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LOG)
        counts.append(len(queries))

    assert counts[0] == counts[1]
