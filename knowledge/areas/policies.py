"""Who may do what with a mapping (the gate asked the role)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.errors import Refused
from stopext.access.roles import Permission


def check_can_write(by: Actor) -> None:
    """Coordinators and leaders map the areas of their municipality."""
    if not by.can(Permission.EDIT_OWN_PLAN):
        raise Refused(_("Kun tovholder og leder kortlægger områder."))
