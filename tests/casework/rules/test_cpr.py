from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.identity import CprError, age_on, parse_cpr

TODAY = date(2026, 11, 23)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def replacement(born: date, serial: int) -> str:
    return f"{born.day + 60:02}{born:%m%y}-{serial:04}"


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("670690-3994", date(1990, 6, 7)),
        ("6706903994", date(1990, 6, 7)),
        (" 670690 3994 ", date(1990, 6, 7)),
        ("610136-3990", date(1936, 1, 1)),
        ("610136-4990", None),
        ("610120-4990", date(2020, 1, 1)),
        ("610137-4990", date(1937, 1, 1)),
        ("610120-5990", date(2020, 1, 1)),
        ("610120-9990", date(2020, 1, 1)),
        ("610199-9990", date(1999, 1, 1)),
        ("890200-5990", date(2000, 2, 29)),
    ],
)
def test_date_and_century(text: str, born: date | None) -> None:
    if born is None:
        with pytest.raises(CprError, match="fremtiden"):
            parse_cpr(text, today=TODAY)
    else:
        assert parse_cpr(text, today=TODAY).birth_date == born


@pytest.mark.parametrize(
    "text",
    ["", "670690", "67069O-3994", "920690-3994", "321390-3994", "890201-3990", "670690*3994"],
)
def test_what_cannot_be_a_number_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(CprError) as error:
        parse_cpr(text, today=TODAY)
    assert not text or text not in str(error.value)


@pytest.mark.parametrize("yy", range(58, 100))
@pytest.mark.parametrize("seventh", "5678")
def test_nobody_alive_was_born_in_the_1800s(yy: int, seventh: str) -> None:
    with pytest.raises(CprError, match=f"fødselsåret 18{yy}. Kontrollér det syvende ciffer"):
        parse_cpr(f"6101{yy:02}-{seventh}990", today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "670690–3994",
        "670690\u20113994",
        "670690\u22123994",
        "670690\u00a03994",
        "670690\u20093994",
        "670690 - 3994",
        "67 06 90 3994",
        "67.06.90-3994",
        "67/06/90 3994",
        "670690-3994\u200b",
        "670690\u00ad3994",
        "\ufeff6706903994",
    ],
)
def test_the_separators_of_other_systems_are_read_over(text: str) -> None:
    assert parse_cpr(text, today=TODAY).digits == "6706903994"


def test_digits_of_other_scripts_are_not_stored_as_they_are() -> None:
    with pytest.raises(CprError, match="ti cifre"):
        parse_cpr("٦٧٠٦٩٠٣٩٩٤", today=TODAY)


@given(st.dates(date(1920, 1, 1), date(1999, 12, 31)), st.integers(970, 3999))
def test_modulus_11_never_decides(born: date, serial: int) -> None:
    cpr = parse_cpr(replacement(born, serial), today=TODAY)
    assert (cpr.birth_date, cpr.is_replacement, cpr.birth_year) == (born, True, born.year)


def test_an_ordinary_day_is_not_a_replacement_number() -> None:
    failing = "070690-3990"
    assert sum(int(d) * w for d, w in zip(failing.replace("-", ""), WEIGHTS, strict=True)) % 11
    assert not parse_cpr(failing, today=TODAY).is_replacement


def test_serial_number_is_hidden_even_in_a_traceback() -> None:
    cpr = parse_cpr("670690-3994", today=TODAY)
    assert cpr.masked == "670690-••••"
    assert repr(cpr) == "<Cpr 670690-••••>"
    assert "3994" not in str([cpr])


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
