"""Everything that writes in screening. Each action checks, writes and records one event."""

from screening.actions.access import end_access, grant_access, limit_police, revoke_police
from screening.actions.addenda import add_addendum, change_judgement
from screening.actions.agreeing import save_consensus, sign_consensus
from screening.actions.locking import acknowledge_critical, lock_rating, open_alone
from screening.actions.ordering import cancel_screening, order_screening
from screening.actions.rating import judge, save_section, take_over

__all__ = [
    "acknowledge_critical",
    "add_addendum",
    "cancel_screening",
    "change_judgement",
    "end_access",
    "grant_access",
    "judge",
    "limit_police",
    "lock_rating",
    "open_alone",
    "order_screening",
    "revoke_police",
    "save_consensus",
    "save_section",
    "sign_consensus",
    "take_over",
]
