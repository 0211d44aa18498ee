"""Sessions without a browser: how demo data and tests act through the same walls as everybody."""

from __future__ import annotations

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from stopext.accounts.login.actors import ACTIVE
from stopext.accounts.login.sessions import RECORDS_OF, SessionStore
from stopext.accounts.models import Membership


def open_session(membership: Membership) -> str:
    """Session key of a log-in with a second factor, acting through ``membership``."""
    store, user = SessionStore(), membership.user
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    store[RECORDS_OF] = str(user.pk)
    store[ACTIVE] = str(membership.pk)
    store.create()
    return str(store.session_key)
