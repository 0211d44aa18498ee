"""Authorities, people, memberships, sessions, invitations and contacts."""

from stopext.accounts.models.authority import CENTRE, Authority
from stopext.accounts.models.contact import Contact, ContactFacts, ContactRevision
from stopext.accounts.models.invitation import Invitation, token_hash
from stopext.accounts.models.mail import OutgoingMail
from stopext.accounts.models.membership import Membership, in_force
from stopext.accounts.models.session import CacheEntry, Session, session_hash
from stopext.accounts.models.user import User, UserManager

__all__ = [
    "CENTRE",
    "Authority",
    "CacheEntry",
    "Contact",
    "ContactFacts",
    "ContactRevision",
    "Invitation",
    "Membership",
    "OutgoingMail",
    "Session",
    "User",
    "UserManager",
    "in_force",
    "session_hash",
    "token_hash",
]
