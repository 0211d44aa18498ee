"""One measured ratio and the table of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Ratio:
    """``value`` against ``base`` in one run, with a bound or just to know."""

    name: str
    value: float
    base: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the base."""
        return self.value / self.base

    @property
    def holds(self) -> bool:
        """Whether the ratio keeps its bound."""
        too_much = self.most is not None and self.ratio > self.most
        too_little = self.least is not None and self.ratio < self.least
        return not (too_much or too_little)

    @property
    def bound(self) -> str:
        """The bound as text."""
        if self.most is not None:
            return f"<= {self.most:g}"
        return "to know" if self.least is None else f">= {self.least:g}"


def printed(ratios: list[Ratio]) -> str:
    """The table."""
    lines = [f"{'measure':<62}{'value':>12}{'base':>12}  {'unit':<6}{'ratio':>8}  bound"]
    lines += [
        f"{row.name:<62}{row.value:>12.3f}{row.base:>12.3f}  {row.unit:<6}{row.ratio:>8.2f}"
        f"  {row.bound}{'' if row.holds else '   BROKEN'}"
        for row in ratios
    ]
    return "\n".join(lines)


def paired(
    first: Callable[[], object], second: Callable[[], object], rounds: int, warm: int = 5
) -> tuple[float, float]:
    """Milliseconds of two works (lower quartile), taken in turn: a busy machine meets both. The
    first ``warm`` rounds do not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + warm):
        for work, found in zip((first, second), times, strict=True):
            start = perf_counter()
            work()
            if number >= warm:
                found.append((perf_counter() - start) * 1000)
    return statistics.quantiles(times[0], n=4)[0], statistics.quantiles(times[1], n=4)[0]
