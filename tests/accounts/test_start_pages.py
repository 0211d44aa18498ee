"""The start pages of those who see no case: work of their own, and few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts import actions
from stopext.accounts.models import CENTRE, Authority, Membership
from stopext.audit.sealing import seal_state
from tests.accounts.helpers import fresh
from tests.casework.pages.test_start_page import BESIDES, PANELS
from tests.support.rows import rows_of
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, World, make_person

#: Every role without cases, with the titles of its own panels.
WORK = {
    (CENTRE, Role.ADVISER): ["Handlingsplaner, der skal revideres", "Det, der søges efter"],
    (CENTRE, Role.ANALYST): ["Handlingsplaner i tal", "Det, der søges efter", "Statistik over"],
    (CENTRE, Role.METHODOLOGIST): ["der venter på en anden person", "Kladder til", "i brug"],
    (CENTRE, Role.ADMINISTRATOR): [
        "Roller, du skal bekræfte",
        "Invitationer uden svar",
        "Myndigheder uden leder",
        "Roller, som ingen har brugt",
        "Kontakter, der mangler",
    ],
    (HOME, Role.LOG_REVIEWER): ["Nyt, siden du", "Værd at se på", "Loggens forsegling"],
    (CENTRE, Role.LOG_REVIEWER): ["Nyt, siden du", "Værd at se på", "Loggens forsegling"],
    (HOME_DISTRICT, Role.LOG_REVIEWER): ["Nyt, siden du", "Værd at se på", "Loggens forsegling"],
}


def panel_of(page: str, title: str) -> str:
    """The text of one panel, by the beginning of its title."""
    return " ".join(page.partition(title)[2].partition("</section>")[0].split())


def start_of(world: World, place: int, role: Role) -> str:
    """The start page."""
    return fresh(world.person(place, role)).get(reverse("web:start")).content.decode()


def refused(world: World, place: int = HOME) -> None:
    """Somebody is refused a page, which the log keeps."""
    browser = world.person(place, Role.CASEWORKER).browser()
    assert browser.get(reverse("accounts:members")).status_code == 403


@pytest.mark.parametrize(("place", "role"), WORK)
def test_it_has_work_for_one_statement_for_each_panel(world: World, place: int, role: Role) -> None:
    browser, address = world.person(place, role).browser(), reverse("web:start")
    page = browser.get(address).content.decode()
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]

    places = [page.find(title) for title in WORK[place, role]]
    assert -1 not in places, places
    assert places == sorted(places)
    assert len(statements) <= BESIDES + PANELS, statements


def test_an_administrator_is_told_what_waits(world: World) -> None:
    admin = world.person(CENTRE, Role.ADMINISTRATOR)
    second = make_person(Authority.objects.get(pk=CENTRE), Role.ADMINISTRATOR, nth="_2")
    for by, place, role in ((second, 727, Role.LEADER), (admin, CENTRE, Role.EDITOR)):
        authority = Authority.objects.get(pk=place)
        with by.acts():
            actions.invite(
                by=by.actor, authority=authority, email="x@x.example", name=f"Ny {role}", role=role
            )
    long_ago = clock.now() - timedelta(days=91)
    idle = world.person(NEIGHBOUR, Role.REPORTER).membership
    rows_of(Membership).update(last_used_at=clock.now())
    rows_of(Membership).filter(pk=idle.pk).update(last_used_at=long_ago)

    page = start_of(world, CENTRE, Role.ADMINISTRATOR)

    assert "Ny leader" in panel_of(page, "Roller, du skal bekræfte")
    assert "Ny editor" not in panel_of(page, "Roller, du skal bekræfte")
    assert "Ny editor" in panel_of(page, "Invitationer uden svar")
    assert "Ny leader" not in panel_of(page, "Invitationer uden svar")
    unused = panel_of(page, "Roller, som ingen har brugt")
    assert idle.name in unused
    assert unused.count("<li>") == 1
    assert '<span class="count">(221)</span>' in panel_of(page, "Kontakter, der mangler")


def test_a_leader_is_missed_where_nobody_leads(world: World) -> None:
    everybody = rows_of(Membership)
    counted = '<span class="count">({})</span>'
    led = {row.authority_id for row in everybody if row.role in {"leader", "police_coordinator"}}
    before = panel_of(start_of(world, CENTRE, Role.ADMINISTRATOR), "Myndigheder uden leder")
    everybody.filter(authority_id=HOME, role=Role.LEADER).update(active=False)
    after = panel_of(start_of(world, CENTRE, Role.ADMINISTRATOR), "Myndigheder uden leder")

    assert counted.format(110 - len(led)) in before
    assert counted.format(111 - len(led)) in after
    browser = fresh(world.person(CENTRE, Role.ADMINISTRATOR))
    every = browser.get(reverse("accounts:leaderless")).content.decode()
    address = f"{reverse('accounts:invite')}?authority={HOME}&role=leader"
    shown = address.replace("&", "&amp;") in every
    assert (every.count(">Invitér den første leder<"), shown) == (111 - len(led), True)
    form = browser.get(address).content.decode()
    assert f'<option value="{HOME}" selected>' in form
    assert '<option value="leader" selected>' in form


def test_an_invited_leader_is_not_invited_again(world: World) -> None:
    admin = world.person(CENTRE, Role.ADMINISTRATOR)
    second = make_person(Authority.objects.get(pk=CENTRE), Role.ADMINISTRATOR, nth="_2")
    everybody = rows_of(Membership)
    everybody.filter(authority_id__in=(HOME, NEIGHBOUR), role=Role.LEADER).update(active=False)
    for by, place in ((admin, HOME), (second, NEIGHBOUR)):
        authority = Authority.objects.get(pk=place)
        with by.acts():
            actions.invite(
                by=by.actor, authority=authority, email="x@x.example", name="Ny", role=Role.LEADER
            )

    page = fresh(admin).get(reverse("accounts:leaderless")).content.decode()
    names = dict(Authority.objects.filter(pk__in=(HOME, NEIGHBOUR)).values_list("pk", "name"))

    assert f"Ikke sendt: venter på en anden administrator: {names[HOME]}" in page
    assert f"Bekræft invitationen: {names[NEIGHBOUR]}" in page
    assert f"Invitér den første leder: {names[HOME]}" not in page
    unanswered = panel_of(start_of(world, CENTRE, Role.ADMINISTRATOR), "Invitationer uden svar")
    assert "venter på en anden administrator" in unanswered


def test_a_reviewer_is_told_what_deserves_a_look(world: World) -> None:
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    refused(world)

    before = start_of(world, HOME, Role.LOG_REVIEWER)
    link = f'href="{reverse("accounts:log")}?action=deny&amp;since='
    assert link in panel_of(before, "Værd at se på")
    assert "hændelse" in panel_of(before, "Nyt, siden du")
    fresh(reviewer).get(f"{reverse('accounts:log')}?action=deny")  # is not to have seen the rest
    assert "hændelse" in panel_of(start_of(world, HOME, Role.LOG_REVIEWER), "Nyt, siden du")
    fresh(reviewer).get(reverse("accounts:log"))
    after = start_of(world, HOME, Role.LOG_REVIEWER)
    assert "Der er ikke sket noget" in panel_of(after, "Nyt, siden du")
    assert link in panel_of(after, "Værd at se på")


def test_of_another_authority_nothing_is_told(world: World) -> None:
    refused(world, NEIGHBOUR)

    assert "action=deny" not in start_of(world, HOME, Role.LOG_REVIEWER)


@pytest.mark.parametrize(("minutes", "told"), [(0, "ikke forseglet endnu"), (11, "driften")])
def test_a_log_that_is_not_sealed_is_told_of(world: World, minutes: int, told: str) -> None:
    refused(world)
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        page = start_of(world, HOME, Role.LOG_REVIEWER)

    assert told in panel_of(page, "Loggens forsegling")


def test_the_database_tells_reviewers_only(world: World) -> None:
    refused(world)
    with world.person(HOME, Role.LOG_REVIEWER).acts():
        assert seal_state().waiting_since is not None
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        world.person(HOME, Role.LEADER).acts(),
    ):
        seal_state()
