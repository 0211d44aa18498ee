"""CPR numbers: format, date and century only.

A number is never refused for its check digit: since 1 October 2007 valid numbers are issued that
fail modulus 11 (cpr.dk). Replacement numbers with 60 added to the day are accepted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stopext.web.text import clean_line

FORM = re.compile(r"[0-9]{10}")
#: Blanks, dots, slashes, hyphens, dashes and the minus sign, as other systems put them in between.
_BETWEEN = re.compile(r"[\s./_\-‒–—―−－]")
REPLACEMENT_DAYS = 60
EARLIEST_BIRTH = 1900


class CprError(ValueError):
    """The text is not a CPR number; ``str(error)`` is the Danish reason. Never holds the text."""


@dataclass(frozen=True, slots=True)
class Cpr:
    """A parsed number. ``digits`` are ten digits; ``repr`` shows the masked form only."""

    digits: str
    birth_date: date
    is_replacement: bool

    def __repr__(self) -> str:
        return f"<Cpr {self.masked}>"

    @property
    def masked(self) -> str:
        """Birth date part with the serial number hidden: ``ddmmåå-••••``."""
        return mask_cpr(self.digits)

    @property
    def birth_year(self) -> int:
        """Four-digit year of birth."""
        return self.birth_date.year


def parse_cpr(text: str, *, today: date) -> Cpr:
    """Parse ten digits with blanks, hyphens, dots or anything invisible between them.

    Raises CprError when there are not ten digits, the date is impossible, the century is the 1800s
    (nobody born then is alive, and the seventh digit is mistyped), or the birth date lies after
    ``today``.
    """
    digits = _BETWEEN.sub("", clean_line(text))
    if FORM.fullmatch(digits) is None:
        raise CprError(_("Skriv CPR-nummeret med ti cifre, for eksempel ddmmåå-xxxx."))
    day = int(digits[:2])
    is_replacement = day > REPLACEMENT_DAYS
    year = _century(int(digits[4:6]), int(digits[6])) + int(digits[4:6])
    try:
        born = date(year, int(digits[2:4]), day - REPLACEMENT_DAYS * is_replacement)
    except ValueError:
        raise CprError(_("De første seks cifre er ikke en dato.")) from None
    if born.year < EARLIEST_BIRTH:
        raise CprError(
            _("CPR-nummeret giver fødselsåret %(year)s. Kontrollér det syvende ciffer.")
            % {"year": born.year}
        )
    if born > today:
        raise CprError(_("Fødselsdatoen ligger i fremtiden. Kontrollér det syvende ciffer."))
    return Cpr(digits, born, is_replacement)


def mask_cpr(digits: str) -> str:
    """``ddmmåå-••••`` of ten digits."""
    return f"{digits[:6]}-••••"


def age_on(born: date, day: date) -> int:
    """Full years on ``day``. Someone born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _century(year: int, seventh: int) -> int:
    """Century by year and the seventh digit, as CPR-kontoret publishes it."""
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
