"""Law 14: a record never states what did not happen: who, what exactly, when, of which version.

Subjects: every moment that a model keeps of somebody's deed (each ``…_at`` but those of the row's
own life). A constraint of the database ties it to who did it, or ``WHO`` says where that stands.
That acknowledging covers what was read and no more is ``tests/screening``.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models

#: Moments of a row's own life, and days that are planned: nobody's deed.
LIFE = {"created_at", "updated_at", "expires_at", "due_at", "locks_at", "ends_at", "seen_at"}
LIFE |= {"received_at", "last_used_at", "saved_at", "sent_at"}
STAMPS = {
    f"{model._meta.label}.{field.name}": (model, field.name)
    for label in ("casework", "screening", "accounts")
    for model in apps.get_app_config(label).get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.DateTimeField)
    and field.name.endswith("_at")
    and field.name not in LIFE
}
#: Moment -> where it stands who.
WHO = {
    "accounts.Invitation.accepted_at": "the membership it made, and its event",
    "accounts.Invitation.withdrawn_at": "its event in the log",
    "casework.Concern.police_contacted_at": "told by who signs the concern",
    "casework.Contact.happened_at": "told by who signs the contact",
    "casework.DisclosureItem.revoked_at": "the package it is in",
    "casework.Erasure.proposed_at": "beside it: who proposed, which is never empty",
    "casework.JointMeeting.locked_at": "the two approvals, each signed",
    "casework.JointMeeting.planned_at": "its newest plan, signed",
    "casework.JointPlan.planned_at": "a time to come; the plan is signed",
    "casework.Meeting.recommended_at": "its event in the log",
    "casework.Receipt.opened_at": "its event in the log; the police sign with a name of their own",
    "casework.Receipt.revoked_at": "the package it is of",
    "casework.Report.answered_at": "the decision beside it, signed",
    "casework.Report.police_contacted_at": "told by who signs the report",
    "casework.Report.taken_up_at": "the concern it became, signed",
    "screening.Screening.subject_ended_at": "the change of the case's state, signed",
    "screening.InstrumentVersion.retired_at": "the version that took its place",
    "screening.Rating.judged_at": "the rater",
    "screening.Rating.locked_at": "the rater",
    "screening.Screening.agreed_at": "the two signatures of the joint assessment",
    "screening.Screening.invited_at": "who ordered it",
    "screening.Screening.municipality_locked_at": "its rating's rater",
    "screening.Screening.opened_at": "the second lock",
    "screening.Screening.ordered_at": "beside it: who ordered",
    "screening.Screening.police_locked_at": "its rating's rater",
    "screening.ScreeningAccess.ended_at": "its event in the log",
    "screening.ScreeningAccess.granted_at": "beside it: who granted",
    "screening.Consensus.signed_by_municipality_at": "beside it: who signed, by number and name",
    "screening.Consensus.signed_by_police_at": "beside it: who signed, by number and name",
}


def tied(model: type[models.Model], name: str) -> bool:
    """Whether a constraint names the moment together with a person."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            text = str(constraint.condition)
            if f"'{name}" in text and ("_by" in text or "_user" in text or "closure" in text):
                return True
    return False


def test_every_moment_of_a_deed_says_who() -> None:
    bound = {name for name, (model, field) in STAMPS.items() if tied(model, field)}
    missing = sorted({*STAMPS} - bound - {*WHO})
    left = sorted({*WHO} - {*STAMPS} | ({*WHO} & bound))

    assert missing == [], missing
    assert left == [], "\n".join(left)
    assert len(STAMPS) > 25
    assert len(bound) > 4
