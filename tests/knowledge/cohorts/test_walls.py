"""What the database keeps of memberships and reports, whoever writes past the application."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from knowledge.cohorts import actions
from knowledge.cohorts.models import Cohort, Member, Milestone, Report
from stopext.access import clock
from tests.knowledge.refusing import refused
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person


def drafts(adviser: Person, cohort: Cohort) -> list[int]:
    with adviser.acts(), connection.cursor() as cursor:
        cursor.execute(
            "select s.municipality_id from sec.cohort_standing(%s) s"
            " join cohorts_milestone m on m.id = s.milestone_id where m.known = 'draft'",
            [cohort.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_draft_is_told_of_by_members_alone(lead: Person, adviser: Person, cohort: Cohort) -> None:
    with lead.acts():
        plan_begun(lead)
    assert drafts(adviser, cohort) == [HOME]
    with adviser.acts():
        rows_of(Member).update(left_on=clock.today() - timedelta(days=1))
    assert drafts(adviser, cohort) == []


def test_a_membership_is_not_moved(adviser: Person, cohort: Cohort) -> None:
    assert refused(adviser, lambda: rows_of(Member).update(municipality_id=NEIGHBOUR))


def test_a_report_is_signed_and_its_history_stays(
    lead: Person, adviser: Person, cohort: Cohort
) -> None:
    with lead.acts():
        row = actions.report(
            by=lead.actor,
            milestone=rows_of(Milestone).get(known=""),
            version=0,
            done_on=clock.today(),
            note_text="Holdt.",
        )
        rows = rows_of(Report).filter(pk=row.pk)
    assert refused(lead, lambda: rows.update(done_on=None))
    assert refused(lead, lambda: rows.update(note="Andet", earlier=[{"note": "opdigtet"}]))
    kept = [{"done_on": str(clock.today()), "note": "Holdt.", "by": lead.actor.name}]
    assert not refused(lead, lambda: rows.update(note="Nyt", by_name="Falsk", earlier=kept))
    with lead.acts():
        assert rows.get().by_name == lead.actor.name
    assert refused(lead, lambda: rows.update(earlier=[]))
