"""What the portal knows of a milestone by itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Known(models.TextChoices):
    """Whether a municipality reports a milestone, or the portal sees it."""

    REPORTED = "", _("Kommunen melder selv")
    DRAFT = "draft", _("Portalen ser det: kladden er begyndt")
    PUBLISHED = "published", _("Portalen ser det: planen er offentliggjort")
    HEARING = "hearing", _("Portalen ser det: en høring er afsluttet. Kan også meldes")
    EXERCISE = "exercise", _("Portalen ser det: en øvelse er holdt. Kan også meldes")


#: A municipality may say so itself: of what the portal sees too, because a hearing or an exercise
#: may be held outside it.
BY_HAND = frozenset({Known.REPORTED, Known.HEARING, Known.EXERCISE})
#: The page of what happened, to which the line of a milestone leads.
PAGES = {Known.HEARING: "hearings:hearing", Known.EXERCISE: "exercises:exercise"}
