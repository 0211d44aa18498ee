"""What happened stands on the timeline when it happened, not when somebody wrote it down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from casework import actions
from casework.actions.rows import signed
from casework.models import Case, Meeting
from casework.queries.timeline import PAGE, read
from casework.rules.codes import NoteKind
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date, format_datetime
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

AGO = timedelta(days=3)


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def places(lead: Person, case: Case, kind: str) -> list[datetime]:
    """When entries of a sort stand on the timeline."""
    return [entry.at for entry in read(lead.actor, case).entries if entry.kind == kind]


def test_a_concern_stands_where_it_came_and_says_when_it_was_registered(lead: Person) -> None:
    came = clock.now() - AGO
    with lead.acts():
        case = new_case(lead.actor, received_at=came)
        row = case.concerns.get()
        assert places(lead, case, "concern") == [came]
    words = " ".join(text_of(lead.browser().get(url("case", case.pk))).split())
    assert f"{format_datetime(came)} · registreret {format_datetime(row.at)} · " in words


def test_a_meeting_stands_on_the_day_it_was_held(lead: Person) -> None:
    day = clock.today()
    with lead.acts():
        case = new_case(lead.actor)
        first = Meeting(**signed(lead.actor, case), planned_on=day)
        first.save(force_insert=True)
        assert places(lead, case, "meeting") == [first.at]
        first.held_on, first.participants, first.shared = day - AGO, "Alle", "Kanarie-delt"
        first.save(update_fields=["held_on", "participants", "shared"])
        for number in range(PAGE):
            actions.write_note(by=lead.actor, case=case, kind=NoteKind.CALL, text=f"Notat {number}")
        page = read(lead.actor, case)
        assert [entry.kind for entry in page.entries] == ["note"] * PAGE
        [last] = [
            entry
            for entry in read(lead.actor, case, cursor=page.older).entries
            if entry.kind == "meeting"
        ]
    assert timezone.localdate(last.at) == day - AGO
    shown = text_of(lead.browser().get(url("case", case.pk), {"show": "steps"}))
    assert f"{format_date(day - AGO)} · {lead.actor.name} indkaldte" in " ".join(shown.split())
