"""Setting up a second factor. allauth checks it; having shown it is what opens the session."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse

from stopext.access.declare import LOGIN, access


class ActivateApp(ActivateTOTPView):
    """A code of the new app was typed in this session: that is the second factor shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


class AddKey(AddWebAuthnView):
    """The new key answered in this session: that is the second factor shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return response


activate_app = access(LOGIN)(ActivateApp.as_view())
add_key = access(LOGIN)(AddKey.as_view())
