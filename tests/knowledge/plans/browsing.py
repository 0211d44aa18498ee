"""Write a plan in the browser."""

from __future__ import annotations

from typing import Any

from django.test import Client

EDIT = "/handlingsplaner/min/rediger/"
TEXT = (
    "Vi mødes hver måned med skoler, klubber og politi og taler om det, der bekymrer, og det, der"
    " går godt."
)


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def sent(browser: Client, path: str, **said: Any) -> Any:
    """Fill in the form of a page and send it."""
    form = browser.get(path).context["form"]
    values = {each.html_name: each.field.widget.format_value(each.value()) for each in form}
    values |= {name: form[name].value() for name in values if values[name] is None}
    flat = {k: (next(iter(v), None) if isinstance(v, list) else v) for k, v in values.items()}
    return browser.post(path, {k: v for k, v in {**flat, **said}.items() if v is not None})
