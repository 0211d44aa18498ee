"""Where a page of the hub lives. Every article stands directly under ``/viden/``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse


class HubAddress:
    """Replaces the tool's address lookup, which asks the database for sites and roots."""

    slug: str
    pk: Any

    def get_hub_path(self) -> str:
        """Path of the public page."""
        return reverse("knowledge:article", args=[self.slug])

    def get_absolute_url(self) -> str:
        """Same as ``get_hub_path``; what Django calls it."""
        return self.get_hub_path()

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Site, root and path; there is exactly one site."""
        return (1, str(settings.WAGTAILADMIN_BASE_URL), self.get_hub_path())

    def get_url(self, request: Any = None, current_site: Any = None) -> str:
        """Path of the public page."""
        return self.get_hub_path()

    def get_full_url(self, request: Any = None) -> str:
        """Address with host, taken from the request where there is one."""
        path = self.get_hub_path()
        return (
            request.build_absolute_uri(path) if request else settings.WAGTAILADMIN_BASE_URL + path
        )

    url = property(get_url)
    full_url = property(get_full_url)
