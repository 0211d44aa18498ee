"""How a case and its citizen are written in lists: ``{% load cases %}``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.models import Case, Subject
from casework.rules.workflow import State
from stopext.web.templatetags.components import STATUS_ICONS

register = template.Library()

KINDS: dict[State, str] = {
    State.RECEIVED: "attention",
    State.ASSESSMENT: "active",
    State.NOTIFIED: "active",
    State.GATHERING: "waiting",
    State.ANALYSIS: "active",
    State.RECOMMENDATION: "active",
    State.ACTIVE: "active",
    State.FOLLOW_UP: "active",
    State.PAUSED: "waiting",
    State.POLICE: "neutral",
    State.CLOSED: "done",
    State.AFTERCARE: "waiting",
    State.ERASED: "neutral",
}


@register.inclusion_tag("casework/_protected_mark.html")
def protected_mark(subject: Subject, *, short: bool = False) -> dict[str, Any]:
    """That name and address are protected, beside the name wherever the citizen is handled;
    ``short`` for lists. Nothing for everybody else."""
    return {"protected": subject.address_protected, "short": short}


@register.inclusion_tag("components/status.html")
def case_state(case: Case) -> dict[str, Any]:
    """The state in words with an icon."""
    kind = KINDS[case.state_code]
    return {"text": case.state_code.label, "kind": kind, "icon": STATUS_ICONS[kind]}


@register.simple_tag
def citizen(case: Case, today: date) -> str:
    """Initials and age; the name is shown on the case page only. A letter that is written from the
    right turns nothing around it."""
    subject = case.subject
    if not subject.identity_known:
        return _("Ukendt borger")
    age = subject.age(today)
    who = format_html("<bdi>{}</bdi>", subject.initials or _("Navn ikke oplyst"))
    return who if age is None else format_html(_("{who}, {age} år"), who=who, age=age)
