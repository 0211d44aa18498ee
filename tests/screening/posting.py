"""Fill in and send the pages as a browser would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from screening.engine.answers import Answers
from screening.forms.answering import initial_of
from screening.models import Screening
from stopext.web import merging

LONG = "Det er set af to fagpersoner hver for sig, og det er begyndt efter et brud i familien. " * 2
JUDGEMENT = {
    "level": "moderate",
    "urgency": "weeks",
    "formulation": LONG,
    "what_would_change": "At kontakten til skolen brydes.",
    "recommendation": "Mentor og opfølgning hver måned.",
}


def url(name: str, screening: Screening, *more: str) -> str:
    return reverse(f"screening:{name}", args=[screening.pk, *more])


def version_on(client: Client, address: str) -> str:
    """The version that the page was made on."""
    found = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
    assert found, address
    return found.group(1)


def sent(client: Client, address: str, **fields: str) -> dict[str, str]:
    """A form's data with its version and a fresh key."""
    return {"version": version_on(client, address), "idempotency_key": str(uuid4()), **fields}


def shown(client: Client, address: str, **changes: str) -> dict[str, list[str] | str]:
    """A page's form as a browser would send it, with what the person changed."""
    form = client.get(address).context["form"]
    fields: dict[str, list[str] | str] = {
        field.html_name: merging.values(field) for field in form if merging.values(field)
    }
    return fields | changes


def autosave(client: Client, address: str, fields: Mapping[str, object], number: int = 1) -> Any:
    """What the browser sends while the page is written."""
    return client.post(address, {**fields, "autosave_version": str(number)})


def sent_without_version(**fields: str) -> dict[str, str]:
    """A form's data with a fresh key."""
    return {"idempotency_key": str(uuid4()), **fields}


def answer_page(client: Client, screening: Screening, domain: str, answers: Answers) -> str:
    """Send one page; where it led."""
    form = screening.form
    indicators = list(next(d for d in form.domains if d.key == domain).indicators)
    fields = {
        name: "" if value is None else str(value)
        for name, value in initial_of(answers, indicators).items()
    }
    address = url("answer", screening, domain)
    response = client.post(address, sent(client, address, **fields))
    assert response.status_code == 302, response.content.decode()[:3000]
    return str(response["Location"])
