"""A municipality whose revision is in hearing, with comments and answers of a colleague and of
somebody outside; and another whose hearing has ended. Through the real actions."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from knowledge.hearings import actions, guests
from knowledge.hearings.guests import Guest
from knowledge.hearings.models import Hearing, Invitee
from knowledge.plans.models import Plan
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

OPEN, ENDED = 813, 727
LETTER = (
    "Vi reviderer kommunens handlingsplan og vil gerne have jeres syn på udkastet. Vi vil især "
    "gerne vide, om handlingerne passer til det, I møder, og om noget mangler."
)
CONTACT = "Sekretariatet for forebyggelse, 40 00 00 00"
OUTSIDE = "Boligforeningen Havneparken"
FROM_INSIDE = "Der mangler en handling for de unge, der er gået ud af 10. klasse."
FROM_OUTSIDE = "Vi vil gerne stå som samarbejdspartner. Vores ejendomsfunktionærer er med hver dag."
OVERALL = "En god og læselig plan. Skriv gerne tydeligere, hvem vi skal ringe til om aftenen."
REASON = "Foreningen skrives på som samarbejdspartner i den næste udgave af kladden."


def hear(progress: Progress) -> None:
    """Once in each: a municipality that has had a hearing is left alone."""
    for number, (place, live) in enumerate(((OPEN, _open), (ENDED, _ended)), 1):
        row = _member(place, Role.COORDINATOR)
        actor = as_actor(row)
        with acting(open_session(row), actor):
            drafts = Plan.objects.for_actor(actor).filter(municipality_id=place, is_public=False)
            waits = drafts.exists() and not Hearing.objects.for_actor(actor).exists()
        if waits:
            live(row, actor)
        progress(number, 2)


def _open(row: Membership, lead: Actor) -> None:
    links: list[str] = []
    colleague = _member(OPEN, Role.CASEWORKER)
    with acting(open_session(row), lead):
        goal = (
            Plan.objects.for_actor(lead).get(municipality_id=OPEN, is_public=False).goals.all()[0]
        )
        said = {"by": lead, "part": goal.pk, "part_name": str(goal)}
        first = actions.add_comment(**said, text="Skal målet have et tal, så vi kan måle det?")
        actions.add_comment(**said, text="Ja, jeg spørger SSP om et.", answers=first.pk)
        hearing = _hearing(lead, "Høring om den reviderede handlingsplan", days=12)
        inside = actions.invite_colleague(by=lead, pk=hearing.pk, user=colleague.user_id)
        _outside(lead, hearing, links)
    guest = Guest(invitation=inside.pk)
    with acting(open_session(colleague), as_actor(colleague)):
        _say(guest, {str(goal.pk): FROM_INSIDE})
    _say(Guest(secret=links[0]), {str(goal.pk): FROM_OUTSIDE, str(hearing.pk): OVERALL})
    with acting(open_session(row), lead):
        answer = hearing.given.get(text=FROM_OUTSIDE)
        actions.judge(by=lead, pk=answer.pk, version=0, verdict="taken", reason=REASON)


def _ended(row: Membership, lead: Actor) -> None:
    links: list[str] = []
    with acting(open_session(row), lead):
        hearing = _hearing(lead, "Første høring om handlingsplanen", days=1)
        _outside(lead, hearing, links)
    _say(Guest(secret=links[0]), {str(hearing.pk): OVERALL})
    with acting(open_session(row), lead):
        actions.close_hearing(by=lead, pk=hearing.pk)


def _hearing(lead: Actor, title: str, *, days: int) -> Hearing:
    deadline = clock.today() + timedelta(days=days)
    said: dict[str, Any] = {"letter": LETTER, "contact": CONTACT, "deadline": deadline}
    return actions.open_hearing(by=lead, title=title, **said)


def _outside(lead: Actor, hearing: Hearing, links: list[str]) -> Invitee:
    def absolute(path: str) -> str:
        links.append(path.strip("/").split("/")[-1])
        return f"http://localhost:{os.environ.get('PORT', '8000')}{path}"

    return actions.invite_outside(
        by=lead,
        pk=hearing.pk,
        name=OUTSIDE,
        email="kontakt@havneparken.example",
        absolute=absolute,
    )


def _say(guest: Guest, texts: dict[str, str]) -> None:
    asked = guests.read(guest)
    if asked is None:
        return
    keys = [asked.hearing, *(part["key"] for part in asked.parts)]
    for part in keys:
        if (text := texts.get(str(part))) is not None:
            actions.keep(guest=guest, asked=asked, part=part, version=0, text=text)
    actions.send(guest=guest, asked=asked)


def _member(place: int, role: Role) -> Membership:
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    named = rows.select_related("user", "authority")
    return named.filter(authority_id=place, role=role, active=True)[0]
