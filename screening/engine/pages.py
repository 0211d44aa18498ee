"""The pages of a form: which domains are asked, how far each has come, where to go on."""

from __future__ import annotations

from dataclasses import dataclass

from screening.engine.answers import UNANSWERED, Answers, visible_keys
from screening.engine.completeness import Progress, gaps, progress
from screening.engine.definition import Definition, Domain, Indicator


@dataclass(frozen=True, slots=True)
class Page:
    """One domain that has something to ask."""

    number: int
    domain: Domain
    indicators: tuple[Indicator, ...]
    progress: Progress
    incomplete: tuple[str, ...]
    """Keys of questions that lack an answer or its reason."""
    closed: tuple[Indicator, ...] = ()
    """Questions that answers to others of this page would open."""

    @property
    def is_done(self) -> bool:
        """Whether nothing of this page hinders the lock."""
        return not self.incomplete


def pages_of(definition: Definition, answers: Answers) -> list[Page]:
    """The pages in order, given the answers so far."""
    visible = visible_keys(definition, answers)
    missing = {gap.indicator for gap in gaps(definition, answers)}
    found: list[Page] = []
    for domain in definition.domains:
        asked = tuple(i for i in domain.indicators if i.key in visible)
        if asked:
            lacking = tuple(i.key for i in asked if i.key in missing)
            done = progress(definition, answers, domain=domain)
            closed = tuple(
                i for i in domain.indicators if i.key not in visible and _opens_here(domain, i)
            )
            found.append(Page(len(found) + 1, domain, asked, done, lacking, closed))
    return found


def _opens_here(domain: Domain, indicator: Indicator) -> bool:
    conditions = indicator.show_if.conditions if indicator.show_if else ()
    return {one.indicator for one in conditions} <= {other.key for other in domain.indicators}


def find(pages: list[Page], key: str) -> Page | None:
    """The page of a domain."""
    return next((page for page in pages if page.domain.key == key), None)


def first_open(pages: list[Page]) -> Page | None:
    """Where to resume: the first page that is not done."""
    return next((page for page in pages if not page.is_done), None)


def after(pages: list[Page], key: str) -> Page | None:
    """The page that follows a domain's; None after the last."""
    numbers = {page.domain.key: page.number for page in pages}
    return next((page for page in pages if page.number > numbers.get(key, 0)), None)


def newly_asked(definition: Definition, page: Page, before: Answers, now: Answers) -> list[str]:
    """Questions of the page that the latest answers have opened and nobody has answered."""
    opened = visible_keys(definition, now) - visible_keys(definition, before)
    return [
        indicator.key
        for indicator in page.domain.indicators
        if indicator.key in opened and now.get(indicator.key, UNANSWERED).value is None
    ]
