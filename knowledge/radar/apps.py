from django.apps import AppConfig


class RadarConfig(AppConfig):
    name = "knowledge.radar"
    label = "radar"
