"""A municipality that held an exercise in spring and plans the next one, with two cards. Through
the real actions, by those who coordinate and lead there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.utils import timezone

from knowledge.exercises import actions
from knowledge.exercises.choices import EntrySort, Move
from knowledge.exercises.loading import card_starts
from knowledge.exercises.logbook import actions_to_choose
from knowledge.exercises.models import Card, Exercise, Scenario
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.dates import add_working_days
from stopext.web.registry import Progress

PLACES = (851, 813)
DECISION, OBSERVATION = EntrySort.DECISION, EntrySort.OBSERVATION
#: Minute, which inject is given then, and what is written in the log.
COURSE = (
    (9, 0, DECISION, "Skolelederen ringer til tovholderen. Læreren skriver ned, hvad hun så."),
    (12, 2, OBSERVATION, "Ingen ved, hvem der har nøglen til lærernes lukkede gruppe."),
    (25, 3, DECISION, "Billedet slettes i gruppen, når en kopi er gemt på sagen."),
    (38, 4, DECISION, "Alle forældre får samme korte besked kl. 15. Skolelederen skriver den."),
    (52, 5, OBSERVATION, "Nummeret på kortet til vagten var forældet."),
    (63, 6, DECISION, "Politiet svarer journalisten. Kommunen henviser."),
)


@contextmanager
def _somebody(place: int, role: Role) -> Iterator[Actor]:
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=place, role=role, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        yield actor


def hold(progress: Progress) -> None:
    """Once: a municipality that has an exercise or a card is left alone."""
    for number, place in enumerate(PLACES, 1):
        with _somebody(place, Role.COORDINATOR) as lead:
            if Exercise.objects.for_actor(lead).exists():
                continue
            _held(lead)
            _plan(lead, "trussel-paa-raadhuset", 24)
            cards = [_card(lead, key) for key in ("skole", "vagt")]
        with _somebody(place, Role.LEADER) as leader:
            actions.approve_card(by=leader, pk=cards[0].pk, version=0, is_public=True)
        progress(number, len(PLACES))


def _plan(lead: Actor, key: str, days: int) -> Exercise:
    scenario = Scenario.objects.get(key=key)
    return actions.plan_exercise(
        by=lead,
        scenario=scenario,
        on=add_working_days(clock.today() + timedelta(days=days - 1), 1),
        starts=time(9, 0),
        place="Rådhuset, mødelokale 2",
        participants=scenario.participants,
    )


def _held(lead: Actor) -> None:
    row = _plan(lead, "manifest", -200)
    begun = timezone.make_aware(datetime.combine(row.on, time(9, 4)))
    with clock.at(begun):
        actions.move(by=lead, pk=row.pk, to=Move.START)
    for minute, step, sort, text in COURSE:
        with clock.at(begun + timedelta(minutes=minute)):
            if step:
                actions.move(by=lead, pk=row.pk, to=Move.NEXT, step=step)
            line = actions.log(by=lead, pk=row.pk, at=None, sort=sort, text=text)
    with clock.at(begun + timedelta(minutes=75)):
        done = actions.move(by=lead, pk=row.pk, to=Move.FINISH)
    actions.correct(
        by=lead,
        root=line.root,
        version=0,
        at=None,
        sort=DECISION,
        text="Politiet svarer journalisten. Kommunen henviser, også om aftenen.",
    )
    chosen = next((key for key, _title in actions_to_choose(lead)), None)
    for text, owner, days, action in (
        ("Prøv vagttelefonen hvert kvartal", "Sikkerhedsansvarlig", 30, chosen),
        ("Skriv en fast tekst til forældre", "Kommunikation", 60, None),
    ):
        due = clock.today() + timedelta(days=days)
        point = actions.add_point(
            by=lead, pk=row.pk, text=text, owner=owner, due_on=due, action=action
        )
        if action:
            actions.make_task(by=lead, pk=point.pk)
    actions.evaluate(
        by=lead,
        pk=row.pk,
        version=done.edits,
        worked="Alle kendte tovholderen, og der blev skelnet mellem det sete og det tolkede.",
        missing="Vi vidste ikke, hvem der svarer pressen efter kl. 16.",
    )


def _card(lead: Actor, key: str) -> Card:
    uses = ["coordinator", "notification", "infohus", "centre"]
    return actions.write_card(by=lead, owner="SSP-konsulent", uses=uses, **card_starts()[key])
