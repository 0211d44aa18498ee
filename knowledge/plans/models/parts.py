"""What a plan consists of: thirteen sections, goals with actions and indicators, action cards."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans import schedule
from knowledge.plans.choices import ActionStatus, Confidence, Pace, Phase, Precision, SectionKind
from knowledge.plans.models.plan import Plan, PlanManager, PlanRow
from stopext.web.text import anchor_of


class PartManager(PlanManager):
    """``objects`` of parts: without those that somebody has removed."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_removed=False)


class RemovedManager(PlanManager):
    """Parts that somebody removed from the draft at hand; gone when it is published."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(is_removed=True)


class PlanPart(PlanRow):
    """A row under a plan. What hangs on it goes with it, which the database sees to."""

    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False, db_default=False, editable=False)
    """Whoever was writing in it meanwhile is told so, and keeps her text."""
    removed_with = models.UUIDField(null=True, editable=False)
    """The part whose removal took it along, with which it comes back; none when it was removed by
    itself."""
    origin = models.UUIDField(null=True, editable=False)
    """In a revision: the row of the public plan it was copied from, which is still reported on."""

    credit: ClassVar[Any] = ()
    """Where words of it are from; a page that shows that sets it on the row."""
    marks: ClassVar[Any] = ()
    """What apps above show beside it in the outline (``knowledge.plans.marks`` sets it)."""

    objects: ClassVar[PartManager] = PartManager()
    removed: ClassVar[RemovedManager] = RemovedManager()

    class Meta:
        abstract = True
        ordering = ("position",)


def _precision() -> Any:
    return models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.DAY, db_default=Precision.DAY
    )


class PlanSection(PlanPart):
    """One of the thirteen parts the national concept asks for."""

    kind = models.CharField(_("afsnit"), max_length=20, choices=SectionKind.choices)
    text = models.TextField(_("tekst"), blank=True)

    class Meta(PlanPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "kind"], name="plan_section_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def anchor(self) -> str:
        """The section's address on the page of the plan."""
        return anchor_of(self.get_kind_display())


class Goal(PlanPart):
    """What the municipality wants to reach."""

    internal: ClassVar[tuple[str, ...]] = ("internal_note",)

    text = models.TextField(_("mål"))
    level = models.CharField(_("niveau"), max_length=20, choices=TriangleLevel.choices)

    def __str__(self) -> str:
        return self.text


class Action(PlanPart):
    """What is done to reach a goal, by whom and when."""

    internal: ClassVar[tuple[str, ...]] = ("contact_person", "internal_note")

    goal = models.ForeignKey(
        Goal, on_delete=models.DO_NOTHING, db_constraint=False, related_name="actions"
    )
    title = models.CharField(_("handling"), max_length=200)
    level = models.CharField(_("niveau"), max_length=20, choices=TriangleLevel.choices)
    target_group = models.CharField(_("for hvem"), max_length=200, blank=True)
    owner = models.CharField(_("ansvarlig"), max_length=160, blank=True)
    partners = models.CharField(_("samarbejdspartnere"), max_length=400, blank=True, db_default="")
    start = models.DateField(_("fra"), null=True, blank=True)
    start_precision = _precision()
    end = models.DateField(_("til"), null=True, blank=True)
    end_precision = _precision()
    phase = models.CharField(
        _("fase"), max_length=12, choices=Phase.choices, blank=True, db_default=""
    )
    status = models.CharField(
        _("status"), max_length=12, choices=ActionStatus.choices, default=ActionStatus.PLANNED
    )
    status_reason = models.CharField(
        _("begrundelse for status"), max_length=400, blank=True, db_default=""
    )
    """Why it rests or was given up; whatever else those who report want to say of it."""
    reported_on = models.DateField(null=True, editable=False)
    """When its status was last reported, on this version or one before it; none before the first
    report."""
    since = models.DateField(null=True, editable=False)
    """When the first version with it came into force; none in that version itself."""
    pace = models.CharField(
        _("tempo"), max_length=8, choices=Pace.choices, blank=True, db_default="", editable=False
    )
    """What the municipality holds of it beside what its dates say; empty: the dates hold. Why, and
    who said so, is internal (``Override``)."""
    pace_note = models.CharField(max_length=400, blank=True, db_default="", editable=False)
    """Why, where that is told to everybody."""
    practice_page = models.IntegerField(_("praksis"), null=True, blank=True)
    """Id of the practice page the action follows; the page may be taken down, so no key."""
    cost_note = models.CharField(_("økonomi"), max_length=400, blank=True)
    needs = ArrayField(
        models.UUIDField(), default=list, db_default=[], verbose_name=_("afhænger af")
    )
    """Actions of the same plan that come first; one that is removed is passed over."""

    class Meta(PlanPart.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["practice_page"],
                name="action_of_practice",
                condition=Q(is_public=True, practice_page__isnull=False),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="plan_action_period",
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
            ),
            models.CheckConstraint(
                name="plan_action_pace_known", condition=Q(pace__in=["", *Pace.values])
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def starts(self) -> str:
        """When it starts, as precisely as that is known."""
        return schedule.written(self.start, self.start_precision)

    @property
    def ends(self) -> str:
        """When it ends, as precisely as that is known."""
        return schedule.written(self.end, self.end_precision)


class Indicator(PlanPart):
    """Something counted regularly; baseline, target and measurements share the unit."""

    internal: ClassVar[tuple[str, ...]] = ("internal_note",)

    goal = models.ForeignKey(
        Goal, on_delete=models.DO_NOTHING, db_constraint=False, related_name="indicators"
    )
    name = models.CharField(_("indikator"), max_length=200)
    baseline = models.DecimalField(_("udgangspunkt"), max_digits=12, decimal_places=2)
    target = models.DecimalField(_("ønsket niveau"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("enhed"), max_length=60)
    frequency = models.CharField(_("hvor tit"), max_length=60, blank=True)
    source = models.CharField(_("kilde"), max_length=200, blank=True, db_default="")
    """Where the numbers are taken from."""
    since = models.DateField(null=True, editable=False)
    """As for an action."""

    def __str__(self) -> str:
        return self.name


class Measurement(PlanPart):
    """One reading of an indicator."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.DO_NOTHING, db_constraint=False, related_name="measurements"
    )
    on = models.DateField(_("dato"))
    value = models.DecimalField(_("værdi"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta(PlanPart.Meta):
        ordering = ("on", "position")  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"


class Effect(PlanPart):
    """Which indicator an action is expected to move, how sure that is, and why."""

    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, related_name="effects"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.DO_NOTHING, db_constraint=False, related_name="effects"
    )
    confidence = models.CharField(_("sikkerhed"), max_length=8, choices=Confidence.choices)
    basis = models.CharField(_("hviler på"), max_length=400)

    def __str__(self) -> str:
        return f"{self.action} → {self.indicator}"


def _texts() -> Any:
    return ArrayField(models.CharField(max_length=400), default=list)


class ActionCard(PlanPart):
    """A short memo for staff: what to do, step by step, and whom to call."""

    audience = models.CharField(_("for hvem"), max_length=200)
    steps = _texts()
    contacts = _texts()
    owner = models.CharField(_("ejer"), max_length=160, blank=True)

    def __str__(self) -> str:
        return self.audience
