"""Believable answers for demo data: a screening is answered through the same actions as by hand."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta
from random import Random

from screening import actions
from screening.demo.texts import (
    ASKED,
    ASKED_TOGETHER,
    FORMULATIONS,
    RATIONALES,
    RECOMMENDATIONS,
    SOURCES,
    TOGETHER,
    WHAT_WOULD_CHANGE,
    WHO_COULD_KNOW,
)
from screening.engine.agreement import Decision, compare
from screening.engine.answers import Answer, Certainty, Relevance, Trend, Value, visible_keys
from screening.engine.completeness import gaps
from screening.engine.definition import Ask, Axis, Definition, Indicator
from screening.engine.judgement import Judgement, Level, Urgency
from screening.models import Consensus, Rating, Screening
from screening.queries.agreeing import decisions_of, open_keys
from screening.queries.dossier import dossier_of
from stopext.access import clock
from stopext.access.actor import Actor

#: Weights of 0, 1, 2, ved ikke, ikke relevant: on the risk side, and on the protective side.
PROFILES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "low": ((80, 10, 0, 7, 3), (5, 30, 55, 8, 2)),
    "moderate": ((45, 30, 10, 13, 2), (15, 40, 30, 13, 2)),
    "high": ((20, 32, 36, 11, 1), (40, 35, 10, 14, 1)),
    "mostly_unknown": ((22, 14, 4, 58, 2), (8, 16, 12, 62, 2)),
}
AT_ONCE = timedelta(0)
#: An example that is told of a pupil.
OF_SCHOOL = re.compile("klasse|skole|elev|lærer")
LEVELS = {
    "low": (Level.LOW, Urgency.NOT_ACUTE),
    "moderate": (Level.MODERATE, Urgency.WEEKS),
    "high": (Level.HIGH, Urgency.DAYS),
    "mostly_unknown": (Level.CANNOT_SAY, Urgency.WEEKS),
}


def answers_like(
    form: Definition, profile: str, seed: int, *, differs: float = 0.0, child: bool = True
) -> dict[str, Answer]:
    """Complete answers of a named profile. The same seed gives the same answers; ``differs`` is
    the share (0-1) that a second rater sees otherwise. Of somebody who is no ``child`` nothing is
    told that happens at school."""
    answers: dict[str, Answer] = {}
    for domain in form.domains:
        weights = PROFILES[profile][domain.axis is Axis.PROTECTIVE]
        for indicator in domain.indicators:
            # One stream per question: a different answer changes nothing in the next one.
            random = Random(f"{seed} {indicator.key}")  # noqa: S311 (demo data, not a secret)
            value = random.choices(list(Value), weights)[0]
            if random.random() < differs:
                value = random.choices([v for v in Value if v is not value], [4, 4, 4, 2])[0]
            answers[indicator.key] = _answer(indicator, value, random, child=child)
    visible = visible_keys(form, answers)
    return {key: answer for key, answer in answers.items() if key in visible}


def judgement_like(profile: str, who: str = "", asks: Collection[Ask] = tuple(Ask)) -> Judgement:
    """A complete judgement that fits a named profile; ``asks`` is what the version asks for."""
    level, urgency = LEVELS[profile]
    return Judgement(
        level=level,
        urgency=urgency,
        formulation=f"{who}{FORMULATIONS[profile]}",
        what_would_change=WHAT_WOULD_CHANGE[profile],
        recommendation=RECOMMENDATIONS[profile],
        **{ask.value: ASKED[ask] for ask in asks},
    )


def answer_all(
    *,
    by: Actor,
    screening: Screening,
    profile: str,
    seed: int,
    differs: float = 0.0,
    pace: timedelta = AT_ONCE,
) -> Rating | None:
    """Save every page of the form, one domain after the other; ``pace`` is the time for a page."""
    answers = answers_like(screening.form, profile, seed, differs=differs, child=screening.under_18)
    return _save_pages(by, screening, answers, len(screening.form.domains), pace)


def begin(
    *,
    by: Actor,
    screening: Screening,
    profile: str,
    seed: int,
    pages: int = 3,
    pace: timedelta = AT_ONCE,
) -> None:
    """A rating that somebody has begun: the first ``pages`` domains."""
    answers = answers_like(screening.form, profile, seed, child=screening.under_18)
    _save_pages(by, screening, answers, pages, pace)


def complete(
    *,
    by: Actor,
    screening: Screening,
    profile: str,
    seed: int,
    differs: float = 0.0,
    pace: timedelta = AT_ONCE,
) -> Rating:
    """Answer everything, judge, acknowledge what is critical, and lock."""
    rating = answer_all(
        by=by, screening=screening, profile=profile, seed=seed, differs=differs, pace=pace
    )
    with clock.at(clock.now() + pace * (len(screening.form.domains) + 1)):
        return _finish(by, screening, rating, profile)


def _finish(by: Actor, screening: Screening, rating: Rating | None, profile: str) -> Rating:
    if rating is None or gaps(screening.form, rating.read_answers()):
        raise ValueError(f"profile {profile} leaves gaps in {screening.reference}")
    rating = actions.judge(
        by=by,
        screening=screening,
        judgement=judgement_like(profile, asks=screening.form.asks),
        version=rating.version,
    )
    signs = rating.clear_signs()
    if signs:
        actions.acknowledge_critical(by=by, screening=screening, keys=signs)
    return actions.lock_rating(by=by, screening=screening, version=rating.version)


def agree_like(*, by: Actor, screening: Screening, profile: str) -> int:
    """Settle every difference on the municipality's answer; answers the version to sign."""
    dossier = dossier_of(by, screening)
    ours, theirs = (rating.read_answers() for rating in dossier.both())
    decisions = {
        item.indicator: Decision(
            item.first or item.second or Value.UNKNOWN,
            TOGETHER,
            ASKED_TOGETHER,
        )
        for item in compare(screening.form, ours, theirs).differing()
    }
    row = actions.save_consensus(
        by=by,
        screening=screening,
        decisions=decisions,
        judgement=judgement_like(profile, "Fælles vurdering. ", screening.form.asks),
        version=0,
    )
    return row.version


def settle_some(
    *, by: Actor, screening: Screening, judgement: Judgement, every: int = 2
) -> Consensus:
    """Decide on some of what is still open and write what there is of a joint judgement; what the
    other party has decided stays."""
    dossier = dossier_of(by, screening)
    row = dossier.consensus()
    decided = decisions_of(row)
    first, second = (rating.read_answers() for rating in dossier.both())
    some = {
        key: Decision((first.get(key) or second[key]).value, TOGETHER, ASKED_TOGETHER)
        for key in open_keys(dossier, decided)[::every]
    }
    return actions.save_consensus(
        by=by,
        screening=screening,
        decisions=some | decided,
        judgement=judgement,
        version=row.version if row else 0,
    )


def _save_pages(
    by: Actor, screening: Screening, answers: dict[str, Answer], pages: int, pace: timedelta
) -> Rating | None:
    rating, begun = dossier_of(by, screening).mine, clock.now()
    for number, domain in enumerate(screening.form.domains[:pages]):
        keys = {indicator.key for indicator in domain.indicators}
        page = {key: answer for key, answer in answers.items() if key in keys}
        version = rating.version if rating else 0
        with clock.at(begun + pace * number):
            rating = actions.save_section(by=by, screening=screening, answers=page, version=version)
    return rating


def _answer(indicator: Indicator, value: Value, random: Random, *, child: bool) -> Answer:
    present = value in {Value.PARTIAL, Value.CLEAR}
    known = value.level is not None
    source, direct = random.choice(SOURCES)
    days = random.randint(5, 80)
    return Answer(
        value=value,
        rationale=_rationale(indicator, value, random, child=child),
        source=source if known else "",
        certainty=random.choice(list(Certainty)) if present else None,
        first_hand=direct if known else None,
        evidence_date=clock.today() - timedelta(days=days) if present else None,
        relevance=random.choice(list(Relevance)) if present else None,
        trend=random.choice(list(Trend)) if present else None,
        who_could_know=random.choice(WHO_COULD_KNOW) if value is Value.UNKNOWN else "",
    )


def _rationale(indicator: Indicator, value: Value, random: Random, *, child: bool) -> str:
    """A present answer rests on the indicator's own invented example or a general observation."""
    fitting = [one for one in indicator.examples if child or not OF_SCHOOL.search(one)]
    if value in {Value.PARTIAL, Value.CLEAR} and random.random() < 0.6 and fitting:
        return random.choice(fitting)
    return random.choice(RATIONALES[value]) if RATIONALES[value] else ""
