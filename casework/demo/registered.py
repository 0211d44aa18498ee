"""How a story begins: the concern is registered, past the repeat search."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from casework import actions
from casework.actions import ConcernFacts, Person
from casework.actions.repeats import find
from casework.demo import texts
from casework.demo.course import Course
from casework.rules.codes import Knowledge, MatchAnswer, Tristate
from casework.rules.danger import DangerQuestion
from stopext.access import clock


def register(course: Course) -> None:
    """Register the concern, as somebody else unless the story repeats an ended case."""
    story = course.story
    born = timezone.localdate(course.now).year - story.age
    number = texts.cpr(course.random, born) if course.random.random() < texts.CPR_SHARE else ""
    person = Person(
        name=f"{story.first_name} {story.last_name}" if story.is_identified else "",
        cpr=number if story.is_identified else "",
        birth_year=born if story.is_identified else None,
        address_protected=story.protected,
        description="" if story.is_identified else texts.UNKNOWN_PERSON,
    )
    facts = ConcernFacts(
        received_at=clock.now() - timedelta(minutes=course.times.randint(5, 20)),
        channel=story.channel,
        referrer_type=story.referrer,
        referrer_name=texts.REFERRER,
        observed=story.observed,
        interpreted=story.interpreted,
        trigger_event=story.trigger,
        knowledge=course.random.choice(list(Knowledge)),
        form=story.form,
        gang_link=story.gang,
        online=story.online,
        danger=dict.fromkeys(DangerQuestion, False),
        citizen_informed=course.random.choice([Tristate.YES, Tristate.NO]),
        not_informed_reason=texts.NOT_INFORMED,
        legal_ground=texts.LEGAL_GROUND,
        summary=story.interpreted[:300],
        wants_feedback=course.random.random() < 0.5,
    )
    if story.informed or facts.citizen_informed == Tristate.YES:
        facts = replace(facts, citizen_informed=Tristate.YES, not_informed_reason="")
    course.case = actions.register_concern(
        by=course.by, person=person, facts=facts, answers=_answers(course, person)
    )


def _answers(course: Course, person: Person) -> dict[UUID, MatchAnswer]:
    """A repeat of an ended case is the same citizen; anybody else is somebody else."""
    same = course.earlier.subject_id if course.earlier and course.earlier.ended else None
    return {
        hit.subject_id: MatchAnswer.SAME if hit.subject_id == same else MatchAnswer.OTHER
        for hit in find(course.by, person)
    }
