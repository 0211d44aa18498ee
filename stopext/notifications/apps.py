"""Notices to people, in the portal and by mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "stopext.notifications"
    label = "notifications"
