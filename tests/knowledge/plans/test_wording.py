"""Two wordings, word by word: nothing is lost of either, and what is the same is not told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.plans.wording import AROUND, Piece, changed, is_left

WORDS = st.lists(st.sampled_from(["vi", "mødes", "hver", "uge", "måned.", "\n\n"])).map(" ".join)
NEW, OLD = "is_new", "is_old"


def told(old: str, new: str) -> list[tuple[str, str]]:
    def mark(piece: Piece) -> str:
        return "+" if piece.is_new else "-" if piece.is_old else "…" if piece.is_gap else ""

    return [(mark(piece), piece.text.strip()) for piece in changed(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        (
            "Vi mødes hver uge.",
            "Vi mødes hver måned.",
            [("", "Vi mødes hver"), ("-", "uge."), ("+", "måned.")],
        ),
        ("", "Nyt.", [("+", "Nyt.")]),
        ("Gammelt.", "", [("-", "Gammelt.")]),
        ("Det  samme ", "Det samme", []),
        ("Ord", "ord", [("-", "Ord"), ("+", "ord")]),
        ("<b>", "<i>", [("-", "<b>"), ("+", "<i>")]),
    ],
    ids=["word", "added", "removed", "blanks", "letter", "markup"],
)
def test_what_came_and_what_went(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert told(old, new) == pieces


@given(old=WORDS, new=WORDS)
def test_both_wordings_can_be_read_of_it(old: str, new: str) -> None:
    pieces = changed(old, new)
    if not pieces:
        assert old.split() == new.split()
        return
    if any(piece.is_gap for piece in pieces):
        return
    before = " ".join(piece.text for piece in pieces if not piece.is_new)
    after = " ".join(piece.text for piece in pieces if not piece.is_old)
    assert (before.split(), after.split()) == (old.split(), new.split())


def test_long_stretches_that_stay_are_left_out_but_for_the_words_beside_a_change() -> None:
    long = " ".join(f"ord{number}" for number in range(200))

    found = told(f"{long} før {long}", f"{long} efter {long}")

    assert [mark for mark, _text in found] == ["…", "", "-", "+", "", "…"]
    assert found[1][1].split()[0] == f"ord{200 - AROUND}"
    assert found[4][1].split()[-1] == f"ord{AROUND - 1}"


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("Vi mødes hver uge med politiet.", "HVER UGE, med\nPOLITIET", True),
        ("Vi mødes hver uge med politiet.", "Hver uge gør vi noget andet.", False),
        ("Besøg på skoler", "Besøg på gymnasier", True),
        ("Besøg på skoler", "Kurser på skoler, og på nettet", True),
        ("Besøg på skoler", "Skoler får besøg", False),
        ("Besøg", "besøg", True),
        ("Vi mødes.", "", False),
        ("-", "-", False),
    ],
)
def test_what_is_left_of_a_wording(old: str, new: str, left: bool) -> None:
    assert is_left(old, new) is left
