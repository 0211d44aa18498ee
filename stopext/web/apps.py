from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    name = "stopext.web"
    label = "web"

    def ready(self) -> None:
        """Let every app register itself: menu, start page, log words, jobs, addresses."""
        from stopext.web import checks  # noqa: F401, PLC0415 (registers the system checks)

        autodiscover_modules("portal")
