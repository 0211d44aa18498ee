"""Small charts drawn on the server as SVG: without scripts, to be read in grey and aloud.

A chart is a picture of numbers that stand beside it as a table. The style sheet gives strokes by
class; what tells lines apart is their dashes, and the words at their end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 330, 150
LEFT, RIGHT, TOP, BOTTOM = 6, 230, 12, 120
#: Height of a line of text; words closer than this are moved apart.
LINE = 15
#: With more readings than this the line alone is drawn, without a dot for each.
MOST_DOTS = 40


@dataclass(frozen=True, slots=True)
class Level:
    """A level across the chart, such as a target; ``css`` names its dashes."""

    value: float
    label: str
    css: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places."""

    low: float
    high: float
    first: int
    last: int

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    def x(self, on: date) -> float:
        days = self.last - self.first
        share = (on.toordinal() - self.first) / days if days else 0.5
        return round(LEFT + share * (RIGHT - LEFT - 12), 1)


def line_chart(
    key: str,
    points: Sequence[tuple[date, float]],
    *,
    levels: Sequence[Level],
    latest: str,
    title: str,
    described: str,
) -> SafeString:
    """Readings over time (at least one, by day) with levels across.

    ``key`` makes the ids on the page unique; ``latest`` is the word at the end of the line;
    ``title`` and ``described`` are what a screen reader says.
    """
    scale = _scale(points, levels)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="t-{} d-{}">'
        '<title id="t-{}">{}</title><desc id="d-{}">{}</desc>{}{}{}{}</svg>',
        *(WIDTH, HEIGHT, key, key, key, title, key, described),
        format_html_join(
            "\n",
            '<line class="chart-level {}" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            ((one.css, LEFT, RIGHT, scale.y(one.value), scale.y(one.value)) for one in levels),
        ),
        _line(points, scale),
        _days(points, scale),
        _words([*((one.value, one.label) for one in levels), (points[-1][1], latest)], scale),
    )


def _scale(points: Sequence[tuple[date, float]], levels: Sequence[Level]) -> _Scale:
    values = [*(value for _on, value in points), *(one.value for one in levels)]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    return _Scale(low, high, points[0][0].toordinal(), points[-1][0].toordinal())


def _line(points: Sequence[tuple[date, float]], scale: _Scale) -> SafeString:
    places = [(scale.x(on), scale.y(value)) for on, value in points]
    dots = places if len(places) <= MOST_DOTS else places[-1:]
    return format_html(
        '<polyline class="chart-line" points="{}"/>{}',
        " ".join(f"{x},{y}" for x, y in places),
        format_html_join("", '<circle class="chart-dot" cx="{}" cy="{}" r="4"/>', dots),
    )


def _days(points: Sequence[tuple[date, float]], scale: _Scale) -> SafeString:
    """The first and the last day below the line; one of them when they are the same."""
    first, last = points[0][0], points[-1][0]
    ends = [(first, "start"), (last, "end")] if first != last else [(last, "middle")]
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        ((scale.x(on), HEIGHT - 8, anchor, date_format(on, "j.n.Y")) for on, anchor in ends),
    )


def _words(ends: Iterable[tuple[float, str]], scale: _Scale) -> SafeString:
    """What each line is, at its right end; never on top of one another."""
    placed: list[tuple[float, str]] = []
    for y, label in sorted((scale.y(value), label) for value, label in ends):
        free = placed[-1][0] + LINE if placed else float(TOP)
        placed.append((max(y, free), label))
    too_low = max(0.0, placed[-1][0] - BOTTOM)
    return format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((RIGHT + 8, round(y - too_low + 4, 1), label) for y, label in placed),
    )
