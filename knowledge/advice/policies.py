"""Who may do what with a thread of advice, and what is wrong with what was typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from knowledge.advice.choices import Side
from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import Permission

#: Days for which a municipality may let the adviser read its draft, at the most.
LONGEST = 180


def side_of(by: Actor) -> Side:
    """The side an actor writes for.

    Raises:
        Refused: the role has no part in advice.
    """
    if by.can(Permission.GUIDE_MUNICIPALITIES):
        return Side.CENTRE
    if by.can(Permission.EDIT_OWN_PLAN):
        return Side.MUNICIPALITY
    raise Refused(_("Kun tovholder, leder og centerets rådgivere skriver i en sparring."))


def check_municipality(by: Actor) -> None:
    """The municipality asks, opens its draft, closes and opens again."""
    if side_of(by) is not Side.MUNICIPALITY:
        raise Refused(_("Det gør kun kommunen selv."))


def check_adviser(by: Actor) -> None:
    """Advisers take a thread."""
    if side_of(by) is not Side.CENTRE:
        raise Refused(_("Kun centerets rådgivere kan tage en sparring."))


def check_can_write(by: Actor, thread: Any) -> Side:
    """Both sides write while it is open; of the advisers the one who has taken it."""
    side = side_of(by)
    if thread.is_closed:
        raise Refused(_("Sparringen er lukket. Kommunen kan åbne den igen."))
    if side is Side.CENTRE and thread.adviser_id != by.user_id:
        raise Refused(_("Tag sparringen, før du svarer, så kommunen ved, hvem der gør det."))
    return side


def correction_fault(by: Actor, message: Any) -> str:
    """Why the actor may not correct a message (any more); empty when she may."""
    if message.by_user != by.user_id or message.side != side_of(by):
        return _("Du kan kun rette det, du selv har skrevet.")
    if message.read_at is not None:
        return _("Modparten har læst beskeden. Skriv en ny besked, hvis noget skal rettes.")
    return ""


def consent_fault(until: date | None, today: date) -> str:
    """What is wrong with the last day on which the adviser may read the draft."""
    if until is None:
        return ""
    if until < today:
        return _("Vælg en dag, der ikke er gået.")
    if until > today + timedelta(days=LONGEST):
        return _("Højst et halvt år frem. I kan forlænge det senere.")
    return ""
