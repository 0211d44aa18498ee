"""A municipality's self-assessments, and what one other municipality says of one.

Who reviews never meets the self-assessment itself: asking makes a copy of what was locked, which
goes when the review ends. Each table of a review has one side alone that writes in it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from knowledge.readiness.choices import Level
from knowledge.readiness.questions import Questionnaire, questionnaire
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class OwnRow(TenantModel):
    """A row of a municipality, for those who lead the work there."""

    logged: ClassVar[bool] = False  # it holds no data about a citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's coordinators and leaders."""
        if not actor.can(Permission.EDIT_OWN_PLAN):
            return rows.none()
        return rows.filter(cls.sides(actor.authority_id))

    @classmethod
    def sides(cls, code: int) -> Q:
        """Which rows a municipality reads."""
        return Q(municipality_id=code)


class Assessment(OwnRow):
    """One self-assessment: one is open at a time, the others are locked for good."""

    questionnaire_number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=clock.now)
    started_by_name = models.CharField(max_length=120)
    is_locked = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True)
    locked_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-started_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_locked=False), name="readiness_one_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def questions(self) -> Questionnaire:
        """The version it was made with."""
        return questionnaire(self.questionnaire_number)


class Answer(OwnRow):
    """What is said of one statement."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, related_name="answers"
    )
    statement = models.CharField(max_length=40)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    note = models.TextField(blank=True)
    link = models.URLField(max_length=400, blank=True)
    """Where it can be seen."""
    edits = models.PositiveIntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    """As its self-assessment, which the database sees to."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "assessment", "statement"], name="readiness_answered_once"
            )
        ]

    def __str__(self) -> str:
        return self.statement


class SharedRow(OwnRow):
    """A row between the municipality that asked and the one that reviews."""

    reviewer = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def sides(cls, code: int) -> Q:
        return Q(municipality_id=code) | Q(reviewer_id=code)


class Review(SharedRow):
    """What the municipality asks another, and answers in the end. Written by who asks."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, related_name="reviews"
    )
    questionnaire_number = models.PositiveSmallIntegerField()
    """Of the self-assessment: what was said by theme is read after the copy is gone."""
    message = models.TextField()
    readable_until = models.DateField()
    """The last day on which the other municipality reads the copy."""
    asked_at = models.DateTimeField(default=clock.now)
    asked_by_name = models.CharField(max_length=120)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes: ClassVar = [models.Index(fields=["reviewer", "asked_at"], name="review_asked_of")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def questions(self) -> Questionnaire:
        """The version of the self-assessment."""
        return questionnaire(self.questionnaire_number)


def _review(related_name: str) -> Any:
    return models.ForeignKey(
        Review, on_delete=models.DO_NOTHING, db_constraint=False, related_name=related_name
    )


class Reply(SharedRow):
    """Whether the other municipality takes it on, and when it sent and ended. Written by it."""

    review = _review("replies")
    is_accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(default=clock.now)
    decided_by_name = models.CharField(max_length=120)
    sent_at = models.DateTimeField(null=True)
    sent_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "review"], name="review_replied_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Remark(SharedRow):
    """What the other municipality says of a theme, or overall; who asked reads it once sent."""

    review = _review("remarks")
    theme = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    edits = models.PositiveIntegerField(default=0)
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "review", "theme"], name="review_remarked_once"
            )
        ]

    def __str__(self) -> str:
        return self.theme

    @classmethod
    def sides(cls, code: int) -> Q:
        return Q(municipality_id=code, is_sent=True) | Q(reviewer_id=code)


class ReviewCopy(SharedRow):
    """What was locked, as the other municipality reads it until the review ends."""

    review = _review("copies")
    readable_until = models.DateField()
    answers = models.JSONField()
    """By statement: level, note and link."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "review"], name="review_copied_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def sides(cls, code: int) -> Q:
        until = Q(readable_until__gte=clock.today())
        return Q(municipality_id=code) | Q(reviewer_id=code) & until
