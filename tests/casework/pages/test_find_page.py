"""Find a citizen: for a purpose, in the cases one may see, and told by the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casework import actions
from casework.actions import finding
from casework.models import Case
from casework.rules.codes import LookupPurpose
from stopext.access.errors import Invalid, NotYourRole
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.audit.models import AuditEvent
from tests.casework.pages.browsing import text_of, url
from tests.casework.pages.test_log_of_cases import LOG, lines
from tests.casework.samples import CPR, NAME, facts, new_case, other_than, person
from tests.support.world import HOME, NEIGHBOUR, Person, World

PURPOSE = "own_case"
NOBODY = "Ingen borger i dine sager ligner"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case about a protected citizen with a CPR number."""
    with leading.acts():
        return new_case(leading.actor, person(cpr=CPR, birth_year=None, address_protected=True))


def find(who: Person, sought: str, purpose: str = PURPOSE) -> Any:
    return who.browser().post(url("find"), {"sought": sought, "purpose": purpose})


def restrict(by: Person, case: Case) -> None:
    with by.acts():
        row = Case.objects.for_actor(by.actor).get(pk=case.pk)
        actions.restrict(
            by=by.actor,
            case=row,
            version=row.version,
            membership_ids=[by.actor.membership_id],
        )


@pytest.mark.parametrize(
    "sought",
    [
        pytest.param(lambda case: case.number, id="case number"),
        pytest.param(lambda _case: NAME, id="name"),
        pytest.param(lambda _case: "malte prøvesen", id="name spelled otherwise"),
        pytest.param(lambda _case: CPR, id="cpr"),
        pytest.param(lambda _case: CPR.replace("-", ""), id="cpr without hyphen"),
        pytest.param(lambda case: f" {case.number} ", id="pasted with spaces"),
    ],
)
def test_a_citizen_is_found(leading: Person, case: Case, sought: Callable[[Case], str]) -> None:
    with leading.acts():
        new_case(leading.actor, person(name="Anden Kanarieborger"))

    page = text_of(find(leading, sought(case)))

    assert (NAME in page, "Anden Kanarieborger" in page) == (True, False)
    assert f'href="{url("case", case.pk)}"' in page
    assert "adressebeskyt" in page
    assert "fødselsåret kan ikke sammenlignes" not in page  # nobody can type a year here
    assert CPR[7:] not in page.split("<form")[0]


@pytest.mark.parametrize(
    ("sought", "purpose", "said"),
    [
        ("", PURPOSE, "Skriv, hvem du søger."),
        (NAME, "", "Vælg en af mulighederne."),
        (NAME, "nysgerrighed", "nysgerrighed er ikke en af de tilgængelige valgmuligheder"),
        ("990190-0000", PURPOSE, "De første seks cifre er ikke en dato."),
        ("12", PURPOSE, "Skriv CPR-nummeret med ti cifre"),
        ("++", PURPOSE, "latinske bogstaver"),
    ],
)
def test_without_a_purpose_or_something_to_seek_nothing_is_looked_up(
    leading: Person, case: Case, sought: str, purpose: str, said: str
) -> None:
    refused = find(leading, sought, purpose)

    assert refused.status_code == 422
    assert said in text_of(refused)
    assert case.number not in text_of(refused)


def test_nobody_found_says_what_to_do(leading: Person) -> None:
    page = text_of(find(leading, "Findes Slet Ikke"))

    assert NOBODY in page
    assert url("intake_begin") in page


def test_law_9_only_what_one_may_see_is_found(world: World, leading: Person, case: Case) -> None:
    worker, leader = world.person(HOME, Role.CASEWORKER), world.person(HOME, Role.LEADER)
    neighbour = world.person(NEIGHBOUR, Role.LEADER)
    everybody = (leading, leader, worker, neighbour)

    def finders(sought: str) -> list[bool]:
        return [url("case", case.pk) in text_of(find(one, sought)) for one in everybody]

    for sought in (NAME, CPR, case.number):
        assert finders(sought) == [True, True, False, False]
    with leading.acts():
        put_on = actions.add_colleague(
            by=leading.actor, case=case, membership_id=worker.actor.membership_id
        )
    assert finders(NAME) == [True, True, True, False]
    with leading.acts():
        actions.remove_colleague(by=leading.actor, assignment=put_on)
    restrict(leading, case)
    for sought in (NAME, CPR, case.number):
        assert finders(sought) == [True, False, False, False]


def test_one_of_two_cases_is_shown_when_the_other_is_hidden(world: World, leading: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leading.acts():
        first, second = new_case(leading.actor), new_case(leading.actor, person(name="Bo Papsen"))
        Case.objects.for_actor(leading.actor).filter(pk=second.pk).update(subject=first.subject)
    restrict(leading, second)

    page = text_of(find(leader, NAME))

    assert (first.number in page, second.number in page) == (True, False)
    assert second.number in text_of(find(leading, NAME))


def test_what_is_hidden_answers_as_what_does_not_exist(
    world: World, leading: Person, case: Case
) -> None:
    restrict(leading, case)
    leader = world.person(HOME, Role.LEADER)

    hidden, missing = (text_of(find(leader, each)) for each in (case.number, "2001-0851-9999"))

    assert NOBODY in missing
    assert hidden.split("<form")[0] == missing.split("<form")[0]


def test_the_log_tells_who_was_found_and_why_but_not_what_was_sought(
    world: World, leading: Person, case: Case
) -> None:
    find(leading, NAME)
    find(leading, CPR)
    reviewer = world.person(HOME, Role.LOG_REVIEWER)

    found = lines(reviewer, f"{LOG}?number={case.number}&citizen=on&action=citizen.find")

    assert len(found) == 2
    assert all("Slog en borger op" in line and leading.actor.name in line for line in found)
    assert all("Formål: Jeg arbejder med borgerens sag" in line for line in found)
    with reviewer.acts():
        rows = AuditEvent.objects.of_authority(HOME).filter(action="citizen.find")
        assert [row.result_ids for row in rows] == [[str(case.subject_id)]] * 2
        told = str(list(rows.values()))
    assert (NAME in told, CPR[:6] in told) == (False, False)


def test_equal_look_ups_leave_equal_digests_and_nothing_in_clear(
    leading: Person,
) -> None:
    with leading.acts() as collector:
        for sought in (NAME, NAME.upper(), CPR, CPR.replace("-", "")):
            actions.find_citizens(by=leading.actor, sought=sought, purpose=LookupPurpose.ACCESS)
        found = [each for each in collector.events if each["action"] == "citizen.find"]

    one, again, number, plain = (event["criterion"] for event in found)
    assert one == again != number == plain
    assert {len(each) for each in (one, number)} == {32}
    assert NAME.casefold() not in str(found).casefold()


def test_a_leader_comes_from_the_citizen_to_her_look_ups(
    world: World, leading: Person, case: Case
) -> None:
    find(leading, NAME)
    leader = world.person(HOME, Role.LEADER)
    there = f"{LOG}?number={case.number}&citizen=on"

    page = text_of(find(leader, case.number))

    assert there.replace("&", "&amp;") in find(leader, case.number).content.decode()
    assert there in page
    assert [line for line in lines(leader, there) if "Slog en borger op" in line]
    assert "accounts:log" not in text_of(find(leading, case.number))
    assert LOG not in text_of(find(leading, case.number)).split('id="found-title"')[1]


def test_it_is_in_the_menu_of_those_who_see_cases(world: World) -> None:
    entry = f'href="{url("find")}"'
    seeing = {Role.CASEWORKER, Role.COORDINATOR, Role.LEADER}

    for role in (*seeing, Role.REPORTER, Role.LOG_REVIEWER):
        page = text_of(world.person(HOME, role).browser().get("/start/"))
        assert (entry in page) is (role in seeing), role


def test_an_erased_case_finds_nobody(leading: Person, case: Case) -> None:
    with leading.acts():
        unscoped(Case, reason="as after an erasure").filter(pk=case.pk).update(state="erased")

    assert NOBODY in text_of(find(leading, case.number))
    assert NOBODY in text_of(find(leading, NAME))


def test_what_is_cut_away_counts_only_what_one_may_see(
    world: World, leading: Person, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 1)
    with leading.acts():
        hits = actions.search_repeats(by=leading.actor, person=person())
        actions.register_concern(
            by=leading.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
    cut = "Der er flere. Skriv mere af navnet"

    assert cut in text_of(find(leading, NAME))
    assert cut not in text_of(find(leading, case.number))
    assert cut not in text_of(find(world.person(HOME, Role.CASEWORKER), NAME))


def test_nobody_looks_without_a_role_for_it_or_for_nothing(world: World, leading: Person) -> None:
    reporter = world.person(HOME, Role.REPORTER)
    with reporter.acts(), pytest.raises(NotYourRole):
        actions.find_citizens(by=reporter.actor, sought=NAME, purpose=LookupPurpose.ACCESS)
    with leading.acts(), pytest.raises(Invalid, match="Skriv et navn"):
        actions.find_citizens(by=leading.actor, sought=" ", purpose=LookupPurpose.ACCESS)
