"""Words that were borrowed from another municipality's public plan."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _

from knowledge.plans.models.parts import Action
from knowledge.plans.models.plan import Plan, PlanRow
from stopext.accounts.models import Authority
from stopext.web.dates import format_date


class Borrowing(PlanRow):
    """Where a section, a goal or an action has words from. It goes with its plan, and is as public
    as it. Who borrowed is a key that nobody can read a name from."""

    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="borrowings"
    )
    part = models.UUIDField()
    """The section, goal or action that has the words now."""
    origin_place = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    origin_part = models.UUIDField()
    """The public row they were taken from; it may be gone."""
    origin_version = models.CharField(max_length=20)
    origin_adopted_on = models.DateField()
    text = models.TextField()
    """As it was borrowed."""
    digest = models.CharField(max_length=64)
    """Of the origin's newest wording that the borrower has seen."""
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        said = {
            "name": self.origin_place.name,
            "version": self.origin_version,
            "day": format_date(self.origin_adopted_on),
        }
        return _("%(name)ss plan, version %(version)s, %(day)s") % said


def wording_field(row: Any) -> str:
    """Name of the field whose words are borrowed."""
    return "title" if isinstance(row, Action) else "text"


def wording_of(row: Any) -> str:
    """The words of a section, a goal or an action that are borrowed."""
    return str(getattr(row, wording_field(row))).strip()


def digest_of(text: str) -> str:
    """The same for the same words."""
    return hashlib.sha256(text.strip().encode()).hexdigest()
