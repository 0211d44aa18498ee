"""CPR numbers in text on its way out of the house: found, told by field, overruled knowingly."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from stopext.web.text import clean_line

#: Ten digits that begin with a day (replacement numbers add 60) and a month, with what Word and PDF
#: files put between for a hyphen.
_NUMBER = re.compile(
    r"(?<![\d/])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])\d\d"
    r"[ .\-‒–—―−－]{0,3}\d{4}(?!\d)"
)
OVERRULE = "number_reason"


def holds_number(text: str) -> bool:
    """Whether something in the text reads as a CPR number."""
    return _NUMBER.search(clean_line(unescape(strip_tags(text)))) is not None


def _with_numbers(form: forms.Form, cleaned: dict[str, Any]) -> list[str]:
    """The fields in which something typed, or a file's name, reads as a CPR number.

    A key made by lot, hidden or of a choice, may hold ten such digits, and nobody could mend it.
    """
    written = [
        name
        for name, field in form.fields.items()
        if not (field.widget.is_hidden or isinstance(field, forms.ChoiceField))
    ]
    return [name for name in written if holds_number(str(cleaned.get(name) or ""))]


class NumbersTold(forms.Form):
    """Mixed into a form whose texts become public: a CPR number is refused until a reason is given.

    The reason is nobody's field of the row; whoever saves the row logs it.
    """

    number_reason = forms.CharField(
        label=_("Gem trods advarsel om CPR-nummer"),
        required=False,
        help_text=_(
            "Kun hvis tallet ikke er et CPR-nummer eller er opdigtet: skriv hvorfor. Det står"
            " bagefter i sidens historik."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Name every field that holds a number, unless the reason is given."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(OVERRULE, "").strip():
            return cleaned
        found = _with_numbers(self, cleaned)
        for name in found:
            message = _("Her står noget, der ligner et CPR-nummer. Fjern det, før siden sendes.")
            self.add_error(name, message)
        if found:
            self.add_error(
                OVERRULE,
                _("Der er fundet noget, der ligner et CPR-nummer, i: %(fields)s.")
                % {"fields": ", ".join(str(self.fields[name].label) for name in found)},
            )
        return cleaned


class NoNumbers(forms.Form):
    """Mixed into a form whose texts others read: what reads as a CPR number is refused."""

    def clean(self) -> dict[str, Any]:
        """Say at each field that holds a number that it must go."""
        cleaned = super().clean() or self.cleaned_data
        for name in _with_numbers(self, cleaned):
            message = _("Her står noget, der ligner et CPR-nummer. Fjern det, og gem igen.")
            self.add_error(name, message)
        return cleaned
