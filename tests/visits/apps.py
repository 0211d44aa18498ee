from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "tests.visits"
    label = "visits"
