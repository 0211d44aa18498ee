"""What runs in a case beside the deadline of its state, each from its own event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, Consent, InformationRequest
from casework.models.inquiry import UNANSWERED
from casework.queries.acknowledging import owed
from casework.queries.consents import holding
from casework.queries.contacts import to_answer
from casework.queries.joint import ahead
from casework.queries.shares import open_shares
from casework.rules.clocks import COPENHAGEN, INFORMATION, RECEIPT
from stopext.access import clock
from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """One deadline: what ends when, why, and the page of it."""

    label: str
    due: date | datetime
    source: str
    url: str

    @property
    def moment(self) -> datetime:
        """Where it stands among others; a day ends with its last minute."""
        if isinstance(self.due, datetime):
            return self.due
        return datetime.combine(self.due, time.max, tzinfo=COPENHAGEN)


def beside(actor: Actor, case: Case) -> list[Beside]:
    """The deadlines of the case that others or an agreement set, the next one first. One query for
    each sort, whatever there is of it."""
    every = (_receipts, _questions, _promises, _meetings, _consents, _shares)
    return sorted((one for sort in every for one in sort(actor, case)), key=attrgetter("moment"))


def _receipts(actor: Actor, case: Case) -> Iterator[Beside]:
    for pk, received in owed(actor).filter(case=case).values_list("pk", "received_at"):
        page = reverse("casework:acknowledge", args=[case.pk, pk])
        yield Beside(str(RECEIPT.label), RECEIPT.due(received), str(RECEIPT.source), page)


def _questions(actor: Actor, case: Case) -> Iterator[Beside]:
    rows = InformationRequest.objects.for_actor(actor).filter(UNANSWERED, case=case)
    for asked, due in rows.values_list("authority", "due_on"):
        label = _("Svar fra %s") % asked
        yield Beside(
            label, due, str(INFORMATION.source), reverse("casework:requests", args=[case.pk])
        )


def _promises(actor: Actor, case: Case) -> Iterator[Beside]:
    for row in to_answer(actor).filter(case=case):
        page = f"{reverse('casework:case', args=[case.pk])}#contact-{row.pk}"
        label = _("Vend tilbage til %s") % row.whom
        yield Beside(label, row.answer_by, _("Lovet i en kontakt"), page)


def _meetings(actor: Actor, case: Case) -> Iterator[Beside]:
    for row in ahead(actor, case):
        page = reverse("casework:joint_meeting", args=[row.pk])
        yield Beside(_("Møde i infohuset"), row.planned_at, _("Aftalt med politikredsen"), page)


def _consents(actor: Actor, case: Case) -> Iterator[Beside]:
    rows = Consent.objects.for_actor(actor).filter(holding(clock.today()), case=case)
    for row in rows.filter(lasts_until__isnull=False):
        page = f"{reverse('casework:consents', args=[case.pk])}#samtykke-{row.pk}"
        label = _("Samtykke slutter (%(what)s, %(whom)s)") % {
            "what": row.get_purpose_display().lower(),
            "whom": row.get_receiver_display(),
        }
        yield Beside(label, row.lasts_until, _("Aftalt, da samtykket blev givet"), page)


def _shares(actor: Actor, case: Case) -> Iterator[Beside]:
    for pk, ends in open_shares(actor).filter(case=case).values_list("pk", "expires_at"):
        page = reverse("casework:shared", args=[case.pk, pk])
        yield Beside(
            _("Deling med politikredsen slutter"), ends, _("Valgt, da der blev delt"), page
        )
