from django.apps import AppConfig


class CohortsConfig(AppConfig):
    name = "knowledge.cohorts"
    label = "cohorts"
