"""Filters and small tags used on every page: ``{% load portal %}``."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import uuid4

from django import forms, template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stopext.access.idempotency import FIELD
from stopext.web import dates

register = template.Library()

_DECORATION = SafeString('aria-hidden="true" focusable="false"')


@register.filter
def dk_date(value: date | datetime | None) -> str:
    """``1. april 2017``; nothing for a missing date."""
    return dates.format_date(value) if isinstance(value, date) else ""


@register.filter
def dk_datetime(value: datetime | None) -> str:
    """``20. nov. kl. 10.12``; nothing for a missing time."""
    return dates.format_datetime(value) if isinstance(value, datetime) else ""


@register.filter
def dk_time(value: datetime | None) -> str:
    """``14.30``; nothing for a missing time."""
    return dates.format_time(value) if isinstance(value, datetime) else ""


@register.filter
def dk_number(value: Decimal | float | int | None, places: int | None = None) -> str:
    """``1.234,5``: decimal comma and a dot for thousands; ``places`` fixes the decimals, and
    without it there are no idle zeros."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    if places is not None:  # number_format would cut the decimals off
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    elif exact.is_finite():
        exact = Decimal(f"{exact.normalize():f}")
    return number_format(exact, use_l10n=True, force_grouping=True)


@register.filter
def in_groups(code: str, size: int = 4) -> str:
    """``1234 5678 90``: a long code that can be read aloud, typed and copied."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


@register.filter
def asks_for_password(form: forms.BaseForm) -> bool:
    """Whether something typed is not given back to the page."""
    return any(isinstance(field.widget, forms.PasswordInput) for field in form.fields.values())


@register.filter
def is_blank(form: forms.BaseForm) -> bool:
    """Whether nothing was typed or chosen that a page could say it has kept."""
    return not any(field.value() for field in form.visible_fields())


@register.simple_tag
def once() -> SafeString:
    """A key for a form that is only a button: however often it is pressed, it is done once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon (names: ``static/src/icons.json``). Without ``label`` it is decoration."""
    css = f"icon-svg icon-{size}" if size else "icon-svg"
    href = f"{static('img/icons.svg')}#{name}"
    reading = format_html('role="img" aria-label="{}"', label) if label else _DECORATION
    return format_html('<svg class="{}" {}><use href="{}"></use></svg>', css, reading, href)


def request_of(context: template.Context) -> Any:
    """The request, also in a part that was included with nothing but its arguments (``only``)."""
    return context.get("request") or getattr(context, "request", None)


@register.simple_tag(takes_context=True)
def querystring_with(context: template.Context, **changes: Any) -> str:
    """The page's query string with ``changes``; ``None`` removes, as is the cursor."""
    request = request_of(context)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in {"cursor": None, "page": None, **changes}.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def alert_kind(level_tag: str) -> str:
    """Django's message level as one of the four kinds of alert."""
    return level_tag if level_tag in {"success", "warning", "error"} else "info"
