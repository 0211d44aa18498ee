"""Demo answers are complete, differ only where asked, and fit their profile's name."""

from __future__ import annotations

import pytest

from screening.demo import ratings
from screening.engine.agreement import compare
from screening.engine.completeness import gaps
from screening.engine.scoring import score
from screening.engine.sealing import content_hash
from screening.versions.instruments import PUBLISHED, load_instrument

SEEDS = range(12)


@pytest.mark.parametrize("version", PUBLISHED)
@pytest.mark.parametrize("profile", ratings.PROFILES)
def test_answers_are_complete(profile: str, version: tuple[str, str]) -> None:
    form = load_instrument(*version)
    for seed in SEEDS:
        for differs in (0.0, 0.3):
            answers = ratings.answers_like(form, profile, seed, differs=differs)
            assert gaps(form, answers) == ()
    assert ratings.judgement_like(profile).lacks() == ()


def test_of_somebody_of_age_nothing_is_told_that_happens_at_school() -> None:
    form = load_instrument(*PUBLISHED[-1])
    told = {
        child: [
            answer.rationale
            for seed in SEEDS
            for answer in ratings.answers_like(form, "high", seed, child=child).values()
            if ratings.OF_SCHOOL.search(f"{answer.rationale} {answer.source}")
        ]
        for child in (True, False)
    }
    assert (bool(told[True]), told[False]) == (True, [])


def test_only_the_wanted_share_differs() -> None:
    form = load_instrument(*PUBLISHED[1])
    same = ratings.answers_like(form, "moderate", 4)
    assert compare(form, same, ratings.answers_like(form, "moderate", 4)).differing() == ()
    other = ratings.answers_like(form, "moderate", 4, differs=0.2)
    assert 1 <= len(compare(form, same, other).differing()) <= 16


def test_profiles_are_what_they_are_called() -> None:
    form = load_instrument(*PUBLISHED[1])

    def known(profile: str) -> float:
        shares = [
            score(form, ratings.answers_like(form, profile, seed)).coverage.share for seed in SEEDS
        ]
        return sum(float(share or 0) for share in shares) / len(shares)

    assert known("mostly_unknown") < 0.5
    assert known("low") > 0.8


def test_the_record_hash_names_answers_judgement_and_version() -> None:
    form = load_instrument(*PUBLISHED[1])
    answers = ratings.answers_like(form, "low", 1)
    judged = ratings.judgement_like("low")
    first = content_hash(form.content_hash(), answers, judged)
    assert first == content_hash(form.content_hash(), dict(reversed(answers.items())), judged)
    others = {
        content_hash("0" * 64, answers, judged),
        content_hash(form.content_hash(), ratings.answers_like(form, "low", 2), judged),
        content_hash(form.content_hash(), answers, ratings.judgement_like("high")),
    }
    assert len(others | {first}) == 4
