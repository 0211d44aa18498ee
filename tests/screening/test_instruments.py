import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from screening.engine.definition import Axis, Definition, Help, Indicator, Meaning
from screening.versions.instruments import CURRENT, FRAMEWORK, PUBLISHED, load_instrument
from tests.laws.promises import FILES

CURRENT_VERSION = load_instrument(*CURRENT)
FIRST_VERSION, EARLIER_VERSION = (load_instrument(FRAMEWORK, n) for n in ("0.9", "1.0"))
VERSIONS = [load_instrument(*version) for version in PUBLISHED]

# A published version never changes: a new hash here means a new version file, not an edit.
HASHES = {
    "0.9": "bf5150ecb6394a2b1fa8899ea021ade2d994e6c9e00ab8bb96fc794ff8299d03",
    "1.0": "1b03ec08d73acc929ff658242415edd7deaa15008bb2283a187131f440495844",
    "1.1": "c93d2880cabf6e78fa6f103495202e281866018411ba44533eeab22342901e36",
}
INDICATORS = {"A": 4, "B": 3, "C": 4, "D": 3, "P": 10, "E": 4, "F": 5, "G": 4, "T": 4}
#: Keys that are gone; a key is never used again for something else.
GONE = {"B4", "T3", "T5"}
CRITICAL = {"1.1": ["A2", "A4", "E4", "F2", "F5"]}
OLD_CRITICAL = ["A2", "A4", "E4", "F2"]
TRIAGE = {"1.1": ("A2", "A4", "B1", "C1", "P1", "E4", "F2", "F5")}
OLD_TRIAGE = ("A2", "A4", "B1", "C1", "E4", "F2", "P1", "P7")
NOTHING_KNOWN = re.compile(r"\b(intet|ingen) kendte?\b", re.IGNORECASE)
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


def test_the_guide_to_the_framework_names_the_answers_of_the_version_in_force() -> None:
    guide = (FILES / "articles" / "brug-af-faelles-vurderingsramme.md").read_text()

    said = [f"*{label.lower()}*" in guide.lower() for label in CURRENT_VERSION.level_labels]

    assert (said, "eller muligt" in guide) == ([True] * 3, False)


def test_an_unknown_version_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_instrument("faelles_vurderingsramme", "2.0")


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_a_published_version_is_unchanged(definition: Definition) -> None:
    assert definition.content_hash() == HASHES[definition.version]


def test_the_current_version_has_every_indicator_of_the_framework() -> None:
    assert {d.key: len(d.indicators) for d in CURRENT_VERSION.domains} == INDICATORS
    assert {d.key for d in CURRENT_VERSION.domains if d.axis is Axis.VULNERABILITY} == {"T"}
    assert not GONE & set(CURRENT_VERSION.indicator_keys())


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_only_the_protective_domain_is_on_the_protective_axis(definition: Definition) -> None:
    assert [d.key for d in definition.domains if d.axis is Axis.PROTECTIVE] == ["P"]


@pytest.mark.parametrize("definition", VERSIONS, ids=lambda d: d.version)
def test_the_critical_indicators_and_the_short_form(definition: Definition) -> None:
    assert [i.key for i in definition.indicators() if i.critical] == (
        CRITICAL.get(definition.version, OLD_CRITICAL)
    )
    triage = TRIAGE.get(definition.version, OLD_TRIAGE)
    assert {subset.key: subset.indicators for subset in definition.subsets} == {"triage": triage}
    assert definition.only("triage").indicator_keys() == triage
    assert len(triage) == 8


def test_a_question_that_presupposes_another_opens_only_when_that_is_present() -> None:
    opened = {"G1": {"G2", "G3", "G4"}, "P7": {"P10"}}
    always = CURRENT_VERSION.visible_keys({})

    for gate, keys in opened.items():
        assert keys.isdisjoint(CURRENT_VERSION.visible_keys({gate: 0}))
        assert CURRENT_VERSION.visible_keys({gate: 1}) - always == keys


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


def test_the_first_versions_share_stable_keys_but_differ_in_words_weights_and_number() -> None:
    old = {i.key: i for i in FIRST_VERSION.indicators()}
    new = {i.key: i for i in EARLIER_VERSION.indicators()}

    assert set(old) < set(new)
    assert sum(old[key].question != new[key].question for key in old) == 9
    assert sum(old[key].weight != new[key].weight for key in old) == 10
    assert FIRST_VERSION.floors != EARLIER_VERSION.floors


def test_the_change_list_says_of_every_key_what_became_of_it() -> None:
    old = {i.key: i for i in EARLIER_VERSION.indicators()}
    new = {i.key: i for i in CURRENT_VERSION.indicators()}
    said = {change.key: change.meaning for change in CURRENT_VERSION.changed}
    differing = {key for key in old.keys() & new.keys() if old[key] != new[key]}

    assert {key for key, meaning in said.items() if meaning is Meaning.ADDED} == set(new) - set(old)
    assert {key for key, m in said.items() if m is Meaning.REMOVED} == set(old) - set(new)
    assert {k for k, m in said.items() if m in {Meaning.SAME, Meaning.NEW}} == differing
    assert len(said) == 43


def test_a_change_of_a_number_is_told_in_the_change_text() -> None:
    old = {i.key: i.weight for i in EARLIER_VERSION.indicators()}
    new = {i.key: i.weight for i in CURRENT_VERSION.indicators()}

    assert {key for key in old.keys() & new.keys() if old[key] != new[key]} == set()
    told = [f"{key} {str(new[key]).replace('.', ',')}" for key in new.keys() - old.keys()]
    told += ["mindst tre svar", "halvdelen", "0,4", "F5 i stedet for P7"]
    assert [text for text in told if text not in CURRENT_VERSION.changes] == []
    assert (EARLIER_VERSION.floors.domain, CURRENT_VERSION.floors.items) == (Decimal("0.5"), 3)


def test_a_zero_never_says_that_nothing_is_known() -> None:
    zeros = {i.key: i.anchors[0] for i in CURRENT_VERSION.indicators()}

    assert CURRENT_VERSION.zero_is_examined
    assert [key for key, text in zeros.items() if NOTHING_KNOWN.search(text)] == []
    old = [i.anchors[0] for i in EARLIER_VERSION.indicators()]
    assert sum(bool(NOTHING_KNOWN.search(text)) for text in old) == 28


def test_every_question_asks_one_thing_in_a_stated_time_with_a_reason_for_its_weight() -> None:
    for indicator in CURRENT_VERSION.indicators():
        assert indicator.within, indicator.key
        assert indicator.age_note, indicator.key
        assert indicator.weight_reason, indicator.key
        assert indicator.weight_source, indicator.key
        assert " og " not in indicator.question, indicator.key
    asked = [i.question for i in EARLIER_VERSION.indicators() if " og " in i.question]
    assert len(asked) == 7


def test_leaving_life_is_counted_once_and_breaking_a_law_without_violence_never() -> None:
    farewell = [
        i.key
        for i in CURRENT_VERSION.indicators()
        if re.search("afsked", " ".join((i.counts, *i.anchors)), re.IGNORECASE)
    ]

    assert farewell == ["E4"]
    assert [i.key for i in CURRENT_VERSION.indicators() if i.calls_for is Help.HEALTH] == ["E4"]
    assert all("lovbrud" not in text for text in indicator_texts(CURRENT_VERSION.indicator("C1")))
    assert any("Civil ulydighed" in line for line in CURRENT_VERSION.never_counts)
    for key in ("C1", "C2"):
        assert "ivil ulydighed" in CURRENT_VERSION.indicator(key).does_not_count
