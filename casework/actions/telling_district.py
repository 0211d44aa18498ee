"""The police district is told of its meetings, and of what is shared with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from casework.models import Case, Disclosure, JointMeeting
from casework.queries.joint import read_by_district
from stopext.access.actor import Actor

MEETING, UNSEEN = "meeting", "meeting_unseen"
SHARE, SHARE_ENDED = "share", "share_ended"


def tell_district(meeting: JointMeeting, occasion: str, *, everybody: bool = True) -> None:
    """Tell the district's coordinators, whom the municipality does not know, and ``everybody`` whom
    they invited; the municipality's own are told by ``notify``."""
    _tell([meeting.pk], MEETING, occasion, everybody)


def tell_of_share(shared: Disclosure, occasion: str, *, kind: str = SHARE) -> None:
    """Tell the district's coordinators what happened to something that is shared with it."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.tell_of_share(%s, %s, %s)", [shared.pk, kind, occasion])


@contextmanager
def telling_what_is_lost(by: Actor, case: Case, occasion: str) -> Iterator[None]:
    """Around the end of something shared: tell of the meetings that the district sees no longer,
    each person once."""
    before = list(read_by_district(by, case))
    yield
    left = {meeting.pk for meeting in read_by_district(by, case)} if before else set()
    if gone := [meeting.pk for meeting in before if meeting.pk not in left]:
        _tell(gone, UNSEEN, occasion, everybody=True)


def _tell(meetings: list[UUID], kind: str, occasion: str, everybody: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.tell_district(%s::uuid[], %s, %s, %s)",
            [meetings, kind, occasion, everybody],
        )
