"""The portal's components: ``{% load components %}``; each draws ``components/<name>.html``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page as NumberedPage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stopext.web.dates import describe_deadline
from stopext.web.filters import PortalFilterSet
from stopext.web.pagination import Page
from stopext.web.templatetags.portal import request_of

register = template.Library()

STATUS_ICONS = {
    "neutral": "info",
    "active": "sync",
    "done": "success",
    "waiting": "hourglass",
    "attention": "error",
}
ALERT_ICONS = {"info": "info", "success": "success", "warning": "warning", "error": "error"}


@register.inclusion_tag("components/status.html")
def status(text: str, kind: str = "neutral", icon: str = "") -> dict[str, Any]:
    """A status in words with an icon."""
    return {"text": text, "kind": kind, "icon": icon or STATUS_ICONS[kind]}


@register.inclusion_tag("components/deadline.html")
def deadline(
    due: date | datetime | None, done: bool = False, named: bool = False, dated: bool = False
) -> dict[str, Any]:
    """How far away a deadline is; ``named`` where no heading says that it is one, ``dated`` where
    the day itself stands beside it."""
    described = describe_deadline(due) if due else None
    return {"due": due, "done": done, "deadline": described, "named": named, "dated": dated}


@register.inclusion_tag("components/definitions.html")
def definitions(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Names and values under each other."""
    return {"pairs": pairs}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Any], current: int) -> dict[str, Any]:
    """Step indicator; ``items`` are labels or ``(label, url)``, ``current`` counts from 1."""
    parts = [item if isinstance(item, tuple) else (item, "") for item in items]
    return {"steps": parts, "current": current, "count": len(parts)}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Events, newest first."""
    return {"events": events}


@register.inclusion_tag("components/keyset_pager.html", takes_context=True)
def keyset_pager(context: template.Context, page: Page[Any], name: str = "") -> dict[str, Any]:
    """Previous and next of a keyset page."""
    return {"request": request_of(context), "page": page, "name": name}


@register.inclusion_tag("components/numbered_pager.html", takes_context=True)
def numbered_pager(
    context: template.Context, page: NumberedPage[Any], name: str = ""
) -> dict[str, Any]:
    """Numbered pages of a Django paginator page."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {"request": request_of(context), "page": page, "numbers": numbers, "name": name}


@register.inclusion_tag("forms/_error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Everything that is wrong with a form, for pages that lay out the fields themselves."""
    return {"form": form}


@register.inclusion_tag("components/save_state.html")
def save_state(saved_at: datetime | None = None, *, draft: bool = False) -> dict[str, Any]:
    """Where an autosaved form says what is saved; put it inside the form. ``draft``: what is saved
    is hers alone until she sends it, so it does not read as if the form were accepted."""
    return {"saved_at": saved_at, "draft": draft}


@register.inclusion_tag("components/print_button.html")
def print_button(label: str = "") -> dict[str, Any]:
    """Prints the page; shown only where scripts run."""
    return {"label": label}


@register.simple_block_tag
def alert(content: SafeString, heading: str = "", kind: str = "info") -> SafeString:
    """A message: ``info``, ``success``, ``warning`` or ``error``."""
    return _draw("alert", content, heading=heading, kind=kind, icon=ALERT_ICONS[kind])


@register.simple_block_tag
def danger(content: SafeString, heading: str = "", only_112: bool = False) -> SafeString:
    """Immediate danger: what to do and 112, and 114 unless ``only_112``."""
    heading = heading or _("Er der fare nu?")
    return _draw("danger", content, heading=heading, only_112=only_112)


@register.simple_block_tag
def details(
    content: SafeString, summary: str, is_open: bool = False, boxed: bool = False
) -> SafeString:
    """Text that unfolds in place; ``boxed`` gives it a frame, for rows of them."""
    return _draw("details", content, summary=summary, is_open=is_open, boxed=boxed)


@register.simple_block_tag
def side_box(content: SafeString, heading: str, icon: str = "") -> SafeString:
    """A box in the margin, for example who can see the case."""
    return _draw("side_box", content, heading=heading, icon=icon)


@register.simple_block_tag
def nothing_here(content: SafeString, heading: str) -> SafeString:
    """An empty list: why, and the next step."""
    return _draw("nothing_here", content, heading=heading)


@register.inclusion_tag("components/filter_panel.html")
def filter_panel(filters: PortalFilterSet, results: int | None = None) -> dict[str, Any]:
    """The filters of a list: its form, those in use, and what could not be read."""
    return {"filters": filters, "results": results}


@register.simple_block_tag(takes_context=True)
def confirm(  # noqa: PLR0917 (templates pass these by keyword)
    context: template.Context,
    content: SafeString,
    heading: str,
    button: str,
    action: str = "",
    cancel: str = "",
) -> SafeString:
    """Ask before something that cannot be undone; a POST form. Hidden fields go in the content."""
    values = {"heading": heading, "button": button, "action": action, "cancel": cancel}
    return _draw("confirm", content, csrf_token=context.get("csrf_token"), **values)


@register.simple_block_tag
def page_header(content: SafeString, heading: str, lead: str = "") -> SafeString:
    """The page's h1 with its actions beside it."""
    return _draw("page_header", content, heading=heading, lead=lead)


def _draw(name: str, content: SafeString, **values: Any) -> SafeString:
    has_content = bool(content.strip())
    return render_to_string(
        f"components/{name}.html", {"content": content, "has_content": has_content, **values}
    )
