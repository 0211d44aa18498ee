"""A comment and a hearing of a planted draft, with an answer of a colleague; what they say is a
canary of those who lead the work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from knowledge.hearings import actions, guests
from knowledge.hearings.guests import Guest
from knowledge.hearings.models import Hearing
from knowledge.plans.models import Goal
from stopext.access import clock
from tests.matrix.courses import Keys, Texts
from tests.matrix.readers import Row
from tests.support.rows import rows_of
from tests.support.world import Person


def plant(lead: Person, worker: Person, keys: Keys, text: Texts) -> Keys:
    """A comment on the goal of the draft, and an answer in a hearing of it."""
    with lead.acts():
        goal = rows_of(Goal).get(pk=str(keys["goal"]))
        said: dict[str, Any] = {"by": lead.actor, "part": goal.pk, "part_name": str(goal)}
        comment = actions.add_comment(**said, text=text("hoering"))
        hearing = actions.open_hearing(
            by=lead.actor,
            title="Høring til prøve",
            letter="Hvad mangler i planen?",
            contact="Forvaltningen",
            deadline=clock.today() + timedelta(days=30),
        )
        invitee = actions.invite_colleague(by=lead.actor, pk=hearing.pk, user=worker.actor.user_id)
        outside = actions.invite_outside(
            by=lead.actor, pk=hearing.pk, name="Kredsen", email="kreds@x.example", absolute=str
        )
    guest = Guest(invitation=invitee.pk)
    with worker.acts():
        asked = guests.read(guest)
        assert asked is not None
        for part in (goal.pk, hearing.pk):
            words = text("hoeringssvar")
            actions.keep(guest=guest, asked=asked, part=part, version=0, text=words)
        actions.send(guest=guest, asked=asked)
    with lead.acts():
        answer = hearing.given.get(part=goal.pk)
        reason = text("hoering")
        actions.judge(by=lead.actor, pk=answer.pk, version=0, verdict="taken", reason=reason)
    return {
        "comment": comment.pk,
        "hearing": hearing.pk,
        "invitee": invitee.pk,
        "invitee_outside": outside.pk,
        "hearing_answer": answer.pk,
    }


def ended(siege: Any) -> tuple[list[str], dict[str, Any]]:
    """Two of the municipality whose hearing is closed."""
    lead = siege.town.crowd["tovholder"]
    with lead.acts():
        for row in rows_of(Hearing).filter(closed_at=None):
            actions.close_hearing(by=lead.actor, pk=row.pk)
    return ["tovholder", "leder"], {}


def linked(siege: Any) -> tuple[list[str], dict[str, Any]]:
    """Somebody outside who has a link; whoever has it may open it."""
    lead, links = siege.town.crowd["tovholder"], list[str]()
    with lead.acts():
        hearing = rows_of(Hearing).get(closed_at=None)
        asked = {"name": "Foreningen", "email": f"{uuid4().hex}@x.example"}

        def absolute(path: str) -> str:
            links.append(path)
            return path

        actions.invite_outside(by=lead.actor, pk=hearing.pk, **asked, absolute=absolute)
    return ["tovholder", "leder"], {"secret": links[0].strip("/").split("/")[-1]}


def linked_part(siege: Any) -> tuple[list[str], dict[str, Any]]:
    """The same, at the form about all of it."""
    people, keys = linked(siege)
    with siege.town.crowd["tovholder"].acts():
        return people, {**keys, "part": rows_of(Hearing).get(closed_at=None).pk}


def written_outside(siege: Any) -> tuple[list[str], dict[str, Any]]:
    """Somebody outside who has written something and not sent it."""
    people, keys = linked(siege)
    _write(Guest(secret=keys["secret"]))
    return people, keys


def written_inside(siege: Any) -> tuple[list[str], dict[str, Any]]:
    """A colleague who has."""
    key = siege.town.planted.key_of(Row.ASSIGNED, "invitee")
    with siege.town.crowd["sagsbehandler"].acts():
        _write(Guest(invitation=key))
    return ["sagsbehandler"], {"pk": key}


def _write(guest: Guest) -> None:
    asked = guests.read(guest)
    assert asked is not None
    assert asked.hearing is not None
    said = asked.said(asked.hearing)
    version = said.edits if said else 0
    guests.keep(guest, asked.hearing, "Det er skrevet og ikke sendt", version)
