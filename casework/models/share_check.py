"""That somebody said of what others can still see that it is needed, share by share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, link
from casework.models.parts import Without, case_part


@case_part(
    log=_("gennemgang af deling"),
    erased=_("Gennemgange af delinger"),
    timeline=Without("stands in the monthly list and on the sheet of its disclosure"),
)
class ShareCheck(Signed, MunicipalRow):
    """One disclosure was said to be needed still in one month, by whom and when; the first one
    counts. ``month`` is its first day, in Denmark. It says so of that disclosure alone, so a list
    that some do not see whole is never called gone through."""

    case = link("casework.Case", "share_checks")
    disclosure = link("casework.Disclosure", "checks")
    month = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality_id", "disclosure", "month"], name="sharecheck_once_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="sharecheck_month",
                violation_error_message=_("En måned skrives som dens første dag."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case"], name="sharecheck_of_case")
        ]

    def __str__(self) -> str:
        return str(self.month)
