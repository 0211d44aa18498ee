"""What may be said of comments and hearings: rules without a database."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import Permission

#: A hearing lasts a year at most: an open link should not be forgotten.
LONGEST = timedelta(days=365)
#: So many days before the end those who have not answered are told.
DAYS_BEFORE = 3
#: The kind of notice that tells a colleague that she is asked.
INVITED = "hearing_invited"


def check_can_work(by: Actor) -> None:
    """Coordinators and leaders comment on a draft and lead its hearings."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun tovholder og leder kan kommentere planen og styre høringer."))


def check_is_author(by: Actor, author: UUID) -> None:
    """Nobody puts words into somebody else's mouth."""
    if by.user_id != author:
        raise Refused(_("Kun den, der har skrevet kommentaren, kan rette den."))


def deadline_fault(deadline: date | None, today: date) -> str:
    """What is wrong with the last day of a hearing; empty when nothing is."""
    if deadline is None:
        return ""
    if deadline < today:
        return _("Fristen er overskredet. Vælg en dag, der ikke er gået.")
    if deadline > today + LONGEST:
        return _("En høring kan højst vare et år.")
    return ""


def verdict_fault(verdict: str, reason: str) -> str:
    """What is missing beside a verdict; empty when nothing is."""
    if verdict and not reason.strip():
        return _("Skriv begrundelsen. Den kommer med i høringsnotatet.")
    return ""
