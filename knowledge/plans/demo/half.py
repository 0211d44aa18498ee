"""A municipality in the middle of its plan: the draft of the content files, with sections that
nobody has come to yet. Through the real actions, by the one who coordinates there."""

from __future__ import annotations

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Plan, PlanSection
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

PLACE = 727
#: What stands there instead of what the file says.
WRITTEN = {
    SectionKind.EMERGENCY: "Vi ringer 112. Resten skriver vi i januar.",
    SectionKind.INTERVENING: "",
    SectionKind.COOPERATION: "",
    SectionKind.COMPETENCE: "Afventer udvalget.",
    SectionKind.COMMUNICATION: "",
    SectionKind.EVALUATION: "",
}


def leave_half_written(progress: Progress) -> None:
    """Once: a draft that somebody has written in is left alone."""
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=PLACE, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        draft = Plan.objects.for_actor(actor).filter(municipality_id=PLACE, is_public=False).first()
        sections = PlanSection.objects.for_actor(actor).filter(plan=draft)
        if draft is not None and not sections.filter(edits__gt=0).exists():
            for kind, text in WRITTEN.items():
                actions.write_section(by=actor, kind=kind, version=0, text=text)
    progress(1, 1)
