"""What was typed when the session had run out, kept until its person is back.

A form that is sent after the time-out reaches nobody. If the key it came with belonged to a known
log-in, its fields are kept, sealed, in the new anonymous session; after log-in and second factor by
the same person they are handed to the page they belong to::

    form = NoteForm(initial={**pending_fields(request, request.path), ...})

``pending_fields`` answers on GET and says so on the page; sending the form ends it. Form pages do
this by themselves (:mod:`stopext.web.form_page`).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from stopext.web.drafts import TRANSIENT

KEY = "pending_form"
MAX_CHARACTERS = 64 * 1024
_SECRET = re.compile("password|adgangskode|credential|^code$|token", re.IGNORECASE)


def capture_after_time_out(request: HttpRequest) -> None:
    """Keep the fields of a POST whose session had run out; anything else leaves no trace."""
    author, told = _author(request), KEY in request.session
    if author and _sent_by_our_page(request):
        _keep(request, author, "time-out")
        if KEY in request.session and not told:
            text = _("Du er logget ud. Log ind igen, så står det, du har skrevet, der stadig.")
            messages.info(request, text)


def _author(request: HttpRequest) -> str | None:
    """Whose text it is: of the log-in that ran out, or of whom the same page was kept for already.

    The second is usual: the autosave of the open page comes first, gets the new anonymous key, and
    the form itself follows with that one.
    """
    token = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    # Logging out forgets the key, so one that was given back keeps nothing.
    user_id = import_string(settings.PORTAL_SESSION_OWNER)(token)
    if user_id is not None:
        return str(user_id)
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return str(kept["user"]) if kept and kept["path"] == _form_address(request) else None


def _form_address(request: HttpRequest) -> str:
    """Where the form is sent; an autosave of it goes to another address than the form."""
    match = request.resolver_match or resolve(request.path_info)
    if match.view_name == "web:autosave":
        return urlsplit(page_to_return_to(request)).path
    return request.path


def is_secret(name: str) -> bool:
    """Whether a field's name says that nobody may keep or show what is in it."""
    return _SECRET.search(name) is not None


def is_kept(request: HttpRequest) -> bool:
    """Whether what this request brought is kept."""
    return hasattr(request, "_just_kept")


def capture_for_proof(request: HttpRequest) -> None:
    """Keep the fields of a POST that is interrupted to ask for the password or key again."""
    if request.method == "POST" and _sent_by_our_page(request):
        _keep(request, str(request.user.pk), "proof")


def page_to_return_to(request: HttpRequest) -> str:
    """Where the reader was: the page a form was sent from, or the address asked for."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return page_before(request) or request.path


def page_before(request: HttpRequest) -> str:
    """The page of ours that the reader followed a link or sent a form from, or nothing."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    ours = url_has_allowed_host_and_scheme(
        referrer.geturl(), {request.get_host()}, require_https=request.is_secure()
    )
    if not ours or not referrer.path:
        return ""
    return f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path


def pending_fields(request: HttpRequest, path: str) -> dict[str, Any]:
    """Fields kept for the form that posts to ``path``, as ``initial``; empty when there are none.

    A field that was sent several times is a list. Only the person who typed them gets them.
    """
    kept: dict[str, Any] = request.session.get(KEY) or {}
    if request.method != "GET" or not _belongs(kept, request, path):
        return {}
    messages.info(request, _explanation(kept["why"]))
    fields: dict[str, list[str]] = kept["fields"]
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def forget_if_sent(request: HttpRequest) -> None:
    """After a form was accepted: what was kept for it has served its purpose."""
    kept = request.session.get(KEY)
    if kept and not is_kept(request) and _belongs(kept, request, request.path):
        del request.session[KEY]


def forget_of_others(request: HttpRequest) -> None:
    """At log-in: what somebody else typed in this browser is not carried along."""
    kept = request.session.get(KEY)
    if kept and kept["user"] != str(request.user.pk):
        del request.session[KEY]


def _belongs(kept: Any, request: HttpRequest, path: str) -> bool:
    return bool(kept) and kept["user"] == str(request.user.pk) and kept["path"] == path


def _keep(request: HttpRequest, user: str, why: str) -> None:
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name not in TRANSIENT and not is_secret(name)
    }
    length = sum(len(name) + len(value) for name, values in fields.items() for value in values)
    if fields and length <= MAX_CHARACTERS:
        path = _form_address(request)
        request.session[KEY] = {"user": user, "path": path, "fields": fields, "why": why}
        request._just_kept = True  # type: ignore[attr-defined]


def _explanation(why: str) -> str:
    if why == "proof":
        return _("Du har bekræftet, at det er dig. Det, du havde skrevet, er bevaret: send igen.")
    return _("Du blev logget ud. Det, du havde skrevet, er bevaret.")


def _sent_by_our_page(request: HttpRequest) -> bool:
    """The form's own token holds; this runs before the usual check. No other site plants text."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, _no_view, (), {}) is None


def _no_view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
