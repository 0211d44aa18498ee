"""Fields that read Danish dates and times and keep what was typed when they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

DATE_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d. %m. %Y"]
TIME_FORMATS = ["%H.%M", "%H:%M", "%H:%M:%S"]
_SHORT = {"class": "form-input--short", "autocomplete": "off"}
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class DateInput(widgets.DateInput):
    """Text in the Danish order. A native input shows the order of the browser's own language, where
    12.10 may be read as the 10th of December."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shape = {**_SHORT, "placeholder": _("dd.mm.åååå")}
        super().__init__({**shape, **(attrs or {})}, format="%d.%m.%Y")

    def format_value(self, value: Any) -> str | None:
        """Dates that were kept as text (drafts, answers) are shown like all others."""
        return super().format_value(_from_iso(value, "%Y-%m-%d"))


class TimeInput(widgets.TimeInput):
    """Text on the 24-hour clock, for the same reason."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shape = {**_SHORT, "placeholder": _("tt.mm")}
        super().__init__({**shape, **(attrs or {})}, format="%H.%M")

    def format_value(self, value: Any) -> str | None:
        return super().format_value(_from_iso(value, "%H:%M:%S"))


def _from_iso(value: Any, shape: str) -> Any:
    """The moment an ISO text stands for; anything else as it is, so that typed text stays."""
    try:
        return datetime.strptime(value, shape)  # noqa: DTZ007 - only its date or its time is shown
    except (TypeError, ValueError):
        return value


class DateField(forms.DateField):
    """A date from 1900 to 2199: ``1.4.2017``, ``01-04-2017``, ``1/4/2017`` or ISO."""

    widget = DateInput
    input_formats = DATE_FORMATS
    default_error_messages = {
        "invalid": _("Datoen kan ikke læses. Skriv den som dag, måned og år, f.eks. 1.4.2017."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        far = _("Datoen skal ligge mellem 1900 og 2199.")
        self.validators += [MinValueValidator(EARLIEST, far), MaxValueValidator(LATEST, far)]

    def to_python(self, value: Any) -> date | None:
        return super().to_python(value.strip() if isinstance(value, str) else value)


class TimeField(forms.TimeField):
    """A time of day: ``14.30``, ``14:30`` or ``kl. 14.30``."""

    widget = TimeInput
    input_formats = TIME_FORMATS
    default_error_messages = {
        "invalid": _("Tidspunktet kan ikke læses. Skriv timer og minutter, f.eks. 14.30."),
    }

    def to_python(self, value: Any) -> time | None:
        return super().to_python(
            value.strip().removeprefix("kl.").strip() if isinstance(value, str) else value
        )


class ExplainedRadioSelect(forms.RadioSelect):
    """Radio buttons with an explanation under each: an anchored scale."""

    def __init__(self, hints: Mapping[Any, _StrOrPromise] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})
