"""Encryption of fields at rest; imports nothing else of the portal."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "stopext.vault"
    label = "vault"
