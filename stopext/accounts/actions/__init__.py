"""The only writers of invitations, memberships and contacts."""

from stopext.accounts.actions.contacts import keep_contact
from stopext.accounts.actions.members import (
    change_period,
    confirm_invitation,
    end_membership,
    invite,
    resend_invitation,
    withdraw_invitation,
)

__all__ = [
    "change_period",
    "confirm_invitation",
    "end_membership",
    "invite",
    "keep_contact",
    "resend_invitation",
    "withdraw_invitation",
]
