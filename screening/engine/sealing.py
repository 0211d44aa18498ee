"""The hash that a locked record carries, so that a changed record can be recognised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from screening.engine.answers import Answers, answers_to_plain
from screening.engine.judgement import Judgement
from screening.engine.plain import Plain

#: What the hash of a locked rating binds besides the version: what was said, or also who said it,
#: for which authority and when. A stored hash is checked as it was made.
CONTENT, PERSON = 1, 2


def content_hash(version_hash: str, answers: Answers, judgement: Judgement) -> str:
    """SHA-256 (hex) over the version, the answers and the judgement in one canonical text."""
    return hash_of(version_hash, answers_to_plain(answers), judgement.to_plain())


def hash_of(
    version_hash: str,
    answers: Mapping[str, Plain],
    judgement: Plain,
    binding: Plain | None = None,
) -> str:
    """The same from the stored plain forms, hashed as they stand; and over ``binding``."""
    record = {"version": version_hash, "answers": answers, "judgement": judgement}
    if binding is not None:
        record["seal"] = {"version": PERSON, **binding}
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
