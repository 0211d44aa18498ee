"""What the police district has opened of what is shared with it, and what it answered."""

from __future__ import annotations

from random import Random

from casework import actions
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office
from casework.models import Disclosure, DisclosureItem
from casework.rules.disclosure import ShareAnswer
from stopext.access import clock

#: In turn; of the last one nobody has said anything yet.
ANSWERS: tuple[tuple[ShareAnswer, str] | None, ...] = (
    (ShareAnswer.USED, "Vi tager det med til næste møde i infohuset."),
    (ShareAnswer.MESSAGE, "Vi har spurgt nærpolitiet og vender tilbage i denne uge."),
    (
        ShareAnswer.NOT_RELEVANT,
        "Det beskrevne er ikke noget, vi arbejder med. I kan trække delingen tilbage.",
    ),
    None,
)


def open_some(officer: Colleague, office: Office, times: Random) -> None:
    """Open every second delivery, and answer most of them."""
    with officer.acts():
        rows = Disclosure.objects.for_actor(officer.actor).filter(hand_over=False)
        for number, shared in enumerate(rows.order_by("at")[::2]):
            slot = office.next_slot(shared.at, times)
            with clock.at(slot.start):
                items = DisclosureItem.objects.for_actor(officer.actor).filter(disclosure=shared)
                actions.receive(by=officer.actor, disclosure=shared, items=list(items))
            said = ANSWERS[number % len(ANSWERS)]
            if said is not None:
                with clock.at(slot.start + slot.pause):
                    reply, text = said
                    actions.answer_share(
                        by=officer.actor, disclosure=shared, reply=reply, text=text
                    )
