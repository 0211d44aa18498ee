"""What the radar brings to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.radar.start import panels
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.registry import Entry

registry.register_urls("aendringer/", "knowledge.radar.urls", order=52)
registry.register_navigation(
    Entry(_("Ændringer"), "radar:changes", Permission.GUIDE_MUNICIPALITIES, order=64),
)
registry.register_start_panels(panels, order=40)
registry.register_log_words(
    actions={"radar.mark": _("Behandlede ændring")},
    objects={"radar.mark": _("beslutning om ændring")},
    pages={
        "radar:changes": _("Ændringer"),
        "radar:change": _("Steder, en ændring berører"),
        "radar:mark": _("Behandl ændring"),
    },
    order=43,
)
