"""Who is let in, as what and for how long: the only writers of invitations and memberships."""

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
    "resend_invitation",
    "withdraw_invitation",
]
