"""Fields that read Danish dates and times and keep what was typed when they cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from stopext.access import clock

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_DATE = re.compile(
    r"(?P<day>\d{1,2})[-./ ]+(?P<month>\d{1,2}|[^\W\d_]{3,9})[-./ ]+(?P<year>\d{4}|\d{2})"
    r"|(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})"
)
_TIME = re.compile(r"(?:kl\.?)?\s*(?P<hour>\d{1,2})(?:[.: ]?(?P<minute>\d\d))?(?::\d\d)?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+")
#: 1,234.5 and 12.34,5 are read differently by different people, and so by nobody here.
_DANISH = re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?")
_POINT = re.compile(r"-?[0-9]+(\.[0-9]+)?")
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


def _as_iso(typed: str) -> str:
    """A date written the Danish way in ISO's; anything else as it is, to be refused."""
    found = _DATE.fullmatch(typed.strip().lower().rstrip("."))
    if not found:
        return typed.strip()
    day, month, year = (found[name] or found[name[0]] for name in ("day", "month", "year"))
    if len(year) == len("yy"):  # of the last ninety years, or soon
        latest = clock.today().year + 10
        year = str(latest - (latest - int(year)) % 100)
    return f"{year}-{month_of(month) or month:0>2}-{day:0>2}"


def month_of(name: str) -> int:
    """Number of the month whose name begins like this, three letters at least; 0 for none."""
    said = name.strip().lower()
    named = (number for number, month in enumerate(_MONTHS, 1) if month.startswith(said))
    return next(named, 0) if len(said) > 2 else 0


class DateField(forms.DateField):
    """A date from 1900 to 2199 as Danes write it, day before month: ``1.4.2017``, ``1/4-17``,
    ``1. april 2017``, ``01042017``; or ISO."""

    widget = DateInput
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {
        "invalid": _(
            "Datoen kan ikke læses eller findes ikke. Skriv dag, måned og år med fire cifre, "
            "f.eks. 1.4.2017."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        far = _("Datoen skal ligge mellem 1900 og 2199.")
        self.validators += [MinValueValidator(EARLIEST, far), MaxValueValidator(LATEST, far)]

    def to_python(self, value: Any) -> date | None:
        return super().to_python(_as_iso(value) if isinstance(value, str) else value)


class TimeField(forms.TimeField):
    """A time of day: ``14.30``, ``14:30``, ``1430``, ``14`` or ``kl. 14.30``."""

    widget = TimeInput
    input_formats = ["%H:%M"]
    default_error_messages = {
        "invalid": _("Tidspunktet kan ikke læses. Skriv timer og minutter, f.eks. 14.30."),
    }

    def to_python(self, value: Any) -> time | None:
        found = _TIME.fullmatch(value.strip().lower()) if isinstance(value, str) else None
        return super().to_python(f"{found['hour']}:{found['minute'] or '00'}" if found else value)


class NumberInput(widgets.TextInput):
    """Text with a Danish decimal comma. A native input follows the browser's own language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**_SHORT, "inputmode": "decimal", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A stored number without idle zeros; what was typed stays as it is."""
        if isinstance(value, Decimal):
            whole = value.to_integral_value()
            value = str(whole if value == whole else value.normalize()).replace(".", ",")
        shown: str | None = super().format_value(value)
        return shown


class NumberField(forms.DecimalField):
    """A number as Danes write it: ``1.234,5``, ``12,5``, ``1 234``; a single point that cannot part
    thousands is a decimal one: ``12.5``."""

    widget = NumberInput
    default_error_messages = {
        "invalid": _("Skriv et tal, f.eks. 12 eller 12,5."),
        "max_digits": _("Tallet er for stort."),
        "max_whole_digits": _("Tallet er for stort."),
        "max_decimal_places": _("Skriv højst to tal efter kommaet."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        plain = re.sub(r"\s", "", value).replace("\u2212", "-")
        if "," in plain or _THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "").replace(",", ".") if _DANISH.fullmatch(plain) else ""
        if not _POINT.fullmatch(plain):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(plain)


class ExplainedRadioSelect(forms.RadioSelect):
    """Radio buttons with an explanation under each: an anchored scale."""

    def __init__(self, hints: Mapping[Any, _StrOrPromise] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})
