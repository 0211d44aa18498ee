from __future__ import annotations

import pytest

from casework.rules.sources import Source, tells_of

SOURCE = Source('Birthe "Bibi" Nørgaard-Świątek', "tlf. +45 20 30 40 50, BNS@skole.example.")


@pytest.mark.parametrize(
    "text",
    [
        "Mailen er fra Nørgaard-Świątek.",
        "NØRGAARD sagde det",
        "Swiatek sagde det",
        "Ifølge Bibi var han vred.",
        "Skriv til bns@skole.example, hvis der er mere.",
        "Ring på 20304050",
        "Ring på 20-30 40 50.",
        "birthe bibi nørgaard świątek ringede",
    ],
)
def test_what_tells_who_the_source_is(text: str) -> None:
    assert tells_of(SOURCE, text)


@pytest.mark.parametrize(
    "text",
    ["Læreren ringede den 20.30.", "Ring på 20304051", "skole.example", "birthes ord", ""],
)
def test_what_does_not(text: str) -> None:
    assert not tells_of(SOURCE, text)


def test_the_name_of_the_family_does_not_tell_of_a_mother() -> None:
    mother = Source("Karin Testlund", "")

    assert not tells_of(mother, "Mads Testlund var vred.", citizen="Mads Testlund")
    assert tells_of(mother, "Karin så det.", citizen="Mads Testlund")
    assert tells_of(mother, "karin testlund så det", citizen="Mads Testlund")


def test_a_short_name_is_also_another_word_and_nobody_is_told_by_nothing() -> None:
    assert not tells_of(Source("Bo", ""), "Bo her")
    assert not tells_of(Source("", ""), "Alle så det")
    assert not tells_of(Source("klasselærer", ""), "Hans klasselærer så det")
