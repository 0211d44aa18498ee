"""Log-in, sessions and cookies (reviewed values: security design, section 4)."""

from __future__ import annotations

from typing import Any

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_PASSWORD_RULES: dict[str, dict[str, Any]] = {
    "UserAttributeSimilarityValidator": {"user_attributes": ["email", "name"]},
    "MinimumLengthValidator": {"min_length": 12},
    "CommonPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
        for name, options in _PASSWORD_RULES.items()
    ),
    {"NAME": "stopext.accounts.login.passwords.DanishPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start/"
ACCOUNT_ADAPTER = "stopext.accounts.login.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "StopEkstremisme: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_FORMS = {
    "login": "stopext.accounts.login.forms.LoginForm",
    "reset_password": "stopext.accounts.login.forms.ResetPasswordForm",
    "reset_password_from_key": "stopext.accounts.login.forms.ResetPasswordKeyForm",
    "change_password": "stopext.accounts.login.forms.ChangePasswordForm",
    "set_password": "stopext.accounts.login.forms.SetPasswordForm",
    "reauthenticate": "stopext.accounts.login.forms.PasswordAgainForm",
}
PASSWORD_RESET_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "stopext.accounts.login.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "StopEkstremisme"
# 112 bits: a copied code cannot be guessed from what the database holds either.
MFA_RECOVERY_CODE_DIGITS = 34
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "stopext.accounts.login.forms.CodeForm",
    "reauthenticate": "stopext.accounts.login.forms.CodeAgainForm",
    "activate_totp": "stopext.accounts.login.forms.FirstCodeForm",
    "add_webauthn": "stopext.accounts.login.forms.AddKeyForm",
    "edit_webauthn": "stopext.accounts.login.forms.RenameKeyForm",
}
MFA_TRUST_ENABLED = False
PORTAL_RP_ID = "localhost"

# -- Sessions and cookies ---------------------------------------------------------------------
SESSION_ENGINE = "stopext.accounts.login.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 15 * 60
PORTAL_SESSION_LONGEST = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stopext.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
