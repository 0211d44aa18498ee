"""What a screening is about. Only the app above knows; here it is an opaque key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any
from uuid import UUID

from stopext.access.actor import Actor
from stopext.register import Register


class Subjects(ABC):
    """The rows that are screened, as the app that has them answers for them. It is asked at every
    moment: a screening is as open to the municipality's people as what it is about."""

    @abstractmethod
    def address_of(self, actor: Actor, screening: Any) -> str:
        """Where the actor reads what a screening is about; empty for who sees nothing of it."""

    @abstractmethod
    def closed_to(self, actor: Actor) -> Any:
        """Keys that the actor must not see, as a subquery."""

    @abstractmethod
    def opened_to(self, actor: Actor) -> Any:
        """Keys that are opened to the actor by name, as a subquery."""

    @abstractmethod
    def readers_of(self, actor: Actor, subject_id: UUID) -> frozenset[UUID] | None:
        """The only persons who may see it; None when nobody is shut out by name."""


SUBJECTS: Register[Subjects] = Register("The subjects of screenings")


def register_subjects(subjects: Subjects) -> None:
    """Called once, from the ``portal.py`` of the app whose rows are screened."""
    SUBJECTS.add("subjects", subjects)


def subject_url(actor: Actor, screening: Any) -> str:
    """The address of what the screening is about, or nothing."""
    return next((url for each in SUBJECTS if (url := each.address_of(actor, screening))), "")


def readers_of(actor: Actor, subject_id: UUID) -> frozenset[UUID] | None:
    """The only persons of the municipality who may see the screening, when they are named."""
    return next((each.readers_of(actor, subject_id) for each in SUBJECTS), None)
