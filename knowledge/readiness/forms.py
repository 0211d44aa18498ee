"""The forms of a self-assessment and of a review. Texts that others read name no person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.readiness.choices import OVERALL, Level
from knowledge.readiness.policies import until_fault
from knowledge.readiness.questions import Questionnaire, Statement, Theme
from stopext.web.forms import (
    DateField,
    ExplainedRadioSelect,
    Form,
    IdempotencyField,
    VersionField,
)
from stopext.web.personal import NoNumbers

LIMIT = 2000
#: Levels for which a statement has its own wording.
ANCHORED = (Level.ABSENT, Level.BEGUN, Level.SETTLED, Level.PROVEN)
_BASIS = _("Hvad bygger I det på? Ingen navne og intet om borgere.")
_OVERALL = _("Skal skrives, før I sender. Hvad er de gode til, og hvad ville I gøre?")


def _long(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=LIMIT, **kwargs)


def _level(statement: Statement) -> forms.ChoiceField:
    explained = ExplainedRadioSelect(dict(zip(ANCHORED, statement.levels, strict=True)))
    return forms.ChoiceField(
        label=statement.text, choices=Level.choices, widget=explained, required=False
    )


def _link() -> forms.URLField:
    return forms.URLField(
        label=_("Link til dokumentation"),
        max_length=400,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hele adressen, f.eks. https://kommune.dk/.")},
    )


class ThemeForm(NoNumbers, VersionField, IdempotencyField, Form):
    """What is said of the statements of one theme."""

    mark_optional = False

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theme = theme
        for each in theme.statements:
            self.add(f"level_{each.code}", _level(each))
            note, link = _long(_("Hvorfor?"), 2, required=False, help_text=_BASIS), _link()
            self.add(f"note_{each.code}", note)
            self.add(f"link_{each.code}", link)
            for one in (note, link):
                # Alone, on the page of a conflict, they must say what they belong to.
                one.about = each.text  # type: ignore[attr-defined]

    def said(self) -> dict[str, dict[str, str]]:
        """Level, note and link by statement."""
        names = ("level", "note", "link")
        return {
            one.code: {name: self.cleaned_data[f"{name}_{one.code}"] for name in names}
            for one in self.theme.statements
        }


def as_typed(rows: Iterable[Any]) -> dict[str, Any]:
    """Answers as a ThemeForm takes them; the version counts them all."""
    stored = list(rows)
    names = ("level", "note", "link")
    typed = {f"{name}_{row.statement}": getattr(row, name) for row in stored for name in names}
    return {**typed, "version": sum(row.edits for row in stored)}


class ActionForm(IdempotencyField, Form):
    """A new action of the plan, for a gap."""

    title = forms.CharField(label=_("Hvad vil I gøre?"), max_length=200)
    goal = forms.TypedChoiceField(
        label=_("Under hvilket mål?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Målet er fjernet imens. Vælg igen.")},
    )

    def __init__(self, *args: Any, goals: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["goal"]
        field.choices = [("", _("Et nyt mål, der siger det samme som udsagnet")), *goals]


class AskForm(NoNumbers, IdempotencyField, Form):
    """Which municipality is asked, for what, and until when it reads."""

    reviewer = forms.TypedChoiceField(
        label=_("Hvilken kommune vil I spørge?"),
        coerce=int,
        error_messages={"invalid_choice": _("Vælg en kommune på listen.")},
    )
    message = _long(
        _("Hvad vil I gerne have deres blik på?"), 4, help_text=_("Ingen navne på borgere.")
    )
    readable_until = DateField(
        label=_("De kan læse selvvurderingen til og med"), help_text=_("Højst 180 dage frem.")
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        alike: Sequence[tuple[int, str]],
        others: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["reviewer"]
        groups = [(_("Kommuner, der ligner"), alike)] if alike else []
        field.choices = [("", _("Vælg")), *groups, (_("Andre kommuner"), others)]

    def clean_readable_until(self) -> date:
        """Some day that comes, and not too far off."""
        until: date = self.cleaned_data["readable_until"]
        if fault := until_fault(until, self.today):
            raise forms.ValidationError(fault)
        return until


class ReplyForm(NoNumbers, IdempotencyField, Form):
    """Whether the own municipality takes a review on."""

    accepts = forms.ChoiceField(
        label=_("Vil I gennemgå selvvurderingen?"),
        choices=[("yes", _("Ja, det vil vi gerne")), ("no", _("Nej, det kan vi ikke"))],
        widget=forms.RadioSelect,
    )
    reason = _long(
        _("Begrundelse"),
        required=False,
        help_text=_("Skal skrives, når I siger nej. Den anden kommune læser den."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("accepts") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Skriv, hvorfor I siger nej."))
        return cleaned


class RemarksForm(NoNumbers, VersionField, IdempotencyField, Form):
    """What is said of each theme, and overall."""

    mark_optional = False

    def __init__(self, *args: Any, questions: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for theme in questions.themes:
            self.add(theme.code, _long(theme.title, required=False))
        overall = _long(_("Samlet bemærkning"), 5, required=False, help_text=_OVERALL)
        self.add(OVERALL, overall)


def said_in(form: Any, themes: Iterable[str]) -> Mapping[str, str]:
    """What was written of each theme."""
    return {code: form.cleaned_data[code] for code in themes}


class ResponseForm(NoNumbers, IdempotencyField, Form):
    """What who asked answers to the remarks."""

    text = _long(_("Jeres svar"), 5, help_text=_("Hvad tager I med, og hvad gør I ved det?"))
