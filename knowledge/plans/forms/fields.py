"""Fields that several forms of a plan have."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from knowledge.articles.models.fields import lines_of
from knowledge.plans import schedule
from knowledge.plans.choices import Precision
from knowledge.plans.policies import reason_fault
from stopext.web.forms import DateField


def long_text(label: Any, rows: int, limit: int, **kwargs: Any) -> forms.CharField:
    """Text of several lines, at most ``limit`` characters."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=limit, **kwargs)


def contact_field() -> forms.CharField:
    """A colleague, whom only the own municipality sees."""
    return forms.CharField(
        label=_("Kontaktperson"),
        help_text=_("Kun jeres kommune kan se det: navn og telefon på en kollega."),
        max_length=200,
        required=False,
    )


def internal_note_field() -> forms.CharField:
    """What only the own municipality reads."""
    tip = _("Kun jeres kommune kan se den. Skriv ikke om borgere.")
    return long_text(_("Intern note"), 3, 2000, required=False, help_text=tip)


def agenda_field() -> forms.URLField:
    """A link to an agenda or minutes, of which nobody on the way can change what it shows."""
    whole = _("Skriv hele adressen, f.eks. https://kommune.dk/referat.")
    safe = URLValidator(schemes=["https"], message=_("Linket skal begynde med https://."))
    return forms.URLField(
        label=_("Link til dagsorden eller referat"),
        max_length=400,
        required=False,
        assume_scheme="https",
        validators=[safe],
        error_messages={"invalid": whole},
    )


class LinesField(forms.CharField):
    """One text to a line; shown as it is stored, a list. ``longest`` is for each line."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: Any) -> Any:
        """Stored lines as the text they were typed as."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        lines = lines_of(super().clean(value))
        if len(lines) > self.most:
            raise forms.ValidationError(_("Højst %(most)s linjer.") % {"most": self.most})
        long = next((line for line in lines if len(line) > self.longest), None)
        if long is not None:
            said = {"most": self.longest, "line": f"{long[:40]} …"}
            raise forms.ValidationError(_("Højst %(most)s tegn på en linje: “%(line)s”") % said)
        return lines


class PeriodField(DateField):
    """A day, a month, a quarter or a year; answers the day and the precision. Of an end the day is
    the last of what was written."""

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        tip = _("F.eks. 1.4.2027, marts 2027, 3. kvartal 2027 eller 2027.")
        wrong = _(
            "Tiden kan ikke læses eller findes ikke. Skriv f.eks. 1.4.2027, marts 2027 eller 2027."
        )
        super().__init__(help_text=tip, error_messages={"invalid": wrong}, **kwargs)
        self.widget.attrs.pop("placeholder", None)  # shows a day alone
        self.is_end = is_end

    def clean(self, value: Any) -> tuple[date, Precision] | None:
        """The day and the precision; nothing when nothing is written."""
        period = schedule.read(value) if isinstance(value, str) else None
        if period is not None:
            return period.last if self.is_end else period.first, period.precision
        day = super().clean(value)
        return (day, Precision.DAY) if day else None


def ask_reason(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Ask why, where the status calls for a reason."""
    if fault := reason_fault(cleaned.get("status", ""), cleaned.get("status_reason", "")):
        form.add_error("status_reason", fault)
