"""Codes of a judgement in words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from screening.engine.definition import Definition, Indicator
from screening.engine.judgement import Level, Urgency
from screening.wording.labels import LEVEL_LABELS, URGENCY_LABELS

register = template.Library()


@register.filter
def level_words(level: Level | None) -> str:
    """``{{ judgement.level|level_words }}``; empty while it is not chosen."""
    return str(LEVEL_LABELS[level]) if level else ""


@register.filter
def urgency_words(urgency: Urgency | None) -> str:
    """``{{ judgement.urgency|urgency_words }}``; empty while it is not chosen."""
    return str(URGENCY_LABELS[urgency]) if urgency else ""


@register.filter
def signs_in(keys: Iterable[str], form: Definition) -> list[Indicator]:
    """``{{ read.keys|signs_in:form }}``: the signs of these keys, with what they ask."""
    return [form.indicator(key) for key in keys]
