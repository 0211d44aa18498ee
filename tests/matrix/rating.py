"""Answering a screening through the real actions, every reason the same canary."""

from __future__ import annotations

from dataclasses import replace

from screening import actions
from screening.demo import ratings as demo
from screening.engine.answers import Answer
from screening.models import Screening
from tests.support.world import Person

PROFILE = "low"


def answer(person: Person, key: object, reason: str, *, locks: bool, differs: float = 0.0) -> None:
    """Answer everything, and judge and lock or leave it at that; ``differs`` is the share of
    indicators that others have answered otherwise."""
    with person.acts():
        screening = seen(person, key)
        rating = actions.save_section(
            by=person.actor,
            screening=screening,
            answers=_answers(screening, reason, differs),
            version=0,
        )
        if locks:
            rating = actions.judge(
                by=person.actor,
                screening=screening,
                judgement=demo.judgement_like(PROFILE, who=f"{reason} "),
                version=rating.version,
            )
            actions.lock_rating(by=person.actor, screening=screening, version=rating.version)


def begin(person: Person, key: object, reason: str) -> None:
    """Answer the first page."""
    with person.acts():
        screening = seen(person, key)
        first = {indicator.key for indicator in screening.form.domains[0].indicators}
        page = {
            asked: said for asked, said in _answers(screening, reason).items() if asked in first
        }
        actions.save_section(by=person.actor, screening=screening, answers=page, version=0)


def seen(person: Person, key: object) -> Screening:
    """The screening as the person sees it; call inside her unit of work."""
    found: Screening = Screening.objects.for_actor(person.actor).get(pk=key)
    return found


def _answers(screening: Screening, reason: str, differs: float = 0.0) -> dict[str, Answer]:
    made = demo.answers_like(screening.form, PROFILE, seed=1, differs=differs)
    return {key: replace(answer, rationale=reason) for key, answer in made.items()}
