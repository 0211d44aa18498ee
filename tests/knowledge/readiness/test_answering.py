"""A self-assessment: begun once, answered by several at once, locked whole, read in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, transaction
from django.utils.html import escape

from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Goal, Plan
from knowledge.readiness import actions
from knowledge.readiness.choices import Level
from knowledge.readiness.duties import next_one
from knowledge.readiness.models import Answer, Assessment
from knowledge.readiness.questions import newest, questionnaire
from knowledge.readiness.result import blocks, gaps
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import plan_begun
from tests.matrix.readiness import answered, locked
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

LIST = "/selvvurdering/"
TEXT = "Det har vi set."


def note_of(_what: str) -> str:
    return TEXT


def said_of(theme: Any, level: str = "", note: str = "") -> dict[str, dict[str, str]]:
    return {one.code: {"level": level, "note": note, "link": ""} for one in theme.statements}


def test_the_questionnaire_is_whole() -> None:
    statements = list(newest().statements())
    codes = [one.code for one in statements]

    assert 20 <= len(statements) <= 28
    assert len(codes) == len({*codes})
    assert max(map(len, codes)) <= 40
    assert [len({*one.levels}) for one in statements] == [4] * len(codes)
    assert {one.section for one in statements} <= {*SectionKind}
    assert newest().theme("findes-ikke") is None
    assert newest().statement("findes-ikke") is None
    with pytest.raises(FileNotFoundError):
        questionnaire(0)


def test_one_is_open_at_a_time(world: World, lead: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        first = actions.begin(by=lead.actor)
        again = actions.begin(by=lead.actor)
        assert rows_of(Answer).count() == len([*newest().statements()])
    with leader.acts():
        assert actions.begin(by=leader.actor).pk == first.pk == again.pk
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.begin(by=replace(leader.actor, role=Role.CASEWORKER))


def test_two_answer_a_theme_at_once_and_nothing_is_wiped(world: World, lead: Person) -> None:
    leader = world.person(HOME, Role.LEADER)
    with lead.acts():
        row = actions.begin(by=lead.actor)
    theme = newest().themes[0]
    first, second, _third = (one.code for one in theme.statements)
    path = f"{LIST}{row.pk}/tema/{theme.code}/"
    mine, theirs = lead.browser(), leader.browser()
    form = mine.get(path).context["form"]
    old = {each.html_name: "" if each.value() is None else each.value() for each in form}

    assert sent(theirs, path, **{f"level_{first}": "2"}).status_code == 302
    late = mine.post(path, {**old, f"level_{second}": "4", f"note_{second}": "Øvet i maj"})

    assert late.status_code == 302
    with lead.acts():
        stored = {one.statement: one for one in rows_of(Answer)}
    assert (stored[first].level, stored[second].level) == ("2", "4")
    assert stored[second].note == "Øvet i maj"
    shown = page(mine, f"{LIST}{row.pk}/")
    assert "2 af 3 besvaret" in shown

    told = theirs.post(path, {**old, f"note_{second}": "Øvet i juni"}).content.decode()
    statement = next(one.text for one in theme.statements if one.code == second)
    assert ("Øvet i maj" in told, f"<h3>{escape(statement)}</h3>" in told) == (True, True)

    with lead.acts():
        now = {
            code: {"level": one.level, "note": one.note, "link": one.link}
            for code, one in stored.items()
        }
        same = actions.answer(by=lead.actor, assessment=row, theme=theme, version=0, said=now)
        assert same == 2
        values = {**said_of(theme), first: {"level": "3", "note": "", "link": ""}}
        with pytest.raises(Conflict):
            actions.answer(by=lead.actor, assessment=row, theme=theme, version=0, said=values)


def test_what_is_typed_is_kept_while_it_is_written(lead: Person) -> None:
    with lead.acts():
        row = actions.begin(by=lead.actor)
    theme = newest().themes[1]
    code = theme.statements[0].code
    path, browser = f"{LIST}{row.pk}/tema/{theme.code}/", lead.browser()
    form = browser.get(path).context["form"]
    typed = {each.html_name: "" if each.value() is None else each.value() for each in form}
    typed |= {f"note_{code}": "Halvt skrevet", "autosave_version": "1"}

    kept = browser.post(path, typed)

    assert kept.status_code == 200
    assert "Halvt skrevet" in page(browser, path)
    number = {**typed, f"note_{code}": "Borger 010190-1234", "autosave_version": "2"}
    told = browser.post(path, number).json()
    assert "CPR-nummer" in told["left"][0]
    emptied = {**typed, f"note_{code}": " ", "autosave_version": "3"}
    told = browser.post(path, emptied).json()
    assert "bliver først tømt, når du selv gemmer" in told["left"][0], "left, not sent"
    with lead.acts():
        assert rows_of(Answer).get(statement=code).note == "Halvt skrevet"
    del emptied["autosave_version"]
    assert browser.post(path, emptied).status_code == 302
    with lead.acts():
        assert rows_of(Answer).get(statement=code).note == ""


def test_it_is_locked_whole_and_for_good(world: World, lead: Person) -> None:
    with lead.acts():
        row = actions.begin(by=lead.actor)
        with pytest.raises(Invalid, match="Formål og vision, Organisering"):
            actions.lock(by=lead.actor, assessment=row)
        answered(lead, note_of)
    browser, path = lead.browser(), f"{LIST}{row.pk}/afslut/"
    for _time in range(2):
        assert sent(browser, path).headers["Location"] == f"{LIST}{row.pk}/"
        if _time == 0:
            assert browser.get(path).headers["Location"] == f"{LIST}{row.pk}/"
            break
    with lead.acts():
        kept = rows_of(Assessment).get(pk=row.pk)
        assert (kept.is_locked, kept.locked_by_name) == (True, lead.actor.name)
        assert actions.lock(by=lead.actor, assessment=row).locked_at == kept.locked_at
        assert {*rows_of(Answer).values_list("is_locked", flat=True)} == {True}
        theme = newest().themes[0]
        with pytest.raises(Refused, match="afsluttet imens"):
            actions.answer(
                by=lead.actor, assessment=row, theme=theme, version=0, said=said_of(theme)
            )
        assert rows_of(Answer).update(note="Rettet bagefter") == 0
        assert rows_of(Assessment).update(locked_by_name="En anden") == 0
    late = browser.get(f"{LIST}{row.pk}/tema/{newest().themes[0].code}/")
    assert late.headers["Location"] == f"{LIST}{row.pk}/"
    said = {"note_formaal-maal": "Min tekst", "idempotency_key": str(uuid4())}
    closed = browser.post(f"{LIST}{row.pk}/tema/formaal/", said)
    assert (closed.status_code, "Min tekst" in closed.content.decode()) == (409, True)
    assert browser.get(f"{LIST}{row.pk}/tema/findes-ikke/").status_code == 404


def test_the_result_is_words_by_theme_with_the_gaps_first(lead: Person, done: Assessment) -> None:
    shown = page(lead.browser(), f"{LIST}{done.pk}/")

    assert "Noget er på plads: 1 ikke begyndt, 2 på plads." in shown
    assert shown.index("Det mangler") < shown.index("Tema for tema")
    assert lead.actor.name in shown
    assert "I har ingen lige nu" in shown


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ("333", "Alt er på plads: 3 på plads."),
        ("344", "Alt er på plads: 1 på plads, 2 afprøvet."),
        ("1u2", "Intet er på plads endnu: 1 ikke begyndt, 1 på vej, 1 ved ikke."),
        ("4-2", "Noget er på plads: 1 på vej, 1 afprøvet, 1 ikke besvaret."),
    ],
)
def test_a_theme_in_a_sentence(levels: str, words: str) -> None:
    theme = newest().themes[0]
    codes = {"u": Level.UNKNOWN, "-": ""}
    pairs = zip(theme.statements, levels, strict=True)
    said = {one.code: {"level": str(codes.get(level, level))} for one, level in pairs}

    assert blocks(newest(), said)[0].words == words


def test_gaps_come_lowest_first_and_what_nobody_knows_is_one() -> None:
    theme = newest().themes[0]
    first, second, third = (one.code for one in theme.statements)
    said = {
        first: {"level": "unknown"},
        second: {"level": "4"},
        third: {"level": "1"},
    }
    found = blocks(newest(), said, {first: "1", second: "4"})

    assert [one.statement.code for one in gaps(found)] == [third, first]
    assert [one.moved for one in found[0].said] == ["Før: ikke begyndt", "Som før", ""]
    assert [one.words != "" for one in found[0].said] == [False, True, True]
    assert found[1].said[0].label == "Ikke besvaret"


def test_earlier_ones_stand_beside(lead: Person, done: Assessment) -> None:
    second = locked(lead, note_of)
    third = locked(lead, note_of)
    browser = lead.browser()

    shown = " ".join(page(browser, f"{LIST}{third.pk}/").split())
    assert (str(done.pk) in shown, f'value="{second.pk}" selected' in shown) == (True, True)
    assert "Som før" in shown
    chosen = " ".join(page(browser, f"{LIST}{third.pk}/?med={done.pk}").split())
    assert f'value="{done.pk}" selected' in chosen
    assert page(browser, LIST).count("afsluttet af") == 3


def test_a_gap_becomes_an_action_of_the_draft(lead: Person, done: Assessment) -> None:
    browser, path = lead.browser(), f"{LIST}{done.pk}/handling/formaal-maal/"
    led = browser.get(path)
    assert led.headers["Location"] == "/handlingsplaner/min/"
    with lead.acts():
        asked = newest().statement("formaal-maal")
        assert asked is not None
        with pytest.raises(Refused, match="ingen kladde"):
            actions.plan_for(by=lead.actor, statement=asked, title="x", goal=None)
        plan_begun(lead)
    assert path in page(browser, f"{LIST}{done.pk}/")

    made = sent(browser, path)

    with lead.acts():
        action, goal = rows_of(Action).get(), rows_of(Goal).get()
    assert made.headers["Location"] == f"/handlingsplaner/min/rediger/handling/{action.pk}/"
    assert (action.title, action.goal_id, goal.text) == (asked.action, goal.pk, asked.text)
    sent(browser, f"{LIST}{done.pk}/handling/formaal-ledelse/")
    with lead.acts():
        assert {*rows_of(Action).values_list("goal", flat=True)} == {goal.pk}
    assert browser.get(f"{LIST}{done.pk}/handling/findes-ikke/").status_code == 404


def test_the_next_one_is_a_duty_and_the_open_one_is_on_the_start_page(
    world: World, lead: Person, done: Assessment
) -> None:
    assert "Lav en ny selvvurdering" in page(lead.browser(), "/handlingsplaner/min/kalender/")
    with lead.acts():
        (duty,) = next_one(lead.actor, None)
        assert duty.on.year == clock.today().year + 2
        actions.begin(by=lead.actor)
    assert "Selvvurdering i gang" in page(lead.browser(), "/start/")
    caseworker = world.person(HOME, Role.CASEWORKER)
    assert "Selvvurdering" not in page(caseworker.browser(), "/start/")
    stranger = world.person(NEIGHBOUR, Role.COORDINATOR)
    with stranger.acts():
        assert [*next_one(stranger.actor, None)] == []
        plan = Plan(adopted_on=date(2026, 2, 3))
        (first,) = next_one(stranger.actor, plan)
    assert (first.on, first.text) == (date(2028, 2, 3), "Lav jeres første selvvurdering")
    with caseworker.acts():
        assert [*next_one(caseworker.actor, plan)] == []


@pytest.mark.parametrize(
    ("place", "role"),
    [(NEIGHBOUR, Role.LEADER), (HOME, Role.CASEWORKER)],
    ids=["neighbour", "caseworker"],
)
def test_nobody_else_reads_it(world: World, done: Assessment, place: int, role: Role) -> None:
    person = world.person(place, role)
    assert person.browser().get(f"{LIST}{done.pk}/").status_code in {403, 404}
    with person.acts():
        assert not rows_of(Assessment).exists()
        assert not rows_of(Answer).exists()
        assert not Assessment.objects.for_actor(person.actor).exists()


def test_the_database_takes_no_answer_apart_from_its_assessment(
    lead: Person, done: Assessment
) -> None:
    with lead.acts():
        row = Answer(municipality_id=HOME, assessment=done, statement="ny", is_locked=False)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
        foreign = Assessment(municipality_id=NEIGHBOUR, questionnaire_number=1, started_by_name="x")
        with pytest.raises(ProgrammingError), transaction.atomic():
            foreign.save(force_insert=True)
