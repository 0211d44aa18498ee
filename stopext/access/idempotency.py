"""One effect per form, however often it is sent.

The form carries a random key. The key is stored in the transaction of its effect, so a second copy
waits for the first, finds the key, and gets the same answer without doing anything. Only an answer
that redirects is an effect: after a failure, or a page shown again ("add a row", autosave), the
same form can be sent again. The same key with other content is refused, so that what somebody
typed after going back in the browser is neither stored twice nor silently dropped.
"""

from __future__ import annotations

import hashlib
import json
from uuid import UUID, uuid4, uuid5

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

FIELD = "idempotency_key"
PAGE_FIELD = "page_key"
VERSION_FIELD = "version"
#: Sent by who was asked whether she means the same text once more.
MEANT = "sent_again"
#: Posted fields that say nothing about the content.
_PLUMBING = frozenset({FIELD, PAGE_FIELD, MEANT, "csrfmiddlewaretoken"})
#: The same, with what a page carries of what it showed: the same words are the same beside other
#: things too. It goes along when they are sent again.
_NO_CONTENT = _PLUMBING | {"seen"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Typed text from this length on is shown again when the form is refused.
_WORTH_KEEPING = 20

_SAME = """
    select location from access_idempotency
    where user_id = %s and digest = %s and location <> '' and at > now() - interval '1 hour'
    limit 1
"""
_END = """
    insert into access_idempotency (user_id, key, location) values (%s, %s, %s)
    on conflict (user_id, key) do nothing
"""
_CLAIM = """
    insert into access_idempotency as known (user_id, key, location, digest)
    values (%s, %s, '', %s)
    on conflict (user_id, key) do update set digest = excluded.digest, at = now()
    where known.location = ''
"""


def claim(request: HttpRequest) -> HttpResponse | None:
    """Take the form's key; a repeat gets the first answer, or 409 when its content differs.

    Called between the CSRF check and the view, in the transaction of the view's effect.
    """
    key = _key(request)
    if key is None:
        return None
    user = request.actor.user_id  # type: ignore[attr-defined]
    digest = _digest(request)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [user, key, digest])
        if cursor.rowcount == 1:
            request.idempotency_key = key  # type: ignore[attr-defined]
            return _same_words(request, user, digest)
        cursor.execute(
            "select location, digest from access_idempotency where user_id = %s and key = %s",
            [user, key],
        )
        location, first = cursor.fetchone()
    if bytes(first) != digest:
        return _already_sent(request, location)
    return HttpResponseRedirect(location)


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Remember where the answer of a claimed key points, when it points anywhere."""
    key: UUID | None = getattr(request, "idempotency_key", None)
    if key is None or response.status_code not in _REDIRECTS:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "update access_idempotency set location = %s where user_id = %s and key = %s",
            [response.headers["Location"], request.actor.user_id, key],  # type: ignore[attr-defined]
        )


def end(user: UUID, key: UUID, location: str) -> None:
    """A run of several pages was sent and became what stands at ``location``."""
    with connection.cursor() as cursor:
        cursor.execute(_END, [user, key, location])


def ended(user: UUID, key: UUID) -> str:
    """Where that stands; empty when the run was not sent, or more than two days ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select location from access_idempotency where user_id = %s and key = %s", [user, key]
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _same_words(request: HttpRequest, user: UUID, digest: bytes) -> HttpResponse | None:
    """A question, when a page that was fetched anew sends a text that its writer has sent already.
    Asked and not decided: what she sent may have been undone since."""
    if {PAGE_FIELD, VERSION_FIELD, MEANT} & set(request.POST) or not _texts(request):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [user, digest])
        row = cursor.fetchone()
    if row is None:
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    sent = [(name, value) for name, value in fields if name not in _PLUMBING]
    context = {"stored_at": row[0], "again": [*sent, (FIELD, str(uuid4())), (MEANT, "on")]}
    return render(request, "409_again.html", context, status=409)


def _texts(request: HttpRequest) -> list[str]:
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in _NO_CONTENT and is_text(value)
    ]


def is_text(value: str) -> bool:
    """Whether somebody typed words, and did not choose: codes are short ASCII without a blank."""
    return len(value) >= _WORTH_KEEPING or " " in value.strip() or not value.isascii()


def _key(request: HttpRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        if PAGE_FIELD in request.POST:
            return uuid5(UUID(request.POST[PAGE_FIELD]), _digest(request).hex())
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _digest(request: HttpRequest) -> bytes:
    fields = sorted(item for item in request.POST.lists() if item[0] not in _NO_CONTENT)
    files = sorted(
        (name, str(file.name), file.size or 0)
        for name, several in request.FILES.lists()
        for file in several
    )
    content = json.dumps([request.path, fields, files])
    return hashlib.sha256(content.encode()).digest()


def _already_sent(request: HttpRequest, location: str) -> HttpResponse:
    typed = [(_("Din tekst"), value) for value in _texts(request)]
    message = _(
        "Formularen er allerede sendt og gemt én gang. Det, du har ændret siden, er ikke gemt."
    )
    context = {"message": message, "yours": typed, "theirs": [], "back_url": location}
    return render(request, "409.html", context, status=409)
