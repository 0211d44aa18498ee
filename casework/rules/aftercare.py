"""Which closed cases are looked at again. Pure.

Six and twelve months after the closing of a case with measures, two years by a reasoned decision
(domain reference §2.2 and §2.5).
"""

from __future__ import annotations

from casework.rules.codes import ClosureReason
from casework.rules.retention import Rule

#: Nobody is there to ask, or somebody else answers for her.
NOT_FOLLOWED = frozenset({ClosureReason.POLICE, ClosureReason.DEPARTED})
_WITH_MEASURES = frozenset({Rule.MEASURES, Rule.CHILD})


def is_followed(reason: str, rule: str) -> bool:
    """Whether a case that was closed for ``reason``, and is kept by ``rule``, has aftercare."""
    return rule in _WITH_MEASURES and reason not in NOT_FOLLOWED
