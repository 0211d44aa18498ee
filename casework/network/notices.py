"""What a notice about a topic says."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from casework.network.models import Topic
from stopext.access.actor import Actor
from stopext.notifications.kinds import Line


def lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That something is written in a topic; it may have been taken away since."""
    rows = Topic.objects.for_actor(actor).filter(pk__in=keys)
    told = _("Nyt i netværket: %(topic)s")
    return {row.pk: Line(told % {"topic": row}, row.get_absolute_url()) for row in rows}
