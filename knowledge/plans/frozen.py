"""What a status report keeps of a plan in force: plain words and numbers, public ones alone, so
that it reads the same whatever becomes of the plan, and can be shown to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.plans.models import Plan
from knowledge.plans.outline import ActionLine, GoalBlock, IndicatorLine, outline
from stopext.web.dates import format_date
from stopext.web.templatetags.portal import dk_number

Content = dict[str, Any]


def whole(plans: Any) -> Any:
    """Plans with everything a report keeps of one."""
    return plans.select_related("municipality").prefetch_related(
        *("goals", "plansections", "actions", "indicators", "measurements", "actioncards"),
        *("effects", "decisions"),
    )


def frozen(plan: Plan, last: Mapping[str, Any] | None, until: date) -> Content:
    """The content of a report of a plan that was read with its parts; ``last`` is that of the
    report before it. Readings after ``until``, where the period ends, are named so."""
    told = outline(plan)
    goals = [_goal(block, until) for block in told["goals"]]
    return {
        "place": plan.municipality.name,
        "title": plan.title,
        "version": plan.version,
        "adopted_on": _day(plan.adopted_on),
        "revision_due": _day(plan.revision_due),
        "progress": told["progress_words"],
        "follow_up": told["follow_up"],
        "goals": goals,
        "since": list(_since(goals, last)) if last else [],
        "is_first": last is None,
    }


def _goal(block: GoalBlock, until: date) -> Content:
    return {
        "text": block.goal.text,
        "level": str(block.goal.get_level_display()),
        "words": block.words,
        "actions": [_action(line) for line in block.actions],
        "indicators": [_indicator(line, until) for line in block.indicators],
    }


def _action(line: ActionLine) -> Content:
    row = line.action
    held = f"{line.pace} {row.pace_note}".strip() if line.pace else ""
    late = _("Slutdatoen er passeret.") if line.is_overdue else ""
    return {
        **_keys(row),
        "title": row.title,
        "owner": row.owner,
        "time": " – ".join(filter(None, (row.starts, row.ends))),
        "code": row.status,
        "status": str(row.get_status_display()),
        "reason": row.status_reason,
        "pace": " ".join(filter(None, (late, held))),
        "reported_on": _day(row.reported_on),
    }


def _indicator(line: IndicatorLine, until: date) -> Content:
    row = line.indicator
    return {
        **_keys(row),
        "name": row.name,
        "unit": row.unit,
        "baseline": str(row.baseline),
        "target": str(row.target),
        "start": dk_number(row.baseline),
        "aim": dk_number(row.target),
        "latest": _latest(line, until),
        "way": line.way,
        "readings": [[one.on.isoformat(), str(one.value), one.note] for one in line.readings],
    }


def _latest(line: IndicatorLine, until: date) -> str:
    row = line.latest
    if row is None:
        return _("Ikke målt endnu")
    told = f"{dk_number(row.value)} {line.indicator.unit}, {format_date(row.on)}"
    return _("%s, efter perioden.") % told if row.on > until else f"{told}."


def _keys(row: Any) -> Content:
    """By these the next report finds it again, also in the next version of the plan."""
    return {"key": str(row.pk), "origin": str(row.origin or "")}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _since(goals: list[Content], last: Mapping[str, Any]) -> Iterator[str]:
    """What was reported since the last report, as sentences."""
    before = {row["key"]: row for goal in last["goals"] for row in goal["actions"]}
    counted = {row["key"]: row for goal in last["goals"] for row in goal["indicators"]}
    for goal in goals:
        for row in goal["actions"]:
            yield from _moved(row, _taken(before, row))
        for row in goal["indicators"]:
            yield from _measured(row, _taken(counted, row))
    for row in before.values():
        yield _("»%s« er ikke længere med i planen.") % row["title"]


def _taken(rows: dict[str, Any], row: Content) -> Any:
    """The same thing in the last report, which is then accounted for."""
    return rows.pop(row["key"], None) or rows.pop(row["origin"], None)


def _moved(row: Content, was: Any) -> Iterator[str]:
    said = {"title": row["title"], "new": row["status"].lower()}
    if was is None:
        yield _("»%(title)s« er ny i planen: %(new)s.") % said
    elif was["status"] != row["status"]:
        said["old"] = was["status"].lower()
        yield _("»%(title)s« er gået fra %(old)s til %(new)s.") % said
    elif was["reported_on"] != row["reported_on"] and row["reported_on"]:
        yield _("»%(title)s« er meldt igen: stadig %(new)s.") % said


def _measured(row: Content, was: Any) -> Iterator[str]:
    known = [one[:2] for one in was["readings"]] if was else []
    number = len([one for one in row["readings"] if one[:2] not in known])
    if number:
        told = ngettext(
            "»%(name)s« har fået %(number)s ny måling.",
            "»%(name)s« har fået %(number)s nye målinger.",
            number,
        )
        yield told % {"name": row["name"], "number": number}
