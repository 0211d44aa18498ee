from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "knowledge.hearings"
    label = "hearings"
