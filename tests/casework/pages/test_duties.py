"""Mine opgaver: everything that waits for one person, by its day, and nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from casework import actions
from casework.models import Case
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework import inquiries, joint
from tests.casework.actions.test_refusals import begun
from tests.casework.pages.browsing import page_queries, text_of
from tests.casework.samples import contact, new_case
from tests.casework.tasks import task
from tests.support.world import HOME, HOME_DISTRICT, Person, World

PAGE = reverse("web:duties")


def with_everything(lead: Person) -> Case:
    """A case the person leads, in which something of every sort waits for her."""
    by = lead.actor
    case = begun(by, new_case(by, wants_feedback=True))
    task(by, case, text="Kanarie-ring til skolen")
    contact(by, case, answer_by=clock.today() + timedelta(days=1))
    inquiries.asked(by, case)
    joint.shared(by, case)
    joint.planned(by, case)
    return case


def test_everything_stands_there_by_its_day(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = with_everything(lead)
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(
            due_at=clock.now() - timedelta(days=2)
        )

    page = text_of(lead.browser().get(PAGE))

    for words in (
        "Kanarie-ring til skolen",
        "Vend tilbage, som lovet",
        "Kvittér til den, der henvendte sig",
        "Oplysninger fra",
        f"Møde om sag {case.number}",
        "Frister i sager, du er tovholder for",
    ):
        assert words in page
    assert page.index("Overskredet") < page.index("De næste syv dage")


def test_one_sort_is_shown_alone_and_an_unknown_one_is_all(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        with_everything(lead)
    browser = lead.browser()

    only = text_of(browser.get(PAGE, {"slags": "Opgaver i sager"}))

    assert "Kanarie-ring til skolen" in only
    assert "Vend tilbage, som lovet" not in only
    assert "Vend tilbage, som lovet" in text_of(browser.get(PAGE, {"slags": "x<y"}))


def test_of_others_work_nothing_stands_there(world: World) -> None:
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    with lead.acts():
        case = with_everything(lead)
        task(lead.actor, case, text="Kanarie-lederens opgave", owner=leader.actor.user_id)

    page = text_of(leader.browser().get(PAGE))

    assert "Kanarie-lederens opgave" in page
    assert "Kanarie-ring til skolen" not in page
    assert "Frister i sager, du er tovholder for" not in page
    with lead.acts():
        case.refresh_from_db()
        only = [lead.actor.membership_id]
        actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=only)
    assert "Kanarie-lederens opgave" not in text_of(leader.browser().get(PAGE))


def test_the_police_see_their_meetings_and_nothing_of_cases(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with lead.acts():
        case = with_everything(lead)

    page = text_of(police.browser().get(PAGE))

    assert f"Møde om sag {case.number}" in page
    assert "Kanarie-ring til skolen" not in page


def test_nothing_waits(world: World) -> None:
    officer = world.person(HOME_DISTRICT, Role.OFFICER)

    assert "Der venter ikke noget på dig" in text_of(officer.browser().get(PAGE))


def test_it_costs_the_same_however_much_there_is(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = with_everything(lead)
    few = len(page_queries(lead.browser(), PAGE))
    with lead.acts():
        for _each in range(3):
            task(lead.actor, case)
            inquiries.asked(lead.actor, case)
            joint.planned(lead.actor, case)

    assert len(page_queries(lead.browser(), PAGE)) == few <= 12
