"""All addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("stopext.web.urls")),
    path("", include("stopext.accounts.urls")),
    path("sager/", include("casework.urls")),
    path("vurderinger/", include("screening.urls")),
    path("konto/", include("allauth.account.urls")),
    path("konto/sikkerhed/", include("allauth.mfa.urls")),
    path("", include("knowledge.urls")),
]

handler400 = "stopext.web.errors.bad_request"
handler403 = "stopext.web.errors.forbidden"
handler404 = "stopext.web.errors.not_found"
handler500 = "stopext.web.errors.server_error"
