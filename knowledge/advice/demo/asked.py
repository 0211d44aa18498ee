"""Three questions to the centre: one answered, one new, one closed. Through the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from knowledge.advice import actions
from knowledge.advice.models import Thread
from knowledge.plans.choices import SectionKind
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import CENTRE, Membership
from stopext.web.registry import Progress

#: One that writes its first plan, and one that revises.
DRAFTING, REVISING = 727, 813
QUESTIONS = (
    (
        DRAFTING,
        "Hvor mange mål er nok?",
        SectionKind.PURPOSE,
        "Vi har 11 mål på tavlen og har kun skrevet få ind. Hvor mange plejer andre at have?",
    ),
    (
        REVISING,
        "Action card til havnevagten",
        SectionKind.COMMUNICATION,
        "Vagten på havnen er privat ansat. Kan de få det samme kort som vores egne medarbejdere?",
    ),
    (
        DRAFTING,
        "Skal beredskabet høres?",
        SectionKind.EMERGENCY,
        "Skal redningsberedskabet have planen i høring, før udvalget får den?",
    ),
)
ANSWER = (
    "Tre til fem mål er det, de fleste når. Behold dem, I kan måle inden for et år, og skriv resten"
    " som handlinger under dem. Vil I lade mig læse kladden, kan jeg pege på hvilke."
)
YES = "Ja. Beredskabet skal kende sin rolle, og I når det, hvis høringen er fire uger."


def ask(progress: Progress) -> None:
    """Once: where somebody has asked, nothing is added."""
    asked = []
    for number, (place, subject, about, text) in enumerate(QUESTIONS):
        with acting_as(place, Role.COORDINATOR) as actor:
            if number == 0 and Thread.objects.for_actor(actor).exists():
                return
            asked.append(actions.ask(by=actor, subject=subject, about=about, text=text))
    first, _second, last = asked
    with acting_as(CENTRE, Role.ADVISER) as adviser:
        for thread, text in ((first, ANSWER), (last, YES)):
            actions.take(by=adviser, pk=thread.pk)
            actions.reply(by=adviser, pk=thread.pk, text=text, seen=thread.edits)
    with acting_as(DRAFTING, Role.COORDINATOR) as actor:
        until = clock.today() + timedelta(days=30)
        actions.open_draft(by=actor, pk=first.pk, until=until)
        actions.mark_read(by=actor, pk=last.pk, seen=last.edits + 1)
        actions.close(by=actor, pk=last.pk)
    progress(1, 1)


@contextmanager
def acting_as(place: int, role: Role) -> Iterator[Actor]:
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=place, role=role, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        yield actor
