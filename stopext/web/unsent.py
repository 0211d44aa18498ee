"""A form that reached nobody: its log-in or its token is gone, and nothing of it is kept here.

The page gives back what it brought, to read and to send once more with a token of now. It does so
only for a form of our own pages: the browser says where a form stood, and no page can change that.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stopext.access.idempotency import is_text
from stopext.web.drafts import TRANSIENT
from stopext.web.merging import SEEN
from stopext.web.pending import is_secret

FORBIDDEN = 403
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (a field's name)


def is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def texts(request: HttpRequest) -> list[str]:
    """What was typed in a form of ours that this request brought: its writer's to read."""
    if request.method != "POST" or not is_ours(request):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [value for name, value in sent if _is_text(name, value)]


def give_back(request: HttpRequest) -> HttpResponse:
    """403 with what was sent. A form with a secret or a file must be filled in again."""
    lists = [(name, values) for name, values in request.POST.lists() if name != TOKEN]
    sent = [(name, value) for name, values in lists for value in values]
    ours = is_ours(request)
    again = ours and not request.FILES and not any(is_secret(name) for name, _value in sent)
    context = {
        "again": sent if again else [],
        "texts": texts(request),
        "logged_in": request.user.is_authenticated,
    }
    return render(request, "403_csrf.html", context, status=FORBIDDEN)


def _is_text(name: str, value: str) -> bool:
    """Words somebody typed, not the code of a choice or what the page itself carries."""
    if name in {*TRANSIENT, SEEN} or is_secret(name):
        return False
    return is_text(value)
