"""Setting up and removing a second factor. allauth checks it; the portal adds what follows."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from stopext.access.declare import LOGIN, access
from stopext.accounts.models import User


class ActivateApp(ActivateTOTPView):
    """A code of the new app was typed in this session: that is the second factor shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        # allauth remembers the codes of log-ins only: this one would open the portal once more.
        TOTP(app)._mark_code_used(form.cleaned_data["code"])
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


class AddKey(AddWebAuthnView):
    """The new key answered in this session: that is the second factor shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return response


class RemoveKey(RemoveWebAuthnView):
    """allauth asks whether a factor may go for apps only, so keys are asked about here."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        # Locked, so that two removals at once cannot take the last two.
        User.objects.select_for_update().get(pk=self.request.user.pk)
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            reason = adapter.error_messages["cannot_delete_authenticator"]
            messages.warning(self.request, reason)
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


activate_app = access(LOGIN)(ActivateApp.as_view())
add_key = access(LOGIN)(AddKey.as_view())
remove_key = access(LOGIN)(RemoveKey.as_view())
