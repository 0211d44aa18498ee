"""What of exercises and cards stands beside a plan, and on the start page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.exercises.choices import ExerciseStatus
from knowledge.exercises.linting import last_held, latest_that_counts, to_hold
from knowledge.exercises.models import Card, Exercise
from knowledge.plans.duties import Duty, own_in_force, past_their_day
from knowledge.plans.margin import Box
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.dates import format_date
from stopext.web.start import Item, Panel, Work

SHOWN = 3


def boxes(place: Any, actor: Actor | None) -> Iterator[Box]:
    """The public cards of a municipality; for its own staff all of them, and the exercises."""
    page = "exercises:card_public" if actor is None else "exercises:card"
    if actor is None:
        named = Card.for_everybody(place=place.pk)
    else:
        named = list(Card.objects.for_actor(actor).filter(municipality=place))
    links = [(row.audience, reverse(page, args=[row.pk])) for row in named]
    if actor is not None:
        links.append((_("Alle handlekort"), reverse("exercises:cards")))
    if links:
        yield Box(_("Handlekort"), links)
    scenarios = (_("Scenarier til øvelser"), reverse("exercises:scenarios"))
    if actor is None:
        yield Box(_("Øvelser"), [scenarios])
    else:
        last = last_held(actor)
        told = (
            _("Øvelser, senest holdt og evalueret %s") % format_date(last)
            if last
            else _("Ingen øvelse holdt og evalueret endnu")
        )
        yield Box(_("Øvelser"), [(told, reverse("exercises:list")), scenarios])


def panels(actor: Actor) -> Asking[Work]:
    """Exercises that are planned or being run; of who leads the work also the one that should have
    been held, and of a leader the cards that wait for her. Four questions."""
    if not actor.can(Permission.VIEW_OWN_PLAN):
        return [], []
    own = Card.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    cards = own.filter(approved_on__isnull=True) if actor.can(Permission.ADOPT_PLAN) else own.none()
    waiting = (ExerciseStatus.PLANNED, ExerciseStatus.RUNNING, ExerciseStatus.PAUSED)
    exercises = Exercise.objects.for_actor(actor).filter(status__in=waiting).order_by("on", "pk")
    to_approve, planned, latest, in_force = yield [
        cards[:SHOWN],
        exercises[:SHOWN],
        latest_that_counts(actor),
        own_in_force(actor),
    ]
    late = []
    if actor.can(Permission.EDIT_OWN_PLAN):
        late = past_their_day(to_hold(latest, next(iter(in_force), None)))
    return [], [*_waiting_cards(to_approve), *_exercises(late, planned)]


def _waiting_cards(rows: list[Card]) -> Iterator[Panel]:
    if rows:
        items = [
            Item(
                row.audience,
                reverse("exercises:card_approve", args=[row.pk]),
                _("Den offentlige side viser den forrige udgave") if row.is_public else "",
            )
            for row in rows
        ]
        title = _("Handlekort, der venter på din godkendelse")
        yield Panel(title=title, items=items, more_url=reverse("exercises:cards"), order=44)


def _exercises(late: list[Duty], rows: list[Exercise]) -> Iterator[Panel]:
    if not late and not rows:
        return
    items = [
        *(Item(duty.text, duty.url, duty.why, duty.on) for duty in late),
        *(
            Item(
                row.title,
                reverse(f"exercises:{'run' if row.is_open else 'exercise'}", args=[row.pk]),
                f"{row.get_status_display()} · {row.place}",
                row.on,
            )
            for row in rows
        ),
    ]
    yield Panel(title=_("Øvelser"), items=items, more_url=reverse("exercises:list"), order=45)
