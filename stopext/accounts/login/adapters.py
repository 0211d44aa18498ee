"""What the portal decides differently from allauth: no sign-up, sealed seeds, one factor kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stopext.accounts.login.actors import attacked, proved_recently
from stopext.accounts.login.seeds import open_seed, seal_seed
from stopext.accounts.login.self_service import end_other_sessions, remember_use
from stopext.audit import record
from stopext.web import pending


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; log-in, log-out and changes of secrets are logged."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("E-mail og adgangskode passer ikke sammen."),
        "incorrect_password": gettext_lazy("Adgangskoden er ikke rigtig."),
        "too_many_login_attempts": gettext_lazy(
            "Der har været for mange mislykkede forsøg. Vent et kvarter, og prøv igen."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not proved_recently(self.request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        record.write_now("login", outcome="failed", **attacked(str(credentials.get("email") or "")))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by address and source: counted by address alone, anybody who
        knows it locks its owner out. Guessing from many sources meets the second factor, and is
        seen in the log of the owner's authority."""
        tried = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{tried}:{get_ip(request)}"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        row = remember_use(request, user)
        where = {"authority_id": row.authority_id, "role": row.role} if row else {}
        record.write_now("login", user_id=user.pk, **where)
        pending.forget_of_others(request)
        return super().post_login(request, user, **kwargs)

    def logout(self, request: HttpRequest) -> None:
        actor = getattr(request, "actor", None)
        where = {"authority_id": actor.authority_id, "role": actor.role.value} if actor else {}
        record.write_now("logout", user_id=request.user.pk, **where)
        super().logout(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Called for each change of password, factor or e-mail; other sessions end (ASVS 7.4.3)."""
        change = template_prefix.rpartition("/")[2]
        record.write_now(
            "change_login",
            object_type="accounts.user",
            object_id=user.pk,
            user_id=user.pk,
            details={"change": change},
        )
        end_other_sessions(user=user, keep=self.request.session.session_key)
        super().send_notification_mail(template_prefix, user, context, email)


class MFAAdapter(DefaultMFAAdapter):
    """Seeds are sealed for their person; the last factor of a person cannot be removed."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Du skal altid have mindst én sikker anden faktor. Tilføj en ny, før du fjerner denne."
        ),
        "incorrect_code": gettext_lazy(
            "Koden passer ikke. Vent på den næste kode i appen, og prøv igen."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal_seed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_seed(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Nøgle %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # Fixed, never taken from the Host header: a key made for another name must not work here.
        return {"id": settings.PORTAL_RP_ID, "name": "StopEkstremisme"}

    def _get_site_name(self) -> str:
        return "StopEkstremisme"
