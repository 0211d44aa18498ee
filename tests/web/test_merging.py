"""Joining two sides of a form, field by field."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict

from stopext.web import merging
from stopext.web.fields import DateField


class Plan(forms.Form):
    """One of each sort of field."""

    goal = forms.CharField(required=False)
    tick = forms.BooleanField(required=False)
    forms_of = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Dated(forms.Form):
    """A day."""

    on = DateField()


BASE = {"goal": "før", "tick": False, "forms_of": ["a"]}


def seen() -> str:
    """What a page that showed ``BASE`` carries."""
    form = Plan(initial=BASE)
    merging.remember(form, Plan(initial=BASE))
    return str(form[merging.SEEN].value())


def posted(**fields: str | list[str]) -> QueryDict:
    """A form drawn from ``BASE`` and sent with ``fields``."""
    data = QueryDict(mutable=True)
    for name, value in {"goal": "før", "forms_of": ["a"], merging.SEEN: seen(), **fields}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize(
    ("mine", "theirs", "goal", "disputed"),
    [
        ({}, {}, "før", []),
        ({"goal": "mit"}, {}, "mit", []),
        ({}, {"goal": "deres"}, "deres", []),
        ({"goal": "mit"}, {"goal": "deres"}, "mit", ["goal"]),
        ({"goal": "ens"}, {"goal": "ens"}, "ens", []),
        ({"goal": ""}, {"goal": "deres"}, "deres", []),
        ({"goal": ""}, {}, "", []),
        ({"goal": "mit", merging.SEEN: ""}, {"goal": "deres"}, "mit", ["goal"]),
        ({"goal": "mit", merging.SEEN: "vrøvl : :"}, {"goal": "deres"}, "mit", ["goal"]),
    ],
)
def test_a_text(
    mine: dict[str, str], theirs: dict[str, object], goal: str, disputed: list[str]
) -> None:
    merged = merging.merge(posted(**mine), Plan(initial={**BASE, **theirs}), 7)

    assert (merged.data.get("goal"), merged.disputed) == (goal, disputed)
    assert merged.data["version"] == "7"


def test_ticks_and_several_choices_are_joined_too() -> None:
    stored = Plan(initial={**BASE, "tick": True, "forms_of": ["a", "b"]})

    merged = merging.merge(posted(goal="mit"), stored, 2)

    assert (merged.data.get("tick"), merged.data.getlist("forms_of")) == ("on", ["a", "b"])
    assert (merged.taken_over, merged.disputed) == (["tick", "forms_of"], [])


def test_values_are_told_in_words() -> None:
    form = Plan(initial={**BASE, "tick": True})

    assert merging.in_words(form["forms_of"], merging.values(form["forms_of"])) == "A"
    on = Dated()["on"]
    words = [merging.in_words(on, [typed]) for typed in ("2026-11-30", "30.11.2026", "i morgen")]
    assert words == ["30. november 2026", "30. november 2026", "i morgen"]
    assert merging.in_words(form["tick"], merging.values(form["tick"])) == "Ja"
    assert merging.in_words(form["goal"], merging.values(form["goal"])) == "før"
