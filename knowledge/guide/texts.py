"""The public guide "Er du bekymret?" and the texts of the page that finds an info-house."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings

from knowledge.corpus import loader
from knowledge.corpus.shapes import Guide


@lru_cache(maxsize=1)
def _stored() -> Guide:
    return loader.load_guide()


@lru_cache(maxsize=1)
def infohus_texts() -> dict[str, str]:
    """Texts of the page that finds an info-house."""
    return loader.load_infohus_texts()


def guide() -> dict[str, Any]:
    """The guide with the hotline's number from the settings, which may differ from the text's."""
    stored = _stored().model_dump()
    phones = {**stored["phones"], "hotline": settings.PORTAL_HOTLINE}
    steps = [
        {**step, "numbers": [phones[key] for key in step["phones"]]} for step in stored["steps"]
    ]
    return {**stored, "phones": phones, "steps": steps}
