"""A table whose headings nobody here knows: whoever sends it says what its columns are."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from knowledge.plans.models import Action
from tests.knowledge.plans.browsing import EDIT, page
from tests.knowledge.plans.browsing import sent as typed
from tests.knowledge.plans.exchange.files import FILES, sent
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import Person

PLACES, REPORT = f"{FILES}plan/", f"{FILES}rapport/"
HEAD = ["Det gør vi", "Hvem tager sig af det", "Andet"]
ROWS = [["Aftenvagter i klubben", "SSP", "x"], ["Kursus for ledere", "HR", "y"]]


def opened(lead: Person) -> Any:
    """The page after the table was sent."""
    with lead.acts():
        plan_begun(lead)
    book = Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    browser = lead.browser()
    sent(browser, content.getvalue())
    return browser


def test_columns_chosen_by_hand_are_read_as_they_were_chosen(lead: Person) -> None:
    browser = opened(lead)
    assert "Kolonnen “Hvem tager sig af det” læses som" in page(browser, PLACES)

    typed(browser, PLACES, p0="actions", p0k0="title", p0k1="owner", p0level="building")

    with lead.acts():
        said = [(row.title, row.owner) for row in rows_of(Action)]
    assert said == [(title, who) for title, who, _other in ROWS]
    assert "Kolonnen er ikke hentet." in page(browser, REPORT)


def test_two_columns_cannot_be_read_as_the_same(lead: Person) -> None:
    browser = opened(lead)

    answer = typed(
        browser, PLACES, p0="actions", p0k0="title", p0k1="owner", p0k2="owner", p0level="building"
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "En anden kolonne i tabellen læses som det samme" in shown
    assert "<details open" in shown.replace('<details class="details" open', "<details open")
    with lead.acts():
        assert rows_of(Action).count() == 0


def test_such_a_table_is_text_until_somebody_says_what_it_is(lead: Person) -> None:
    browser = opened(lead)

    typed(browser, PLACES, p0="handling")

    assert "Aftenvagter i klubben · SSP" in page(browser, f"{EDIT}afsnit/handling/")
