"""Those of the police district who take part in a meeting are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from casework.models import Case, JointMeeting
from casework.queries.joint import read_by_district
from stopext.access.actor import Actor

MEETING, UNSEEN = "meeting", "meeting_unseen"


def tell_district(
    meeting: JointMeeting, occasion: str, *, kind: str = MEETING, everybody: bool = True
) -> None:
    """Tell the district's coordinators, whom the municipality does not know, and ``everybody`` whom
    they invited; the municipality's own are told by ``notify``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.tell_district(%s, %s, %s, %s)", [meeting.pk, kind, occasion, everybody]
        )


@contextmanager
def telling_what_is_lost(by: Actor, case: Case, occasion: str) -> Iterator[None]:
    """Around the end of something shared: tell of the meetings that the district sees no longer."""
    before = list(read_by_district(by, case))
    yield
    left = {meeting.pk for meeting in read_by_district(by, case)} if before else set()
    for meeting in before:
        if meeting.pk not in left:
            tell_district(meeting, occasion, kind=UNSEEN)
