import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from casework.demo.loader import INVENTED_SURNAMES, STORIES, Story, load_stories
from casework.demo.timeline import route
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import OPEN_MEASURES, Channel, ClosureReason, ConcernForm, ReferrerType
from casework.rules.disclosure import MAX_MONTHS, MIN_NECESSITY, DisclosureStatus
from casework.rules.legal import LEGAL_BASES
from casework.rules.workflow import State

NOW = datetime(2026, 11, 23, 10, tzinfo=COPENHAGEN)
EARLY = {
    ClosureReason.UNFOUNDED,
    ClosureReason.MISTAKEN,
    ClosureReason.DISPROVED,
    ClosureReason.ORDINARY_SUPPORT,
}
ENDED = {State.CLOSED, State.AFTERCARE, State.ERASED}
WITH_MEASURES = {State.ACTIVE, State.FOLLOW_UP, State.AFTERCARE}
#: Words of a note that tell of a step, and the state it leads to.
TELLS = {
    "øde indkaldt": State.ANALYSIS,
    "Mødet er indkaldt": State.ANALYSIS,
    "øde holdt": State.RECOMMENDATION,
    "Anbefaling:": State.RECOMMENDATION,
    "Sagen sat i bero": State.PAUSED,
    "Sagen er overdraget": State.POLICE,
    "agen afsluttet": State.CLOSED,
    "Afsluttet": State.CLOSED,
}


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return load_stories()


def test_stories_are_spread_over_six_municipalities(stories: tuple[Story, ...]) -> None:
    assert Counter(story.municipality for story in stories) == {
        "0851": 16,
        "0813": 6,
        "0751": 16,
        "0727": 4,
        "0461": 12,
        "0430": 6,
    }
    assert len({story.key for story in stories}) == 60


def test_every_state_form_channel_and_closure_reason_occurs(stories: tuple[Story, ...]) -> None:
    assert {story.state for story in stories} == set(State)
    assert {story.form for story in stories} == set(ConcernForm)
    assert {story.channel for story in stories} == set(Channel)
    assert {story.referrer for story in stories} == set(ReferrerType)
    reasons = {story.closure.reason for story in stories if story.closure}
    assert reasons == set(ClosureReason) - {ClosureReason.POLICE}


def test_no_form_of_extremism_dominates(stories: tuple[Story, ...]) -> None:
    counts = Counter(story.form for story in stories)
    assert max(counts.values()) <= 18
    assert counts[ConcernForm.ISLAMIST] < counts[ConcernForm.RIGHT]
    assert min(counts.values()) >= 3


def test_most_ended_concerns_ended_early(stories: tuple[Story, ...]) -> None:
    closures = [story.closure.reason for story in stories if story.closure]
    early = sum(reason in EARLY for reason in closures)
    assert (early, len(closures)) == (24, 32)


def test_state_agrees_with_what_was_recorded(stories: tuple[Story, ...]) -> None:
    for story in stories:
        assert (story.closure is not None) == (story.state in ENDED), story.key
        open_measures = [m for m in story.measures if m.status in OPEN_MEASURES]
        if story.state in ENDED:
            assert open_measures == [], story.key
        if story.state in WITH_MEASURES:
            assert story.measures, story.key
        assert 2 <= len(story.notes) <= 6, story.key


def test_nothing_happens_before_the_concern_or_out_of_order(stories: tuple[Story, ...]) -> None:
    for story in stories:
        days = [note.days_ago for note in story.notes]
        assert days == sorted(days, reverse=True), story.key
        happened = [
            *days,
            *(d.days_ago for d in story.disclosures),
            *(m.started_days_ago for m in story.measures),
            *(r.days_ago for r in story.reviews),
            *([story.closure.days_ago] if story.closure else []),
        ]
        assert max(happened) <= story.days_ago, story.key


def test_a_note_tells_of_nothing_that_comes_later(stories: tuple[Story, ...]) -> None:
    early, looked_at = [], 0
    for story in stories:
        since = {stop.state: round(stop.ago) for stop in route(story)}
        if story.closure is not None:
            # What is written on the day of the end is written before it.
            since[State.CLOSED] = story.closure.days_ago - 1
        for note in story.notes:
            for state in [state for words, state in TELLS.items() if words in note.text]:
                early += [(story.key, note.text)] * (note.days_ago > since.get(state, 0))
                looked_at += 1
    assert (early, looked_at) == ([], 11)


def test_who_knows_of_the_concern_by_its_first_notes_or_a_consent_is_registered_so(
    stories: tuple[Story, ...],
) -> None:
    knows = re.compile("Borgeren er orienteret|fortalt ham|borgerens samtykke|kom sammen")
    told = {
        story.key
        for story in stories
        for note in story.notes
        if note.days_ago == story.days_ago and knows.search(note.text)
    }
    told |= {story.key for story in stories if story.referrer is ReferrerType.SELF}
    told |= {
        story.key
        for story in stories
        if any(LEGAL_BASES[shared.basis].requires_consent for shared in story.disclosures)
    }
    assert {story.key for story in stories if story.informed} == told
    assert len(told) == 10


def test_disclosures_are_valid_and_show_every_status(stories: tuple[Story, ...]) -> None:
    disclosures = [item for story in stories for item in story.disclosures]
    assert {item.status(NOW) for item in disclosures} == set(DisclosureStatus)
    for item in disclosures:
        assert len(item.necessity) >= MIN_NECESSITY
        assert 1 <= item.months <= MAX_MONTHS
        assert item.items >= 1


def test_names_are_invented_or_unknown_and_repeats_are_of_one_municipality(
    stories: tuple[Story, ...],
) -> None:
    by_key = {story.key: story for story in stories}
    assert {s.last_name for s in stories if s.is_identified} <= INVENTED_SURNAMES
    assert any(not story.is_identified for story in stories)
    repeats = [story for story in stories if story.repeat_of]
    assert len(repeats) == 3
    for story in repeats:
        earlier = by_key[story.repeat_of or ""]
        assert earlier.municipality == story.municipality
        assert earlier.last_name == story.last_name


def test_several_stories_are_overdue(stories: tuple[Story, ...]) -> None:
    assert sum(story.overdue for story in stories) >= 6
    assert all(story.state not in ENDED for story in stories if story.overdue)


def test_no_text_looks_like_a_cpr_number() -> None:
    files = sorted(STORIES.glob("*.toml"))
    assert len(files) == 6
    for path in files:
        assert re.findall(r"\d{6}[- ]?\d{4}", path.read_text(encoding="utf-8")) == []


STORY = (STORIES / "0727_odder.toml").read_text(encoding="utf-8").split("[[story]]")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("state = ", 'state = "lost" # '), "0.state"),
        (("form = ", 'shape = "none"\nform = '), "0.shape"),
        (("key = ", "# key = "), "0.key"),
        (("notes = [[", "notes = [[1, 2, 3], ["), "zip"),
        (("days_ago = ", 'days_ago = "early" # '), "0.days_ago"),
    ],
)
def test_a_broken_story_is_refused_with_its_place(
    change: tuple[str, str], fault: str, tmp_path: Path
) -> None:
    told = f"{STORY[0]}[[story]]{STORY[1].replace(*change, 1)}"
    (tmp_path / "broken.toml").write_text(told, encoding="utf-8")

    with pytest.raises(ValueError, match=fault):
        load_stories(tmp_path)
