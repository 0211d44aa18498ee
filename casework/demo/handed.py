"""Cases handed over to the police: one they took, one they refused, one that waits."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from casework import actions
from casework.demo import plain, texts
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office, slots
from casework.models import Case, Disclosure, DisclosureItem
from casework.queries.hand_overs import received_hand_overs
from casework.queries.shareable import shareable_items
from casework.rules.clocks import add_months
from casework.rules.codes import HandOverReply, Tristate
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.actor import Actor

NECESSITY = "Der er sagt noget, som kan være en trussel. Politiet må vurdere, om det er strafbart."
REFUSAL = (
    "Det beskrevne er ikke strafbart, og der er ikke fare nu. Vi anbefaler, at kommunen fortsætter "
    "og deltager gerne i infohuset."
)


@dataclass(frozen=True, slots=True)
class Told:
    """A case that was handed over ``ago`` days back; ``reply`` is what the police answered."""

    ago: int
    name: str
    birth_year: int
    observed: str
    reply: HandOverReply | None


CASES = (
    Told(
        21,
        "Viggo Kulissegaard",
        1984,
        "Sendte en kollega et billede af et våben og skrev, at “det snart er nok”.",
        HandOverReply.ACCEPTED,
    ),
    Told(
        8,
        "Selma Øvelsesholm",
        1997,
        "Skrev i en åben gruppe, at “nogen burde gøre noget” ved et bestemt forsamlingshus.",
        HandOverReply.REFUSED,
    ),
    Told(
        2,
        "Aksel Skyggenavnsen",
        1990,
        "Har ifølge en nabo spurgt, hvor man køber meget gødning uden at blive registreret.",
        None,
    ),
)


def tell(lead: Colleague, office: Office, times: Random) -> None:
    """Hand the cases over, once."""
    with lead.acts():
        if Disclosure.objects.for_actor(lead.actor).filter(hand_over=True).exists():
            return
        for told, slot in zip(CASES, slots(office, [one.ago for one in CASES], times), strict=True):
            with clock.at(slot.start):
                case = plain.register(lead, told.name, told.birth_year, told.observed)
            with clock.at(slot.start + slot.pause):
                hand_over(lead.actor, case)


def hand_over(by: Actor, case: Case) -> Disclosure:
    """Hand a case over with what is known of the citizen and of the concern."""
    return actions.hand_over(
        by=by,
        case=case,
        items=[item.key for item in shareable_items(case)],
        legal_basis=LegalBasis.FVL_28,
        necessity=NECESSITY,
        expires_on=add_months(clock.today(), 6),
        acknowledged=True,
        citizen_informed=Tristate.NO,
        not_informed_reason=texts.NOT_INFORMED,
    )


def answer(lead: Colleague, office: Office, times: Random) -> None:
    """The police coordinator opens and answers those that the stories say were answered."""
    replies = {told.observed: told.reply for told in CASES if told.reply}
    with lead.acts():
        for row in received_hand_overs(lead.actor).filter(reply=None).order_by("at"):
            items = list(DisclosureItem.objects.for_actor(lead.actor).filter(disclosure=row))
            reply = next((replies[item.text] for item in items if item.text in replies), None)
            if reply is not None:
                with clock.at(office.next_slot(row.at, times).start):
                    _answer(lead.actor, row, items, reply)


def _answer(by: Actor, row: Disclosure, items: list[DisclosureItem], reply: HandOverReply) -> None:
    actions.receive(by=by, disclosure=row, items=items)
    reason = REFUSAL if reply is HandOverReply.REFUSED else ""
    actions.answer_hand_over(by=by, disclosure=row, reply=reply, reason=reason)
