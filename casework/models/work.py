"""The timeline: notes and changes of state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import CHANGING, Show, Timed, case_part
from casework.rules.codes import Asked, ClosureReason, NoteKind, Since
from casework.rules.workflow import State
from stopext.vault.fields import SealedTextField

#: A note can be corrected by its author for this long; after that only an addendum is added.
OPEN_FOR = timedelta(hours=24)


@case_part(
    log=_("notat"),
    erased=_("Notater"),
    wall=CHANGING,
    history=True,
    shareable=True,
    timeline=Timed("at", Show.NOTES),
)
class Note(Signed, MunicipalRow):
    """A note in the case. The database itself refuses to change it after ``locks_at``."""

    case = link("casework.Case", "notes")
    kind = coded(NoteKind, _("art"))
    text = SealedTextField(_("notat"), max_length=10_000)
    locks_at = models.DateTimeField(_("låses"))
    version = models.PositiveIntegerField(default=0)
    addendum_to = link("casework.Note", "addenda", null=True)

    class Meta:
        constraints: ClassVar = [
            known("note", "kind", NoteKind),
            models.CheckConstraint(
                condition=models.Q(locks_at__gt=models.F("at")),
                name="note_locks_after_writing",
                violation_error_message=_("Et notat låses, efter at det er skrevet."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="note_of_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_locked(self, now: datetime) -> bool:
        """Whether only an addendum can be added."""
        return now >= self.locks_at


@case_part(
    log=_("statusskift"),
    erased=_("Skift af status"),
    timeline=Timed("at", Show.STEPS),
)
class StateChange(Signed, MunicipalRow):
    """One move of the case: from where to where, which event, by whom and why. A closing also
    keeps its reason and assessment here, where they stay when the case is reopened; a check of the
    aftercare who was ``asked``, and the ``outcome`` since the closing."""

    case = link("casework.Case", "state_changes")
    event = models.CharField(max_length=40)
    source = coded(State, blank=True)
    target = coded(State)
    reason = SealedTextField(_("begrundelse"), max_length=4000, blank=True)
    closure_reason = coded(ClosureReason, _("årsag til afslutning"), blank=True)
    closure_assessment = SealedTextField(_("afsluttende vurdering"), max_length=6000, blank=True)
    asked = coded(Asked, _("hvem er spurgt"), blank=True)
    outcome = coded(Since, _("hvordan går det"), blank=True)

    class Meta:
        constraints: ClassVar = [
            known("statechange", "asked", Asked, blank=True),
            known("statechange", "outcome", Since, blank=True),
            known("statechange", "closure_reason", ClosureReason, blank=True),
            known("statechange", "source", State, blank=True),
            known("statechange", "target", State),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="statechange_of_case")
        ]

    def __str__(self) -> str:
        return self.event
