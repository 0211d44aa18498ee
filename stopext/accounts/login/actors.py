"""Which actor a request acts as, and what happens to those who are not let in."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind, Role
from stopext.access.scoping import unscoped
from stopext.accounts.login.sessions import has_second_factor
from stopext.accounts.models import Membership, User, in_force
from stopext.vault.index import blind_index
from stopext.vault.keys import PORTAL
from stopext.web import pending, unsent
from stopext.web.text import clean_line

#: Key in the session data that names the active membership.
ACTIVE = "membership"


def memberships_of(user: User) -> list[Membership]:
    """Every membership in force, most recently used first."""
    rows = unscoped(Membership, reason="asks whom the user may act as").filter(
        in_force(), user=user
    )
    rows = rows.select_related("authority")
    return list(rows.order_by(F("last_used_at").desc(nulls_last=True), "authority__name", "role"))


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a logged-in user with second factor and a membership in force, else ``None``."""
    user = request.user
    if not isinstance(user, User) or not has_second_factor(request.session):
        return None
    rows = memberships_of(user)
    if not rows:
        return None
    chosen = str(request.session.get(ACTIVE, ""))
    row = next((row for row in rows if str(row.pk) == chosen), rows[0])
    return as_actor(row)


def as_actor(row: Membership) -> Actor:
    """The actor that a membership makes."""
    return Actor(
        user_id=UUID(str(row.user_id)),
        membership_id=row.pk,
        authority_id=row.authority_id,
        authority_name=row.authority.name,
        authority_kind=AuthorityKind(row.authority.kind),
        role=Role(row.role),
        name=row.name,
        until=row.valid_until,
    )


def unauthenticated(request: HttpRequest) -> HttpResponseBase:
    """Where somebody without an actor is sent: log-in, second factor, or "no role"."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            pending.capture_after_time_out(request)
            if unsent.is_ours(request) and not pending.is_kept(request):
                return unsent.give_back(request)
        return HttpResponseRedirect(_with_next("account_login", request))
    if not has_second_factor(request.session):
        return HttpResponseRedirect(second_factor_address(request))
    return HttpResponseRedirect(reverse("accounts:no_role"))


def second_factor_address(request: HttpRequest) -> str:
    """The page that says what is missing, and where to go afterwards."""
    return _with_next("accounts:second_factor", request)


def ask_for_fresh_login(request: HttpRequest) -> str | None:
    """Address of the re-authentication page when the last proof is older than five minutes."""
    if proved_recently(request):
        return None
    pending.capture_for_proof(request)
    return _with_next("account_reauthenticate", request)


def proved_recently(request: HttpRequest) -> bool:
    """Whether password, code or key was shown in this session within the last five minutes.

    Logging in is a proof as good as being asked again; a log-in waiting for its second factor is
    not logged in.
    """
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    latest = max((float(record.get("at", 0)) for record in records), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def attacked(address: str) -> dict[str, Any]:
    """What an event says of a failed log-in: a keyed digest of the address tried, so that many are
    seen to be one, and for one that somebody has, whose it is, in the log of her authority. One
    query either way: the time must not tell whether there is an account."""
    tried = clean_line(address).casefold()
    owner = (
        unscoped(Membership, reason="asks whose log tells of a failed log-in")
        .filter(in_force(), user__email__iexact=tried)
        .order_by(F("last_used_at").desc(nulls_last=True), "pk")
        .values_list("user_id", "authority_id")
        .first()
    )
    digest = blind_index(PORTAL, "login", tried)
    if owner is None:
        return {"criterion": digest}
    user_id, authority_id = owner
    return {
        "criterion": digest,
        "object_type": "accounts.user",
        "object_id": user_id,
        "authority_id": authority_id,
    }


def _with_next(name: str, request: HttpRequest) -> str:
    return f"{reverse(name)}?{urlencode({'next': pending.page_to_return_to(request)})}"
