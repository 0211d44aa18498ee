import re
from collections.abc import Iterator

import pytest

from screening.engine.definition import Axis, Definition, Indicator
from screening.versions.instruments import CURRENT, PUBLISHED, load_instrument

CURRENT_VERSION = load_instrument(*CURRENT)
EARLIER_VERSION = load_instrument("faelles_vurderingsramme", "0.9")
VERSIONS = [load_instrument(*version) for version in PUBLISHED]

# A published version never changes: a new hash here means a new version file, not an edit.
HASHES = {
    "0.9": "bf5150ecb6394a2b1fa8899ea021ade2d994e6c9e00ab8bb96fc794ff8299d03",
    "1.0": "1b03ec08d73acc929ff658242415edd7deaa15008bb2283a187131f440495844",
}
INDICATORS = {"A": 4, "B": 4, "C": 4, "D": 3, "E": 4, "F": 4, "G": 4, "T": 4, "P": 9}
CRITICAL = ["A2", "A4", "E4", "F2"]
TRIAGE = ("A2", "A4", "B1", "C1", "E4", "F2", "P1", "P7")
BANNED = (
    r"\bsubjekt", r"risikoperson", r"\bscore", r"radikaliseret", r"terrorist", r"\bmuslim",
    r"\bislam", r"\bkristn", r"\bjød", r"indvandr", r"vestlig", r"højreekstrem", r"venstreekstrem",
    r"\bpersonens?\b", r"\bmål\b",
)  # fmt: skip


def texts(definition: Definition) -> Iterator[str]:
    yield from (definition.title, definition.purpose, definition.limits, definition.changes)
    for domain in definition.domains:
        yield from (domain.title, domain.description)
        for indicator in domain.indicators:
            yield from indicator_texts(indicator)


def indicator_texts(indicator: Indicator) -> Iterator[str]:
    yield from (indicator.question, indicator.counts, indicator.does_not_count)
    yield from indicator.anchors
    yield from indicator.examples


def test_an_unknown_version_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_instrument("faelles_vurderingsramme", "2.0")


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_a_published_version_is_unchanged(definition: Definition) -> None:
    assert definition.content_hash() == HASHES[definition.version]


def test_the_current_version_has_every_indicator_of_the_framework() -> None:
    assert {d.key: len(d.indicators) for d in CURRENT_VERSION.domains} == INDICATORS
    assert CURRENT_VERSION.indicator_keys() == tuple(
        f"{domain}{number}"
        for domain, count in INDICATORS.items()
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_only_the_protective_domain_is_on_the_protective_axis(definition: Definition) -> None:
    assert [d.key for d in definition.domains if d.axis is Axis.PROTECTIVE] == ["P"]


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_the_critical_indicators_and_the_short_form(definition: Definition) -> None:
    assert [i.key for i in definition.indicators() if i.critical] == CRITICAL
    assert {subset.key: subset.indicators for subset in definition.subsets} == {"triage": TRIAGE}
    assert definition.only("triage").indicator_keys() == TRIAGE


def test_the_gang_questions_open_only_when_the_link_is_present() -> None:
    closed = CURRENT_VERSION.visible_keys({"G1": 0, "G2": None})

    assert {"G3", "G4"}.isdisjoint(closed)
    for gate in ("G1", "G2"):
        assert {"G3", "G4"} <= CURRENT_VERSION.visible_keys({gate: 1})


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_what_never_counts_is_named(definition: Definition) -> None:
    named = " ".join(definition.never_counts).lower()
    words = ["religiøs praksis", "påklædning", "politisk holdning", "lovlig demonstration"]

    assert [w for w in [*words, "etnisk baggrund", "sprog"] if w not in named] == []


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_every_indicator_can_be_used_without_a_manual(definition: Definition) -> None:
    for indicator in definition.indicators():
        assert indicator.question.endswith("?"), indicator.key
        assert len(set(indicator.anchors)) == 3, indicator.key
        assert all(text.endswith(".") for text in indicator.anchors), indicator.key
        assert 20 <= len(indicator.question) <= 120, indicator.key
        assert 25 <= len(indicator.does_not_count) <= 200, indicator.key
        assert all(len(text) >= 30 for text in indicator.examples), indicator.key


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_no_text_labels_people(definition: Definition) -> None:
    seen = list(texts(definition))
    found = [
        (word, text) for text in seen for word in BANNED if re.search(word, text, re.IGNORECASE)
    ]

    assert found == []
    assert len(seen) > 200


def test_questions_are_unique_within_a_version() -> None:
    for definition in VERSIONS:
        questions = [indicator.question for indicator in definition.indicators()]
        assert len(set(questions)) == len(questions)


def test_the_two_versions_share_stable_keys_but_differ_in_words_weights_and_number() -> None:
    old = {i.key: i for i in EARLIER_VERSION.indicators()}
    new = {i.key: i for i in CURRENT_VERSION.indicators()}

    assert set(old) < set(new)
    assert sum(old[key].question != new[key].question for key in old) == 9
    assert sum(old[key].weight != new[key].weight for key in old) == 10
    assert EARLIER_VERSION.floors != CURRENT_VERSION.floors
