from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Viden")

    def ready(self) -> None:
        """Follow what the publishing tool does, and let plans tell which practices they follow."""
        # Late: models exist only now.
        from knowledge.articles.presentation import told_by_others  # noqa: PLC0415
        from knowledge.plans.citations import used_by  # noqa: PLC0415
        from knowledge.publishing import following  # noqa: PLC0415

        following.connect()
        told_by_others["used_by"] = used_by
