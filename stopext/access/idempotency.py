"""One effect per form, however often it is sent.

The form carries a random key. The key is stored in the transaction of its effect, so a second copy
waits for the first, finds the key, and gets the same answer without doing anything. After a
failure nothing is stored and the form can be sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

FIELD = "idempotency_key"
FIRST_FAILURE = 400


def once(request: HttpRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run a state-changing view once per key; a repeat is answered with the first redirect."""
    key = _key(request)
    if key is None:
        return run()
    user = request.actor.user_id  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into access_idempotency (user_id, key, location) values (%s, %s, '')"
            " on conflict do nothing",
            [user, key],
        )
        if cursor.rowcount == 0:
            cursor.execute(
                "select location from access_idempotency where user_id = %s and key = %s",
                [user, key],
            )
            return HttpResponseRedirect(cursor.fetchone()[0] or request.path)
    response = run()
    if response.status_code < FIRST_FAILURE:
        with connection.cursor() as cursor:
            cursor.execute(
                "update access_idempotency set location = %s where user_id = %s and key = %s",
                [response.headers.get("Location", ""), user, key],
            )
    return response


def _key(request: HttpRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
