"""The only writers of exercises and cards."""

from knowledge.exercises.actions.cards import approve_card, change_card, remove_card, write_card
from knowledge.exercises.actions.exercises import (
    call_off,
    change_exercise,
    evaluate,
    plan_exercise,
)
from knowledge.exercises.actions.points import add_point, change_point, make_task, remove_point
from knowledge.exercises.actions.running import correct, log, move

__all__ = [
    "add_point",
    "approve_card",
    "call_off",
    "change_card",
    "change_exercise",
    "change_point",
    "correct",
    "evaluate",
    "log",
    "make_task",
    "move",
    "plan_exercise",
    "remove_card",
    "remove_point",
    "write_card",
]
