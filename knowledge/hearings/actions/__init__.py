"""The only writers of comments and hearings."""

from knowledge.hearings.actions.answers import judge, keep, send
from knowledge.hearings.actions.comments import add_comment, correct_comment, resolve_comment
from knowledge.hearings.actions.hearings import (
    close_hearing,
    correct_name,
    extend_hearing,
    invite_colleague,
    invite_outside,
    open_hearing,
    revoke,
    send_again,
)

__all__ = [
    "add_comment",
    "close_hearing",
    "correct_comment",
    "correct_name",
    "extend_hearing",
    "invite_colleague",
    "invite_outside",
    "judge",
    "keep",
    "open_hearing",
    "resolve_comment",
    "revoke",
    "send",
    "send_again",
]
