"""SQL that migrations run, one file per purpose."""

from __future__ import annotations

from pathlib import Path


def read(name: str) -> str:
    """Text of the SQL file ``name`` in this folder."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
