"""The Excel round trip: what is fetched and sent back changes nothing but what somebody changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.plans import actions
from knowledge.plans.actions.exchanging import take_over_workbook
from knowledge.plans.choices import Pace
from knowledge.plans.exchange.changes import changes
from knowledge.plans.exchange.packages import Package
from knowledge.plans.exchange.uploaded import loaded, read
from knowledge.plans.exchange.workbook import READ_ONLY, workbook
from knowledge.plans.models import Action, Goal, Indicator, Measurement, Plan
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict
from stopext.access.roles import Role
from stopext.web.text import clean_line
from tests.knowledge.plans.browsing import EDIT, page
from tests.knowledge.plans.browsing import sent as typed
from tests.knowledge.plans.exchange.files import CHANGES, FILES, confirmed, edited, fetched, sent
from tests.matrix.plans import plan_begun, publish, write
from tests.support.days import InDays
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

ODD = ["=1+1", "+45 12 34 56 78", "-5", "@her", "'citat'", "=HYPERLINK(1)", "1,5", "1.5", "1.234"]
ODD += [
    "1-2",
    "2027",
    "marts 2027",
    "01.04.2027",
    "_x0041_",
    "TRUE",
    "100 %",
    "æøå 👩‍👩‍👧 𝛂",
    "x" * 199,
]


@pytest.fixture
def begun(lead: Person) -> Person:
    """Who has a draft with one row of each sort."""
    with lead.acts():
        write(lead, lambda what: f"Om {what} nr. 1", plan_begun(lead))
    return lead


def again(plan: Plan) -> Any:
    """What the plan's own file would change in it."""
    return changes(plan, read(loaded(Package("xlsx", workbook(plan))), "x"), {})


def nothing(found: Any) -> bool:
    return not found and not found.faults


def test_a_file_that_nobody_changed_changes_nothing(begun: Person) -> None:
    browser = begun.browser()

    answer = sent(browser, fetched(browser))

    assert answer.headers["Location"] == FILES
    assert "Intet er ændret" in page(browser, FILES)
    assert browser.get(CHANGES).headers["Location"] == FILES


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_back_as_they_were(begun: Person, text: str) -> None:
    with begun.acts():
        plan = rows_of(Plan).get()
        rows_of(Action).update(title=text, owner=text[:160], status_reason=text)
        rows_of(Goal).update(text=f"{text}\n\n{text}")
        rows_of(Indicator).update(name=text, unit=text[:60])
        rows_of(Measurement).update(note=text)

        assert nothing(again(plan))


TEXT = st.text(max_size=150).map(clean_line)
PERIODS = st.sampled_from(["day", "month", "quarter", "year"])
NUMBERS = st.decimals("-9999999999.99", "9999999999.99", places=2)


@given(TEXT, TEXT, TEXT, NUMBERS, NUMBERS, st.dates(date(1950, 1, 1), date(2199, 1, 1)), PERIODS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_value_comes_back_as_it_was(
    begun: Person, a: str, b: str, c: str, one: Decimal, two: Decimal, day: date, precision: str
) -> None:
    with begun.acts():
        plan = rows_of(Plan).get()
        rows_of(Action).update(title=a or "x", partners=b, cost_note=c, start=day, end=day)
        rows_of(Action).update(start_precision=precision, end_precision=precision)
        rows_of(Indicator).update(name=b or "x", unit=a[:60] or "x", baseline=one, target=two)
        rows_of(Measurement).update(on=day, value=one, note=c)

        assert nothing(again(plan))


def test_what_is_changed_added_and_removed_is_shown_and_then_done(begun: Person) -> None:
    browser = begun.browser()

    def edit(book: Any) -> None:
        page = book["Handlinger"]
        page["C2"] = "Nyt navn"
        page["H2"], page["I2"] = "2. kvartal 2027", date(2028, 3, 1)
        page["I2"].number_format = "mmm-yy"
        for sheet, row in (
            (page, ["", page["B2"].value, "Mentorer", "foregribende"]),
            (book["Indikatorer"], ["", page["B2"].value, "Samtaler", "antal", 1, "2,5"]),
        ):
            for place, value in enumerate(row, 1):
                sheet.cell(3, place, value)
        book["Målinger"].delete_rows(2)
        book["Målinger"].append(["", "Samtaler", date(2026, 1, 31), 4.25])

    answer = sent(browser, edited(fetched(browser), edit))
    assert answer.headers["Location"] == CHANGES, answer.context["form"].errors
    shown = page(browser, CHANGES)
    for words in ("Nyt navn", "marts 2028", "Mentorer", "Samtaler", "Fjernede rækker (1)"):
        assert words in shown
    with begun.acts():
        assert rows_of(Action).count() == 1

    assert confirmed(browser).headers["Location"] == EDIT

    with begun.acts():
        changed, added = rows_of(Action).order_by("position")
        assert (changed.title, changed.starts, changed.ends) == (
            "Nyt navn",
            "2. kvartal 2027",
            "marts 2028",
        )
        assert (changed.end, added.status) == (date(2028, 3, 31), "planned")
        assert rows_of(Indicator).get(name="Samtaler").target == Decimal("2.5")
        assert [(row.value, str(row.indicator)) for row in rows_of(Measurement)] == [
            (Decimal("4.25"), "Samtaler")
        ]
    assert "3 tilføjet, 1 ændret og 1 fjernet" in page(browser, EDIT)


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(begun: Person) -> None:
    browser = begun.browser()
    file = edited(fetched(browser), lambda book: book["Handlinger"].cell(2, 3, "Filens navn"))
    with begun.acts():
        row = rows_of(Action).get()
    path = f"{EDIT}handling/{row.pk}/"
    assert typed(browser, path, title="Kollegas navn", owner="SSP").status_code == 302

    assert sent(browser, file).headers["Location"] == CHANGES
    refused = confirmed(browser)
    shown = refused.content.decode()
    assert (refused.status_code, "Kollegas navn" in shown, "Filens navn" in shown) == (
        422,
        True,
        True,
    )
    (question,) = browser.get(CHANGES).context["changes"].questions
    assert confirmed(browser, **{question.code: "take"}).status_code == 302

    with begun.acts():
        row = rows_of(Action).get()
        assert (row.title, row.owner) == ("Filens navn", "SSP")


def test_a_change_after_the_page_was_shown_is_asked_about(begun: Person) -> None:
    browser = begun.browser()
    file = edited(fetched(browser), lambda book: book["Handlinger"].cell(2, 3, "Filens navn"))
    sent(browser, file)
    with begun.acts():
        draft, row = rows_of(Plan).get(), rows_of(Action).get()
        found = read(loaded(Package("xlsx", file)), "x")
        values = {"title": "Kollegas", "level": "building"}
        actions.change_part(
            by=begun.actor, sort=SORTS["handling"], pk=row.pk, version=row.edits, values=values
        )
        with pytest.raises(Conflict):
            take_over_workbook(by=begun.actor, draft=draft, sent=found, chosen={})
    assert browser.post(CHANGES, {"idempotency_key": draft.pk}).status_code == 422
    with begun.acts():
        assert rows_of(Action).get().title == "Kollegas"


def test_a_row_removed_in_the_file_and_changed_in_the_draft_is_asked_about(begun: Person) -> None:
    browser = begun.browser()
    file = edited(fetched(browser), lambda book: book["Handlinger"].delete_rows(2))
    with begun.acts():
        row = rows_of(Action).get()
        write(begun, lambda _what: "En kollegas nye", rows_of(Plan).get())
    typed(browser, f"{EDIT}handling/{row.pk}/", owner="SSP")

    sent(browser, file)
    (question,) = browser.get(CHANGES).context["changes"].questions
    confirmed(browser, **{question.code: "keep"})

    with begun.acts():
        assert rows_of(Action).count() == 2


def test_the_plan_in_force_is_fetched_and_goes_into_its_revision(
    world: World, lead: Person
) -> None:
    publish(lead, world.person(HOME, Role.LEADER))
    with lead.acts():
        actions.revise(by=lead.actor)
    browser = lead.browser()
    file = fetched(browser, "gaeldende")
    assert sent(browser, file).headers["Location"] == FILES

    file = edited(file, lambda book: book["Indikatorer"].cell(2, 4, "børn"))
    assert sent(browser, file).headers["Location"] == CHANGES
    assert confirmed(browser).status_code == 302

    with lead.acts():
        assert rows_of(Indicator).get(is_public=False).unit == "børn"
        assert rows_of(Indicator).get(is_public=True).unit == "møder"


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("Handlinger!D2", "Ukendt", "Vælg en af: Opbyggende"),
        ("Handlinger!H2", "snart", "Tiden kan ikke læses"),
        ("Handlinger!H2", date(1905, 7, 19), "Excel har gjort året til en dato"),
        ("Handlinger!C2", "=A1", "Cellen er en formel"),
        ("Handlinger!C2", "", "Udfyld feltet"),
        ("Handlinger!B2", "Et andet mål", "er ikke på listen"),
        ("Indikatorer!E2", "tolv", "Skriv et tal"),
        ("Indikatorer!E2", 1.234, "Skriv højst to tal"),
        ("Målinger!C2", InDays(3), "ligger i fremtiden"),
        ("Handlinger!Q1", "Egen kolonne", "Kolonnen kendes ikke"),
        ("Handlinger!A2", "42", "Nøglen er ikke en"),
    ],
)
def test_what_is_not_understood_is_told_with_row_and_column(
    begun: Person, place: str, value: Any, told: str
) -> None:
    browser = begun.browser()
    name, cell = place.split("!")

    def edit(book: Any) -> None:
        book[name][cell] = value.date() if isinstance(value, InDays) else value

    assert sent(browser, edited(fetched(browser), edit)).headers["Location"] == CHANGES
    shown = page(browser, CHANGES)
    assert (told in shown, f"{name}, række {cell[1:]}" in shown) == (True, True)


def test_what_is_to_be_read_is_told_and_not_read_again(lead: Person, begun: Person) -> None:
    with lead.acts():
        draft = rows_of(Plan).get()
        said = {"body": "committee", "body_name": "=Udvalget", "on": clock.today()}
        said |= {"outcome": "recommended", "minutes": "", "agenda_url": "", "remark": "Godt"}
        actions.add_decision(by=lead.actor, plan=draft, values=said)
        plan = rows_of(Plan).get()
        decided, _held = read_only(plan)

        assert "hentes ikke ind igen" in str(decided[0][0])
        assert decided[2][1:] == ("=Udvalget", "Anbefalet", None, None, "Godt")
        assert nothing(again(plan))


def test_how_an_action_is_held_to_go_is_told_and_not_read_again(
    lead: Person, leader: Person
) -> None:
    publish(lead, leader)
    with lead.acts():
        action = rows_of(Action).get()
        late: dict[str, Any] = {"pace": Pace.LATE, "reason": "Ferie", "is_reason_public": True}
        actions.override_pace(by=lead.actor, action=action.pk, version=action.edits, **late)
        plan = rows_of(Plan).get()

        assert read_only(plan)[1][2] == (action.title, "Forsinket", "Ferie")
        assert nothing(again(plan))


def read_only(plan: Plan) -> list[list[Any]]:
    """The sheets that are told only: decisions, and how actions are held to go."""
    book = load_workbook(BytesIO(workbook(plan)))
    return [list(book[str(title)].values) for title in READ_ONLY]
