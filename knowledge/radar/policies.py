"""Who may decide on what the radar finds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import Permission


def check_decides(by: Actor) -> None:
    """Who writes a municipality's plan, and the centre's advisers.

    Raises:
        Refused: nobody else does.
    """
    if not by.can(Permission.TAKE_ADVICE):
        raise Refused(_("Kun tovholder og leder og centerets rådgivere kan behandle ændringer."))
