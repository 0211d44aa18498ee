"""Instruments and their versions: reference data without persons."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from screening.engine.definition import Definition
from screening.engine.parsing import parse_definition


class TamperedError(ValueError):
    """A published version was changed behind the portal's back."""


class Instrument(models.Model):
    """A family of versions; ``key`` is stable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("titel"), max_length=120)

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(models.Model):
    """One version. Once published, nothing but its status may change, and the person who publishes
    is not the person who wrote it last. A trigger holds both: it takes the persons from the context
    that the database itself verified, whatever names are given."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Kladde")
        IN_REVIEW = "in_review", _("Til gennemsyn")
        PUBLISHED = "published", _("Udgivet")
        RETIRED = "retired", _("Udgået")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=20)
    definition = models.JSONField()
    content_hash = models.CharField(max_length=64)
    """SHA-256 of the definition's canonical JSON."""
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    changelog = models.TextField(_("ændringer"), max_length=10_000)
    prepared_by = models.CharField(_("udarbejdet af"), max_length=120)
    prepared_by_id = models.UUIDField(null=True, editable=False)
    """Who wrote it last; empty for the project's own files, which the owner's login loads."""
    published_by_id = models.UUIDField(null=True, editable=False)
    published_by = models.CharField(_("udgivet af"), max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instrument", "version"], name="version_once"),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=models.Q(status="published"),
                name="version_one_published",
            ),
            models.CheckConstraint(
                name="version_two_persons",
                condition=models.Q(status__in=["draft", "in_review"])
                | (
                    models.Q(published_at__isnull=False)
                    & ~models.Q(published_by="")
                    & ~models.Q(published_by=models.F("prepared_by"))
                ),
                violation_error_message=_("En anden end den, der har udarbejdet, skal udgive."),
            ),
            models.CheckConstraint(
                name="version_two_people",
                condition=models.Q(prepared_by_id=None)
                | models.Q(published_by_id=None)
                | ~models.Q(published_by_id=models.F("prepared_by_id")),
            ),
            models.CheckConstraint(
                name="version_asks",
                condition=models.Q(status__in=["draft", "in_review"])
                | models.Q(definition__has_key="domains"),
                violation_error_message=_("En version uden spørgsmål kan ikke udgives."),
            ),
            models.CheckConstraint(
                name="version_status",
                condition=models.Q(status__in=["draft", "in_review", "published", "retired"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.version}"

    @property
    def parsed(self) -> Definition:
        """The full form as a value; a published one is read once per process: it never changes.

        Raises:
            TamperedError: what is stored is not what was published.
        """
        if self.status in {self.Status.DRAFT, self.Status.IN_REVIEW}:
            return parse_definition(self.definition)
        if self.content_hash not in _PARSED:
            found = parse_definition(self.definition)
            if found.content_hash() != self.content_hash:
                raise TamperedError(f"{self} is stored with another content than its hash")
            _PARSED[self.content_hash] = found
        return _PARSED[self.content_hash]

    def has_form(self, subset: str) -> bool:
        """Whether there is such a short form; the full one always is."""
        return not subset or subset in {short.key for short in self.parsed.subsets}

    def form(self, subset: str) -> Definition:
        """The full form, or the short form named ``subset``.

        Raises:
            KeyError: the version has no such short form.
        """
        return self.parsed.only(subset) if subset else self.parsed


_PARSED: dict[str, Definition] = {}
