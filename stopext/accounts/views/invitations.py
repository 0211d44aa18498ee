"""Accepting an invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stopext.access.declare import LOGIN, access
from stopext.access.errors import Invalid
from stopext.accounts.actions import acceptance
from stopext.accounts.forms import AcceptanceForm
from stopext.accounts.models import Invitation, User


@access(LOGIN)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody new chooses a password; somebody known takes the role on after log-in."""
    invitation = acceptance.open_invitation(secret)
    if invitation is None:
        return _closed(request)
    if acceptance.account_of(invitation) is None:
        return _accept_new(request, invitation, secret)
    return _accept_known(request, invitation, secret)


def _accept_new(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = AcceptanceForm(posted, invitation=invitation)
    if posted is not None and form.is_valid():
        try:
            user = acceptance.accept_with_new_account(
                secret=secret, password=form.cleaned_data["password1"]
            )
        except Invalid:
            return redirect(request.path)
        if request.user.is_authenticated:
            request.session.flush()
        login = Login(user=user, redirect_url=reverse("accounts:second_factor"))
        answer: HttpResponse = perform_password_login(request, {"email": user.email}, login)
        return answer
    context = {"form": form, "invitation": invitation}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/accept_new.html", context, status=status)


def _accept_known(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    user = request.user
    hers = isinstance(user, User) and user.email.lower() == invitation.email.lower()
    if request.method == "POST" and isinstance(user, User) and hers:
        try:
            row = acceptance.accept_as(user=user, secret=secret)
        except Invalid as error:
            messages.warning(request, str(error))
            return redirect("accounts:switch")
        place = {"role": row.get_role_display(), "authority": row.authority.name}
        messages.success(request, _("Du kan nu også være %(role)s i %(authority)s.") % place)
        return redirect("accounts:switch")
    context = {"invitation": invitation, "hers": hers}
    return render(request, "accounts/accept_known.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    """One answer for used, withdrawn, run out and never made: it must not tell which."""
    return render(request, "accounts/invitation_closed.html", status=404)
