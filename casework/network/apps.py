from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "casework.network"
    label = "network"
