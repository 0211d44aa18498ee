from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "knowledge.readiness"
    label = "readiness"
