"""Municipalities, police districts and the centre."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stopext.access.roles import AuthorityKind

#: Code of the national centre; municipalities have 101-860, police districts 1460-1471.
CENTRE = 1


class Authority(models.Model):
    """A municipality, a police district or the centre, keyed by its public code.

    Reference data (public facts, see ``stopext/accounts/data/SOURCES.md``); holds no person.
    """

    id = models.PositiveIntegerField(_("kode"), primary_key=True)
    kind = models.CharField(_("art"), max_length=12, choices=AuthorityKind.choices)
    name = models.CharField(_("navn"), max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    police_district = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="municipalities"
    )
    region_name = models.CharField(max_length=40, blank=True)
    population = models.PositiveIntegerField(null=True)
    group_name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="authority_district_iff_municipality",
                condition=models.Q(kind="municipality", police_district__isnull=False)
                | (~models.Q(kind="municipality") & models.Q(police_district__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
