"""What the throw-away app brings to the start page."""

from __future__ import annotations

from django.urls import reverse

from stopext.access.actor import Actor
from stopext.web.start import Deed, Panel


def panels(_actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """A button and a panel."""
    deed = Deed("Planlæg besøg", reverse("visits:kinds"))
    return [deed], [Panel("Kommende besøg", empty="Ingen besøg er planlagt.")]
