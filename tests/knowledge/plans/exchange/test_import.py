"""Plans from elsewhere: what is understood of them, and that only what is empty is filled."""

from __future__ import annotations

import re
from typing import Any

from knowledge.plans.actions import fill_from_file, take_over_workbook
from knowledge.plans.choices import SectionKind
from knowledge.plans.exchange.filling import filling, lacks_level, level_in, words_of
from knowledge.plans.exchange.packages import Package
from knowledge.plans.exchange.pieces import of_document, of_workbook
from knowledge.plans.exchange.shapes import Foreign, Line, Piece, Sent
from knowledge.plans.exchange.uploaded import loaded
from knowledge.plans.models import Action, Goal, Indicator, Plan, PlanSection
from tests.knowledge.plans.browsing import EDIT, page
from tests.knowledge.plans.browsing import sent as typed
from tests.knowledge.plans.exchange import municipal
from tests.knowledge.plans.exchange.files import FILES, sent
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import Person

PLACES, REPORT = f"{FILES}plan/", f"{FILES}rapport/"
#: What is not understood, by file. A new miss fails the test, and so does one that is gone.
MISSES: dict[str, set[str]] = {
    "by_style": set(),
    "by_bold": set(),
    "numbered": set(),
    "action_tables": set(),
    "two_columns": set(),
    "text_boxes": set(),
    "bullets": {row[0] for row in municipal.ACTIONS},  # actions in a list, not in a table
    "one_table": set(),
    "own_words": set(),
    "by_level": {municipal.TEXTS["emergency"]},  # »Hvis det sker«
    "excel_plan": set(),
    "merged_heads": set(),
    "sheets": set(),
}


def understood(name: str) -> Foreign:
    content, _expected = municipal.FILES[name]()
    kind = "docx" if b"word/document.xml" in content else "xlsx"
    package = Package(kind, content)
    return of_workbook(loaded(package), name) if kind == "xlsx" else of_document(package, name)


def misses(name: str) -> tuple[set[str], int]:
    """What does not stand where it should, and how many things were asked about."""
    expected = municipal.FILES[name]()[1]
    pieces = [(words_of(piece), piece.place) for piece in understood(name).pieces]
    found = {text: {place for words, place in pieces if text in words} for text in expected}
    return {text for text, place in expected.items() if found[text] != {place}}, len(expected)


def test_the_share_that_is_understood_and_every_miss() -> None:
    missed = {name: misses(name) for name in municipal.FILES}
    every = sum(number for _missed, number in missed.values())
    wrong = sum(len(one) for one, _number in missed.values())
    for name, (texts, number) in missed.items():
        print(f"{name}: {number - len(texts)} of {number}", *sorted(texts), sep="\n    ")  # noqa: T201
    print(f"understood: {(every - wrong) / every:.0%} of {every}")  # noqa: T201

    assert {name: texts for name, (texts, _number) in missed.items()} == MISSES


def imported(lead: Person, name: str, **chosen: str) -> Any:
    """Send a file and confirm it as it was understood."""
    browser = lead.browser()
    answer = sent(browser, municipal.FILES[name]()[0], "Plan.docx")
    assert answer.headers["Location"] == PLACES, answer.context["form"].errors
    return typed(browser, PLACES, **{**unsaid(browser), **chosen})


def unsaid(browser: Any) -> dict[str, str]:
    """A level for each piece in whose file none stands."""
    form = browser.get(PLACES).context["form"]
    names = [name for name in form.fields if name.endswith("level")]
    return {name: "intervening" for name in names if not form[name].value()}


def counts(shown: str) -> list[str]:
    """How much goes in and how much is left, as a page says it."""
    return re.findall(r"(\d+) ting", shown)


def test_what_is_empty_is_filled(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)

    assert imported(lead, "sheets").headers["Location"] == REPORT

    with lead.acts():
        texts = dict(rows_of(PlanSection).values_list("kind", "text"))
        assert {kind: text for kind, text in texts.items() if text} == municipal.TEXTS
        actions = [(row.title, row.owner, row.ends) for row in rows_of(Action)]
        assert actions == [tuple(row) for row in municipal.ACTIONS]
        assert rows_of(Indicator).get().target == 95
    shown = page(lead.browser(), REPORT)
    for words in (
        "Arket er skjult",
        "Overskriften er brugt",
        "Handling: Tem",
    ):
        assert words in shown
    assert "Temadag på skolerne" in page(lead.browser(), EDIT)
    text = lead.browser().get(f"{FILES}rapport.txt").content.decode()
    assert "Det kom ikke med:" in text


def test_a_level_that_the_file_does_not_say_is_asked_and_the_numbers_are_the_same_before_and_after(
    lead: Person,
) -> None:
    with lead.acts():
        plan_begun(lead)
    browser = lead.browser()
    sent(browser, municipal.sheets()[0], "Plan.xlsx")
    before = counts(page(browser, PLACES))

    refused = typed(browser, PLACES)

    shown = refused.content.decode()
    assert (refused.status_code, counts(shown)) == (422, before)
    assert "Vælg et niveau. Det står ikke i filen." in shown
    with lead.acts():
        assert not rows_of(Action).exists()
    assert typed(browser, PLACES, **unsaid(browser)).headers["Location"] == REPORT
    with lead.acts():
        levels = {*rows_of(Goal).values_list("level", flat=True)}
        levels |= {*rows_of(Action).values_list("level", flat=True)}
    assert levels == {"intervening"}
    after = page(browser, REPORT)
    assert counts(after) == before
    filled = after.split("Sat ind i kladden")[1].split("</section>")[0]
    assert filled.count("<li>") == int(before[0])


def test_levels_are_read_of_rows_and_headings_and_the_rest_is_what_was_chosen(
    lead: Person,
) -> None:
    with lead.acts():
        plan_begun(lead)
        parts = ("plansections", "goals", "actions", "indicators")
        plan = Plan.objects.for_actor(lead.actor).with_parts(*parts).get(is_public=False)
    rows = [["Hvad", "Niveau"], ["A", "Foregribende"], ["B", ""], ["C", "Niveau 7"]]
    table = Piece(where="1", heading="Tabel", rows=rows, fields=["title", "level"])
    said = table.model_copy(update={"rows": rows[:2]})
    assert [lacks_level(one, "actions") for one in (table, said)] == [True, False]
    assert [lacks_level(said, place) for place in ("goals", "handling", "")] == [True, False, False]
    assert [level_in(text) for text in ("Det indgribende arbejde", "Andet")] == ["intervening", ""]
    done = {
        level: filling(plan, foreign(table.model_copy(update={"level": level})), {0: "actions"})
        for level in ("building", "")
    }
    levels = [part.level for part in done["building"].parts if part.sheet]
    assert levels == ["anticipating", "building", "building"]
    why = [fault.why for fault in done["building"].faults]
    assert why[0] == "Niveauet kendes ikke. Det, I har valgt for tabellen, er brugt."
    assert [part.level for part in done[""].parts if part.sheet] == ["anticipating"]
    goals = filling(plan, foreign(Piece(where="1", text="Et mål")), {0: "goals"})
    assert [fault.why for fault in goals.faults] == ["Målets forebyggelsesniveau er ikke valgt."]


def foreign(*pieces: Piece) -> Foreign:
    return Foreign(name="x", pieces=list(pieces), faults=[])


def test_goals_go_on_through_merged_rows_and_what_cannot_be_read_is_told(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)

    imported(lead, "merged_heads")

    with lead.acts():
        rows = [(str(row.goal), row.title, row.starts, row.ends) for row in rows_of(Action)]
        assert rows == [
            ("Flere i fællesskaber", "Temadag på skolerne", "januar 2027", "marts 2027"),
            ("Flere i fællesskaber", "Mentorkorps udvides", "2026", "2027"),
            ("Trygge forældre", "Netværk for forældre", "", "2028"),
        ]
    shown = page(lead.browser(), REPORT)
    assert ("løbende" in shown, "Tiden kan ikke læses" in shown) == (True, True)


def test_a_table_can_be_taken_for_its_goals(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser = lead.browser()
    sent(browser, municipal.merged_heads()[0])
    table = next(n for n, one in enumerate(understood("merged_heads").pieces) if one.rows)

    typed(browser, PLACES, **{f"p{table}": "goals", f"p{table}level": "building"})

    with lead.acts():
        assert {row.level for row in rows_of(Goal)} == {"building"}
        assert [row.text for row in rows_of(Goal)] == ["Flere i fællesskaber", "Trygge forældre"]
        assert rows_of(Action).count() == 0


def test_what_stands_in_the_draft_stays_and_is_shown_beside(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
        rows_of(Plan).update(vision="Vores vision")
    browser = lead.browser()
    typed(browser, f"{EDIT}afsnit/handling/", text="Vores egne ord")
    sent(browser, municipal.by_style()[0])
    assert "Vores egne ord" in page(browser, PLACES)

    typed(browser, PLACES, **{**unsaid(browser), "p0": "vision"})

    with lead.acts():
        section = rows_of(PlanSection).get(kind=SectionKind.HANDLING)
        assert (section.text, rows_of(Plan).get().vision) == ("Vores egne ord", "Vores vision")
        assert rows_of(PlanSection).get(kind="emergency").text == municipal.TEXTS["emergency"]
    shown = page(browser, REPORT)
    assert shown.count("Der står allerede noget") == 2
    assert municipal.TEXTS["handling"] in shown


def test_the_same_file_again_adds_nothing(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    imported(lead, "action_tables")
    imported(lead, "action_tables")
    with lead.acts():
        assert (rows_of(Action).count(), rows_of(Goal).count()) == (3, 3)
    assert "Den står allerede i kladden" in page(lead.browser(), REPORT)


def test_the_pages_lead_back_when_nothing_waits(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser = lead.browser()
    assert browser.get(PLACES).headers["Location"] == FILES
    assert browser.get(REPORT).headers["Location"] == FILES
    assert browser.get(f"{FILES}rapport.txt").status_code == 404
    late = browser.post(PLACES, {})
    assert (late.status_code, "Vælg den igen" in late.content.decode()) == (409, True)


def test_each_deed_leaves_one_event_and_none_when_nothing_is_new(lead: Person) -> None:
    with lead.acts():
        draft = plan_begun(lead)
    foreign = understood("sheets")
    foreign.pieces = [piece.model_copy(update={"level": "building"}) for piece in foreign.pieces]
    places = {n: piece.place for n, piece in enumerate(foreign.pieces)}
    row = {"goal": "", "name": "Møder", "unit": "møder", "baseline": "1", "target": "2"}
    with lead.acts() as collector:
        for _again in range(2):
            fill_from_file(by=lead.actor, draft=draft, foreign=foreign, places=places)
        row["goal"] = str(rows_of(Goal).filter(text="Tal").get().pk)
        sent = Sent(name="x", lines=[Line(sort="indikator", number=2, texts=row)], faults=[])
        take_over_workbook(by=lead.actor, draft=draft, sent=sent, chosen={})
        nothing = Sent(name="x", lines=[], faults=[])
        take_over_workbook(by=lead.actor, draft=draft, sent=nothing, chosen={})
        events = [event["action"] for event in collector.events if "plan." in event["action"]]
    assert events == ["plan.import", "plan.workbook"]
