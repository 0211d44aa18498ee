"""SQL that migrations run."""

from __future__ import annotations

from pathlib import Path


def read(name: str) -> str:
    """Text of ``name``.sql in this folder."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
