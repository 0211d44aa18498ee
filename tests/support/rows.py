"""What stands in a table, whoever may see it."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from stopext.access.scoping import unscoped

Row = TypeVar("Row", bound=Model)


def rows_of(model: type[Row]) -> QuerySet[Row]:
    """Every row that the database lets the present role see."""
    return unscoped(model, reason="a test looks at the table itself")
