"""The network of a district: its pages, what is refused, who is told, and the database's wall."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from casework.actions import restrict
from casework.network import actions
from casework.network.demo import written
from casework.network.models import Post, Topic
from casework.network.persons import NAME, _number_in, person_in
from casework.rules.codes import ConcernForm
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Role
from stopext.notifications.models import Notice
from tests.casework import joint, samples
from tests.casework.pages.browsing import page_queries
from tests.knowledge.plans.browsing import page, sent
from tests.knowledge.refusing import refused
from tests.support.rows import rows_of
from tests.support.world import (
    FAR,
    FAR_DISTRICT,
    HOME,
    HOME_DISTRICT,
    NEIGHBOUR,
    Person,
    World,
)

PLACE = "/netvaerk/"
THEME = ConcernForm.MIXED


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def neighbour(world: World) -> Person:
    return world.person(NEIGHBOUR, Role.COORDINATOR)


def begun(by: Person, title: str = "Nye klip") -> Topic:
    with by.acts():
        return actions.begin(by=by.actor, title=title, theme=THEME, text="Ser I det samme?")


def told(by: Person) -> int:
    with by.acts():
        rows = Notice.objects.for_actor(by.actor).filter(kind="network", read_at__isnull=True)
        return int(rows.count())


def test_a_topic_is_begun_answered_and_closed(
    lead: Person, police: Person, neighbour: Person
) -> None:
    mine, theirs = lead.browser(), police.browser()
    assert "Ingen har skrevet i netværket endnu" in page(mine, PLACE)
    begin = sent(mine, f"{PLACE}nyt/", title="Nye klip", theme=THEME, text="Ser I det samme?")
    assert begin.status_code == 302
    address = begin["Location"]
    assert "Nye klip" in page(theirs, PLACE)
    shown = page(theirs, address)
    for words in ("Ser I det samme?", lead.actor.name, "Tovholder", "Et rum uden personer"):
        assert words in shown
    sent(theirs, address, text="Ja, det gør vi.")
    assert "Ja, det gør vi." in page(neighbour.browser(), address)
    sent(theirs, f"{address}luk/", word="Det er løst.")
    closed = page(mine, address)
    assert ("Det er løst." in closed, "Skriv i netværket" in closed) == (True, False)
    late = sent(mine, address, text="For sent skrevet")
    assert (late.status_code, "For sent skrevet" in late.content.decode()) == (409, True)
    assert "Nye klip" in page(mine, f"{PLACE}?status=closed")
    assert "Intet emne svarer" in page(mine, f"{PLACE}?status=open")
    assert "Nye klip" in page(mine, f"{PLACE}?theme=mixed")
    assert "Intet emne svarer" in page(mine, f"{PLACE}?theme=left")


def test_a_text_is_withdrawn_by_its_writer_with_a_reason(lead: Person, police: Person) -> None:
    topic = begun(lead)
    with lead.acts():
        post = rows_of(Post).get()
    address = f"{PLACE}indlaeg/{post.pk}/tilbage/"
    assert address in page(lead.browser(), topic.get_absolute_url())
    assert address not in page(police.browser(), topic.get_absolute_url())
    assert police.browser().get(address).status_code == 404
    assert sent(lead.browser(), address, reason="Det var for nær.").status_code == 302
    shown = page(police.browser(), topic.get_absolute_url())
    for words, there in (
        *(("Trukket tilbage", True), ("Det var for nær.", True)),
        *(("Ser I det samme?", False), ("Nye klip", False), ("der er trukket tilbage", True)),
    ):
        assert (words in shown) is there, words
    with lead.acts(), pytest.raises(Conflict):
        actions.withdraw(by=lead.actor, pk=post.pk, reason="Igen")
    with police.acts():
        answer = actions.reply(by=police.actor, pk=topic.pk, text="Et svar")
        actions.withdraw(by=police.actor, pk=answer.pk, reason="Ikke min")
        with pytest.raises(ObjectDoesNotExist):
            actions.withdraw(by=police.actor, pk=post.pk, reason="Ikke min")


@pytest.mark.parametrize(
    "text",
    [
        "Hun er 010190-1234.",
        "Se 2026-0851-0017",
        "Ring 98 12 34 56",
        "Ring 98123456.",
        "Ring +45 9812 3456",
        "Ring 98.12.34.56",
        "Skriv til x@skole.dk i dag",
    ],
    ids=["cpr", "case", "spaced", "plain", "country", "dotted", "mail"],
)
def test_numbers_and_addresses_are_found(text: str) -> None:
    assert _number_in(text)


@pytest.mark.parametrize(
    "text",
    ["Den 01.02.2026", "2024-2025", "12-11-2026", "§ 115, stk. 1", "30.000 kr.", "kl. 14.30"],
    ids=["date", "years", "day", "law", "money", "time"],
)
def test_other_numbers_are_not(text: str) -> None:
    assert not _number_in(text)


def test_what_names_a_person_is_refused_and_kept(lead: Person) -> None:
    browser = lead.browser()
    said = {"title": "Nye klip", "theme": THEME, "text": "Ring 98 12 34 56"}
    answer = sent(browser, f"{PLACE}nyt/", **said)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert ("telefonnummer" in shown, "Ring 98 12 34 56" in shown) == (True, True)
    with lead.acts():
        assert not rows_of(Topic).exists()


def test_names_of_ones_own_cases_are_found(world: World, lead: Person) -> None:
    other = world.person(NEIGHBOUR, Role.COORDINATOR)
    with lead.acts():
        case = samples.new_case(lead.actor, samples.person(name="Mads Møller Prøvesen"))
        samples.party(lead.actor, case, name="Ea Attrapsen")
        for text in ("Det er Mads Prøvesen.", "Prøvesen, Mads Møller", "om Ea  Attrapsen igen"):
            assert person_in(lead.actor, {"title": "Klip", "text": text}) == ("text", NAME), text
        for text in ("Skolen i Aalborg", "Mads var der", "Ea Andersen", "mads prøvesen"):
            assert person_in(lead.actor, {"text": text}) is None, text
        with pytest.raises(Invalid):
            actions.begin(by=lead.actor, title="Om Mads Prøvesen", theme=THEME, text="x")
    with other.acts():
        assert person_in(other.actor, {"text": "Det er Mads Prøvesen."}) is None


def test_a_name_that_is_hidden_from_the_writer_is_not_told(world: World, lead: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        case = samples.new_case(lead.actor, samples.person(name="Mads Møller Prøvesen"))
        mine = [lead.membership.pk]
        restrict(by=lead.actor, case=case, version=case.version, membership_ids=mine)
    with leader.acts():
        assert person_in(leader.actor, {"text": "Det er Mads Prøvesen."}) is None


def test_the_police_are_held_to_who_was_shared_with_them(lead: Person, police: Person) -> None:
    text = {"text": "Det er Mads Prøvesen."}
    with police.acts():
        assert person_in(police.actor, text) is None
    with lead.acts():
        case = samples.new_case(lead.actor, samples.person(name="Mads Møller Prøvesen"))
        joint.shared(lead.actor, case)
    with police.acts():
        assert person_in(police.actor, text) == ("text", NAME)


def test_others_of_the_district_are_told_once_until_they_have_read(
    world: World, lead: Person, police: Person, neighbour: Person
) -> None:
    topic = begun(lead)
    with lead.acts():
        actions.reply(by=lead.actor, pk=topic.pk, text="Mere")
    officer = world.person(HOME_DISTRICT, Role.OFFICER)
    leader = world.person(HOME, Role.LEADER)
    assert [told(who) for who in (police, officer, neighbour, leader, lead)] == [1, 1, 1, 1, 0]
    for authority, role in (
        *((FAR, Role.LEADER), (FAR_DISTRICT, Role.POLICE_COORDINATOR), (HOME, Role.CASEWORKER)),
    ):
        assert told(world.person(authority, role)) == 0
    assert "Nyt i netværket: Nye klip" in page(police.browser(), "/nyt/")
    with police.acts():
        actions.reply(by=police.actor, pk=topic.pk, text="Et svar")
    assert (told(police), told(lead)) == (0, 1)
    with lead.acts():
        actions.reply(by=lead.actor, pk=topic.pk, text="Tak")
    assert (told(police), told(officer)) == (1, 1)


def test_the_demo_writes_once(lead: Person) -> None:
    for _time in range(2):
        written.write(lambda _done, _all: None)
        with lead.acts():
            assert (rows_of(Topic).count(), rows_of(Post).count()) == (3, 4)


def test_a_list_and_a_topic_ask_the_same_of_one_row_and_three(lead: Person) -> None:
    browser = lead.browser()

    def asked() -> list[int]:
        return [len(page_queries(browser, one)) for one in (PLACE, topic.get_absolute_url())]

    topic = begun(lead)
    once = asked()
    for _more in range(2):
        begun(lead)
        with lead.acts():
            actions.reply(by=lead.actor, pk=topic.pk, text="Mere")
    assert asked() == once
    assert max(once) <= 12, once


def test_who_is_not_of_it_writes_nothing(world: World, lead: Person) -> None:
    topic = begun(lead)
    caseworker = world.person(HOME, Role.CASEWORKER)
    with caseworker.acts(), pytest.raises(NotYourRole):
        actions.reply(by=caseworker.actor, pk=topic.pk, text="Et svar")
    far = world.person(FAR, Role.LEADER)
    with far.acts(), pytest.raises(ObjectDoesNotExist):
        actions.reply(by=far.actor, pk=topic.pk, text="Et svar")
    with lead.acts():
        actions.close(by=lead.actor, pk=topic.pk, word="Slut")
        with pytest.raises(Refused):
            actions.close(by=lead.actor, pk=topic.pk, word="Slut")
        with pytest.raises(Invalid):
            actions.begin(by=lead.actor, title="Ring 98123456", theme=THEME, text="x")


def put(by: Person, topic: Topic, authority: int, **changed: object) -> None:
    usual = {
        "district_id": topic.district_id,
        "is_opening": False,
        "text": "x",
        "by_role": by.actor.role,
        "by_user": by.user.pk,
        "by_name": by.actor.name,
        "at": clock.now(),
    }
    Post(topic_id=topic.pk, authority_id=authority, **usual | changed).save(force_insert=True)


def test_the_database_keeps_the_district_apart(world: World, lead: Person, police: Person) -> None:
    topic = begun(lead)
    reads = {
        (authority, role): _seen(world.person(authority, role))
        for authority, role in (
            *((HOME, Role.CASEWORKER), (NEIGHBOUR, Role.COORDINATOR), (FAR, Role.LEADER)),
            *((HOME_DISTRICT, Role.OFFICER), (FAR_DISTRICT, Role.POLICE_COORDINATOR)),
        )
    }
    assert [*reads.values()] == [(0, 0), (1, 1), (0, 0), (1, 1), (0, 0)]
    assert not refused(police, lambda: put(police, topic, HOME_DISTRICT))
    assert refused(police, lambda: put(police, topic, HOME))
    assert refused(police, lambda: put(police, topic, HOME_DISTRICT, by_role="officer"))
    assert refused(police, lambda: put(police, topic, HOME_DISTRICT, withdrawn_at=clock.now()))
    far = world.person(FAR, Role.LEADER)
    assert refused(far, lambda: put(far, topic, FAR))


def test_the_database_lets_nobody_change_what_another_wrote(lead: Person, police: Person) -> None:
    topic = begun(lead)
    posts, topics = rows_of(Post), rows_of(Topic)
    assert refused(police, lambda: posts.update(withdrawn_at=clock.now()))
    assert refused(lead, lambda: posts.update(is_opening=False))
    assert refused(police, lambda: topics.update(theme="left"))
    with police.acts():
        actions.close(by=police.actor, pk=topic.pk, word="Slut")
    assert refused(lead, lambda: topics.update(closed_at=None, closed_by=None, closed_by_name=""))
    assert refused(lead, lambda: topics.update(last_at=clock.now()))
    assert refused(lead, lambda: put(lead, topic, HOME))


def _seen(person: Person) -> tuple[int, int]:
    with person.acts():
        return rows_of(Topic).count(), rows_of(Post).count()
