"""Exact fractions as people read them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from screening.engine.profile import Coverage


def danish_number(value: Fraction, *, places: int = 1) -> str:
    """Rounded half up to `places` decimals, with a decimal comma: 4/3 -> “1,3”."""
    step = Decimal(1).scaleb(-places)
    # Rounding the fraction itself, in whole numbers: a division to decimal first could round twice.
    scaled = Decimal((value * 10**places + Fraction(1, 2)).__floor__()) if value >= 0 else None
    if scaled is None:
        return f"-{danish_number(-value, places=places)}"
    return str((scaled * step).quantize(step, ROUND_HALF_UP)).replace(".", ",")


def danish_weight(value: Fraction) -> str:
    """As short as it is exact, at most three decimals: 3/2 -> “1,5”, 2 -> “2”."""
    text = danish_number(value, places=3).rstrip("0")
    return text.rstrip(",")


def percent(share: Fraction | None) -> str:
    """“71 %”, or “intet relevant” when there is nothing to cover. Never rounded up to 100."""
    if share is None:
        return _("intet relevant")
    rounded = danish_number(share * 100, places=0)
    return "99 %" if rounded == "100" and share < 1 else f"{rounded} %"


def known_of(coverage: Coverage) -> str:
    """“3 af 4”."""
    return _("%(known)s af %(relevant)s") % {
        "known": coverage.known_count,
        "relevant": coverage.relevant_count,
    }
