"""Around the gate: what a log-in's session must keep in order on every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from stopext.access.declare import LOGIN
from stopext.accounts.login.actors import second_factor_address
from stopext.accounts.login.agents import browser_name
from stopext.accounts.login.sessions import has_second_factor
from stopext.web import pending

FIRST_FAILURE = 400
#: Log-in pages that somebody without a second factor may use. Everything else is closed until then;
#: a page that is not named here, too.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reauthenticate",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "accounts:activate_totp",
        "accounts:add_passkey",
        "accounts:second_factor",
        "accounts:accept_invitation",
        "demo:personas",
        "demo:enter",
    }
)


class LoginMiddleware:
    """Names the browser, renews the key after a proof, and holds a half log-in at enrolment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session
        session.agent = browser_name(request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]
        key, proofs = session.session_key, _proofs(request)
        response = self.get_response(request)
        if SESSION_KEY in session and key == session.session_key and proofs != _proofs(request):
            session.cycle_key()
        if request.method == "POST" and response.status_code < FIRST_FAILURE:
            pending.forget_if_sent(request)
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Log-in pages only: pages with a permission have the gate, public ones need none."""
        declaration = getattr(request, "declaration", None)
        if declaration is None or declaration.audience is not LOGIN:
            return None
        if not request.user.is_authenticated or has_second_factor(request.session):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in BEFORE_SECOND_FACTOR:
            return None
        return HttpResponseRedirect(second_factor_address(request))


def _proofs(request: HttpRequest) -> list[Any]:
    return list(request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or [])
