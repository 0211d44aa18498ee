"""Roles, the request context and the rule that nothing answers unless it declares who may come."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "stopext.access"
    label = "access"

    def ready(self) -> None:
        from stopext.access import checks  # noqa: F401, PLC0415 (registers the system checks)
