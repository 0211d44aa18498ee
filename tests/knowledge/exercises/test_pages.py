"""The pages, by who uses them: library, plan, run on one screen, learn; cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.exercises import actions
from knowledge.exercises.choices import Move
from knowledge.exercises.loading import card_starts, load, scenarios
from knowledge.exercises.models import Card, Entry, Exercise, Point, Scenario
from knowledge.plans.linter import reviews
from knowledge.plans.models import Action, ActionCard, Task
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.knowledge.exercises.conftest import planned
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import publish
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

EXERCISES, CARDS = "/oevelser/", "/handlekort/"


def remarks(lead: Person) -> list[str]:
    found = [group for each in reviews(lead.actor) for _severity, group in each.groups]
    return [one.rule.code for group in found for one in group]


def once() -> dict[str, str]:
    return {"idempotency_key": str(uuid4())}


def test_the_library_is_whole_and_public(world: World) -> None:
    files = scenarios()
    assert len(files) >= 8
    with world.person(NEIGHBOUR, Role.COORDINATOR).acts():
        assert sorted(Scenario.objects.values_list("key", flat=True)) == sorted(
            one["key"] for one in files
        )
        assert load() == 0
    for said in files:
        shown = page(Client(), f"{EXERCISES}scenarier/{said['key']}/")
        assert said["title"] in shown
        assert "Planlæg en øvelse" not in shown
    listed = page(Client(), f"{EXERCISES}scenarier/")
    assert all(one["title"] in listed for one in files)
    assert Client().get(f"{EXERCISES}scenarier/findes-ikke/").status_code == 404


def test_of_two_who_press_at_once_the_second_reads_who_was_first(
    lead: Person, leader: Person
) -> None:
    run = f"{EXERCISES}{planned(lead).pk}/forloeb/"

    def pressed(who: Person, **button: str) -> str:
        answer = who.browser().post(f"{run}trin/", {**button, **once()}, follow=True)
        return str(answer.content.decode())

    first, second = (pressed(who, move="start") for who in (lead, leader))
    assert ("var først" in first, f"{lead.actor.name} var først, kl. " in second) == (False, True)
    assert "Øvelsen begyndte." in second
    assert "var først" not in pressed(lead, move="start"), "twice by herself is once"
    given = [pressed(who, move="next", step="2") for who in (leader, lead)]
    told = f"{leader.actor.name} var først, kl. "
    assert [told in one for one in given] == [False, True]


def test_who_is_overtaken_in_the_log_reads_by_whom(lead: Person, worker: Person) -> None:
    run = f"{EXERCISES}{planned(lead).pk}/forloeb/"
    browser = lead.browser()
    browser.post(f"{run}trin/", {"move": "start", **once()})
    sent(browser, run, text="Skolen lukker kl. 14", sort="decision")
    with lead.acts():
        line = f"{EXERCISES}log/{rows_of(Entry).get(sort='decision').root}/"
    shown = browser.get(line).context["form"]
    old = {each.html_name: each.field.widget.format_value(each.value()) or "" for each in shown}
    sent(worker.browser(), line, text="Skolen lukker kl. 15")

    late = browser.post(line, {**old, "text": "Skolen lukker kl. 16"})

    known = ("Skolen lukker kl. 15", "Skolen lukker kl. 16", f"{worker.actor.name}, ")
    told = late.content.decode()
    assert (late.status_code, [one for one in known if one not in told]) == (409, [])


def test_an_exercise_from_plan_to_task(lead: Person, leader: Person, worker: Person) -> None:
    publish(lead, leader)
    browser = lead.browser()
    assert "I har ingen øvelser endnu" in page(browser, EXERCISES)
    day = f"{clock.today():%d.%m.%Y}"
    made = sent(browser, f"{EXERCISES}scenarier/manifest/planlaeg/", on=day, place="Byrådssalen")
    place = made.headers["Location"]
    shown = page(browser, place)
    assert ("Byrådssalen" in shown, "Klasselærer" in shown, "Kør øvelsen" in shown) == (
        True,
        False,
        True,
    )
    assert "Byrådssalen" in page(browser, "/start/")
    calendar = page(browser, "/handlingsplaner/min/kalender/")
    assert ("Hold øvelsen: " in calendar, "ikke holdt og evalueret en" in calendar) == (True, True)
    sent(browser, f"{place}ret/", place="Online")
    assert "Minut 12" in page(browser, f"{place}ark/")
    run = f"{place}forloeb/"
    assert "ikke begyndt" in page(browser, run)

    browser.post(f"{run}trin/", {"move": "start", **once()})
    assert "Indspil 1 af 6" in page(browser, run)
    colleague = worker.browser()
    seen = page(colleague, run)
    assert ("Giv næste indspil" in seen, "Skriv i loggen" in seen) == (False, True)
    sent(colleague, run, text="Skolen lukker kl. 14", sort="decision")
    browser.post(f"{run}trin/", {"move": "next", "step": "2", **once()})
    seen = page(browser, run)
    assert ("Indspil 2 af 6" in seen, 'keep-lines">Skolen lukker kl. 14' in seen) == (True, True)
    with worker.acts():
        root = rows_of(Entry).get(sort="decision").root
    sent(colleague, f"{EXERCISES}log/{root}/", text="Skolen lukker kl. 15")
    seen = page(browser, run)
    assert ("Skolen lukker kl. 15" in seen, "Rettet. Det stod der før" in seen) == (True, True)
    assert "kl. 14" in page(browser, f"{EXERCISES}log/{root}/")

    late = browser.post(f"{run}trin/", {"move": "resume", **once()})
    assert late.headers["Location"] == run
    assert browser.post(f"{run}trin/", {"move": "finish", **once()}).status_code == 404
    assert (
        "tæller øvelsen først, når evalueringen er skrevet" in page(browser, f"{run}slut/"),
        f"{run}slut/" in page(browser, run),
    ) == (
        True,
        True,
    )
    with lead.acts():
        assert rows_of(Exercise).get().status == "running"
    ended = sent(browser, f"{run}slut/")
    assert ended.headers["Location"] == place
    refused = browser.post(run, {"text": "For sent", "sort": "decision", **once()})
    told = refused.content.decode()
    assert (refused.status_code, "For sent" in told, "Øvelsen sluttede" in told) == (
        409,
        True,
        True,
    )
    assert "hører til i evalueringen" in told
    assert "slut" in page(browser, run)


def test_what_was_learned_becomes_a_task(lead: Person, leader: Person, worker: Person) -> None:
    publish(lead, leader)
    browser, colleague = lead.browser(), worker.browser()
    place = f"{EXERCISES}{planned(lead).pk}/"
    browser.post(f"{place}forloeb/trin/", {"move": "start", **once()})
    sent(browser, f"{place}forloeb/slut/")
    with lead.acts():
        action = rows_of(Action).get()
    due = f"{clock.today() + timedelta(days=20):%d.%m.%Y}"
    sent(browser, f"{place}laering/", text="Prøv alarmen", owner="Vagt", due_on=due)
    with lead.acts():
        point = rows_of(Point).get().pk
    assert "Vælg, hvilken handling" in page(browser, place)
    task = f"{EXERCISES}laering/{point}/opgave/"
    missing = browser.post(task, once())
    assert missing.headers["Location"] == f"{EXERCISES}laering/{point}/"
    sent(browser, f"{EXERCISES}laering/{point}/", action=str(action.pk))
    offered = page(browser, place)
    assert "Gør til opgave i planen" in offered
    assert "Handling i planen: " in offered, "the words beside the button say what they are"
    assert offered.count("csrfmiddlewaretoken") == offered.count('method="post"')
    for _time in range(2):
        browser.post(task, once())
    with lead.acts():
        made_task = rows_of(Task).get(text="Prøv alarmen")
    assert f"#opgave-{made_task.pk}" in page(browser, place)
    assert "Opgave i planen" in page(colleague, place)
    assert "Øvelsen er ikke evalueret endnu" in page(browser, place)
    empty = sent(browser, f"{place}evaluering/", worked="", missing="")
    assert (empty.status_code, "hvad der gik godt" in empty.content.decode()) == (422, True)
    sent(browser, f"{place}evaluering/", worked="Roen", missing="Alarmen")
    shown = page(browser, place)
    assert ("Roen" in shown, "Alarmen" in shown) == (True, True)
    assert ("Ret evalueringen" in shown, "Skriv evaluering" in shown) == (True, False)
    assert "kan ikke hentes tilbage" in page(browser, f"{EXERCISES}laering/{point}/fjern/")
    sent(browser, f"{EXERCISES}laering/{point}/fjern/")
    assert "Ingen læringspunkter endnu" in page(browser, place)
    with lead.acts():
        codes = remarks(lead)
    assert "X1" not in codes
    assert "Hold en øvelse af beredskabet" in page(browser, "/handlingsplaner/min/kalender/")


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize(
    ("days", "found"), [(0, True), (-700, False), (-800, True)], ids=["none", "recent", "old"]
)
def test_the_linter_asks_for_an_exercise(
    lead: Person, leader: Person, days: int, found: bool
) -> None:
    publish(lead, leader)
    if days:
        held = clock.now() + timedelta(days=days)
        row = planned(lead)
        with lead.acts(), clock.at(held):
            for to in (Move.START, Move.FINISH):
                row = actions.move(by=lead.actor, pk=row.pk, to=to)
            assert "X1" in remarks(lead)  # nobody has said how it went
            said: dict[str, Any] = {"version": row.edits, "worked": "", "missing": "Alarmen"}
            actions.evaluate(by=lead.actor, pk=row.pk, **said)
        for path in (EXERCISES, f"{EXERCISES}{row.pk}/"):
            shown = page(lead.browser(), path)
            told = ("Planlagt til" in shown, format_date(timezone.localdate(held)) in shown)
            assert told == (True, True)
    with lead.acts():
        codes = remarks(lead)
    assert ("X1" in codes) is found
    shown = page(lead.browser(), "/handlingsplaner/min/mangler/")
    assert ("Hold en øvelse af beredskabet mindst" in shown) is found


def test_calling_off_and_what_is_wrong_is_said(lead: Person) -> None:
    browser, row = lead.browser(), planned(lead)
    place = f"{EXERCISES}{row.pk}/"
    empty = sent(browser, f"{place}aflys/", reason="")
    assert (empty.status_code, "Udfyld feltet" in empty.content.decode()) == (422, True)
    sent(browser, f"{place}aflys/", reason="Sygdom i ledelsen")
    assert "Sygdom i ledelsen" in page(browser, place)
    for path, said in (("evaluering/", {"worked": "x"}), ("laering/", {"text": "Min tekst"})):
        late = browser.post(f"{place}{path}", {**said, "version": "1", **once()})
        assert late.status_code == 409
    assert browser.post(f"{place}forloeb/trin/", {"move": "dance", **once()}).status_code == 404
    assert browser.get(f"{EXERCISES}log/{uuid4()}/").status_code == 404
    with lead.acts():
        assert rows_of(Exercise).get().status == "called_off"


def test_a_card_from_start_to_public_page(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    browser = lead.browser()
    assert "I har ingen handlekort endnu" in page(browser, CARDS)
    start = card_starts()["skole"]
    path = f"{CARDS}ny/?fra=skole"
    assert start["audience"] in page(browser, path)
    long = sent(browser, path, owner="Tovholder", steps="x" * 181, uses="centre")
    assert (long.status_code, "Højst 180 tegn" in long.content.decode()) == (422, True)
    made = sent(browser, path, owner="Tovholder", uses="coordinator")
    card = made.headers["Location"]
    shown = page(browser, card)
    assert ("Ikke godkendt" in shown, "Ikke oplyst" in shown) == (True, True)
    open_to_all = card.replace(CARDS, f"{CARDS}offentligt/")
    assert Client().get(open_to_all).status_code == 404
    waits = f'href="{card}godkend/"'
    assert (waits in page(leader.browser(), "/start/"), waits in page(browser, "/start/")) == (
        True,
        False,
    )
    assert browser.get(f"{card}godkend/").status_code == 403
    marked = page(leader.browser(), f"{card}godkend/")
    assert ("Kun for jer, ikke på" in marked, "Kun for jer, ikke på" in shown) == (True, False)
    done = sent(leader.browser(), f"{card}godkend/", is_public="on")
    assert done.headers["Location"] == card
    public = page(Client(), open_to_all)
    for told in ("<dt>Tovholder</dt>", "Ikke oplyst", "Ikke godkendt"):
        assert told not in public
    assert leader.actor.name in page(browser, card)
    assert leader.actor.name not in public
    own = page(browser, "/handlingsplaner/min/")
    assert (f'href="{card}"' in own, f'href="{EXERCISES}"' in own) == (True, True)
    assert f'href="{open_to_all}"' in page(Client(), "/handlingsplaner/aalborg/")

    assert waits not in page(leader.browser(), "/start/")

    assert "viser den offentlige" in page(browser, f"{card}ret/")
    sent(browser, f"{card}ret/", owner="Vagtchef", uses="coordinator")
    kept = page(Client(), open_to_all)
    assert ("Tovholder" in kept, "Vagtchef" in kept) == (True, False)
    assert "sidst blev godkendt" in page(browser, CARDS)
    assert "viser den forrige udgave" in page(leader.browser(), "/start/")
    sent(leader.browser(), f"{card}godkend/", is_public="on")
    assert "Vagtchef" in page(Client(), open_to_all)
    sent(browser, f"{card}fjern/")
    with lead.acts():
        assert not rows_of(Card).exists()


def test_a_card_begins_with_what_the_plan_says(
    lead: Person, leader: Person, worker: Person, world: World
) -> None:
    publish(lead, leader)
    with lead.acts():
        row = rows_of(ActionCard).get()
    browser = lead.browser()
    assert f"fra={row.pk}" in page(browser, CARDS)
    begun = browser.get(f"{CARDS}ny/?fra={row.pk}")
    assert row.audience in begun.content.decode()
    assert "attention" not in begun.context["form"].initial
    assert f"Planen nævner disse kontakter: {row.contacts[0]}." in begun.content.decode()
    assert browser.get(f"{CARDS}ny/?fra=noget-andet").status_code == 200
    assert "Kommunens tovholder eller leder skriver dem" in page(worker.browser(), CARDS)
    other = world.person(NEIGHBOUR, Role.COORDINATOR).browser()
    assert row.audience not in page(other, f"{CARDS}ny/?fra={row.pk}")
