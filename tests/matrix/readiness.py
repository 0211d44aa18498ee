"""Self-assessments, reviews and mappings of two municipalities; what is written is canaries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from knowledge.areas import actions as area_actions
from knowledge.areas.parts import PARTS
from knowledge.readiness import actions
from knowledge.readiness.choices import OVERALL
from knowledge.readiness.models import Assessment, Review
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.matrix.courses import Keys, Texts
from tests.support.world import Person, make_person

#: A municipality none of whose people knocks anywhere.
ELSEWHERE = 727
Text = Callable[[str], str]


def answered(by: Person, text: Text) -> Assessment:
    """An open self-assessment in which everything is answered, with a gap in each theme."""
    row = actions.begin(by=by.actor)
    for theme in row.questions.themes:
        said = {
            one.code: {
                "level": "3" if place else "1",
                "note": text("selvvurdering"),
                "link": "",
            }
            for place, one in enumerate(theme.statements)
        }
        actions.answer(by=by.actor, assessment=row, theme=theme, version=0, said=said)
    return row


def locked(by: Person, text: Text) -> Assessment:
    """One that is complete."""
    with by.acts():
        return actions.lock(by=by.actor, assessment=answered(by, text))


def asked(by: Person, row: Assessment, place: int, text: Text) -> Review:
    """Another municipality is asked."""
    with by.acts():
        return actions.ask(
            by=by.actor,
            assessment=row,
            reviewer=Authority.objects.get(pk=place),
            message=text("selvvurdering"),
            until=clock.today() + timedelta(days=30),
        )


def reviewed(by: Person, review: Review, text: Text, *, sends: bool = True) -> None:
    """It takes it on and writes."""
    with by.acts():
        actions.reply(by=by.actor, review=review, accepts=True, reason=text("selvvurdering"))
        codes = [*(one.code for one in review.questions.themes), OVERALL]
        said = {code: text("selvvurdering") for code in codes}
        actions.remark(by=by.actor, review=review, version=0, said=said)
        if sends:
            actions.send(by=by.actor, review=review)


def mapped(by: Person, text: Text) -> UUID:
    """An open mapping with something in every text."""
    names = [name for part in PARTS.values() for name in part.fields]
    with by.acts():
        row = area_actions.add(by=by.actor, name="Et område", description="", housing="")
        values = {n: text("omraade") for n in names if n not in {"mapped_on", "plan_actions"}}
        area_actions.write(by=by.actor, row=row, version=0, values=values)
    return row.pk


def plant(by: Person, text: Texts) -> Keys:
    """A locked self-assessment with remarks that were sent, an open one, a review of another's that
    is being written, one that is asked, and a mapping."""
    place = by.actor.authority_id
    stranger = make_person(Authority.objects.get(pk=ELSEWHERE), Role.COORDINATOR, nth=f"_{place}")
    done = locked(by, text)
    review = asked(by, done, ELSEWHERE, text)
    reviewed(stranger, review, text)
    theirs = locked(stranger, text)
    taken = asked(stranger, theirs, place, text)
    reviewed(by, taken, text, sends=False)
    waiting = asked(stranger, locked(stranger, text), place, text)
    with by.acts():
        open_one = answered(by, text)
    return {
        "assessment": open_one.pk,
        "locked_assessment": done.pk,
        "review": review.pk,
        "review_taken": taken.pk,
        "review_asked": waiting.pk,
        "area": mapped(by, text),
    }
