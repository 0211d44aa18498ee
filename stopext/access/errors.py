"""What actions and policies raise; views and middleware turn each into one kind of answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """The actor may see the thing but not do this. Carries a Danish reason, and (label, address) of
    where she can go instead; answered with 403."""

    ways: tuple[tuple[object, str], ...] = ()


class NotYourRole(Refused):
    """No state of the thing would help: the actor's role does not do this at all."""


class Invalid(ValueError):  # noqa: N818 (an answer, not a fault)
    """What was asked cannot be done so. Carries a Danish reason; answered in the form, 422, at the
    field that has the name ``field`` when there is one."""

    def __init__(self, reason: object, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


class Conflict(RuntimeError):  # noqa: N818 (an answer, not a fault)
    """Somebody saved first. Answered with 409 and both versions; nothing is written."""
