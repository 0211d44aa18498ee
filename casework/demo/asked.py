"""What the citizen of a story is asked for, and answers."""

from __future__ import annotations

from casework import actions
from casework.demo import texts
from casework.demo.course import Course
from casework.demo.loader import StoryDisclosure
from casework.models import Consent
from casework.rules.clocks import add_months
from casework.rules.consents import (
    ConsentAnswer,
    ConsentGiver,
    ConsentReceiver,
    ConsentTo,
    ConsentWay,
)
from casework.rules.retention import ADULT_AGE
from stopext.access import clock


def to_share(course: Course, shared: StoryDisclosure) -> Consent:
    """A yes to share with the police as long as ``shared`` lasts; the school or the
    workplace may not be told."""
    child = course.story.age < ADULT_AGE
    said = {
        "purpose": ConsentTo.SHARE,
        "receiver": ConsentReceiver.POLICE,
        "receiver_words": "",
        "words": texts.CONSENT,
        "answer": ConsentAnswer.YES,
        "giver": ConsentGiver.CUSTODY if child else ConsentGiver.CITIZEN,
        "way": ConsentWay.WRITTEN,
        "witness": "",
        "given_on": clock.today(),
        "lasts_until": add_months(clock.today(), shared.months),
    }
    refused = {
        "receiver": ConsentReceiver.SCHOOL if child else ConsentReceiver.OTHER,
        "receiver_words": "" if child else texts.WORKPLACE,
        "words": texts.CONSENT_REFUSED,
        "answer": ConsentAnswer.NO,
        "way": ConsentWay.ORAL,
        "witness": course.by.name,
        "lasts_until": None,
    }
    actions.record_consent(by=course.by, case=course.case, said={**said, **refused})
    with course.later():
        return actions.record_consent(by=course.by, case=course.case, said=said)


def take_back(course: Course, consent: Consent) -> None:
    """The citizen says that it is no longer to be shared."""
    actions.withdraw_consent(
        by=course.by,
        consent=consent,
        withdrawn_on=clock.today(),
        way=ConsentWay.ORAL,
        words=texts.CONSENT_TAKEN_BACK,
    )
