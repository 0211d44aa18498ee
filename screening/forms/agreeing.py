"""Where two ratings differ: the shared answer and why, and the joint judgement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.engine.agreement import Decision
from screening.engine.answers import Value
from screening.engine.definition import Definition
from screening.forms.answering import scale, tell_about
from screening.forms.judging import JudgementFields
from screening.forms.telling import SourceKnown
from screening.wording.labels import DECISION_TEXTS
from stopext.web.forms import IdempotencyField, VersionField

SIGN = "sign"
PARTS = ("value", "reason", "who_could_know")


class ConsensusForm(IdempotencyField, VersionField, SourceKnown, JudgementFields):
    """May be saved unfinished; what is missing hinders the signature, not the saving. Pressing
    :data:`SIGN` saves and signs what is on the page."""

    sure = forms.BooleanField(
        label=_("Jeg har læst den fælles vurdering igennem og underskriver den for min myndighed"),
        required=False,
    )
    read = forms.BooleanField(label=_("Jeg har læst det og tager stilling"), required=False)
    signs = forms.CharField(widget=forms.HiddenInput, required=False)
    """The critical signs that the page told of."""

    def __init__(
        self,
        definition: Definition,
        keys: Iterable[str],
        *args: Any,
        to_read: Collection[str] = (),
        told_by: Callable[[Iterable[tuple[str, str]]], Collection[str]],
        **kwargs: Any,
    ) -> None:
        self.keys, self.told_by = tuple(keys), told_by
        choices = scale(definition)
        # Before the base class reads them, so that it hardens these fields like all others.
        self.base_fields = self.base_fields | {  # type: ignore[misc]
            f"{key}-{name}": field for key in self.keys for name, field in _fields(choices).items()
        }
        super().__init__(*args, asks=definition.asks, **kwargs)
        self.fields["signs"].initial = " ".join(to_read)
        if not to_read:
            del self.fields["read"], self.fields["signs"]
        for key in self.keys:
            for name in PARTS:
                tell_about(self.fields[f"{key}-{name}"], definition.indicator(key))

    def parts(self, key: str) -> dict[str, Any]:
        """The bound fields of one indicator's decision."""
        return {name: self[f"{key}-{name}"] for name in PARTS}

    @property
    def signs_it(self) -> bool:
        """Whether the person signs, and does not only save."""
        return SIGN in self.data and not self.unfinished

    def clean(self) -> dict[str, Any]:
        """Who signs says that it is meant."""
        cleaned = super().clean() or self.cleaned_data
        if self.signs_it and not cleaned.get("sure"):
            self.add_error("sure", _("Sæt kryds, når du har læst den fælles vurdering igennem."))
        if self.unfinished and not cleaned.get("source_known"):
            # The other party reads what is kept: it waits until somebody has read the warning.
            for name in self.told_by(self._new_texts(cleaned)):
                self.add_error(
                    name,
                    _(
                        "ser ud til at fortælle, hvem den beskyttede kilde er, og gemmes først, "
                        "når du selv gemmer"
                    ),
                )
        return cleaned

    def _new_texts(self, cleaned: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What is written or chosen otherwise than it is stored, by field."""
        return [
            (name, text)
            for name, text in cleaned.items()
            if isinstance(text, str) and text != (self.initial.get(name) or "")
        ]

    def read_signs(self) -> list[str]:
        """The critical signs that the person says she has read about."""
        data = self.cleaned_data
        return data["signs"].split() if data.get("read") else []

    def decisions(self) -> dict[str, Decision]:
        """What was decided or written, by indicator."""
        data = self.cleaned_data
        return {
            key: Decision(
                Value(data[f"{key}-value"]) if data.get(f"{key}-value") else None,
                data.get(f"{key}-reason", "").strip(),
                data.get(f"{key}-who_could_know", "").strip(),
            )
            for key in self.keys
            if any(data.get(f"{key}-{part}") for part in PARTS)
        }


def initial_of(decisions: Mapping[str, Decision]) -> dict[str, Any]:
    """Stored decisions as initial values."""
    return {
        f"{key}-{name}": getattr(decision, name)
        for key, decision in decisions.items()
        for name in PARTS
    }


def _fields(choices: list[Any]) -> dict[str, forms.Field]:
    return {
        "value": forms.ChoiceField(
            label=_("Fælles svar"),
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _("Vælg et af svarene på listen.")},
        ),
        "reason": forms.CharField(
            label=DECISION_TEXTS["reason"],
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=2000,
            required=False,
        ),
        "who_could_know": forms.CharField(
            label=DECISION_TEXTS["who_could_know"], max_length=300, required=False
        ),
    }
