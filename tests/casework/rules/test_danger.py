from datetime import datetime, timedelta

import pytest

from casework.rules.clocks import COPENHAGEN
from casework.rules.danger import ADVICE, DangerQuestion, danger_gate

NOW = datetime(2026, 11, 23, 10, tzinfo=COPENHAGEN)
ALL_NO: dict[DangerQuestion, bool | None] = dict.fromkeys(DangerQuestion, False)


def test_four_times_no_passes() -> None:
    gate = danger_gate(ALL_NO, None, now=NOW)
    assert (gate.passed, gate.show_emergency, gate.unanswered) == (True, False, ())


@pytest.mark.parametrize("question", DangerQuestion)
def test_any_yes_waits_for_the_police(question: DangerQuestion) -> None:
    answers = ALL_NO | {question: True}
    gate = danger_gate(answers, None, now=NOW)
    assert (gate.passed, gate.show_emergency, gate.present) == (False, True, (question,))
    assert "hvornår politiet er" in str(gate.problem)
    assert danger_gate(answers, NOW, now=NOW).passed
    late = danger_gate(answers, NOW + timedelta(minutes=1), now=NOW)
    assert "fremtiden" in str(late.problem)


def test_who_talks_of_dying_needs_a_doctor_and_not_the_police() -> None:
    dying = ALL_NO | {DangerQuestion.SUICIDAL: True}
    assert "lægevagt eller psykiatri" in str(danger_gate(dying, None, now=NOW).problem)
    assert not danger_gate(dying, None, now=NOW, care_contact=" ").passed
    gate = danger_gate(dying, None, now=NOW, care_contact="Lægevagten kl. 9")
    assert (gate.passed, gate.show_emergency) == (True, True)

    armed = dying | {DangerQuestion.WEAPON: True}
    assert not danger_gate(armed, None, now=NOW, care_contact="Lægevagten kl. 9").passed
    assert danger_gate(armed, NOW, now=NOW, care_contact="Lægevagten kl. 9").passed


@pytest.mark.parametrize("question", DangerQuestion)
def test_an_unanswered_question_is_not_a_no(question: DangerQuestion) -> None:
    gate = danger_gate(ALL_NO | {question: None}, None, now=NOW)
    assert (gate.passed, gate.unanswered) == (False, (question,))
    assert "alle fire spørgsmål" in str(gate.problem)


def test_every_question_has_advice() -> None:
    assert list(ADVICE) == list(DangerQuestion)
    assert len(DangerQuestion) == 4
