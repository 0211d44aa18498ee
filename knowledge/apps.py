from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Viden")

    def ready(self) -> None:
        """Follow what the publishing tool does."""
        # Late: models exist only now.
        from knowledge import publishing  # noqa: PLC0415

        publishing.connect()
