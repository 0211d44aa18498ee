"""What a screening is about. Only the app above knows; here it is an opaque key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stopext.access.actor import Actor
from stopext.register import Register


@dataclass(frozen=True, slots=True)
class About:
    """Where to read what a screening is about, empty for who sees nothing of it, and the only
    persons who may see it, where they are named."""

    address: str = ""
    readers: frozenset[UUID] | None = None


class Subjects(ABC):
    """The rows that are screened, as the app that has them answers for them. It is asked at every
    moment: a screening is as open to the municipality's people as what it is about."""

    @abstractmethod
    def about(self, actor: Actor, subject_id: UUID) -> About:
        """What the actor may know of it."""

    @abstractmethod
    def note_form(self, actor: Actor, subject_id: UUID) -> tuple[str, Mapping[str, Any]] | None:
        """Where the actor may write a note about it, and what beside ``text`` its form takes."""

    @abstractmethod
    def telling(
        self, actor: Actor, subject_id: UUID, texts: Iterable[tuple[str, str]]
    ) -> list[str]:
        """Of texts, each with its place: the places where one tells who told of it, of those whom
        the other authority must not know."""

    @abstractmethod
    def closed_to(self, actor: Actor) -> Any:
        """Keys that the actor must not see, as a subquery."""

    @abstractmethod
    def opened_to(self, actor: Actor) -> Any:
        """Keys that are opened to the actor by name, as a subquery."""


SUBJECTS: Register[Subjects] = Register("The subjects of screenings")


def register_subjects(subjects: Subjects) -> None:
    """Called once, from the ``portal.py`` of the app whose rows are screened."""
    SUBJECTS.add("subjects", subjects)


def about(actor: Actor, subject_id: UUID) -> About:
    """What the actor may know of what a screening is about."""
    return next((each.about(actor, subject_id) for each in SUBJECTS), About())


def telling(actor: Actor, subject_id: UUID, texts: Iterable[tuple[str, str]]) -> list[str]:
    """The places of the texts that tell who a protected source is."""
    return next((each.telling(actor, subject_id, texts) for each in SUBJECTS), [])


def note_form(actor: Actor, subject_id: UUID) -> tuple[str, Mapping[str, Any]] | None:
    """Where the actor may write a note about what a screening is about."""
    return next((each.note_form(actor, subject_id) for each in SUBJECTS), None)
