"""A person's own log-in: what is missing, which role is active, which sessions are open."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stopext.access.declare import LOGIN, PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.login import self_service
from stopext.accounts.login.actors import memberships_of
from stopext.accounts.login.sessions import has_second_factor
from stopext.accounts.models import Session, User, session_hash

#: Where to go when a second factor has been shown; kept while it is being set up.
NEXT = "after_second_factor"


@access(LOGIN)
@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """What is missing before the person is let in, and the ways to get it."""
    target = request.GET.get("next", "")
    if _is_ours(request, target):
        request.session[NEXT] = target
    if has_second_factor(request.session):
        return redirect("accounts:continue")
    kinds = {row.type for row in _factors(request)}
    context = {
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_key": Authenticator.Type.WEBAUTHN in kinds,
        "continue_at": reverse("accounts:continue"),
    }
    return render(request, "accounts/second_factor.html", context)


@access(LOGIN)
@require_safe
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """On to where the person was heading when the second factor came in between."""
    target = request.session.pop(NEXT, "")
    return redirect(target if _is_ours(request, target) else reverse("web:start"))


@access(LOGIN)
@require_safe
@login_required
def no_role(request: HttpRequest) -> HttpResponse:
    """For somebody who can log in but has no role in force."""
    if memberships_of(_user(request)):
        return redirect("web:start")
    return render(request, "accounts/no_role.html")


@access(LOGIN)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Choose which own role to act in. Roles never add up: one at a time."""
    if request.method == "POST":
        row = self_service.switch(
            request=request, user=_user(request), membership=_uuid(request.POST.get("membership"))
        )
        if row is None:
            raise Http404
        place = {"role": row.get_role_display().lower(), "authority": row.authority.name}
        messages.success(request, _("Du er nu %(role)s i %(authority)s.") % place)
        return redirect("web:start")
    return render(request, "accounts/switch.html", {"memberships": memberships_of(_user(request))})


@access(LOGIN)
@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """My account: address, password, factors, roles, sessions."""
    factors = _factors(request)
    context = {
        "memberships": memberships_of(_user(request)),
        "has_app": any(row.type == Authenticator.Type.TOTP for row in factors),
        "keys": [row for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        "has_codes": any(row.type == Authenticator.Type.RECOVERY_CODES for row in factors),
        "sessions": _sessions(request),
        "this_session": session_hash(str(request.session.session_key)),
    }
    return render(request, "accounts/account.html", context)


@access(LOGIN)
@require_POST
@login_required
def end_session(request: HttpRequest, token: str) -> HttpResponse:
    """Log one session out; ending this one is logging out."""
    try:
        hashed = bytes.fromhex(token)
    except ValueError:
        raise Http404 from None
    if not self_service.end_session(user=_user(request), token=hashed):
        raise Http404
    if hashed == session_hash(str(request.session.session_key)):
        return _gone(request)
    messages.success(request, _("Enheden er logget ud."))
    return redirect("accounts:account")


@access(LOGIN)
@require_POST
@login_required
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere, here too."""
    self_service.end_all_sessions(user=_user(request))
    return _gone(request)


@access(Permission.START)
@require_safe
def keep_alive(request: PortalRequest) -> HttpResponse:
    """Whether the membership that an open page was drawn for (``as``) acts still; asked by the page
    before it sends what was typed. The session goes on, and the page gets the token its forms must
    carry now: a log-in in another window has changed it. 409 when somebody else acts."""
    request.session.modified = True
    mine = str(request.actor.membership_id)
    if request.GET.get("as", mine) != mine:
        message = _("Et andet login eller en anden rolle er i brug.")
        return JsonResponse({"message": message}, status=409)
    return JsonResponse({"token": get_token(request)})


def _gone(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    messages.success(request, _("Du er logget ud."))
    return redirect("web:front")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (login_required)
    return request.user


def _factors(request: HttpRequest) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=_user(request)))


def _sessions(request: HttpRequest) -> list[Session]:
    now = timezone.now()
    rows = Session.objects.filter(user=_user(request), expires_at__gt=now, ends_at__gt=now)
    return list(rows.order_by("-seen_at"))


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Http404 from None


def _is_ours(request: HttpRequest, address: str) -> bool:
    return bool(address) and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
