from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "stopext.web"
    label = "web"
