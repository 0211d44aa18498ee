"""Questions that are sent in the portal: one the police district has answered, one that waits for a
neighbouring municipality."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from casework import actions
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office
from casework.models import Case, Inquiry
from casework.policies import Deed, may
from casework.queries.inquiries import answering_authorities
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import Tristate
from casework.rules.inquiries import InquiryAnswer, Told
from casework.rules.legal import LegalBasis
from casework.rules.workflow import State
from stopext.access import clock

Texts = tuple[str, str]
#: What is asked, and why.
TO_POLICE: Texts = (
    "Kender I til forhold, der har betydning for den støtte, vi planlægger?",
    "Vi skal vide, om der er forhold, der skal tages højde for i indsatsen.",
)
TO_NEIGHBOUR: Texts = (
    "Har I haft borgeren i et forløb, og hvad virkede?",
    "Borgeren har boet hos jer, og vi vil bygge videre på det, der virkede.",
)
ANSWERED = "Vi har talt med borgeren én gang i foråret. Der er ingen verserende sager."
SOURCE = "Opslag i egne systemer og nærpolitiet"
#: How many working days back each was sent, and the first was answered.
SENT, ANSWER, WAITS = 4, 3, 2


def tell(ours: Colleague, police: Colleague, neighbour: int, office: Office) -> None:
    """Both, once, about the running cases that are oldest."""
    with ours.acts():
        if Inquiry.objects.for_actor(ours.actor).exists():
            return
        found = Case.objects.for_actor(ours.actor).filter(
            state__in=[State.GATHERING, State.ANALYSIS, State.ACTIVE],
            created_at__lt=_at(office, SENT),
        )
        rows = found.select_related("subject").order_by("created_at", "pk")
        cases = [
            row for row in rows if row.subject.identity_known and may(Deed.SHARE, ours.actor, row)
        ]
    if not cases:
        return
    row = _sent(ours, cases[0], police.actor.authority_id, _at(office, SENT), TO_POLICE)
    with police.acts(), clock.at(_at(office, ANSWER)):
        actions.answer_inquiry(
            by=police.actor,
            inquiry=row,
            version=0,
            reply=InquiryAnswer.KNOWN,
            text=ANSWERED,
            source=SOURCE,
            told_on=clock.today(),
            legal_basis=LegalBasis.RPL_115_1,
        )
    _sent(ours, cases[-1], neighbour, _at(office, WAITS), TO_NEIGHBOUR)


def _at(office: Office, days: int) -> datetime:
    return datetime.combine(office.day(days), time(13, 0), tzinfo=COPENHAGEN)


def _sent(ours: Colleague, case: Case, asked_id: int, when: datetime, texts: Texts) -> Inquiry:
    """Written down, and sent a little later."""
    question, necessity = texts
    with ours.acts(), clock.at(when):
        name = answering_authorities().get(pk=asked_id).name
        asked = actions.ask_information(by=ours.actor, case=case, authority=name, question=question)
    with ours.acts(), clock.at(when + timedelta(minutes=10)):
        return actions.send_inquiry(
            by=ours.actor,
            request=asked,
            asked_id=asked_id,
            question=question,
            told=Told.NAME,
            legal_basis=LegalBasis.RPL_115_1,
            necessity=necessity,
            citizen_informed=Tristate.YES,
        )
