"""Codes of a meeting of the info-house, and what keeps somebody from acting on it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Attended(TextChoices):
    """Whether somebody who was invited was there."""

    CAME = "came", _("Deltog")
    STAND_IN = "stand_in", _("Sendte en anden")
    ABSENT = "absent", _("Deltog ikke")


class MeetingStatus(TextChoices):
    """Where a meeting stands; derived, never stored."""

    PLANNED = "planned", _("Planlagt")
    UNWRITTEN = "unwritten", _("Referat mangler")
    PASSED = "passed", _("Referatet er ikke godkendt af begge")
    APPROVED = "approved", _("Referatet er godkendt af begge")
    CANCELLED = "cancelled", _("Mødet er aflyst")


def status_at(
    moment: datetime, *, planned: datetime, approved: bool, cancelled: bool, unwritten: bool = False
) -> MeetingStatus:
    """What a meeting is at ``moment``; ``unwritten``: nobody has written its minutes."""
    if cancelled:
        return MeetingStatus.CANCELLED
    if approved:
        return MeetingStatus.APPROVED
    if planned > moment:
        return MeetingStatus.PLANNED
    return MeetingStatus.UNWRITTEN if unwritten else MeetingStatus.PASSED


#: Occasions of the notices about a meeting; those with a dash go on with a key.
PLANNED_NOW, CANCELLED = "planned", "cancelled"
INVITED_AS, MOVED, WRITTEN = "invited-", "plan-", "minutes-"
#: What a notice says, by how its occasion begins.
OCCASIONS: dict[str, Promise] = {
    PLANNED_NOW: _("Der er planlagt et møde i infohuset om sag %s"),
    INVITED_AS: _("Du er indbudt til møde i infohuset om sag %s"),
    MOVED: _("Mødet i infohuset om sag %s er ændret"),
    CANCELLED: _("Mødet i infohuset om sag %s er aflyst"),
    WRITTEN: _("Referatet af mødet om sag %s venter på jeres godkendelse"),
}

FAST = _("Referatet er godkendt af begge myndigheder og ligger fast.")
HELD = _("Der er skrevet referat af mødet. Så kan det hverken flyttes, ændres eller aflyses.")
NOT_YET = _("Mødet er ikke begyndt endnu.")
NOT_APPROVED = _("Referatet er ikke godkendt af begge myndigheder endnu.")
SETTLED = _(
    "%s har godkendt referatet, også af hvem der var med. Ret referatet, så det skal godkendes på"
    " ny, før deltagerne ændres."
)
UNREAD = _(
    "Intet i sagen er delt med politikredsen nu, så den kan ikke læse referatet. Kommunen skal dele"
    " igen, før det kan godkendes."
)
NOT_SHARED = _("Intet i sagen er delt med politikredsen nu. Del først det, mødet skal handle om.")
