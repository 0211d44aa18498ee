from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "knowledge.plans"
    label = "plans"
