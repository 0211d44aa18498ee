"""The append-only log; imports nothing else of the portal."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "stopext.audit"
    label = "audit"
