"""What was answered and approved before a case ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, Signed, coded, known, link
from casework.models.parts import Show, Timed, case_part
from casework.rules.closing import FindingKey
from casework.rules.codes import Approval
from stopext.vault.fields import SealedTextField


@case_part(
    log=_("svar ved afslutning"),
    erased=_("Svar ved afslutningen"),
    timeline=Timed("at", Show.STEPS),
)
class ClosingAnswer(Signed, MunicipalRow):
    """The written answer to one finding of the closure gate."""

    case = link("casework.Case", "closing_answers")
    finding = models.CharField(max_length=24)
    answer = SealedTextField(max_length=2000)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(finding__in=[*FindingKey]), name="closinganswer_finding_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="closinganswer_of_case")
        ]

    def __str__(self) -> str:
        return self.finding


@case_part(
    log=_("godkendelse"),
    erased=_("Lederens godkendelser"),
    timeline=Timed("at", Show.STEPS),
)
class LeaderApproval(Signed, MunicipalRow):
    """A leader's approval of a closing."""

    case = link("casework.Case", "approvals")
    kind = coded(Approval)
    reason = SealedTextField(max_length=2000)

    class Meta:
        constraints: ClassVar = [known("approval", "kind", Approval)]
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "case", "-at"], name="approval_of_case")
        ]

    def __str__(self) -> str:
        return str(self.kind)
