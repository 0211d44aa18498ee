"""Tell those who lead the work that answers came, and everybody asked that the deadline is near.

What was told stands in the notices themselves, so the job is safe to run twice, and after a pause
tells once what came meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings import guests
from knowledge.hearings.guests import Guest
from knowledge.hearings.models import Hearing, Invitee
from knowledge.hearings.policies import DAYS_BEFORE
from stopext.access import clock, jobs
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership, in_force
from stopext.notifications.kinds import Line
from stopext.notifications.sending import notify
from stopext.web.dates import format_date

#: Its name, by which the policies of the tables know it.
JOB = "tell_of_hearings"
ANSWER, DEADLINE = "hearing_answer", "hearing_deadline"
REASON = "the job, for everybody; its policy lets it"


def tell_of_hearings() -> None:
    """Tell what there is to tell of each hearing that is open."""
    today = clock.today()
    with jobs.working(JOB):
        rows = unscoped(Hearing, reason=REASON).defer("parts").filter(closed_at__isnull=True)
        for hearing in rows.order_by("pk"):
            asked = list(unscoped(Invitee, reason=REASON).filter(hearing=hearing))
            _tell_of_answers(hearing, asked)
            if today <= hearing.deadline <= today + timedelta(days=DAYS_BEFORE):
                _tell_of_deadline(hearing, asked)


def _tell_of_answers(hearing: Hearing, asked: Collection[Invitee]) -> None:
    for one in asked:
        if one.sent_at:
            occasion = f"{one.pk.hex} {one.sent_at:%Y-%m-%dT%H:%M:%S.%f}"
            # Who leads the work may be asked herself: her own answer is no news to her.
            _notify(ANSWER, hearing, _leading(hearing) - {one.user}, occasion)


def _tell_of_deadline(hearing: Hearing, asked: Collection[Invitee]) -> None:
    waiting = {one.user for one in asked if not one.sent_at and not one.revoked_at and one.user}
    for one in asked:
        if one.user in waiting:
            occasion = str(hearing.deadline)
            place = hearing.municipality_id
            notify(DEADLINE, authority_id=place, to=[one.user], about=one.pk, occasion=occasion)
    _notify(DEADLINE, hearing, _leading(hearing) - waiting, str(hearing.deadline))


def _notify(kind: str, hearing: Hearing, to: Collection[UUID], occasion: str) -> None:
    place = hearing.municipality_id
    notify(kind, authority_id=place, to=to, about=hearing.pk, occasion=occasion)


def _leading(hearing: Hearing) -> set[UUID]:
    rows = unscoped(Membership, reason=REASON).filter(
        in_force(), authority_id=hearing.municipality_id, role__in=[Role.COORDINATOR, Role.LEADER]
    )
    return {*rows.values_list("user_id", flat=True)}


def answer_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What is said of answers that came, and from whom."""
    told = _of_hearings(actor, keys, _("Der er kommet svar i høringen om kommunens handlingsplan."))
    asked = Invitee.objects.for_actor(actor).filter(hearing__in=told)
    names = {key.hex: name for key, name in asked.values_list("pk", "name")}

    def from_whom(occasion: str) -> str:
        name = names.get(occasion.partition(" ")[0])
        said = _("%s har svaret i høringen om kommunens handlingsplan.")
        return said % name if name else ""

    return {key: replace(line, of=from_whom) for key, line in told.items()}


def deadline_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What is said of a deadline: to those who lead the work, and to who has not answered."""
    told = _("Fristen i høringen om kommunens handlingsplan er snart gået.")
    return _of_hearings(actor, keys, told) | invitation_lines(actor, keys)


def invitation_lines(
    actor: Actor, keys: Collection[UUID], *, only_waiting: bool = False
) -> dict[UUID, Line]:
    """What a colleague is told who is asked, while she can answer; afterwards when she has words
    that she did not send. With ``only_waiting`` nothing where she has answered or no longer can.
    One query for each."""
    lines = {}
    for key in keys:
        asked = guests.read(Guest(invitation=key))
        if asked is None:
            continue
        url = reverse("hearings:inside", args=[key])
        if asked.is_open and asked.deadline:
            if asked.sent_at and not asked.drafts:
                if only_waiting:
                    continue
                told = _(
                    "Du har svaret i høringen om kommunens handlingsplan. Du kan rette svaret til "
                    "og med %s."
                )
            elif asked.sent_at:
                told = _(
                    "Du har skrevet noget i høringen om kommunens handlingsplan, som ikke er "
                    "sendt. Send det senest %s."
                )
            else:
                told = _("Du er bedt om at svare i en høring om kommunens handlingsplan senest %s.")
            lines[key] = Line(told % format_date(asked.deadline), url)
        elif not only_waiting and any(said.text for said in asked.drafts.values()):
            told = _(
                "Høringen om kommunens handlingsplan er slut. Læs det, du ikke nåede at sende."
            )
            lines[key] = Line(told, url)
    return lines


def _of_hearings(actor: Actor, keys: Collection[UUID], text: str) -> dict[UUID, Line]:
    rows = Hearing.objects.for_actor(actor).filter(pk__in=keys).values_list("pk", flat=True)
    return {key: Line(text, reverse("hearings:hearing", args=[key])) for key in rows}
