"""What the timeline of a case needs to know about a row beyond the row itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template

from casework.models import Case, Disclosure
from casework.queries.margin import Margin
from casework.rules.disclosure import DisclosureStatus

register = template.Library()

KINDS: dict[DisclosureStatus, str] = {
    DisclosureStatus.ACTIVE: "active",
    DisclosureStatus.EXPIRED: "neutral",
    DisclosureStatus.WITHDRAWN: "neutral",
}


@register.inclusion_tag("casework/case/entries/_share_line.html")
def share_line(row: Disclosure, case: Case, margin: Margin, now: datetime) -> dict[str, Any]:
    """A disclosure with how many items it holds, how many were opened, whether it lasts, and
    whether the consent it rests on does."""
    shared, opened = margin.share_counts.get(row.pk, (0, 0))
    status = row.status(now)
    return {
        "row": row,
        "case": case,
        "shared": shared,
        "opened": opened,
        "status": status,
        "kind": KINDS[status],
        "is_lapsed": any(share.row.pk == row.pk for share in margin.lapsed),
    }
