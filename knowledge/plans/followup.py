"""Whether a plan in force is followed up: reported and measured in time, and fit to be followed.

Pure over rows already read. Nothing here is compared between municipalities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.progress import CLOSED
from knowledge.plans.schedule import moved, next_reading

#: A status that is older than so many months is not a report in time.
MONTHS = 6
_MOST, _HALF = 2 / 3, 0.4


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Counts of a plan in force, each beside what it is counted of."""

    reported: int
    """Of those whose report was due."""
    due: int
    """Actions of which a report was due: of a plan of yesterday nothing is in time or late."""
    actions: int
    measured: int
    """Of those whose reading was due."""
    readings_due: int
    indicators: int
    """Those that say how often they are measured."""
    followed: int
    """Actions with somebody responsible, an end, and a goal of which something is measured."""

    @property
    def words(self) -> list[str]:
        """The same as sentences, the words before the numbers."""
        told = []
        if self.actions:
            told.append(
                _in_time(
                    self.reported,
                    self.due,
                    _("%s handlinger, der skulle meldes, er meldt til tiden"),
                    _("Ingen handlinger skulle være meldt endnu."),
                )
            )
            share = {"number": self.followed, "all": self.actions}
            word = _("%s handlinger kan følges på tal") % share_word(self.followed, self.actions)
            told.append(
                _("%(word)s: %(number)s af %(all)s har ansvarlig, slutdato og et målt mål.")
                % {"word": word, **share}
            )
        if self.indicators:
            told.append(
                _in_time(
                    self.measured,
                    self.readings_due,
                    _("%s indikatorer, der skulle måles, er målt til tiden"),
                    _("Ingen indikatorer skulle være målt endnu."),
                )
            )
        return told


def _in_time(number: int, due: int, words: str, none: str) -> str:
    if not due:
        return none
    word = words % share_word(number, due)
    return _("%(word)s: %(number)s af %(all)s.") % {"word": word, "number": number, "all": due}


def share_word(number: int, every: int) -> str:
    """How many of ``every`` (at least one) as people say it."""
    if number == every:
        return _("Alle")
    if not number:
        return _("Ingen")
    share = number / every
    if share >= _MOST:
        return _("De fleste")
    return _("Omkring halvdelen af alle") if share >= _HALF else _("Få")


def follow_up(plan: Any, today: date) -> FollowUp:
    """The follow-up of a plan in force that was read with its parts."""
    actions, indicators = list(plan.actions.all()), list(plan.indicators.all())
    latest: dict[Any, date] = {row.indicator_id: row.on for row in plan.measurements.all()}
    since = plan.valid_from or plan.adopted_on
    measured_goals = {row.goal_id for row in indicators if row.pk in latest}
    regular = [row for row in indicators if row.frequency.strip()]
    to_report = [row for row in actions if is_report_due(row, since, today)]
    to_measure = [row for row in regular if not is_measured(row, {}, since, today)]
    return FollowUp(
        reported=sum(is_reported(row, since, today) for row in to_report),
        due=len(to_report),
        actions=len(actions),
        measured=sum(is_measured(row, latest, since, today) for row in to_measure),
        readings_due=len(to_measure),
        indicators=len(regular),
        followed=sum(
            bool(row.owner.strip() and row.end and row.goal_id in measured_goals) for row in actions
        ),
    )


def counted_from(action: Any, told: date | None) -> date | None:
    """From when the next report of an action that was last ``told`` is counted: of what has not
    begun there is nothing to tell."""
    return max(told, action.start or told) if told else None


def is_report_due(action: Any, since: date | None, today: date) -> bool:
    """Whether a first report of an action was to be told before today, by its age or its end."""
    first = counted_from(action, action.since or since)
    is_over = bool(action.end and action.end < today)
    return is_over or first is None or moved(first, MONTHS) < today


def is_reported(action: Any, since: date | None, today: date) -> bool:
    """Whether a status is in time: told within half a year, and after the end when that is past.
    Before the first report the first version with the action tells it: in force since its own
    ``since``, or else ``since``; its own beginning where that is later. What is done or dropped
    needs no more telling."""
    if action.status in CLOSED:
        return True
    told = counted_from(action, action.reported_on or action.since or since)
    if told is None or moved(told, MONTHS) < today:
        return False
    return not (action.end and action.end < today and told <= action.end)


def is_measured(
    indicator: Any, latest: Mapping[Any, date], since: date | None, today: date
) -> bool:
    """Whether the next reading of an indicator is not past its day."""
    last = latest.get(indicator.pk) or indicator.since or since
    return last is not None and next_reading(last, indicator.frequency) >= today
