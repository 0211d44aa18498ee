"""Rows of screening: the instrument's versions, who was asked, what they answered and agreed."""

from screening.models.consensus import Consensus
from screening.models.instrument import Instrument, InstrumentVersion
from screening.models.rating import Addendum, Rating
from screening.models.screening import Screening, ScreeningAccess

__all__ = [
    "Addendum",
    "Consensus",
    "Instrument",
    "InstrumentVersion",
    "Rating",
    "Screening",
    "ScreeningAccess",
]
