"""A field that says it must be filled in is not marked as optional beside it."""

from __future__ import annotations

from typing import Any

from django import forms

from stopext.web.forms import Form


class Sometimes(Form):
    """The second is required by the first."""

    kind = forms.CharField(label="Slags")
    why = forms.CharField(label="Hvorfor", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("why"):
            self.add_error("why", "Skriv hvorfor.")
        return cleaned


def test_what_must_be_filled_in_is_not_called_optional() -> None:
    assert "(valgfrit)" in Sometimes()["why"].as_field_group()
    refused = Sometimes({"kind": "a"})["why"].as_field_group()
    assert ("Skriv hvorfor." in refused, "(valgfrit)" in refused) == (True, False)
