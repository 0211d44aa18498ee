"""Published plans as the interface tells them, from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from knowledge.plans import models
from knowledge.plans.choices import Pace, SectionKind, SectionState
from knowledge.plans.opendata import shapes
from knowledge.plans.progress import (
    CLOSED,
    OVERDUE,
    Progress,
    from_counts,
    in_words,
    progress,
    section_state,
    standing,
)
from stopext.access import clock

#: Makes a whole address of a path, such as ``request.build_absolute_uri``.
Absolute = Callable[[str], str]


def plans_in_force() -> Any:
    """Every public plan in force with its municipality."""
    return models.Plan.objects.public().select_related("municipality")


def progress_of(plans: Iterable[models.Plan]) -> dict[Any, Progress]:
    """How far each plan is, by its key: counted by the database, in one query."""
    keys = [plan.pk for plan in plans]
    late = Q(end__lt=clock.today()) & ~Q(status__in=CLOSED)
    rows = (
        models.Action.objects.public().filter(plan__in=keys).order_by().values("plan_id", "status")
    )
    counted = rows.annotate(
        number=Count("pk"),
        late=Count("pk", filter=late),
        excused=Count("pk", filter=late & Q(pace=Pace.ON_TRACK)),
        held=Count("pk", filter=Q(pace=Pace.LATE) & ~Q(status__in=CLOSED)),
    )
    told: dict[Any, Counter[str]] = {key: Counter() for key in keys}
    for row in counted:
        paces: dict[str, int] = {Pace.ON_TRACK: row["excused"], Pace.LATE: row["held"]}
        told[row["plan_id"]] += Counter(
            {row["status"]: row["number"], OVERDUE: row["late"], **paces}
        )
    return {key: from_counts(counted) for key, counted in told.items()}


def whole_plans() -> Any:
    """Plans in force with all that the interface tells of one."""
    together = ("plansections", "goals", "actions", "indicators")
    told = plans_in_force().prefetch_related("measurements", "decisions")
    return told.with_parts(*together)


def summary(plan: models.Plan, counts: Progress, absolute: Absolute) -> shapes.PlanSummary:
    """The main facts of a plan."""
    return shapes.PlanSummary(**_head(plan, counts, absolute))


def detail(plan: models.Plan, absolute: Absolute) -> shapes.PlanDetail:
    """All that is told of a plan read with its parts."""
    counts = progress(list(plan.actions.all()), clock.today())
    written = [
        SectionKind(row.kind)
        for row in plan.plansections.all()
        if section_state(row.text) is not SectionState.EMPTY
    ]
    return shapes.PlanDetail(
        **_head(plan, counts, absolute),
        written_sections=written,
        decisions=[_facts(shapes.Decision, row) for row in plan.decisions.all()],
        goals=list(_goals(plan)),
    )


def _head(plan: models.Plan, counts: Progress, absolute: Absolute) -> dict[str, Any]:
    place = plan.municipality
    return {
        "municipality": shapes.Municipality(
            code=place.pk, name=place.name, slug=place.slug, region=place.region_name
        ),
        "title": plan.title,
        "status": plan.status,
        "version": plan.version,
        "adopted_on": plan.adopted_on,
        "adopted_by": plan.adopted_by,
        "valid_from": plan.valid_from,
        "revision_due": plan.revision_due,
        "organisation_model": plan.organisation_model,
        "progress": shapes.Progress(
            done=counts.done,
            running=counts.running,
            waiting=counts.waiting,
            dropped=counts.dropped,
            overdue=counts.overdue,
            excused=counts.excused,
            late=counts.late,
            text=in_words(counts),
        ),
        "page_url": absolute(reverse("knowledge:plan", args=[place.slug])),
        "data_url": absolute(reverse("knowledge:api_plan", args=[place.slug])),
    }


def _goals(plan: models.Plan) -> Iterable[shapes.Goal]:
    actions: dict[Any, list[shapes.Action]] = defaultdict(list)
    for row in plan.actions.all():
        actions[row.goal_id].append(_facts(shapes.Action, row))
    read: dict[Any, list[models.Measurement]] = defaultdict(list)
    for reading in plan.measurements.all():
        read[reading.indicator_id].append(reading)
    indicators: dict[Any, list[shapes.Indicator]] = defaultdict(list)
    for counted in plan.indicators.all():
        told = [_facts(shapes.Measurement, one) for one in standing(read[counted.pk])]
        indicators[counted.goal_id].append(_facts(shapes.Indicator, counted, measurements=told))
    for goal in plan.goals.all():
        yield _facts(shapes.Goal, goal, actions=actions[goal.pk], indicators=indicators[goal.pk])


def _facts(shape: Any, row: Any, **more: Any) -> Any:
    """A shape filled from the fields of the same name; ``more`` is what hangs on the row."""
    names = [name for name in shape.model_fields if name not in more]
    return shape(**{name: getattr(row, name) for name in names}, **more)
