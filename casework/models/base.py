"""What every row of casework has in common."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet


class MunicipalRow(TenantModel):
    """A row owned by a municipality; its sealed fields are sealed with the municipality's key."""

    vault_owner = "municipality_id"

    municipality_id = models.PositiveIntegerField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Rows that hang on a case the actor may see; a model without a case says it itself."""
        cases = cls._meta.get_field("case").related_model
        return rows.filter(
            municipality_id=actor.authority_id,
            case__in=cases.objects.for_actor(actor).values("pk"),  # type: ignore[union-attr]
        )


class Signed(TenantModel):
    """Who wrote a row and when. The name is kept, so that it can be read when she has left."""

    by_user = models.UUIDField(editable=False)
    by_name = models.CharField(max_length=120, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True


def link(to: str, related_name: str, **options: Any) -> Any:
    """Foreign key between rows of one municipality. The migration adds the composite constraint
    (municipality, row) in place of the plain one, which would accept a foreign row."""
    return models.ForeignKey(
        to,
        on_delete=models.PROTECT,
        related_name=related_name,
        db_constraint=False,
        db_index=False,  # the model's own index starts with the municipality
        editable=False,
        **options,
    )


def coded(choices: type[models.TextChoices], label: Any = "", **options: Any) -> Any:
    """A column that holds one code of ``choices``."""
    return models.CharField(label, max_length=24, choices=choices.choices, **options)


def known(
    model: str, field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """The database accepts no other code than those of ``choices`` (and empty when ``blank``)."""
    values = [*choices.values, *([""] if blank else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_known",
        violation_error_message=_("Vælg en af mulighederne på listen."),
    )


def together(model: str, name: str, *fields: str, message: Any) -> models.CheckConstraint:
    """Either all of ``fields`` are given or none: a time without a person proves nothing."""
    none = models.Q(**{f"{field}__isnull": True for field in fields})
    every = models.Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(
        condition=none | every, name=f"{model}_{name}_together", violation_error_message=message
    )
