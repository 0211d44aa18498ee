"""A definition that gains a field keeps the hashes of all that were published before it."""

from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

import pytest

from screening.engine import definition as module
from screening.engine.definition import Definition, Indicator, to_plain
from screening.engine.plain import ALWAYS
from screening.engine.shapes import OnlyFields
from screening.versions.instruments import PUBLISHED, load_instrument
from tests.screening.samples import SAMPLE

VALUES: list[Any] = [
    kind for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, OnlyFields) and kind is not OnlyFields
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaterIndicator(Indicator):
    """An indicator as a later version of the portal may know it."""

    source: str = ""
    scenarios: tuple[str, ...] = ()


def with_later_fields(definition: Definition, **given: Any) -> Definition:
    """The same definition, read by that later version."""
    return replace(
        definition,
        domains=tuple(
            replace(
                domain,
                indicators=tuple(
                    LaterIndicator(**{f.name: getattr(i, f.name) for f in fields(i)}, **given)
                    for i in domain.indicators
                ),
            )
            for domain in definition.domains
        ),
    )


@pytest.mark.parametrize("version", PUBLISHED, ids=lambda version: version[1])
def test_a_new_field_changes_no_hash_until_it_is_used(version: tuple[str, str]) -> None:
    published = load_instrument(*version)

    later = with_later_fields(published)
    used = with_later_fields(published, source="Et studie.")

    assert later.content_hash() == published.content_hash()
    assert used.content_hash() != published.content_hash()


def test_every_field_at_its_default_is_left_out_but_the_four_of_the_first_hashes() -> None:
    with_default = {
        field.name for kind in VALUES for field in fields(kind) if field.default is not MISSING
    }

    later = {"within", "calls_for", "weight_reason", "weight_source", "items"}
    later |= {"zero_is_examined", "asks", "changed"}
    assert len(VALUES) == 10
    assert with_default - ALWAYS == {"show_if", "any_of", "all_of"} | later
    assert {"age_note", "weight", "critical", "subsets"} == ALWAYS


def test_a_rule_is_written_under_the_one_name_it_has() -> None:
    plain: Any = to_plain(SAMPLE)
    asked = [indicator for domain in plain["domains"] for indicator in domain["indicators"]]

    assert [list(i["show_if"]) for i in asked if "show_if" in i] == [["any"], ["all"]]
