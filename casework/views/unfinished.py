"""What somebody has begun to tell and not sent, on her start page."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.views.intake_pages import INTAKE
from casework.views.reports import REPORT
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web import wizard
from stopext.web.dates import format_datetime
from stopext.web.start import Deed, Item, Panel


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Registrations, or a reporter's concerns, the newest first; one query."""
    if actor.can(Permission.REGISTER_CONCERN):
        return [], _panel(
            _("Påbegyndte registreringer"), _("Fortsæt registreringen"), actor, INTAKE
        )
    if actor.can(Permission.REPORT_CONCERN):
        title, label = _("Påbegyndte henvendelser"), _("Fortsæt henvendelsen")
        return [], _panel(title, label, actor, REPORT)
    return [], []


def _panel(title: str, label: str, actor: Actor, begun: wizard.Wizard) -> list[Panel]:
    items = [
        Item(
            label=f"{label}: {one.about}" if one.about else label,
            url=one.url,
            text=_("%(step)s · gemt %(when)s")
            % {"step": capfirst(one.step), "when": format_datetime(one.saved_at)},
        )
        for one in wizard.unfinished(actor, begun)
    ]
    return [Panel(title, items, order=11)] if items else []
