"""The gate and the transaction around every view.

Order of work for a view with a permission: declared? logged in? second factor? permission? Then one
transaction: enter the context, run the view, write the log, commit - before the first byte leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from stopext.access import context, idempotency
from stopext.access.actor import Actor
from stopext.access.declare import LOGIN, PUBLIC, Declaration, declaration_of
from stopext.access.roles import Permission, kinds_with
from stopext.audit import record

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: Everything else is refused at the door: views think in GET and POST, and the CSRF check lets
#: TRACE pass.
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
#: From this status on nothing of the view's work is kept.
FIRST_FAILURE = 400
GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccessMiddleware:
    """Deny by default; open one request context per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        # The actor's source lives above this package, so it is named in settings.
        self.find_actor: Callable[[HttpRequest], Actor | None] = import_string(
            settings.PORTAL_ACTOR_SOURCE
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        declaration = declaration_of(match.func)
        request.declaration = declaration  # type: ignore[attr-defined]
        if declaration is None:
            raise Http404
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        request.actor = self.find_actor(request)  # type: ignore[attr-defined]
        if declaration.audience is LOGIN:
            return self.get_response(request)
        if declaration.audience is PUBLIC:
            return self._run(request, declaration, None)
        return self._guarded(request, declaration)

    def _guarded(self, request: HttpRequest, declaration: Declaration) -> HttpResponseBase:
        permission = Permission(str(declaration.audience))
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return _to_login(request)
        if not actor.can(permission):
            _deny(request, actor, permission)
            # For a kind in which nobody holds the permission the page does not exist.
            raise PermissionDenied if actor.kind in kinds_with(permission) else Http404
        if declaration.fresh_login and (answer := _ask_again(request)):
            return answer
        return self._run(request, declaration, actor)

    def _run(
        self, request: HttpRequest, declaration: Declaration, actor: Actor | None
    ) -> HttpResponseBase:
        collector = record.Collector(acting=actor.user_id if actor else None)
        request.collector = collector  # type: ignore[attr-defined]
        with context.behind_the_gate():
            response = self._inside(request, declaration, actor, collector)
        if response.status_code >= FIRST_FAILURE:
            _log_failure(request, actor, collector, response.status_code)
        return response

    def _inside(
        self,
        request: HttpRequest,
        declaration: Declaration,
        actor: Actor | None,
        collector: record.Collector,
    ) -> HttpResponseBase:
        try:
            with transaction.atomic():
                _enter(request, actor)
                with record.collecting(collector):
                    response = self._answer(request, declaration, actor)
                if response.status_code >= FIRST_FAILURE:
                    transaction.set_rollback(True)
                else:
                    record.flush(collector)
                    context.require_sound()
        finally:
            context.leave()
        return response

    def _answer(
        self, request: HttpRequest, declaration: Declaration, actor: Actor | None
    ) -> HttpResponseBase:
        if request.method in SAFE_METHODS and not declaration.writes_on_get:
            with context.read_only():
                response = _whole(self.get_response(request))
                if response.status_code >= FIRST_FAILURE:
                    transaction.set_rollback(True)
            return response
        if actor is None:
            return _whole(self.get_response(request))
        request.claims_key = True  # type: ignore[attr-defined]
        response = _whole(self.get_response(request))
        idempotency.keep(request, response)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Django calls this inside ``get_response``, after the CSRF check."""
        if getattr(request, "claims_key", False):
            return idempotency.claim(request)
        return None


def _enter(request: HttpRequest, actor: Actor | None) -> None:
    if actor is None:
        context.enter_public()
    else:
        context.enter(str(request.session.session_key), actor)


def _whole(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as it will leave; Django has drawn a lazy page by now."""
    if response.streaming:
        raise RuntimeError("a streamed answer would be read after the request context has closed")
    return response


def _to_login(request: HttpRequest) -> HttpResponseBase:
    keep: GetResponse = import_string(settings.PORTAL_UNAUTHENTICATED)
    # An autosave too: its answer replaces the key by which the form could still be recognised.
    answer = keep(request)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(
            {"message": _("Du er logget ud. Log ind igen, så gemmes teksten.")}, status=401
        )
    return answer


def _ask_again(request: HttpRequest) -> HttpResponseBase | None:
    ask: Callable[[HttpRequest], str | None] = import_string(settings.PORTAL_FRESH_LOGIN)
    address = ask(request)
    return redirect(address) if address else None


def _deny(request: HttpRequest, actor: Actor, permission: Permission) -> None:
    record.write_now(
        "deny",
        user_id=actor.user_id,
        authority_id=actor.authority_id,
        role=actor.role.value,
        object_type="view",
        object_id=_view_name(request),
        outcome="forbidden",
        details={"permission": permission.value},
    )


def _log_failure(
    request: HttpRequest, actor: Actor | None, collector: record.Collector, status: int
) -> None:
    """What was shown or tried is logged even though the view's work was rolled back."""
    if actor is None or status >= HttpResponse(status=500).status_code:
        return
    collector.acting = None  # written outside the context, where the log-in names the person
    collector.defaults = {
        "user_id": str(actor.user_id),
        "authority_id": actor.authority_id,
        "role": actor.role.value,
    }
    with record.collecting(collector):
        if status in {403, 404}:
            collector.events.clear()
            collector.loaded.clear()
            record.note(
                "deny", "view", _view_name(request), outcome=str(status), details=_kwargs(request)
            )
        else:
            for event in collector.events:
                event["outcome"] = str(status)
    with transaction.atomic():
        record.flush(collector)


def _view_name(request: HttpRequest) -> str:
    match = request.resolver_match or resolve(request.path_info)
    return match.view_name or match.route


def _kwargs(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match or resolve(request.path_info)
    return {key: str(value)[:64] for key, value in match.kwargs.items()}
