"""The exact scoring function: (definition, answers) -> Profile.

Per domain: the weighted mean of the known levels, 0 to 2. What is not known is left out of the
mean and lowers the coverage; it is never read as 0. What is not relevant, or not asked because of
a show-if rule, leaves both. A value is withheld when the coverage of its domain, or of its axis,
is under the version's floor, or fewer answers are known than a number may rest on. The side of
vulnerability has no numbers at all and is no part of the others' coverage. Risk and protection
never meet in one number, and the person as a whole has none (GDPR art. 22; CJEU C-634/21).

Monotone means: with the set of asked indicators unchanged, raising a known level, or replacing an
unknown by 2, never lowers a value of that axis; replacing an unknown by 0 never raises one; and
no answer changes anything on the other axis.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from screening.engine.answers import UNANSWERED, Answer, Answers, Value, visible_keys
from screening.engine.definition import MEASURED, Axis, Definition, Domain, Indicator
from screening.engine.profile import (
    AxisProfile,
    BandStep,
    CountedStep,
    Coverage,
    CoverageStep,
    CriticalItem,
    DomainScore,
    Gap,
    LeftOut,
    LeftOutStep,
    MeanStep,
    Profile,
    Status,
    Step,
    TooFewStep,
    WithheldStep,
)


def score(definition: Definition, answers: Answers, *, only_first_hand: bool = False) -> Profile:
    """The profile of one rating, exact and explained.

    `only_first_hand` counts only levels somebody has seen directly; other levels become gaps,
    so the coverage falls and values may be withheld. Where the version's 0 says that somebody
    looked, it counts unless it is only heard of. Which indicators are asked and which
    critical ones are present is always read from all answers.
    """
    visible = visible_keys(definition, answers)
    read = _Reading(definition, answers, visible, only_first_hand)
    risk, protective, vulnerability = (read.axis(axis) for axis in Axis)
    total = risk.coverage + protective.coverage + vulnerability.coverage
    return Profile(
        instrument=definition.key,
        version=definition.version,
        content_hash=_content_hash(definition),
        only_first_hand=only_first_hand,
        risk=risk,
        protective=protective,
        vulnerability=vulnerability,
        coverage=total,
        critical=tuple(read.critical()),
        gaps=tuple(read.gaps()),
        steps=(CoverageStep("", total),),
    )


@lru_cache(maxsize=32)
def _content_hash(definition: Definition) -> str:
    return definition.content_hash()


class _Reading:
    def __init__(
        self,
        definition: Definition,
        answers: Answers,
        visible: frozenset[str],
        only_first_hand: bool,
    ) -> None:
        self.definition = definition
        self.answers = answers
        self.visible = visible
        self.only_first_hand = only_first_hand

    def answer(self, indicator: Indicator) -> Answer:
        return self.answers.get(indicator.key, UNANSWERED)

    def step(self, indicator: Indicator) -> CountedStep | LeftOutStep:
        answer = self.answer(indicator)
        weight = Fraction(indicator.weight)
        if indicator.key not in self.visible:
            return LeftOutStep(indicator.key, LeftOut.HIDDEN, weight)
        if answer.value is None:
            return LeftOutStep(indicator.key, LeftOut.UNANSWERED, weight)
        if answer.value is Value.NOT_RELEVANT:
            return LeftOutStep(indicator.key, LeftOut.NOT_RELEVANT, weight)
        level = answer.level
        if level is None:
            return LeftOutStep(indicator.key, LeftOut.UNKNOWN, weight)
        if self.only_first_hand and not self.is_seen(answer):
            return LeftOutStep(indicator.key, LeftOut.NOT_FIRST_HAND, weight)
        return CountedStep(indicator.key, level, weight)

    def is_seen(self, answer: Answer) -> bool:
        if answer.first_hand is None and answer.level == 0:
            return self.definition.zero_is_examined
        return bool(answer.first_hand)

    def axis(self, axis: Axis) -> AxisProfile:
        domains = [
            (domain, [self.step(indicator) for indicator in domain.indicators])
            for domain in self.definition.domains
            if domain.axis is axis
        ]
        coverage = sum((_coverage(steps) for _, steps in domains), Coverage())
        floor = Fraction(self.definition.floors.axis)
        withheld = axis in MEASURED and _under(coverage.share, floor)
        steps: tuple[Step, ...] = (CoverageStep(axis.value, coverage),)
        if withheld:
            steps += (WithheldStep(axis.value, coverage.share, floor),)
        return AxisProfile(
            axis=axis,
            domains=tuple(self._domain(domain, found, steps[1:]) for domain, found in domains),
            coverage=coverage,
            is_withheld=withheld,
            steps=steps,
        )

    def _domain(
        self,
        domain: Domain,
        found: list[CountedStep | LeftOutStep],
        axis_withheld: tuple[Step, ...],
    ) -> DomainScore:
        coverage = _coverage(found)
        floor = Fraction(self.definition.floors.domain)
        steps: list[Step] = [*found, CoverageStep(domain.key, coverage)]
        value = band = None
        if coverage.share is None:
            status = Status.NOT_RELEVANT
        elif domain.axis not in MEASURED:
            status = Status.IN_WORDS
        elif axis_withheld or not coverage.known or coverage.share < floor:
            status = Status.WITHHELD
            steps += axis_withheld or (WithheldStep(domain.key, coverage.share, floor),)
        elif coverage.known_count < self.definition.floors.items:
            status = Status.TOO_FEW
            steps.append(TooFewStep(coverage.known_count, self.definition.floors.items))
        else:
            status = Status.SHOWN
            total = sum((s.level * s.weight for s in _counted(found)), Fraction(0))
            value = total / coverage.known
            band = self.definition.bands.find(domain.axis, value)
            steps += [MeanStep(total, coverage.known, value), BandStep(value, band)]
        return DomainScore(
            domain.key, domain.title, domain.axis, status, value, band, coverage, tuple(steps)
        )

    def critical(self) -> Iterator[CriticalItem]:
        for indicator in self.definition.indicators():
            level = self.answer(indicator).level
            if indicator.critical and indicator.key in self.visible and level:
                yield CriticalItem(indicator.key, level)

    def gaps(self) -> Iterator[Gap]:
        for indicator in self.definition.indicators():
            step = self.step(indicator)
            if isinstance(step, LeftOutStep) and step.reason.is_gap:
                who = self.answer(indicator).who_could_know
                yield Gap(indicator.key, step.reason, indicator.critical, who)


def _under(share: Fraction | None, floor: Fraction) -> bool:
    return share is not None and share < floor


def _counted(steps: Iterable[CountedStep | LeftOutStep]) -> Iterator[CountedStep]:
    return (step for step in steps if isinstance(step, CountedStep))


def _coverage(steps: list[CountedStep | LeftOutStep]) -> Coverage:
    counted = list(_counted(steps))
    relevant = [s for s in steps if isinstance(s, CountedStep) or s.reason.is_gap]
    return Coverage(
        known=sum((step.weight for step in counted), Fraction(0)),
        relevant=sum((step.weight for step in relevant), Fraction(0)),
        known_count=len(counted),
        relevant_count=len(relevant),
    )
