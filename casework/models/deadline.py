"""That somebody moved the deadline of a case, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import Show, Timed, case_part
from casework.rules.clocks import CLOCKS
from casework.rules.deadlines import DONE, DeadlineStep
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("flyttet frist"),
    erased=_("Flyttede frister"),
    timeline=Timed("at", Show.STEPS),
)
class DeadlineChange(Signed, MunicipalRow):
    """One move of the deadline of the case: from ``was_due`` to ``due``, of the clock with the key
    ``clock``. ``first_due`` is where it was before its first move. One that stands still goes on
    after ``until``. It counts as long as ``due`` is the deadline of the case: whatever else sets
    that begins anew."""

    case = link("casework.Case", "deadline_changes")
    clock = models.CharField(_("frist"), max_length=24)
    step = coded(DeadlineStep, _("hvad gøres der"))
    first_due = models.DateTimeField()
    was_due = models.DateTimeField(_("frist før"))
    due = models.DateTimeField(_("frist"))
    until = models.DateField(_("standset til og med"), null=True)
    reason = SealedTextField(_("begrundelse"), max_length=2000)

    class Meta:
        constraints: ClassVar = [
            known("deadlinechange", "step", DeadlineStep),
            models.CheckConstraint(
                condition=Q(step=DeadlineStep.STOPPED, until__isnull=False)
                | ~Q(step=DeadlineStep.STOPPED) & Q(until__isnull=True),
                name="deadlinechange_until_together",
                violation_error_message=_("En frist, der er standset, har en sidste dag."),
            ),
            models.CheckConstraint(
                condition=Q(step=DeadlineStep.RESUMED) | Q(due__gt=F("was_due")),
                name="deadlinechange_later",
                violation_error_message=_("En frist udsættes til en senere dag."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="deadlinechange_of_case")
        ]

    def __str__(self) -> str:
        return self.clock

    @property
    def done(self) -> Promise:
        """What was done, in words."""
        return DONE[self.step]

    @property
    def clock_label(self) -> Promise | str:
        """What the deadline is called."""
        return CLOCKS[self.clock].label if self.clock in CLOCKS else self.clock
