"""Earlier values of changed columns, kept by the database itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import MunicipalRow, link
from casework.models.case import Case
from casework.models.parts import Without, case_part
from casework.models.subject import Subject
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet


@case_part(
    log=_("ændring"),
    erased=_("Tidligere værdier af felter"),
    timeline=Without("told with the row that was changed"),
)
class FieldHistory(MunicipalRow):
    """What a row held before one change. ``old`` maps column to old value as it stood; sealed
    columns stay sealed (hexadecimal). Only the trigger writes here."""

    case = link("casework.Case", "earlier_values", null=True)
    table = models.CharField(max_length=40)
    row_id = models.UUIDField()
    at = models.DateTimeField()
    user_id = models.UUIDField(null=True)
    old = models.JSONField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["municipality_id", "row_id", "-at"], name="history_of_row")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The history of what the actor may see today."""
        cases = Case.objects.for_actor(actor).values("pk")
        subjects = Subject.objects.for_actor(actor).values("pk")
        return rows.filter(
            Q(case_id__in=cases) | Q(table="casework_subject", row_id__in=subjects),
            municipality_id=actor.authority_id,
        )
