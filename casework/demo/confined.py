"""A case that few may see: a colleague who is related to the citizen was taken off it."""

from __future__ import annotations

from random import Random

from casework import actions
from casework.demo import plain
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office, slots
from casework.models import Case
from casework.rules.codes import NoteKind
from stopext.access import clock
from stopext.accounts.models import Membership

DAYS_AGO = 5
NAME, BIRTH_YEAR = "Nora Tilfældsen", 2001
OBSERVED = "Har delt en video med opfordring til vold på sin åbne profil og slettet den igen."
CONFLICT = (
    "{name} er i familie med borgeren og er inhabil. Kollegaen er taget af sagen, og adgangen er "
    "begrænset til dem, der arbejder med den."
)


def tell(
    lead: Colleague, leader: Colleague, team: list[Membership], office: Office, times: Random
) -> None:
    """Register the case, take the last of the team off it and restrict it to the others, once."""
    with lead.acts():
        if Case.objects.for_actor(lead.actor).filter(restricted=True).exists():
            return
        (slot,) = slots(office, [DAYS_AGO], times)
        with clock.at(slot.start):
            case = plain.register(lead, NAME, BIRTH_YEAR, OBSERVED)
        with clock.at(slot.start + slot.pause):
            _confine(lead, leader, team, case)


def _confine(lead: Colleague, leader: Colleague, team: list[Membership], case: Case) -> None:
    by, *_others, related = lead.actor, *team
    for one in team:
        put_on = actions.add_colleague(by=by, case=case, membership_id=one.pk)
    actions.remove_colleague(by=by, assignment=put_on)
    text = CONFLICT.format(name=related.name)
    actions.write_note(by=by, case=case, kind=NoteKind.INTERNAL, text=text)
    case.refresh_from_db()
    readers = [leader.actor.membership_id, *(one.pk for one in team[:-1])]
    actions.restrict(by=by, case=case, version=case.version, membership_ids=readers)
