"""The log as rows to read. Nothing is written here: events enter by ``audit.record`` only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q


class EventQuerySet(models.QuerySet["AuditEvent"]):
    """Questions about the log."""

    def of_authority(self, authority_id: int) -> EventQuerySet:
        """What was done by people acting for one authority; the application's wall."""
        return self.filter(authority_id=authority_id)

    def of_person(self, user_id: UUID) -> EventQuerySet:
        """What one person did, for herself to read."""
        return self.filter(user_id=user_id)

    def about(
        self,
        ids: Collection[str],
        subject_keys: Collection[bytes] = (),
        *,
        with_parts: bool = False,
    ) -> EventQuerySet:
        """Events about these things or citizens, also those that listed one among others; and, if
        so asked, of what hangs on them: it is never read or written but in a request that opens
        the thing itself, and its events name no more than themselves."""
        about = Q(object_id__in=ids) | Q(subject_key__in=subject_keys)
        about |= Q(result_ids__overlap=list(ids)) & ~Q(result_ids=[])
        if with_parts:
            opened = AuditEvent.objects.filter(object_id__in=ids, request_id__isnull=False)
            about |= Q(request_id__in=opened.values("request_id"))
        return self.filter(about)

    def without(self, ids: Collection[str]) -> EventQuerySet:
        """Nothing about these things and the citizens they are about, nor of the same requests:
        what is read with a thing names itself only."""
        if not ids:
            return self
        named = AuditEvent.objects.filter(object_id__in=ids, subject_key__isnull=False)
        about = Q(object_id__in=ids) | Q(subject_key__in=named.values("subject_key"))
        asked = AuditEvent.objects.filter(about, request_id__isnull=False)
        return self.exclude(about | Q(request_id__in=asked.values("request_id")))

    def newest_of_each_request(self) -> EventQuerySet:
        """One event of each request, the latest; those outside a request all."""
        later = self.filter(request_id=OuterRef("request_id"), id__gt=OuterRef("id"))
        return self.filter(Q(request_id=None) | ~Exists(later))


class AuditEvent(models.Model):
    """One event. The database shows a reviewer her own authority's only and refuses changes."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    request_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    role = models.TextField()
    authority_id = models.IntegerField(null=True)
    action = models.TextField()
    object_type = models.TextField()
    object_id = models.TextField()
    subject_key = models.BinaryField(null=True)
    result_count = models.IntegerField(null=True)
    result_ids = ArrayField(models.TextField())
    purpose = models.TextField()
    outcome = models.TextField()
    details = models.JSONField()

    objects = EventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = '"audit"."event"'

    def __str__(self) -> str:
        return f"{self.action} {self.object_type}"

    def save(self, **_: Any) -> NoReturn:
        """The log is append-only.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("events are recorded with stopext.audit.record")
