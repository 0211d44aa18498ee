"""A protected source is not told to the police unnoticed by what they read of a screening."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from casework import actions
from screening import actions as screenings
from screening.demo.ratings import answer_all, complete, judgement_like
from screening.models import Addendum, Consensus, Rating, Screening
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from tests.casework.actions.test_rules import _share
from tests.casework.pages.browsing import send, text_of
from tests.casework.samples import new_case
from tests.screening.posting import JUDGEMENT, LONG, autosave, shown
from tests.support.world import HOME, HOME_DISTRICT, Person, World

TOLD = "Fortalt af Birthe Kildesen, bk@skole.example."
WARNING = "ser ud til at stå her: "
TICK = 'name="source_known"'


@pytest.fixture
def rater(world: World) -> Person:
    """The municipality's coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    """The district's coordinator."""
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


def address_of(name: str, row: Screening) -> str:
    return reverse(f"screening:{name}", args=[row.pk])


def ordered(rater: Person, *, with_police: bool = True, protected: bool = True) -> Screening:
    """A screening of a case that such a source told of."""
    source: dict[str, Any] = {
        "referrer_name": "Birthe Kildesen",
        "referrer_contact": "bk@skole.example",
    }
    with rater.acts():
        case = new_case(rater.actor, protected_source=protected, **source)
        _share(rater.actor, case)
        return actions.order_screening(
            by=rater.actor,
            case=case,
            due_on=clock.today() + timedelta(days=9),
            with_police=with_police,
            subset="triage",
        )


def fresh(person: Person, row: Screening) -> Screening:
    found = Screening.objects.for_actor(person.actor).get(pk=row.pk)
    assert isinstance(found, Screening)
    return found


def written(rater: Person, row: Screening) -> None:
    """Ready to be locked, with the source in the reason for A2 and in the formulation."""
    by = rater.actor
    with rater.acts():
        rating = answer_all(by=by, screening=row, profile="low", seed=1)
        assert rating is not None
        told = {"A2": replace(rating.read_answers()["A2"], rationale=TOLD, source=TOLD)}
        rating = screenings.save_section(by=by, screening=row, answers=told, version=rating.version)
        said = judgement_like("low", who=TOLD, asks=row.form.asks)
        rating = screenings.judge(by=by, screening=row, judgement=said, version=rating.version)
        if rating.clear_signs():
            screenings.acknowledge_critical(by=by, screening=row, keys=rating.clear_signs())


def details(action: str) -> list[Any]:
    """Whether each such event says that a warning was overruled."""
    events = AuditEvent.objects.filter(action=action).order_by("pk")
    return [event.details.get("source_known") for event in events]


def test_the_words_that_tell_are_told_before_the_lock(rater: Person) -> None:
    row = ordered(rater)
    written(rater, row)
    browser, address = rater.browser(), address_of("lock", row)
    warning = f"{WARNING}A2 Begrundelse, A2 Kilde, Formulering."
    first = text_of(browser.get(address))
    assert (warning in first, TICK in first) == (True, True)

    refused = send(browser, address, sure="on")

    assert refused.status_code == 422
    assert warning in text_of(refused)
    assert send(browser, address, sure="on", source_known="on").status_code == 302
    with rater.acts():
        assert fresh(rater, row).municipality_locked_at is not None
        assert details("lock") == [1]


def test_the_lock_itself_refuses_too(rater: Person) -> None:
    row = ordered(rater)
    written(rater, row)
    with rater.acts(), pytest.raises(Invalid, match="A2 Begrundelse") as refused:
        screenings.lock_rating(
            by=rater.actor,
            screening=fresh(rater, row),
            version=Rating.objects.for_actor(rater.actor).get(screening=row).version,
        )
    assert refused.value.field == "source_known"


@pytest.mark.parametrize(
    "changes", [{"with_police": False}, {"protected": False}], ids=["alone", "open-source"]
)
def test_nothing_is_told_where_nobody_else_reads_or_nobody_is_protected(
    rater: Person, changes: dict[str, bool]
) -> None:
    row = ordered(rater, **changes)
    written(rater, row)
    browser, address = rater.browser(), address_of("lock", row)

    first = text_of(browser.get(address))

    assert (WARNING in first, TICK in first) == (False, False)
    assert send(browser, address, sure="on").status_code == 302
    with rater.acts():
        assert details("lock") == [None]


def test_what_ended_for_the_police_is_not_spoken_of(rater: Person) -> None:
    row = ordered(rater)
    written(rater, row)
    with rater.acts():
        screenings.revoke_police(by=rater.actor, screening=fresh(rater, row), reason="Slut.")

    assert WARNING not in text_of(rater.browser().get(address_of("lock", row)))


@pytest.fixture
def opened(rater: Person, police: Person) -> Screening:
    """Both have locked; nothing told of the source."""
    row = ordered(rater)
    for person, profile in ((rater, "low"), (police, "high")):
        with person.acts():
            complete(by=person.actor, screening=fresh(person, row), profile=profile, seed=3)
    return row


def test_the_joint_words_wait_for_the_tick_and_what_stands_is_not_asked_of_again(
    rater: Person, police: Person, opened: Screening
) -> None:
    browser, address = rater.browser(), address_of("compare", opened)
    assert TICK not in text_of(browser.get(address))
    key = browser.get(address).context["joint"].rows[0].key
    typed = JUDGEMENT | {f"{key}-reason": TOLD}

    refused = browser.post(address, shown(browser, address, **typed))

    assert refused.status_code == 422
    assert f"{WARNING}{key} Hvorfor dette svar." in text_of(refused)
    assert TICK in text_of(refused)
    assert TOLD not in text_of(police.browser().get(address))
    ticked = shown(browser, address, **typed, source_known="on")
    assert browser.post(address, ticked).status_code == 302
    theirs = police.browser()
    assert TOLD in text_of(theirs.get(address))
    more = {"recommendation": "Mentor hver uge, sagde Birthe"}
    # The police know no source to be asked about; the municipality is asked of what is new only.
    assert theirs.post(address, shown(theirs, address, **more)).status_code == 302
    again = shown(browser, address, what_would_change="At kontakten til skolen ophører.")
    assert browser.post(address, again).status_code == 302
    with rater.acts():
        assert details("agree") == [1, None]


def test_what_is_only_kept_while_it_is_written_waits_as_well(
    rater: Person, opened: Screening
) -> None:
    browser, address = rater.browser(), address_of("compare", opened)
    typed = shown(browser, address, formulation=TOLD + LONG, recommendation="Mentor.")

    answer = autosave(browser, address, typed)

    (left,) = answer.json()["left"]
    assert left.startswith("Formulering: ser ud til at fortælle, hvem den beskyttede kilde er")
    with rater.acts():
        row = Consensus.objects.for_actor(rater.actor).get(screening=opened)
        said = row.read_judgement()
    assert (said.formulation, said.recommendation) == ("", "Mentor.")
    typed |= {"source_known": "on", **answer.json()["fields"]}
    assert autosave(browser, address, typed, 2).json()["left"] == []


@pytest.mark.parametrize(
    ("page", "fields", "place"),
    [
        ("add", {"text": TOLD}, "Tilføjelse"),
        ("change", JUDGEMENT | {"reason": TOLD}, "Vurdering ændret efter profilen"),
        ("change", JUDGEMENT | {"reason": "Nyt.", "formulation": TOLD + LONG}, "Formulering"),
    ],
    ids=["addition", "reason", "changed"],
)
def test_what_is_added_to_the_locked_rating_waits_for_the_tick(
    rater: Person, opened: Screening, page: str, fields: dict[str, str], place: str
) -> None:
    browser, address = rater.browser(), address_of(page, opened)
    assert TICK not in text_of(browser.get(address))
    fields = fields | dict.fromkeys(("citizens_view", "scenarios"), "Ikke spurgt.")

    refused = send(browser, address, **fields)

    assert refused.status_code == 422
    assert f"{WARNING}{place}." in text_of(refused)
    assert TICK in text_of(refused)
    assert send(browser, address, **fields, source_known="on").status_code == 302
    with rater.acts():
        assert Addendum.objects.for_actor(rater.actor).count() == 1
        assert details("add") == [1]


def test_why_it_is_called_off_is_read_by_both_and_waits_for_the_tick(rater: Person) -> None:
    row = ordered(rater)
    browser, address = rater.browser(), address_of("cancel", row)
    assert TICK not in text_of(browser.get(address))

    refused = send(browser, address, reason=TOLD)

    assert refused.status_code == 422
    assert f"{WARNING}Hvorfor aflyses vurderingen." in text_of(refused)
    assert send(browser, address, reason=TOLD, source_known="on").status_code == 302
    with rater.acts():
        assert fresh(rater, row).state == "cancelled"
        assert details("cancel") == [1]
