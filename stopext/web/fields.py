"""Fields that read Danish dates and times and keep what was typed when they cannot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d. %m. %Y"]
TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class _NativeInput(widgets.DateTimeBaseInput):
    """A native input; falls back to a text input to show again a value the browser would drop."""

    reader: type[date] | type[time]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not self._reads(shown):
            context["widget"]["type"] = "text"
        return context

    def _reads(self, value: str) -> bool:
        try:
            self.reader.fromisoformat(value)
        except ValueError:
            return False
        return True


class DateInput(_NativeInput):
    input_type = "date"
    format_key = "DATE_INPUT_FORMATS"
    reader = date

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(_NativeInput):
    input_type = "time"
    format_key = "TIME_INPUT_FORMATS"
    reader = time

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


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
