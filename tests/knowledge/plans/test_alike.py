"""Comparable municipalities: for all 98, by weights, with what is public of each and no draft."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.likeness.facts import Theme
from knowledge.plans import actions as actions_of_plans
from stopext.access.roles import Role
from stopext.accounts import actions
from stopext.accounts.models import Contact
from tests.knowledge.plans.browsing import EDIT, page
from tests.knowledge.plans.conftest import CANARY
from tests.knowledge.plans.test_pages import MISSING
from tests.matrix.plans import PLAIN, plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, World

HERE, SECTION = "/handlingsplaner/aalborg/ligner/", f"{EDIT}afsnit/handling/"


def selects(captured: Any) -> int:
    return sum(each["sql"].startswith("SELECT") for each in captured)


def listed(text: str) -> list[str]:
    """The municipalities of the lists, in their order."""
    return re.findall(r'<h3>\s*<a href="/handlingsplaner/([\w-]+)/">', text)


def test_every_municipality_has_a_page_with_reasons(corpus: Client) -> None:
    slugs = set(
        re.findall(r'href="/handlingsplaner/([\w-]+)/">', page(corpus, "/handlingsplaner/"))
    )
    slugs -= {"skabelon", "overblik", "sammenlign", "data", "feed"}
    counts, alone = set(), set()
    for slug in slugs:
        with CaptureQueriesContext(connections["default"]) as captured:
            text = page(corpus, f"/handlingsplaner/{slug}/ligner/")
        counts.add(selects(captured))
        assert MISSING not in text
        assert len(listed(text)) >= 3
        assert slug not in listed(text)
        assert ("Fælles:" in text, "ikke en rangliste" in text) == (True, True)
        if "har ingen nær nabo" in text:
            alone.add(slug)

    assert len(slugs) == 98
    assert {"laesoe", "fanoe", "koebenhavn", "taarnby"} <= alone
    assert len(alone) == 9
    assert counts == {7}


def test_the_plan_its_practices_and_dates_are_shown(corpus: Client) -> None:
    text = page(corpus, HERE)

    assert "Offentlig plan, vedtaget" in text
    assert 'href="/viden/' in text
    assert "Det siger ikke noget om risiko" in text
    assert [date for date in ("1. januar 2026", "efteråret 2022", "2023") if date not in text] == []
    assert "Kilde: Danmarks Statistik" in text


def test_cautions_follow_the_facts(corpus: Client) -> None:
    airport = page(corpus, "/handlingsplaner/taarnby/ligner/")
    island = page(corpus, "/handlingsplaner/samsoe/ligner/")

    assert "lufthavn, storcenter eller natteliv" in airport
    assert '<a href="?safety=0">Se listen uden anmeldelser</a>' in airport
    assert "Tæller ikke med her" in island
    without = page(corpus, "/handlingsplaner/taarnby/ligner/?safety=0")
    assert "har ingen nær nabo" not in without
    assert "Se listen uden anmeldelser" not in without


def test_weights_change_the_list_and_can_be_reset(corpus: Client) -> None:
    usual = page(corpus, HERE)
    zeros = "&".join(f"{theme.value}=0" for theme in Theme if theme is not Theme.TURNOUT)
    other = page(corpus, f"{HERE}?{zeros}&turnout=3")

    assert listed(usual) != listed(other)
    assert "Brug de sædvanlige vægte" not in usual
    assert '<a href="?" class="function-link">Brug de sædvanlige vægte</a>' in other
    assert re.search(r'name="turnout"[^>]*>.*?value="3" selected', other, re.DOTALL)


@pytest.mark.parametrize("value", ["9", "-1", "x" * 4000, "' or 1=1", "1.5", "２"])
def test_a_weight_that_cannot_be_read_is_told_and_the_list_stands(
    corpus: Client, value: str
) -> None:
    answer = corpus.get(HERE, {"age": value})
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "Disse tæller som sædvanligt: Alder." in text
    assert listed(text) == listed(page(corpus, HERE))


@pytest.mark.parametrize("query", ["age=%00", "age=", "ukendt=1", "age=1&age=%ff", "&&=&"])
def test_a_hostile_address_shows_a_list(corpus: Client, query: str) -> None:
    assert len(listed(page(corpus, f"{HERE}?{query}"))) >= 3


def test_a_list_in_which_nothing_counts_is_the_usual_one(corpus: Client) -> None:
    text = page(corpus, f"{HERE}?" + "&".join(f"{theme.value}=0" for theme in Theme))

    assert "Mindst ét tema med tal skal tælle" in text
    assert listed(text) == listed(page(corpus, HERE))


@pytest.mark.parametrize("slug", ["ukendt", "nul\x00", "nordjyllands-politi"])
def test_only_municipalities_are_like_others(client: Client, db: None, slug: str) -> None:
    assert client.get(f"/handlingsplaner/{slug}/ligner/").status_code == 404


def test_a_municipality_younger_than_the_facts_is_told_so(
    client: Client, db: None, superuser: psycopg.Connection
) -> None:
    superuser.execute(
        "insert into accounts_authority (id, kind, name, slug, police_district_id, region_name,"
        " group_name) values (899, 'municipality', 'Ny Kommune', 'ny', 1460, '', '')"
    )
    try:
        assert "Vi har ingen tal om kommunen" in page(client, "/handlingsplaner/ny/ligner/")
    finally:
        superuser.execute("delete from accounts_authority where id = 899")


def test_a_draft_marks_nobody(client: Client, draft: None) -> None:
    text = page(client, "/handlingsplaner/odense/ligner/")
    assert "aalborg" in listed(text)

    assert CANARY not in text
    assert "Offentlig plan" not in text


def test_only_what_is_public_of_a_contact_is_shown(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        for use, name in (("notification", "Modtagelsen"), ("coordinator", "Kun for kolleger")):
            row = rows_of(Contact).get(authority_id=HOME, use=use)
            said = {"name": name, "phone": "00 00 12 34", "email": "", "hours": ""}
            actions.keep_contact(by=leader.actor, contact=row, version=row.version, **said)
    anonymous = page(Client(), "/handlingsplaner/odense/ligner/")
    known = page(leader.browser(), "/handlingsplaner/odense/ligner/")

    assert "Underretning om børn og unge: Modtagelsen" in anonymous
    assert "Kun for kolleger" not in anonymous + known
    assert "vises, når du er logget ind" in anonymous
    assert "/infohuse/#" not in anonymous
    assert "Find tovholderen" in known


def test_links_lead_here_from_the_list_and_from_plans(corpus: Client) -> None:
    assert 'href="/handlingsplaner/sammenlign/"' in page(corpus, "/handlingsplaner/")
    with_plan = page(corpus, "/handlingsplaner/aalborg/")
    assert f'href="{HERE}"' in with_plan
    assert "/handlingsplaner/sammenlign/?kommune=aalborg" in with_plan
    without = page(corpus, "/handlingsplaner/aabenraa/")
    assert 'href="/handlingsplaner/aabenraa/ligner/"' in without


def test_who_writes_a_section_sees_how_others_like_her_wrote_it(world: World) -> None:
    publish(world.person(NEIGHBOUR, Role.COORDINATOR), world.person(NEIGHBOUR, Role.LEADER))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        plan_begun(lead)

    browser = lead.browser()
    with CaptureQueriesContext(connections["default"]) as captured:
        text = page(browser, SECTION)

    assert selects(captured) == 12  # one asks for what stood in the section before
    assert MISSING not in text
    assert "Andre kommuner gjorde sådan" in text
    assert "Ligner kun lidt." in text
    assert PLAIN in text
    assert "/handlingsplaner/frederikshavn/#haandtering-af-bekymringer" in text


def test_queries_do_not_grow_with_the_plans(world: World, client: Client, everywhere: None) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    compared = "/handlingsplaner/sammenlign/?kommune=aalborg&kommune=odense&kommune=laesoe"
    counts, found = [], []
    # Taken back here: what is locked by a revision could not be deleted by the fixture.
    with transaction.atomic():
        with lead.acts():
            actions_of_plans.revise(by=lead.actor)
        for browser, path in ((client, HERE), (client, compared), (lead.browser(), SECTION)):
            with CaptureQueriesContext(connections["default"]) as captured:
                found.append(page(browser, path))
            counts.append(selects(captured))
        transaction.set_rollback(True)

    assert counts == [7, 6, 12]
    assert "Andre som jer gjorde sådan" in found[2]
    assert found[2].count("Sådan gør vi her.") == 4  # her own in the field, and three others'
    assert found[0].count("Offentlig plan, vedtaget") == 4
    assert "Gammel" not in "".join(found)


def test_a_draft_is_no_example(world: World, draft: None, superuser: psycopg.Connection) -> None:
    lead = world.person(NEIGHBOUR, Role.COORDINATOR)
    with lead.acts():
        plan_begun(lead)

    text = page(lead.browser(), f"{EDIT}afsnit/organisation/")

    assert CANARY not in text
    assert "gjorde sådan" not in text
