from dataclasses import fields
from itertools import product

import pytest

from casework.rules.workflow import (
    FINAL,
    GUIDANCE,
    OWNERS,
    PAUSABLE,
    STATE_CLOCKS,
    TRANSITIONS,
    Field,
    Gate,
    State,
    Transition,
    WorkflowError,
    can_transition,
    check_transition,
    clock_for,
    diagram,
    missing_fields,
    next_steps,
)
from stopext.access.roles import Role

ALL = frozenset(Gate)
MUNICIPAL = {Role.CASEWORKER, Role.COORDINATOR, Role.LEADER}


def moves() -> dict[tuple[State, State], Transition]:
    return {
        (source, target): transition
        for source, row in TRANSITIONS.items()
        for target, transition in row.items()
        if transition is not None
    }


def test_every_table_is_total() -> None:
    assert list(TRANSITIONS) == list(State)
    assert [list(row) for row in TRANSITIONS.values()] == [list(State)] * len(State)
    for table in (OWNERS, STATE_CLOCKS, GUIDANCE):
        assert list(table) == list(State)


def test_state_times_state_times_role() -> None:
    cells = 0
    allowed = set()
    for source, target, role in product(State, State, Role):
        transition = TRANSITIONS[source][target]
        expected = transition is not None and role in transition.roles
        answer = can_transition(source, target, role=role, met=ALL, paused_from=target)
        assert answer == expected
        if answer:
            allowed.add(role)
            assert (
                check_transition(source, target, role=role, met=ALL, paused_from=target)
                is transition
            )
        else:
            with pytest.raises(WorkflowError):
                check_transition(source, target, role=role, met=ALL, paused_from=target)
        cells += 1
    assert cells == len(State) ** 2 * len(Role) == 2028
    assert allowed == MUNICIPAL


def test_every_state_is_reachable() -> None:
    reached = {State.RECEIVED}
    while True:
        found = {target for (source, target) in moves() if source in reached} - reached
        if not found:
            break
        reached |= found
    assert reached == set(State)


def test_every_state_but_the_final_one_has_an_exit() -> None:
    assert {source for source, _target in moves()} == set(State) - FINAL


def test_no_move_stays_where_it_is_but_a_check_that_found_nothing() -> None:
    stays = {source: move.name for (source, target), move in moves().items() if source == target}
    assert stays == {State.AFTERCARE: "check_aftercare"}


def test_no_level_or_profile_is_an_input_to_a_move() -> None:
    assert {field.name for field in fields(Transition)} == {
        "name",
        "label",
        "roles",
        "fields",
        "gates",
    }
    inputs = {*Gate.values, *Field.values}
    assert len(inputs) == len(Gate) + len(Field) - 1
    banned = ("score", "screening", "level", "judgement", "profile", "rating", "risk")
    assert [name for name in inputs if any(word in name for word in banned)] == []


@pytest.mark.parametrize(("pair", "transition"), moves().items())
def test_each_open_gate_is_named(pair: tuple[State, State], transition: Transition) -> None:
    source, target = pair
    for gate in transition.gates:
        with pytest.raises(WorkflowError) as error:
            check_transition(source, target, role=Role.LEADER, met=ALL - {gate}, paused_from=target)
        assert error.value.missing == (gate,)
        assert str(gate.label) in str(error.value)


def test_refusals_give_a_danish_reason() -> None:
    with pytest.raises(WorkflowError, match="kan ikke gå fra “Modtaget” til “Opfølgning”"):
        check_transition(State.RECEIVED, State.FOLLOW_UP, role=Role.LEADER, met=ALL)
    with pytest.raises(WorkflowError, match=r"Udpeg tovholder. Det kan: tovholder, leder\."):
        check_transition(State.RECEIVED, State.ASSESSMENT, role=Role.CASEWORKER, met=ALL)


def test_paused_returns_only_to_where_it_came_from() -> None:
    for came_from, target in product(PAUSABLE, PAUSABLE):
        answer = can_transition(
            State.PAUSED, target, role=Role.LEADER, met=ALL, paused_from=came_from
        )
        assert answer == (came_from == target)
    steps = next_steps(State.PAUSED, role=Role.LEADER, met=ALL, paused_from=State.ACTIVE)
    assert [step.target for step in steps] == [State.ACTIVE, State.POLICE, State.CLOSED]


def test_unfounded_closes_straight_from_the_first_states() -> None:
    for state in (State.RECEIVED, State.ASSESSMENT):
        assert can_transition(state, State.CLOSED, role=Role.COORDINATOR, met={Gate.CLOSING_CLEAR})


def test_closed_and_aftercare_can_be_reopened() -> None:
    for state in (State.CLOSED, State.AFTERCARE):
        transition = TRANSITIONS[state][State.ASSESSMENT]
        assert transition is not None
        assert transition.event == "case.reopen"


def test_next_steps_say_what_is_missing() -> None:
    steps = next_steps(State.RECOMMENDATION, role=Role.CASEWORKER, met={Gate.OWN_DECISION})
    start = next(step for step in steps if step.target is State.ACTIVE)
    assert start.permitted
    assert start.missing == (Gate.MEASURE_OWNED,)
    assert not start.available


def test_blank_fields_are_missing() -> None:
    pause = TRANSITIONS[State.ACTIVE][State.PAUSED]
    assert pause is not None
    assert missing_fields(pause, {Field.REASON: "  "}) == (Field.REASON, Field.PAUSED_UNTIL)
    assert missing_fields(pause, {Field.REASON: "Ferie", Field.PAUSED_UNTIL: "1"}) == ()


def test_a_childs_first_assessment_has_24_hours() -> None:
    child = clock_for(State.ASSESSMENT, under_18=True)
    adult = clock_for(State.ASSESSMENT, under_18=False)
    assert child is not None
    assert adult is not None
    assert (child.key, adult.key) == ("assess_minor", "assess")
    assert clock_for(State.ACTIVE, under_18=True) == STATE_CLOCKS[State.ACTIVE]


def test_names_and_events_are_one_to_one() -> None:
    transitions = set(moves().values())
    assert len({transition.name for transition in transitions}) == len(transitions)


def test_diagram_shows_every_move_once() -> None:
    lines = diagram().splitlines()
    arrows = [line for line in lines if "-->" in line and "[*]" not in line]
    assert len(arrows) == len(set(arrows)) == len(moves())
    assert diagram() == diagram()
    assert '    state "Indledende vurdering" as assessment' in lines
    assert "    received --> assessment: Udpeg tovholder" in lines
