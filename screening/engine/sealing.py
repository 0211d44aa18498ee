"""The hash that a locked record carries, so that a changed record can be recognised."""

from __future__ import annotations

import hashlib
import json

from screening.engine.answers import Answers, answers_to_plain
from screening.engine.judgement import Judgement


def content_hash(version_hash: str, answers: Answers, judgement: Judgement) -> str:
    """SHA-256 (hex) over the version, the answers and the judgement in one canonical text."""
    record = {
        "version": version_hash,
        "answers": answers_to_plain(answers),
        "judgement": judgement.to_plain(),
    }
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
