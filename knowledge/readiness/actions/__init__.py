"""Everything that writes in a self-assessment or a review."""

from knowledge.readiness.actions.answering import answer, begin, draft_of, lock, plan_for
from knowledge.readiness.actions.reviewing import ask, end, remark, reply, respond, send

__all__ = [
    "answer",
    "ask",
    "begin",
    "draft_of",
    "end",
    "lock",
    "plan_for",
    "remark",
    "reply",
    "respond",
    "send",
]
