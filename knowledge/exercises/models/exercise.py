"""An exercise of a municipality: plan, run, log, learning points, evaluation."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.exercises.choices import EntrySort, ExerciseStatus
from knowledge.exercises.models.scenario import Scenario, texts
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class OwnRow(TenantModel):
    """A row that only the own municipality's staff ever sees."""

    logged: ClassVar[bool] = False  # invented events: no data about a citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's."""
        if actor.kind is not Kind.MUNICIPALITY:
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)


class Exercise(OwnRow):
    """One exercise of a scenario, whose text is copied here when it is planned."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("titel"), max_length=120)
    aim = models.TextField(_("formål"))
    injects = models.JSONField(_("indspil"))
    questions = texts()
    look_at = texts()
    on = models.DateField(_("dag"))
    starts = models.TimeField(_("begynder kl."), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=200)
    """A room, or how one joins online."""
    participants = texts(_("deltagere"), 120)
    """Roles, not names."""
    status = models.CharField(
        max_length=12, choices=ExerciseStatus.choices, default=ExerciseStatus.PLANNED
    )
    step = models.PositiveSmallIntegerField(default=0)
    """How many of the injects were given."""
    begun_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    """Of pauses that are over: injects come that much later."""
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(_("hvorfor aflyst"), max_length=400, blank=True)
    worked = models.TextField(_("det gik godt"), blank=True)
    missing = models.TextField(_("det manglede"), blank=True)
    edits = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("-on", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "status", "on"], name="exercise_by_day")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="exercise_status_known", condition=Q(status__in=ExerciseStatus.values)
            ),
            models.CheckConstraint(
                name="exercise_begun_when_run",
                condition=Q(status__in=["planned", "called_off"]) | Q(begun_at__isnull=False),
            ),
            models.CheckConstraint(
                name="exercise_called_off_for_reason",
                condition=~Q(status="called_off") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is being run: the log takes new lines."""
        return self.status in {ExerciseStatus.RUNNING, ExerciseStatus.PAUSED}

    @property
    def held_on(self) -> date | None:
        """The day it was begun, which need not be the day it was planned for; none before that."""
        return timezone.localdate(self.begun_at) if self.begun_at else None

    @property
    def given(self) -> dict[str, Any] | None:
        """The inject at hand."""
        return self._inject(self.step - 1)

    @property
    def coming(self) -> dict[str, Any] | None:
        """The inject after it."""
        return self._inject(self.step)

    def _inject(self, number: int) -> dict[str, Any] | None:
        if not 0 <= number < len(self.injects):
            return None
        one = self.injects[number]
        return {**one, "number": number + 1, "at": self.time_of(one["minute"])}

    def time_of(self, minute: int) -> datetime | None:
        """When a minute of the script falls, with the pauses so far; nothing before it began."""
        if self.begun_at is None:
            return None
        paused = timedelta(seconds=self.paused_seconds)
        if self.paused_at:
            paused += clock.now() - self.paused_at
        return self.begun_at + paused + timedelta(minutes=minute)


class Entry(OwnRow):
    """A line of the log; never changed. A correction is a line of its own with the same ``root``
    and the next ``number``; the newest counts, and the earlier ones can be read."""

    exercise = models.ForeignKey(
        Exercise, on_delete=models.DO_NOTHING, db_constraint=False, related_name="entries"
    )
    root = models.UUIDField(editable=False)
    number = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(_("hvornår"))
    """When it happened in the exercise, not when it was written."""
    sort = models.CharField(_("hvad"), max_length=12, choices=EntrySort.choices)
    text = models.CharField(_("tekst"), max_length=600)
    by_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("at", "made_at")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "root", "number"], name="exercise_entry_once"
            ),
            models.CheckConstraint(
                name="exercise_entry_sort_known", condition=Q(sort__in=EntrySort.values)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Point(OwnRow):
    """Something learned: what is to be done, by which role and when; then a task of the plan."""

    exercise = models.ForeignKey(
        Exercise, on_delete=models.DO_NOTHING, db_constraint=False, related_name="points"
    )
    text = models.CharField(_("det skal gøres"), max_length=400)
    owner = models.CharField(_("hvem"), max_length=160)
    due_on = models.DateField(_("senest"))
    action = models.UUIDField(null=True, blank=True)
    """The action of the plan that the task belongs to."""
    task = models.UUIDField(null=True, editable=False)
    """The task it became."""
    edits = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.text
