"""What a municipality knows of a housing area, in four parts. Never public, and about nobody."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


def _text(label: Any) -> Any:
    return models.TextField(label, blank=True)


class AreaMap(TenantModel):
    """One version of the mapping of one area. One is open at a time; a finished one is kept as it
    was, and the next begins as its copy."""

    logged: ClassVar[bool] = False  # a place, and no citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    area = models.UUIDField(default=uuid.uuid4)
    """The same for all versions."""
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("områdets navn"), max_length=120)
    description = _text(_("kort beskrivelse"))
    housing = models.CharField(_("boligorganisation"), max_length=200, blank=True)
    mapped_on = models.DateField(_("kortlagt den"), null=True, blank=True)

    participants = _text(_("hvem der er med"))
    forum = _text(_("hvor der samarbejdes"))
    sharing = _text(_("hvad der må deles"))

    resources = _text(_("ressourcer"))
    challenges = _text(_("udfordringer"))
    sources = _text(_("kilder med dato"))

    analysis = _text(_("hvad det betyder"))
    needs = _text(_("behov"))
    uncertainty = _text(_("hvad I ikke ved"))

    effort = _text(_("indsatser"))
    follow_up = _text(_("opfølgning"))
    plan_actions = ArrayField(models.UUIDField(), default=list, verbose_name=_("handlinger"))
    """Actions of the own plan, in whichever version; one that is gone is passed over."""

    edits = models.PositiveIntegerField(default=0)
    is_finished = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    finished_by_name = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("name", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "area", "number"], name="area_map_version_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "area"],
                condition=Q(is_finished=False),
                name="area_map_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's coordinators and leaders."""
        if not actor.can(Permission.EDIT_OWN_PLAN):
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)
