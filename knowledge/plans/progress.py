"""What a plan's rows say about how far it has come. Pure over rows already read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.plans.choices import ActionStatus, Pace, SectionKind, SectionState

#: Fewer characters than this say nothing that can be acted on.
THIN_TEXT = 80
#: Actions that nothing more is expected of.
CLOSED = (ActionStatus.DONE, ActionStatus.DROPPED)
#: Where the number of actions past their end stands among the counts by status.
OVERDUE = "overdue"
SHORTEST_MONTH, DAYS_OF_YEAR = 28, 365.25
#: From here on a distance is told in years.
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of a plan's actions. ``share`` is percent done of those not dropped."""

    done: int
    running: int
    waiting: int
    """Planned, or paused."""
    dropped: int
    overdue: int
    """Past their end, whatever the municipality holds of them."""
    paused: int = 0
    """Of those waiting."""
    excused: int = 0
    """Of those overdue: on track all the same, as the municipality holds."""
    late: int = 0
    """Late as the municipality holds, whatever their dates say."""

    @property
    def counted(self) -> int:
        """Actions that are still meant to be done or are done."""
        return self.done + self.running + self.waiting

    @property
    def share(self) -> int:
        """Whole percent of the counted actions that are done."""
        return round(100 * self.done / self.counted) if self.counted else 0


def progress(actions: Sequence[Any], today: date) -> Progress:
    """Count the actions by status; overdue are those past their end and not done or dropped."""
    counted = Counter(action.status for action in actions)
    late = [action for action in actions if is_overdue(action, today)]
    counted[OVERDUE] = len(late)
    counted[Pace.ON_TRACK] = sum(action.pace == Pace.ON_TRACK for action in late)
    counted[Pace.LATE] = sum(
        action.pace == Pace.LATE and action.status not in CLOSED for action in actions
    )
    return from_counts(counted)


def from_counts(counted: Counter[str]) -> Progress:
    """Progress of actions that are counted already, by status, ``OVERDUE`` and pace."""
    return Progress(
        done=counted[ActionStatus.DONE],
        running=counted[ActionStatus.RUNNING],
        waiting=counted[ActionStatus.PLANNED] + counted[ActionStatus.PAUSED],
        dropped=counted[ActionStatus.DROPPED],
        overdue=counted[OVERDUE],
        paused=counted[ActionStatus.PAUSED],
        excused=counted[Pace.ON_TRACK],
        late=counted[Pace.LATE],
    )


def is_overdue(action: Any, today: date) -> bool:
    """Whether an action is past its end and neither done nor dropped."""
    return bool(action.end and action.end < today and action.status not in CLOSED)


def in_words(counts: Progress) -> str:
    """The progress as a sentence."""
    if not counts.counted:
        return _("Planen har ingen handlinger endnu.")
    text = ngettext(
        "%(done)s af %(all)s handling er gennemført, %(running)s er i gang",
        "%(done)s af %(all)s handlinger er gennemført, %(running)s er i gang",
        counts.counted,
    ) % {"done": counts.done, "all": counts.counted, "running": counts.running}
    planned = counts.waiting - counts.paused
    more = (_("%s er på pause") % counts.paused, _("%s venter") % planned)
    told = [words for words, number in zip(more, (counts.paused, planned), strict=True) if number]
    text = ", ".join([text, *told]) + "."
    if counts.overdue:
        late = ngettext(
            "%(late)s er over sin slutdato.", "%(late)s er over deres slutdato.", counts.overdue
        )
        text = f"{text} {late % {'late': counts.overdue}}"
    return " ".join([text, *_held(counts)])


def _held(counts: Progress) -> Iterator[str]:
    """What the municipality holds of its actions beside their dates."""
    if counts.excused:
        yield _("Kommunen vurderer, at %s af dem følger planen.") % counts.excused
    if counts.late:
        told = ngettext(
            "Kommunen vurderer, at %s handling er forsinket.",
            "Kommunen vurderer, at %s handlinger er forsinkede.",
            counts.late,
        )
        yield told % counts.late


def pace_in_words(action: Any, today: date) -> str:
    """What the municipality holds of an action beside its dates, while that matters."""
    if action.pace == Pace.ON_TRACK and is_overdue(action, today):
        return _("Kommunen vurderer, at handlingen følger planen, selv om slutdatoen er passeret.")
    if action.pace == Pace.LATE and action.status not in CLOSED:
        return _("Kommunen vurderer, at handlingen er forsinket.")
    return ""


def section_state(text: str) -> SectionState:
    """How far a section is, by its length alone."""
    length = len(text.strip())
    if length >= THIN_TEXT:
        return SectionState.WRITTEN
    return SectionState.THIN if length else SectionState.EMPTY


def gaps(sections: Sequence[Any]) -> list[str]:
    """Names of the national concept's thirteen parts that the plan lacks or barely touches."""
    states = {section.kind: section_state(section.text) for section in sections}
    written = {kind for kind, state in states.items() if state is SectionState.WRITTEN}
    return [str(kind.label) for kind in SectionKind if kind.value not in written]


def unowned(actions: Sequence[Any]) -> list[str]:
    """Titles of the actions that nobody is responsible for."""
    return [action.title for action in actions if not action.owner.strip()]


def standing(rows: Iterable[Any]) -> list[Any]:
    """Of readings in their order those that hold: of each day the last one told."""
    return list({row.on: row for row in rows}.values())


def way_in_words(baseline: Decimal, target: Decimal, latest: Decimal) -> str:
    """How far the latest reading is on the way to the target."""
    if baseline == target:
        return _("Tallet skal holdes.")
    moved, way = latest - baseline, target - baseline
    if abs(moved) >= abs(way) and moved * way > 0:
        return _("Målet er nået.")
    if moved * way <= 0:
        return _("Ikke nærmere målet end ved starten.")
    share = share_of_target(float(baseline), float(target), float(latest))
    return _("%(share)s %% af vejen fra start til mål.") % {"share": max(1, min(99, share))}


def time_left(day: date, today: date) -> str:
    """How long until a day some time ahead, as people say it: to the nearest month, and of more
    than three years to the nearest half."""
    if day < today:
        return _("fristen er overskredet")
    days = (day - today).days
    if days < SHORTEST_MONTH:
        return _("om mindre end en måned")
    months = round(12 * days / DAYS_OF_YEAR)
    if months < MOST_MONTHS:
        return ngettext("om %d måned", "om %d måneder", months) % months
    years, is_half = divmod(round(2 * days / DAYS_OF_YEAR), 2)
    return _("om %s år") % (f"{years}½" if is_half else years)


def share_of_target(baseline: float, target: float, latest: float) -> int:
    """Whole percent of the way from baseline to target, 0 to 100; the target may be lower."""
    if baseline == target:
        return 100
    way = (latest - baseline) / (target - baseline)
    return max(0, min(100, round(100 * way)))
