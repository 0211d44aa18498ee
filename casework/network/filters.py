"""Filters of the list of topics."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules.codes import ConcernForm
from stopext.web.filters import ChoiceFilter, PortalFilterSet

OPEN, CLOSED = "open", "closed"


class TopicFilter(PortalFilterSet):
    """By theme, and whether somebody can still write in it."""

    theme = ChoiceFilter(label=_("Tema"), choices=ConcernForm.choices)
    status = ChoiceFilter(
        label=_("Status"),
        choices=[(OPEN, _("Åbent")), (CLOSED, _("Lukket"))],
        method="by_status",
    )

    def by_status(self, rows: Any, _name: str, value: str) -> Any:
        """Open topics, or closed ones."""
        return rows.filter(closed_at__isnull=value == OPEN)
