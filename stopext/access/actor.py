"""Who acts: one person through one active membership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stopext.access.roles import KIND_OF, MAY, AuthorityKind, Kind, Permission, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A user acting through a membership. Frozen for the length of a request."""

    user_id: UUID
    membership_id: UUID
    authority_id: int
    authority_name: str
    authority_kind: AuthorityKind
    role: Role
    name: str
    until: date | None = None

    @property
    def kind(self) -> Kind:
        """Which database policies apply."""
        return KIND_OF[self.role]

    @property
    def sees_cases(self) -> bool:
        """Whether the role can meet data about citizens (drives the colour band)."""
        return self.can(Permission.VIEW_CASES) or self.can(Permission.RECEIVE_DISCLOSURES)

    def can(self, permission: Permission | str) -> bool:
        """Whether the role holds ``permission``; says nothing about any row."""
        return permission in MAY[self.role]
