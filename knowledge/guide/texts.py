"""The public guide "Er du bekymret?" and the texts of the page that finds an info-house."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings

from knowledge.corpus import loader

SIGNS = ("serious_signs", "combined_signs", "resources")


@lru_cache(maxsize=1)
def _stored() -> dict[str, Any]:
    return loader.load_guide()


@lru_cache(maxsize=1)
def infohus_texts() -> dict[str, str]:
    """Texts of the page that finds an info-house."""
    return loader.load_infohus_texts()


def guide() -> dict[str, Any]:
    """The guide with the hotline's number from the settings, which may differ from the text's."""
    stored = _stored()
    phones = {**stored["phones"], "hotline": settings.PORTAL_HOTLINE}
    steps = [
        {**step, "numbers": [phones[key] for key in step["phones"]]} for step in stored["step"]
    ]
    signs = {name: _points(stored[name]) for name in SIGNS}
    return {**stored, **signs, "phones": phones, "step": steps}


def _points(group: dict[str, Any]) -> dict[str, Any]:
    """``items`` is a method in templates, so the list needs another name."""
    return {"intro": "", **group, "points": group["items"]}
