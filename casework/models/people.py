"""Who works with a case, and who alone may see a restricted one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, link
from casework.models.parts import CHANGING, Without, case_part


class _Period(MunicipalRow):
    """A colleague and a case from ``since`` until ``until`` (open while it is empty)."""

    logged = False

    user_id = models.UUIDField(editable=False)
    membership_id = models.UUIDField(editable=False)
    name = models.CharField(max_length=120)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def _ends_after_start(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
        name=f"{model}_period",
        violation_error_message=_("Perioden slutter, før den begynder."),
    )


def _once(model: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["municipality_id", "case", "user_id"],
        condition=models.Q(until__isnull=True),
        name=f"{model}_once",
        violation_error_message=_("Personen er allerede på sagen."),
    )


@case_part(
    log=_("kollega på sagen"),
    erased=_("Personer på sagen"),
    wall=CHANGING,
    history=Without("a row is a period: it is ended, never changed"),
    timeline=Without("the margin names them"),
)
class CaseAssignment(_Period):
    """A colleague who works with the case: her access when she is a caseworker."""

    case = link("casework.Case", "assignments")

    class Meta:
        constraints: ClassVar = [_ends_after_start("assignment"), _once("assignment")]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "user_id", "case"],
                name="assignment_of_user",
                condition=models.Q(until__isnull=True),
            )
        ]


@case_part(
    log=_("læser af begrænset sag"),
    erased=_("Personer med begrænset adgang"),
    wall=CHANGING,
    history=Without("a row is a period: it is ended, never changed"),
    timeline=Without("the margin names them"),
)
class CaseReader(_Period):
    """A name on the list of a restricted case (conflict of interest, a well-known person)."""

    case = link("casework.Case", "readers")

    class Meta:
        constraints: ClassVar = [_ends_after_start("reader"), _once("reader")]
        indexes: ClassVar = [
            models.Index(
                fields=["municipality_id", "user_id", "case"],
                name="reader_of_user",
                condition=models.Q(until__isnull=True),
            )
        ]
