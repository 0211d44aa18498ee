"""Whether a decision about a notice (underretning) is owed: then the child's 24 hours run."""

from __future__ import annotations

from casework.models import Case, Concern, Notice
from stopext.access import clock
from stopext.access.actor import Actor


def child_clock_runs(actor: Actor, case: Case) -> bool:
    """Whether the citizen is under 18 and nobody has decided about a notice since the last concern
    was registered. A decision of before holds when a closed case is taken up again: the law counts
    from what was told, not from the click."""
    if not case.subject.under_18(clock.today()):
        return False
    if not case.notice:
        return True
    told = Notice.objects.for_actor(actor).filter(case=case).order_by("-at").first()
    later = Concern.objects.for_actor(actor).filter(case=case)
    return told is None or later.filter(at__gt=told.at).exists()
