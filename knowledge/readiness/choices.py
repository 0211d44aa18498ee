"""The closed lists of the self-assessment and of what another municipality says of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far the municipality is with one statement. Each has its own words for the first four."""

    ABSENT = "1", _("Ikke begyndt")
    BEGUN = "2", _("På vej")
    SETTLED = "3", _("På plads")
    PROVEN = "4", _("Afprøvet")
    UNKNOWN = "unknown", _("Ved ikke")


#: What a plan should do something about: not knowing is a gap as well.
GAPS = (Level.ABSENT, Level.BEGUN, Level.UNKNOWN)
#: The remark that is about no single theme.
OVERALL = "samlet"


class State(models.TextChoices):
    """Where a review is."""

    ASKED = "asked", _("Venter på svar")
    ACCEPTED = "accepted", _("I gang")
    REFUSED = "refused", _("Sagt nej")
    SENT = "sent", _("Bemærkninger sendt")
    ANSWERED = "answered", _("Besvaret")
    ENDED = "ended", _("Afsluttet")
