"""Make the keys of the repeat search anew after the rule by which they are made has changed."""

from __future__ import annotations

from django.db.models import QuerySet

from casework.actions.persons import store_keys
from casework.models import Subject, SubjectKey
from casework.rules.identity import SCHEME
from stopext.access import jobs
from stopext.access.scoping import unscoped

JOB = "renew_search_keys"
BATCH = 100
WHOLE = "keys are made anew in every authority, by the job that may do nothing else"


def outdated() -> int:
    """Citizens whose keys are made by an earlier rule."""
    with jobs.working(JOB):
        return _behind().count()


def renew_some() -> int:
    """Make the keys of up to ``BATCH`` citizens anew in one transaction; how many they were. What
    is done is done when this is stopped."""
    with jobs.working(JOB):
        rows = list(_behind().select_for_update().order_by("pk")[:BATCH])
        for row in rows:
            store_keys(row)
    return len(rows)


def _behind() -> QuerySet[Subject]:
    keys = unscoped(SubjectKey, reason=WHOLE).filter(scheme__lt=SCHEME)
    return unscoped(Subject, reason=WHOLE).filter(pk__in=keys.values("subject"))
