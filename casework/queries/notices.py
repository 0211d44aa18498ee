"""What the notices of casework say, as who reads them."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from casework.models import Case, Disclosure, InformationRequest, JointMeeting
from casework.models.case import ENDED
from casework.models.inquiry import UNANSWERED
from casework.queries.joint import to_approve
from casework.rules.disclosure import OCCASIONS as SHARES
from casework.rules.joint import OCCASIONS, WRITTEN
from stopext.access.actor import Actor
from stopext.notifications.kinds import Line
from stopext.web.dates import format_date


def alike_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That a later case may be about the citizen of a restricted one, which the reader may see. The
    page of the case shows which; the database writes the notice (``sec.tell_alike``)."""
    rows = Case.objects.for_actor(actor).filter(pk__in=keys).values_list("pk", "number")
    text = _("En ny bekymring handler måske om samme borger som sag %s")
    return {pk: Line(text % number, reverse("casework:case", args=[pk])) for pk, number in rows}


def danger_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That somebody has answered yes to a question of danger about a running case, of those the
    reader may see. Which one stands in the case's timeline."""
    rows = Case.objects.for_actor(actor).filter(pk__in=keys).values_list("pk", "number")
    text = _("I sag %s er der svaret ja til et spørgsmål om fare")
    return {pk: Line(text % number, reverse("casework:case", args=[pk])) for pk, number in rows}


def unled_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That a case has nobody who answers for it: of those the reader may see, until somebody is
    appointed or the case has ended."""
    rows = Case.objects.for_actor(actor).filter(pk__in=keys, coordinator_user__isnull=True)
    found = rows.exclude(state__in=ENDED).values_list("pk", "number")
    text = _("Sag %s har ingen tovholder endnu")
    return {pk: Line(text % number, reverse("casework:case", args=[pk])) for pk, number in found}


def meeting_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What is new of a meeting the reader takes part in: of those she may see."""
    rows = JointMeeting.objects.for_actor(actor).filter(pk__in=keys)
    unapproved = to_approve(actor).filter(pk__in=keys).annotate(newest=F("newest"))
    waiting = dict(unapproved.values_list("pk", "newest"))
    text = _("Der er nyt om mødet i infohuset om sag %s")
    return {
        pk: Line(
            text % number,
            reverse("casework:joint_meeting", args=[pk]),
            partial(_of_meeting, number, f"{WRITTEN}{waiting.get(pk)}"),
        )
        for pk, number in rows.values_list("pk", "case_number")
    }


def _of_meeting(number: str, waiting: str, occasion: str) -> str | None:
    """``waiting`` is the occasion of the minutes that her side has still to approve."""
    if occasion.startswith(WRITTEN) and occasion != waiting:
        return None
    said = (text for begins, text in OCCASIONS.items() if occasion.startswith(begins))
    return next((str(text) % number for text in said), "")


def unseen_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That a meeting is seen no longer, because nothing of its case is shared with the district,
    until something is again. It names neither, and asks for neither."""
    text = _("Et møde i infohuset kan ikke længere ses her: kommunen deler intet i sagen nu")
    seen = JointMeeting.objects.for_actor(actor).filter(pk__in=keys).values_list("pk", flat=True)
    return dict.fromkeys({*keys} - {*seen}, Line(text, reverse("casework:own_meetings")))


def shared_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What happened to something that is shared with the district, while it sees that it is."""
    rows = Disclosure.objects.for_actor(actor).filter(pk__in=keys)
    text = _("Der er nyt om det, %(who)s har delt om sag %(number)s")
    found = {}
    for pk, who, number in rows.values_list("pk", "municipality_name", "case_number"):
        facts = {"who": who, "number": number}
        link = reverse("casework:disclosure", args=[pk])
        found[pk] = Line(text % facts, link, partial(_of_share, facts))
    return found


def _of_share(facts: dict[str, str], occasion: str) -> str:
    return str(SHARES[occasion]) % facts


def taken_back_lines(_actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That something shared was taken back: the district sees neither it nor of which case."""
    text = _("En kommune har trukket noget, den har delt med jer, tilbage")
    return dict.fromkeys(keys, Line(text, reverse("casework:disclosures")))


def answered_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That the police district has answered something that was shared; what, its sheet says."""
    rows = Disclosure.objects.for_actor(actor).filter(pk__in=keys)
    text = _("Politikredsen har svaret på en deling i sag %s")
    return {
        pk: Line(text % number, reverse("casework:shared", args=[case, pk]))
        for pk, case, number in rows.values_list("pk", "case", "case_number")
    }


def due_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That an answer from another authority is due or overdue, until it is there or the case ends.
    Whom it was asked of, the page of the questions says."""
    rows = InformationRequest.objects.for_actor(actor).filter(UNANSWERED, pk__in=keys)
    found = rows.exclude(case__state__in=ENDED).values_list("pk", "case", "case__number", "due_on")
    text = _("Svar på et spørgsmål til en anden myndighed i sag %(number)s: frist %(day)s")
    return {
        pk: Line(
            text % {"number": number, "day": format_date(due)},
            reverse("casework:requests", args=[case]),
        )
        for pk, case, number, due in found
    }


def case_due_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That the deadline of a case is near or past: of those the reader may see, until it is met or
    moved."""
    rows = Case.objects.for_actor(actor).filter(pk__in=keys, due_at__isnull=False)
    text = _("Sag %(number)s har frist %(day)s")
    return {
        pk: Line(
            text % {"number": number, "day": format_date(due)},
            reverse("casework:case", args=[pk]),
            partial(_of_deadline, str(localdate(due))),
        )
        for pk, number, due in rows.values_list("pk", "number", "due_at")
    }


def _of_deadline(day: str, occasion: str) -> str | None:
    """``day`` is where the deadline is now."""
    return "" if occasion.startswith(day) else None
