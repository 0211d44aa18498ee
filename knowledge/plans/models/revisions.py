"""What stood in a row before somebody changed it, kept by the database itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from knowledge.plans.models.plan import Plan
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class Revision(TenantModel):
    """The words that one change of one row replaced: by column, as they stood. Of plans, and of
    what else a municipality writes here. Only a trigger writes it, and it goes with its row; of a
    part of a plan also when that version is replaced.

    A table into which autosave writes keeps what stood before somebody began to write, and not each
    stop on the way: nothing more of a column for half an hour while nobody else writes.
    """

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen
    internal: ClassVar[tuple[str, ...]] = ()  # of itself: all of it is

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    """Whose words they were."""
    plan = models.ForeignKey(
        Plan,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    """Of a plan and its parts the version; none where the row follows the work or is another's."""
    row_id = models.UUIDField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    old = models.JSONField()

    class Meta:
        ordering = ("-at",)
        indexes: ClassVar = [
            models.Index(fields=["municipality", "row_id", "-at"], name="plan_revision_of_row")
        ]

    def __str__(self) -> str:
        return str(self.row_id)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's, for those who write its plan."""
        if not actor.can(Permission.EDIT_OWN_PLAN):
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)
