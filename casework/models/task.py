"""What somebody is to do in a case, and by when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import CHANGING, Show, Timed, case_part
from casework.rules.tasks import Ahead, Every, TaskEnd
from stopext.vault.fields import SealedTextField

SHORT = 80


@case_part(
    log=_("opgave"),
    erased=_("Opgaver"),
    wall={**CHANGING, "portal_job": {"select"}},  # whom to remind (actions/reminding.py)
    history=True,
    timeline=Timed("at", Show.TASKS),
)
class Task(Signed, MunicipalRow):
    """One thing that a colleague is to do by ``due_on``. ``remind`` is how many days before it she
    is reminded. One that comes back (``every``) makes the next when it is done. It ends once: done
    or cancelled, by whom and in what words."""

    case = link("casework.Case", "tasks")
    text = SealedTextField(_("hvad skal der gøres"), max_length=500)
    owner_user = models.UUIDField()
    owner_name = models.CharField(_("ansvarlig"), max_length=120)
    due_on = models.DateField(_("senest"))
    remind = models.PositiveSmallIntegerField(_("påmindelse"), choices=Ahead.choices)
    every = coded(Every, _("gentages"), blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    end = coded(TaskEnd, _("hvordan endte den"), blank=True)
    words = SealedTextField(_("hvad kom der ud af det"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            known("task", "every", Every, blank=True),
            known("task", "end", TaskEnd, blank=True),
            models.CheckConstraint(
                condition=Q(remind__in=Ahead.values),
                name="task_remind_known",
                violation_error_message=_("Vælg en af mulighederne på listen."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end=""),
                name="task_ended_together",
                violation_error_message=_("En opgave, der er slut, har et tidspunkt."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="task_of_case"),
            models.Index(
                fields=["municipality_id", "owner_user", "due_on"],
                condition=Q(ended_at__isnull=True),
                name="task_of_owner",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def in_short(self) -> str:
        """What is to be done, on one line."""
        return Truncator(" ".join(self.text.split())).chars(SHORT)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.ended_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.is_open and self.due_on < today
