"""Say that two citizens, or two cases, are one, and that they are not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.actions.joining import both_versions
from casework.forms.fields import text
from casework.models import Case
from casework.queries.joins import conflicts
from casework.rules.identity import mask_cpr
from stopext.web.forms import Form, IdempotencyField, VersionField

KEPT, OTHER = "kept", "other"
QUESTIONS: dict[str, Any] = {
    "name": _("Hvilket navn er i brug?"),
    "cpr": _("Hvilket CPR-nummer er i brug?"),
    "birth_year": _("Hvilket fødselsår er rigtigt?"),
}


class OtherCaseForm(Form):
    """Which case is about the same citizen."""

    number = forms.CharField(
        label=_("Sagsnummer på den anden sag"),
        help_text=_("F.eks. 2017-0101-0001."),
        error_messages={"required": _("Skriv sagsnummeret.")},
    )


class JoinForm(VersionField, IdempotencyField, Form):
    """A question for each field that both know differently, and why they are held to be one."""

    sure = forms.BooleanField(
        label=_("Jeg har set begge sider: det er samme person"),
        error_messages={"required": _("Sæt hak, når du har set begge sider.")},
    )

    reason = text(
        _("Hvordan ved I, at det er samme person?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på begge sager."),
    )

    def __init__(self, *args: Any, case: Case, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of both sides as they are seen. It is no stored value of the page: who is overtaken looks
        # at both anew, so nothing is merged.
        self.fields["version"].initial = both_versions(case, other)
        asked = conflicts(case.subject, other.subject)
        for name in asked:
            self.fields[name] = _choice(name, case, other)
        if "cpr" in asked:
            self.fields["reason"].help_text = _(
                "CPR-numrene er forskellige. Skriv, hvorfor én person har to numre."
            )
        self.order_fields([*asked, "reason", "sure"])

    def taken(self) -> list[str]:
        """Fields in which the other side's value is chosen."""
        return [name for name in QUESTIONS if self.cleaned_data.get(name) == OTHER]


class UndoJoinForm(IdempotencyField, Form):
    """Why they are two after all."""

    reason = text(
        _("Hvorfor er det to borgere?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på sagerne."),
    )


class JoinCasesForm(VersionField, IdempotencyField, Form):
    """Why two cases are held to be one."""

    reason = text(
        _("Hvordan ved I, at det er samme sag?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på begge sager."),
    )

    def __init__(self, *args: Any, case: Case, other: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of both sides as they are seen: as in JoinForm.
        self.fields["version"].initial = both_versions(case, other)


class UndoCaseJoinForm(IdempotencyField, Form):
    """Why they are two cases after all."""

    reason = text(
        _("Hvorfor er det to sager?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på begge sager."),
    )


def _choice(name: str, case: Case, other: Case) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=QUESTIONS[name],
        choices=[(KEPT, _named(name, case)), (OTHER, _named(name, other))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en af mulighederne.")},
    )


def _named(name: str, case: Case) -> str:
    value = getattr(case.subject, name)
    shown = mask_cpr(value) if name == "cpr" else value
    return _("%(value)s (sag %(number)s)") % {"value": shown, "number": case.number}
