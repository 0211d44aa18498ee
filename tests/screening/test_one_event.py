"""Every action of screening leaves exactly the event it names, about screening's own rows."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from uuid import uuid4

import pytest

from screening import actions
from screening.actions import agreeing
from screening.demo.ratings import agree_like, answer_all, complete, judgement_like
from screening.engine.answers import Answer, Value
from screening.engine.judgement import Judgement
from screening.models import Consensus, Rating, Screening
from stopext.access import clock
from tests.screening.conftest import Cast, fresh
from tests.support.ledger import Ledger, functions_of, keeping
from tests.support.world import Person

EVENTS = {
    "order_screening": "create",
    "grant_access": "grant",
    "end_access": "end",
    "revoke_police": "revoke",
    "limit_police": "change",
    "save_section": "answer",
    "judge": "judge",
    "take_over": "take_over",
    "acknowledge_critical": "acknowledge",
    "lock_rating": "lock",
    "open_alone": "open",
    "add_addendum": "add",
    "change_judgement": "add",
    "cancel_screening": "cancel",
    "save_consensus": "agree",
    "sign_consensus": "sign",
}
SILENT = {
    "version_in_force": "a question",
    "name_person": "part of ordering and granting, which are recorded",
    "record": "records",
    "overruled": "a detail of what its callers record",
    "settle": "lets the database move the screening on; its callers are recorded",
}
ROOMS = [
    import_module(f"{actions.__name__}.{room.name}") for room in iter_modules(actions.__path__)
]


def test_every_action_of_screening_has_its_event() -> None:
    assert functions_of(*ROOMS).keys() == EVENTS.keys() | SILENT.keys()
    assert set(actions.__all__) == EVENTS.keys()
    assert agreeing in ROOMS


def _ordered(ledger: Ledger, cast: Cast) -> Screening:
    screening: Screening = ledger.run(
        actions.order_screening,
        by=cast.coordinator.actor,
        subject_id=uuid4(),
        reference="2026-0851-0042",
        due_on=clock.today() + timedelta(days=9),
        district_id=cast.police.actor.authority_id,
        subset="triage",
    )
    return screening


def _access(ledger: Ledger, by: Any, screening: Screening, colleague: Person) -> None:
    who = colleague.actor.user_id
    ledger.run(actions.grant_access, by=by, screening=screening, user_id=who)
    ledger.run(actions.end_access, by=by, screening=screening, user_id=who)
    until = clock.now() + timedelta(days=30)
    ledger.run(actions.limit_police, by=by, screening=screening, expires_at=until)


def _rate(ledger: Ledger, by: Any, screening: Screening) -> None:
    answer_all(by=by, screening=screening, profile="low", seed=1)
    clear = {"A2": Answer(Value.CLEAR, rationale="Set.")}
    row: Rating = ledger.run(
        actions.save_section, by=by, screening=screening, answers=clear, version=_now(by)
    )
    judged: Judgement = judgement_like("low")
    row = ledger.run(
        actions.judge, by=by, screening=screening, judgement=judged, version=row.version
    )
    ledger.run(actions.acknowledge_critical, by=by, screening=screening, keys=["A2"])
    ledger.run(actions.lock_rating, by=by, screening=screening, version=row.version)


def _now(by: Any) -> int:
    return int(Rating.objects.for_actor(by).latest("saved_at").version)


def _agree(ledger: Ledger, cast: Cast, screening: Screening) -> None:
    lead, police = cast.coordinator, cast.police
    with ledger.acting(lead):
        row, by = fresh(lead, screening), lead.actor
        ledger.run(actions.add_addendum, by=by, screening=row, text="Ny oplysning")
        other = judgement_like("high")
        ledger.run(
            actions.change_judgement, by=by, screening=row, judgement=other, reason="Ny viden"
        )
        agree_like(by=by, screening=row, profile="moderate")
        shared = ledger.run(
            actions.save_consensus,
            by=by,
            screening=row,
            decisions=_decided(by, row),
            judgement=other,
            version=1,
        )
        _sign(ledger, by, row, shared.version)
    with ledger.acting(police):
        row = fresh(police, screening)
        _sign(ledger, police.actor, row, shared.version)


def _sign(ledger: Ledger, by: Any, row: Screening, version: int) -> None:
    read = row.form.indicator_keys()
    ledger.run(actions.sign_consensus, by=by, screening=row, version=version, read=read)


def _decided(by: Any, row: Screening) -> Any:
    consensus = Consensus.objects.for_actor(by).get(screening=row)
    return consensus.read_decisions()


def _alone(ledger: Ledger, cast: Cast) -> None:
    """A colleague begins, the coordinator takes over and goes on without the police."""
    with ledger.acting(cast.coordinator):
        screening = _ordered(ledger, cast)
    with ledger.acting(cast.leader):
        answer_all(
            by=cast.leader.actor,
            screening=fresh(cast.leader, screening),
            profile="low",
            seed=1,
        )
    with ledger.acting(cast.coordinator):
        row, by = fresh(cast.coordinator, screening), cast.coordinator.actor
        ledger.run(actions.take_over, by=by, screening=row)
        complete(by=by, screening=row, profile="low", seed=1)
        over = row.ordered_at - timedelta(hours=1)
        ledger.run(actions.limit_police, by=by, screening=row, expires_at=over)
        ledger.run(actions.open_alone, by=by, screening=fresh(cast.coordinator, screening))
        ledger.run(actions.revoke_police, by=by, screening=row, reason="Ophørt")


def _says_no_question(ledger: Ledger, screening: Screening) -> None:
    """The log outlives the case: which question was critical may be about somebody's health."""
    keys = set(screening.form.indicator_keys())
    said = [
        (name, word)
        for name, every in ledger.details.items()
        for details in every
        for word in re.findall(r"\w+", repr(list(details.values())))
    ]
    assert {name for name, _word in said} == set(EVENTS)
    assert [(name, word) for name, word in said if word in keys] == []


def test_every_action_leaves_exactly_the_event_it_names(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keeping(monkeypatch) as ledger:
        with ledger.acting(cast.coordinator):
            screening = _ordered(ledger, cast)
            _access(ledger, cast.coordinator.actor, screening, cast.caseworker)
            _rate(ledger, cast.coordinator.actor, screening)
        cast.complete(cast.police, screening, "high", seed=8)
        _agree(ledger, cast, screening)
        _alone(ledger, cast)
        with ledger.acting(cast.coordinator):
            mistaken = _ordered(ledger, cast)
            by = cast.coordinator.actor
            ledger.run(actions.cancel_screening, by=by, screening=mistaken, reason="Forkert sag.")

    _says_no_question(ledger, screening)
    assert dict(ledger.events) == {
        name: [[event]] * len(ledger.events[name]) for name, event in EVENTS.items()
    }
