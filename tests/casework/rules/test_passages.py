"""Words of others in a text that is about to leave: found, named, quoted, and nothing else."""

from __future__ import annotations

import random

import pytest

from casework.rules.passages import LEAST, SHOWN, Origin, passages

ANSWER = (
    "Eleven har haft et bekymrende fravær siden efterårsferien, og klasselæreren har talt med"
    " forældrene to gange uden at det har ændret noget."
)
SCHOOL = Origin("svar fra Skolen, 3. marts 2026", ANSWER)


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        f"Skolen skriver: {ANSWER} Det må vi se på.",
        ANSWER.upper(),
        ANSWER.replace(" ", "\n").replace(",", " –"),
        "Eleven har haft et bekymrende fravær siden efterårsferien.",
    ],
    ids=["whole", "within", "capitals", "other signs", "eight words"],
)
def test_words_of_others_are_found(text: str) -> None:
    [found] = passages([("Notat", text)], [SCHOOL])

    assert (found.place, found.origin) == ("Notat", SCHOOL.label)
    assert str(found) == f"Notat: “{found.words}” ({SCHOOL.label})"
    assert len(found.words) <= SHOWN + 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Eleven har haft et bekymrende fravær siden sommerferien.",
        "Klasselæreren fortæller, at eleven tit er væk fra skolen for tiden.",
        " ".join(reversed(ANSWER.split())),
    ],
    ids=["nothing", "seven words", "said otherwise", "another order"],
)
def test_other_words_are_not(text: str) -> None:
    assert passages([("Notat", text)], [SCHOOL]) == []


def test_each_origin_is_named_once_in_each_text() -> None:
    doctor = Origin("svar fra Lægen", "a b c d e f g h i j")
    texts = [("Et", f"{ANSWER} {ANSWER}"), ("To", f"a b c d e f g h {ANSWER}"), ("Tre", "intet")]

    found = [(one.place, one.origin) for one in passages(texts, [SCHOOL, doctor])]

    assert found == [("Et", SCHOOL.label), ("To", SCHOOL.label), ("To", doctor.label)]
    assert passages(texts, [Origin("kort", "for få ord til noget")]) == []


def test_any_row_of_enough_words_is_found_and_no_shorter_one() -> None:
    """Over random texts of few words, so that rows often meet by chance."""
    chance = random.Random(20261201)  # noqa: S311 (a test's texts)
    for _round in range(300):
        one, other = (
            [chance.choice("abc") for _word in range(chance.randint(0, 40))] for _text in range(2)
        )
        rows = [
            {tuple(text[at : at + LEAST]) for at in range(len(text) - LEAST + 1)}
            for text in (one, other)
        ]

        found = passages([("x", " ".join(one))], [Origin("y", " ".join(other))])

        assert bool(found) == bool(rows[0] & rows[1])
        if found:
            words = found[0].words.removesuffix(" …").split()
            assert " ".join(words) in " ".join(other) or len(found[0].words) > SHOWN
