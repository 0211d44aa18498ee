"""People, authorities, memberships and log-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stopext.accounts"
    label = "accounts"
