"""What the portal decides differently from allauth: no sign-up, sealed seeds, one factor kept."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from stopext.audit import record
from stopext.vault.cipher import Place, seal, unseal
from stopext.vault.keys import PORTAL

_SEED = Place("mfa_authenticator", "data", PORTAL, "seed")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        record.write_now("login", outcome="failed")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        record.write_now("login", user_id=user.pk)
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Seeds are sealed; the last factor of a person cannot be removed."""

    def encrypt(self, text: str) -> str:
        return seal(text, _SEED).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(bytes.fromhex(encrypted_text), _SEED)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return others.exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # Fixed, never taken from the Host header: a key made for another name must not work here.
        return {"id": settings.PORTAL_RP_ID, "name": "StopEkstremisme"}

    def _get_site_name(self) -> str:
        return "StopEkstremisme"
