"""Which actor a request acts as, and what happens to those who are not let in."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind, Role
from stopext.accounts.models import Membership, User, in_force
from stopext.accounts.sessions import has_second_factor

#: Key in the session data that names the active membership.
ACTIVE = "membership"


def memberships_of(user: User) -> list[Membership]:
    """Every membership in force, most recently used first."""
    rows = Membership._base_manager.select_related("authority").filter(in_force(), user=user)
    return list(rows.order_by(F("last_used_at").desc(nulls_last=True), "authority__name", "role"))


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a logged-in user with a second factor and a membership in force, else ``None``."""
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
        target = (
            request.get_full_path()
            if request.method == "GET"
            else request.headers.get("Referer", "/")
        )
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not has_second_factor(request.session):
        return HttpResponseRedirect(reverse("accounts:second_factor"))
    return HttpResponseRedirect(reverse("accounts:no_role"))


def ask_for_fresh_login(request: HttpRequest) -> str | None:
    """Address of the re-authentication page when the last proof is older than five minutes."""
    if did_recently_reauthenticate(request):
        return None
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"
