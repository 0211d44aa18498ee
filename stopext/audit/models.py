"""The log as rows to read. Nothing is written here: events enter by ``audit.record`` only."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.db import models


class EventQuerySet(models.QuerySet["AuditEvent"]):
    """Questions about the log."""

    def of_authority(self, authority_id: int) -> EventQuerySet:
        """What was done by people acting for one authority; the application's wall."""
        return self.filter(authority_id=authority_id)


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
