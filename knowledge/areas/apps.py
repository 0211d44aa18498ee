from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "knowledge.areas"
    label = "areas"
