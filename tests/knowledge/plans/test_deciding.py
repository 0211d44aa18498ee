"""What committees and the council decided on a plan: told in order, corrected with history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, connection, transaction

from knowledge.plans import actions
from knowledge.plans.choices import Body, Outcome, SectionKind
from knowledge.plans.models import Decision, Plan
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import PLAIN, confirmed, plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

OWN, LIST = "/handlingsplaner/min/", "/handlingsplaner/min/beslutninger/"


def said(days: int, outcome: Outcome = Outcome.RECOMMENDED, **more: Any) -> dict[str, Any]:
    """A decision so many days ago."""
    values = {
        "body": Body.COUNCIL if outcome == Outcome.ADOPTED else Body.COMMITTEE,
        "body_name": "Socialudvalget",
        "on": clock.today() - timedelta(days=days),
        "outcome": outcome,
        "minutes": "",
        "agenda_url": "",
        "remark": "",
    }
    return {**values, **more}


def typed(on: date) -> str:
    return f"{on:%d.%m.%Y}"


@pytest.fixture
def plan(lead: Person) -> Plan:
    """A draft that can be adopted."""
    with lead.acts():
        draft = plan_begun(lead)
        write(lead, lambda _what: PLAIN, draft)
        actions.write_section(by=lead.actor, kind=SectionKind.ANTICIPATING, version=0, text=PLAIN)
        return draft


def adopt(leader: Person, plan: Plan, days: int = 3, **more: Any) -> Plan:
    on = clock.today() - timedelta(days=days)
    with leader.acts():
        return actions.adopt(
            by=leader.actor,
            draft=plan,
            adopted_on=on,
            adopted_by="Byrådet",
            **confirmed(plan),
            **more,
        )


def test_the_trail_is_typed_on_the_draft_and_told_when_it_is_published(
    world: World, lead: Person, leader: Person, plan: Plan
) -> None:
    browser, on = lead.browser(), clock.today() - timedelta(days=20)
    assert "Der er ikke skrevet nogen beslutning endnu" in page(browser, LIST)
    assert LIST in page(browser, OWN)
    words = {"body_name": "Børneudvalget", "minutes": "punkt 7", "remark": "Enstemmigt"}
    link = {"agenda_url": "https://aalborg.example/dagsorden"}
    chosen = {"body": "committee", "outcome": "recommended", "on": typed(on)}
    made = sent(browser, f"{LIST}ny/{plan.pk}/", **chosen, **words, **link)
    assert made.headers["Location"] == LIST
    nobody = world.person(NEIGHBOUR, Role.COORDINATOR).browser()
    public = f"/handlingsplaner/{plan.municipality.slug}/"
    for path in (LIST, OWN):
        shown = page(browser, path)
        assert [text in shown for text in (*words.values(), *link.values())] == [True] * 4
    assert "Børneudvalget" not in page(nobody, public)

    with_form = page(leader.browser(), f"{OWN}vedtag/")
    assert ("Børneudvalget" in with_form, LIST in with_form) == (True, True)
    adopt(leader, plan, minutes="punkt 3", agenda_url="https://aalborg.example/referat")

    shown = page(nobody, public)
    assert shown.index(": Børneudvalget") < shown.index(": Byrådet")
    assert ("Børneudvalget" in shown, "Vedtaget" in shown, "punkt 3" in shown) == (True,) * 3
    with lead.acts():
        told = rows_of(Decision).get(outcome=Outcome.ADOPTED)
        assert (told.body, told.body_name, told.is_public) == (Body.COUNCIL, "Byrådet", True)


def test_the_adoption_takes_over_what_the_council_decided(
    lead: Person, leader: Person, plan: Plan
) -> None:
    with lead.acts():
        values = said(3, Outcome.ADOPTED, body_name="Byrådet", minutes="punkt 9")
        actions.add_decision(by=lead.actor, plan=plan, values=values)
    form = leader.browser().get(f"{OWN}vedtag/").context["form"]
    assert form.initial["adopted_by"] == "Byrådet"
    assert form.initial["minutes"] == "punkt 9"
    with pytest.raises(Invalid, match="I beslutningsgangen er planen vedtaget"):
        adopt(leader, plan, days=2)
    answer = sent(leader.browser(), f"{OWN}vedtag/", adopted_on=typed(clock.today()))
    assert "I beslutningsgangen er planen vedtaget" in answer.content.decode()

    adopt(leader, plan)

    with lead.acts():
        assert rows_of(Decision).filter(outcome=Outcome.ADOPTED).count() == 1


def test_an_adoption_before_what_led_to_it_is_refused(
    lead: Person, leader: Person, plan: Plan
) -> None:
    with lead.acts():
        actions.add_decision(by=lead.actor, plan=plan, values=said(2))
    with pytest.raises(Invalid, match="Den kan ikke være vedtaget før den dag"):
        adopt(leader, plan)
    adopt(leader, plan, days=2, agenda_url="http://gammel.example/")
    with lead.acts():
        assert rows_of(Decision).get(outcome=Outcome.ADOPTED).agenda_url == ""


@pytest.mark.parametrize(
    ("days", "more", "told"),
    [
        (-2, {}, "Mødet har ikke været endnu"),
        (
            5,
            {"outcome": Outcome.ADOPTED, "body": Body.COMMITTEE},
            "Kun kommunalbestyrelsen kan vedtage",
        ),
        (5, {"body_name": " "}, "Skriv, hvilket udvalg det er"),
        (5, {"agenda_url": "http://a.dk"}, "Linket skal begynde med https"),
        (5, {"outcome": Outcome.ADOPTED}, "Den kan ikke være vedtaget før"),
    ],
    ids=["future", "committee adopts", "no name", "http", "adopted too early"],
)
def test_what_cannot_be_is_refused(
    lead: Person, plan: Plan, days: int, more: dict[str, Any], told: str
) -> None:
    with lead.acts():
        actions.add_decision(by=lead.actor, plan=plan, values=said(4))
        with pytest.raises(Invalid, match=told):
            actions.add_decision(by=lead.actor, plan=plan, values=said(days, **more))


def test_a_decision_after_the_adoption_or_a_second_one_is_refused(
    lead: Person, leader: Person, plan: Plan
) -> None:
    with lead.acts():
        actions.add_decision(by=lead.actor, plan=plan, values=said(3, Outcome.ADOPTED))
        with pytest.raises(Invalid, match="kan ikke ligge efter den dag"):
            actions.add_decision(by=lead.actor, plan=plan, values=said(1))
        with pytest.raises(Invalid, match="Det står allerede, at planen er vedtaget"):
            actions.add_decision(by=lead.actor, plan=plan, values=said(3, Outcome.ADOPTED))
    public = adopt(leader, plan)
    with lead.acts():
        entry = rows_of(Decision).get().entry
        late = said(9, Outcome.ADOPTED)
        with pytest.raises(Invalid, match="offentliggjort som vedtaget"):
            actions.correct_decision(by=lead.actor, entry=entry, version=0, values=late)
        with pytest.raises(Invalid, match="hører til den næste version"):
            actions.add_decision(by=lead.actor, plan=public, values=said(1))
        with pytest.raises(Refused, match="i kraft af den beslutning"):
            actions.withdraw_decision(by=lead.actor, entry=entry)
        actions.add_decision(by=lead.actor, plan=public, values=said(30, body_name="Glemt udvalg"))
    assert "Glemt udvalg" in page(leader.browser(), OWN)


def test_what_contradicts_a_decision_of_the_same_body_and_day_is_refused(
    lead: Person, leader: Person, plan: Plan
) -> None:
    told = "Begge kan ikke gælde"
    council = {"body": Body.COUNCIL, "body_name": "Byrådet"}
    with lead.acts():
        add: dict[str, Any] = {"by": lead.actor, "plan": plan}
        actions.add_decision(**add, values=said(3))
        no = said(3, Outcome.REJECTED, body_name=" socialudvalget ")
        with pytest.raises(Invalid, match=told):
            actions.add_decision(**add, values=no)
        for fits in (
            said(3, Outcome.REJECTED, body_name="Børneudvalget"),
            said(4, Outcome.POSTPONED),
            said(3, Outcome.APPROVED),
        ):
            actions.add_decision(**add, values=fits)
        late = actions.add_decision(**add, values=said(3, Outcome.POSTPONED, **council))
        with pytest.raises(Invalid, match=told):
            actions.add_decision(**add, values=said(3, Outcome.ADOPTED, body_name="Rådet"))
    with pytest.raises(Invalid, match=told):
        adopt(leader, plan)
    typed_in = {"adopted_on": typed(clock.today() - timedelta(days=3)), "adopted_by": "Byrådet"}
    assert told in sent(leader.browser(), f"{OWN}vedtag/", **typed_in).content.decode()
    with lead.acts():
        actions.withdraw_decision(by=lead.actor, entry=late.entry)
    adopt(leader, plan)


def test_a_correction_keeps_what_was_said_for_the_own_municipality_alone(
    world: World, lead: Person, leader: Person, plan: Plan
) -> None:
    with lead.acts():
        made = actions.add_decision(by=lead.actor, plan=plan, values=said(9, remark="Forkert"))
    adopt(leader, plan)
    browser, path = lead.browser(), f"{LIST}{made.entry}/"

    fixed = sent(browser, path, remark="Rigtigt", minutes="punkt 2")
    assert fixed.headers["Location"] == LIST
    sent(browser, path, remark="Rigtigt")  # says the same: nothing happens

    shown = page(browser, LIST)
    assert ("Forkert" in shown, "Rigtigt" in shown, "Tidligere ordlyd" in shown) == (True,) * 3
    for reader in (world.person(HOME, Role.CASEWORKER), lead):
        assert ("Forkert" in page(reader.browser(), OWN)) is False
    with lead.acts():
        rows = Decision.every.for_actor(lead.actor).filter(entry=made.entry)
        assert sorted(rows.values_list("edits", "stands")) == [(0, False), (1, True)]
        late = said(9, remark="En tredje")
        with pytest.raises(Conflict):
            actions.correct_decision(by=lead.actor, entry=made.entry, version=0, values=late)
    with world.person(NEIGHBOUR, Role.COORDINATOR).acts(), connection.cursor() as cursor:
        cursor.execute("select remark from plans_decision where entry = %s", [made.entry])
        assert cursor.fetchall() == [("Rigtigt",)]


def test_a_withdrawn_decision_is_kept_where_it_was_written(lead: Person, plan: Plan) -> None:
    with lead.acts():
        made = actions.add_decision(by=lead.actor, plan=plan, values=said(9, remark="Aldrig"))
        again = said(9, remark="Aldrig truffet")
        actions.correct_decision(by=lead.actor, entry=made.entry, version=0, values=again)
    browser, path = lead.browser(), f"{LIST}{made.entry}/"
    assert "aldrig er truffet" in page(browser, f"{path}fjern/")
    key = {"idempotency_key": "3f0e6f0e-3c39-4b0f-8f0b-0c8f6d7f6a11"}

    gone = sent(browser, f"{path}fjern/")

    assert gone.headers["Location"] == LIST
    shown = page(browser, LIST)
    assert ("Fjernede beslutninger" in shown, "Aldrig truffet" in shown) == (True, True)
    assert "Aldrig truffet" not in page(browser, OWN)
    assert browser.get(path).status_code == 404
    late = browser.post(path, {"remark": "For sent", "version": "1", **key})
    assert (late.status_code, "For sent" in late.content.decode()) == (409, True)
    with lead.acts(), pytest.raises(ObjectDoesNotExist):
        actions.withdraw_decision(by=lead.actor, entry=made.entry)


def test_a_replaced_plan_takes_no_more_decisions(
    world: World, lead: Person, leader: Person
) -> None:
    old = publish(lead, leader)
    browser, path = lead.browser(), f"{LIST}ny/{old.pk}/"
    with lead.acts():
        draft = actions.revise(by=lead.actor)
    opened = browser.get(path).context["form"]
    adopt(leader, draft)

    assert browser.get(path).status_code == 200
    key = opened["idempotency_key"].value()
    late = browser.post(path, {"remark": "Til den gamle", "idempotency_key": key})
    assert (late.status_code, "Til den gamle" in late.content.decode()) == (409, True)
    with lead.acts():
        with pytest.raises(Refused, match="afløst eller kasseret"):
            actions.add_decision(by=lead.actor, plan=old, values=said(30))
        reader = replace(lead.actor, role=Role.CASEWORKER)
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.add_decision(by=reader, plan=draft, values=said(30))
    foreign = world.person(NEIGHBOUR, Role.COORDINATOR).browser()
    assert foreign.get(f"{LIST}ny/{draft.pk}/").status_code == 404


def test_the_database_lets_nobody_rewrite_a_decision(lead: Person, plan: Plan) -> None:
    with lead.acts():
        made = actions.add_decision(by=lead.actor, plan=plan, values=said(9))
        for change in ("remark = 'x'", "on_ = null", "stands = false, remark = 'x'"):
            sql = f"update plans_decision set {change} where id = %s".replace("on_", '"on"')
            with (
                pytest.raises(ProgrammingError, match="only ended"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql, [made.pk])


def test_a_municipality_without_a_plan_is_told_so(lead: Person) -> None:
    assert "Kommunen har ingen plan" in page(lead.browser(), LIST)
