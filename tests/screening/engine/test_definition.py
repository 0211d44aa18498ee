import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.engine.definition import Ask, to_plain
from screening.engine.parsing import DefinitionError, parse_definition
from screening.wording.faults import tell, tell_definition
from tests.screening.samples import (
    SAMPLE,
    THREE_SIDES,
    plain_bands,
    plain_definition,
    plain_domain,
    plain_indicator,
    plain_three_sides,
)

Change = Callable[[dict[str, Any]], None]


def indicator(plain: dict[str, Any], domain: int = 0, index: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = plain["domains"][domain]["indicators"][index]
    return found


def put(name: str, value: object) -> Change:
    return lambda plain: plain.update({name: value})


def put_first(name: str, value: object) -> Change:
    return lambda plain: indicator(plain).update({name: value})


def put_rule(rule: object, domain: int = 1, index: int = 2) -> Change:
    return lambda plain: indicator(plain, domain, index).update({"show_if": rule})


def risk_lowers(*lowers: str) -> Change:
    bands = [{"key": f"b{n}", "label": "ord", "lower": low} for n, low in enumerate(lowers)]
    return lambda plain: plain["bands"].update({"risk": bands})


FAULTS: list[tuple[Change, str, str]] = [
    (put("key", "Stor"), "key", "“Stor” har ikke den rigtige form"),
    (put("key", 7), "key", "skal være tekst"),
    (put("version", "1"), "version", "“1” har ikke den rigtige form"),
    (put("title", " "), "title", "mangler"),
    (put("title", "a" * 2001), "title", "er for lang: 2001 tegn, højst 2000"),
    (put("title", "a\x00b"), "title", "indeholder usynlige styretegn"),
    (put("title", "a\ud800"), "title", "indeholder usynlige styretegn"),
    (put("title", "a\u202eb"), "title", "indeholder usynlige styretegn"),
    (put("title", "\u200b\u200b"), "title", "indeholder usynlige styretegn"),
    (put("version", "１.0"), "version", "“１.0” har ikke den rigtige form"),
    (put("title", "\u3164"), "title", "indeholder usynlige styretegn"),
    (put("title", "\u2800\u2800"), "title", "indeholder usynlige styretegn"),
    (put("title", "a\u2028b"), "title", "indeholder usynlige styretegn"),
    (put("title", "a\ufe0f"), "title", "indeholder usynlige styretegn"),
    (put("a\ud800", 1), "", "et felts navn kan ikke skrives"),
    (put("never_counts", ["Tro."] * 201), "never_counts", "må højst have 200"),
    (put("domains", [None]), "domains[0]", "skal være et objekt med felter"),
    (lambda p: p.pop("floors"), "floors", "mangler"),
    (lambda p: p["floors"].update({1: 2}), "floors[1]", "et felts navn skal være tekst"),
    (put("farve", "rød"), "farve", "feltet kendes ikke"),
    (put("never_counts", []), "never_counts", "skal have mindst 1"),
    (put("never_counts", "tro"), "never_counts", "skal være en liste"),
    (put("never_counts", [1]), "never_counts", "skal være en liste af tekster"),
    (put("never_counts", [""]), "never_counts[0]", "mangler"),
    (put("level_labels", ["a", "b", "c", "d"]), "level_labels", "skal have præcis tre tekster: for 0, 1 og 2"),  # noqa: E501
    (put("floors", None), "floors", "skal være et objekt med felter"),
    (put("floors", {"domain": "1.1", "axis": "0"}), "floors.domain", "skal ligge mellem 0 og 1"),
    (risk_lowers("0.5"), "bands.risk[0].lower", "det første bånd skal begynde ved 0"),
    (risk_lowers("0", "1", "1"), "bands.risk", "båndene skal stå i stigende rækkefølge uden gentagelser"),  # noqa: E501
    (lambda p: p["bands"].update(risk=[b | {"key": "x"} for b in plain_bands()]), "bands.risk", "nøglen “x” bruges flere gange"),  # noqa: E501
    (put("domains", []), "domains", "skal have mindst 1"),
    (lambda p: p["domains"].pop(), "domains", "mindst ét domæne skal ligge på aksen “protective”"),
    (lambda p: p["domains"][0].update(axis="midt"), "domains[0].axis", "skal være en af: risk, protective, vulnerability"),  # noqa: E501
    (lambda p: p["domains"][1].update(key="A"), "domains", "nøglen “A” bruges flere gange"),
    (lambda p: p["domains"].append(plain_domain("X", [plain_indicator(f"X{n}") for n in range(200)])), "domains", "har flere end 200 indikatorer"),  # noqa: E501
    (put_first("key", "A2"), "domains", "nøglen “A2” bruges flere gange"),
    (put_first("key", "a 1"), "domains[0].indicators[0].key", "“a 1” har ikke den rigtige form"),
    (put_first("anchors", ["Nej.", "Ja."]), "domains[0].indicators[0].anchors", "skal have mindst 3"),  # noqa: E501
    (put_first("anchors", ["Nej.", "", "Ja."]), "domains[0].indicators[0].anchors[1]", "mangler"),
    (put_first("examples", []), "domains[0].indicators[0].examples", "skal have mindst 1"),
    (put_first("counts", ""), "domains[0].indicators[0].counts", "mangler"),
    (put_first("critical", "ja"), "domains[0].indicators[0].critical", "skal være true eller false"),  # noqa: E501
    (put_first("weight", 1.5), "domains[0].indicators[0].weight", "skal være et tal skrevet som tekst, for eksempel “1.5”"),  # noqa: E501
    (put_first("weight", True), "domains[0].indicators[0].weight", "skal være et tal skrevet som tekst, for eksempel “1.5”"),  # noqa: E501
    (put_first("weight", "NaN"), "domains[0].indicators[0].weight", "skal være et tal skrevet som tekst, for eksempel “1.5”"),  # noqa: E501
    (put_first("weight", "１"), "domains[0].indicators[0].weight", "skal være et tal skrevet som tekst, for eksempel “1.5”"),  # noqa: E501
    (put_first("weight", "1e1"), "domains[0].indicators[0].weight", "skal være et tal skrevet som tekst, for eksempel “1.5”"),  # noqa: E501
    (put_first("weight", 11), "domains[0].indicators[0].weight", "skal ligge mellem 0.001 og 10"),
    (put_first("weight", "0"), "domains[0].indicators[0].weight", "skal ligge mellem 0.001 og 10"),
    (put_first("weight", "-1"), "domains[0].indicators[0].weight", "skal ligge mellem 0.001 og 10"),
    (put_first("weight", "1.2345"), "domains[0].indicators[0].weight", "må højst have 3 decimaler"),
    (put_rule({}), "domains[1].indicators[2].show_if", "skal have enten “any” eller “all”"),
    (put_rule({"any": [{"indicator": "Z9", "at_least": 1}]}), "domains[1].indicators[2].show_if", "indikatoren “Z9” findes ikke"),  # noqa: E501
    (put_rule({"any": [{"indicator": "G1", "at_least": 1}], "all": [{"indicator": "G1", "at_least": 1}]}), "domains[1].indicators[2].show_if", "skal have enten “any” eller “all”"),  # noqa: E501
    (put_rule({"any": []}), "domains[1].indicators[2].show_if.any", "skal have mindst 1"),
    (put_rule({"any": [{"indicator": "G1", "at_least": True}]}), "domains[1].indicators[2].show_if.any[0].at_least", "skal være 1 eller 2"),  # noqa: E501
    (put_rule({"any": [{"indicator": "G1", "at_least": 0}]}), "domains[1].indicators[2].show_if.any[0].at_least", "skal være 1 eller 2"),  # noqa: E501
    (put_rule({"any": [{"indicator": "G4", "at_least": 1}]}), "domains[1].indicators[2].show_if", "“G4” skal være stillet tidligere"),  # noqa: E501
    (put_rule({"any": [{"indicator": "G3", "at_least": 1}]}), "domains[1].indicators[2].show_if", "“G3” skal være stillet tidligere"),  # noqa: E501
    (put_rule({"any": [{"indicator": "A1", "at_least": 1}]}, 2, 0), "domains[2].indicators[0].show_if", "“A1” ligger på den anden akse"),  # noqa: E501
    (lambda p: p["subsets"][0].update(indicators=["A2", "Z9"]), "subsets[0].indicators", "indikatoren “Z9” findes ikke"),  # noqa: E501
    (lambda p: p["subsets"][0].update(indicators=["A2", "A2"]), "subsets[0].indicators", "nøglen “A2” bruges flere gange"),  # noqa: E501
    (lambda p: p["subsets"][0].update(indicators=["G1", "G3"]), "subsets[0].indicators", "“G3” vises efter svar, som ikke er med i kortformen"),  # noqa: E501
    (put("floors", {"domain": "0.5", "axis": "0.5", "items": "3"}), "floors.items", "skal være et helt tal"),  # noqa: E501
    (put("floors", {"domain": "0.5", "axis": "0.5", "items": 21}), "floors.items", "skal ligge mellem 0 og 20"),  # noqa: E501
    (put("zero_is_examined", "ja"), "zero_is_examined", "skal være true eller false"),
    (put("asks", ["alder"]), "asks[0]", "skal være en af: citizens_view, scenarios"),
    (put("asks", ["scenarios", "scenarios"]), "asks", "nøglen “scenarios” bruges flere gange"),
    (put("changed", [{"key": "Z9", "meaning": "same", "why": "Ord."}]), "changed[0].key", "indikatoren “Z9” findes ikke"),  # noqa: E501
    (put("changed", [{"key": "A1", "meaning": "removed", "why": "Ord."}]), "changed[0].key", "“A1” er meldt udgået, men stilles stadig"),  # noqa: E501
    (put("changed", [{"key": "A1", "meaning": "ens", "why": ""}]), "changed[0].meaning", "skal være en af: same, new, added, removed"),  # noqa: E501
    (put("changed", [{"key": "A1", "meaning": "same", "why": ""}]), "changed[0].why", "mangler"),
    (put("changed", [{"key": "A1", "meaning": "same", "why": "Ord."}] * 2), "changed", "nøglen “A1” bruges flere gange"),  # noqa: E501
    (put_first("within", "a\x00"), "domains[0].indicators[0].within", "indeholder usynlige styretegn"),  # noqa: E501
    (put_first("calls_for", "mor"), "domains[0].indicators[0].calls_for", "skal være en af: police, health"),  # noqa: E501
    (put_first("weight_source", "En bog."), "domains[0].indicators[0].weight_source", "vægten har en kilde, men ingen begrundelse"),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "message"), FAULTS)
def test_a_fault_is_named_with_its_path(change: Change, path: str, message: str) -> None:
    plain = plain_definition()
    change(plain)

    with pytest.raises(DefinitionError) as caught:
        parse_definition(plain)

    told = [(p.path, tell(p.fault, p.values)) for p in caught.value.problems]
    assert (path, message) in told


class Unread(dict[str, Any]):
    """A domain whose own fields nobody may read before the questions are counted."""

    def __getitem__(self, name: str) -> Any:
        raise AssertionError(name)

    def items(self) -> Any:
        raise AssertionError("items")


def test_questions_are_counted_before_one_is_read() -> None:
    raw = plain_definition(domains=[Unread(indicators=[None] * 200) for _ in range(201)])

    with pytest.raises(DefinitionError) as caught:
        parse_definition(raw)

    assert tell_definition(caught.value.problems) == "domains: har flere end 200 indikatorer"


@pytest.mark.parametrize("raw", [None, [], "tekst", 3])
def test_something_else_than_an_object_is_refused(raw: object) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(raw)

    assert tell_definition(caught.value.problems) == "definitionen: skal være et objekt med felter"


def test_all_faults_are_reported_at_once() -> None:
    plain = plain_definition(title="", version="x")

    with pytest.raises(DefinitionError) as caught:
        parse_definition(plain)

    assert [problem.path for problem in caught.value.problems] == ["version", "title"]
    assert tell_definition(caught.value.problems) == (
        "version: “x” har ikke den rigtige form\ntitle: mangler"
    )
    assert str(caught.value) == "version: form; title: missing"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data(), JSON)
def test_any_value_in_any_place_is_refused_in_words_or_has_a_hash(
    data: st.DataObject, value: Any
) -> None:
    plain = data.draw(st.sampled_from([plain_definition, plain_three_sides]))()
    place: Any = plain
    while isinstance(inner := place[key := data.draw(st.sampled_from(_keys(place)))], dict | list):
        if data.draw(st.booleans()):
            break
        place = inner
    place[key] = value

    told = ""
    try:
        definition = parse_definition(plain)
    except DefinitionError as error:
        told = tell_definition(error.problems)

    assert told or parse_definition(to_plain(definition)) == definition


def _keys(place: dict[str, Any] | list[Any]) -> list[Any]:
    return list(place) if isinstance(place, dict) else list(range(len(place)))


def test_a_definition_survives_the_way_to_json_and_back() -> None:
    assert parse_definition(json.loads(SAMPLE.canonical_json())) == SAMPLE
    assert parse_definition(to_plain(SAMPLE)).content_hash() == SAMPLE.content_hash()


def test_what_a_version_may_leave_out_changes_no_hash_and_survives_when_written() -> None:
    empty = {"zero_is_examined": False, "asks": [], "changed": []}
    plain = plain_definition(**empty)
    plain["floors"]["items"] = 0
    indicator(plain).update(within="", calls_for="police", weight_reason="", weight_source="")

    assert parse_definition(plain).content_hash() == SAMPLE.content_hash()
    assert parse_definition(to_plain(THREE_SIDES)) == THREE_SIDES
    assert THREE_SIDES.content_hash() != SAMPLE.content_hash()


def test_the_hash_ignores_spelling_of_numbers_and_order_of_fields_but_no_word() -> None:
    plain = plain_definition()
    indicator(plain)["weight"] = "1.500"
    assert parse_definition(dict(reversed(plain.items()))).content_hash() == SAMPLE.content_hash()

    plain["domains"][0]["indicators"][0]["anchors"][2] = "Rigtig meget."
    assert parse_definition(plain).content_hash() != SAMPLE.content_hash()


def test_weights_are_decimals_and_default_to_one() -> None:
    assert SAMPLE.indicator("A1").weight == Decimal("1.5")
    assert SAMPLE.indicator("G1").weight == Decimal(1)


def test_an_unknown_indicator_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SAMPLE.indicator("Z1")


def test_rules_open_with_a_present_gate_only() -> None:
    base = {"A1", "A2", "A3", "G1", "G2"} | {f"P{n}" for n in range(1, 8)}

    assert SAMPLE.visible_keys({}) == base
    assert SAMPLE.visible_keys({"G1": 0, "G2": 1}) == base
    assert SAMPLE.visible_keys({"G1": None, "G2": None}) == base
    assert SAMPLE.visible_keys({"G1": 1}) == base | {"G3"}
    assert SAMPLE.visible_keys({"G2": 2, "G3": 2, "A1": 1}) == base | {"G3", "G4"}


def test_a_hidden_gate_opens_nothing() -> None:
    assert "G4" not in SAMPLE.visible_keys({"G1": 0, "G3": 2, "A1": 2})


def test_a_short_form_is_a_definition_of_its_own() -> None:
    short = SAMPLE.only("kort")

    assert short.indicator_keys() == ("A2", "P1")
    assert [domain.key for domain in short.domains] == ["A", "P"]
    assert (THREE_SIDES.asks, THREE_SIDES.only("kort").asks) == (tuple(Ask), ())
    with pytest.raises(KeyError):
        SAMPLE.only("lang")
