"""What screening brings to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from screening import log_words, walls
from screening.queries.start import panels
from screening.versions import verification
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.registry import Entry

registry.register_urls("vurderinger/", "screening.urls", order=30)
registry.register_navigation(
    Entry(_("Vurderinger"), "screening:list", Permission.SCREEN, order=40),
    Entry(_("Ramme"), "screening:instruments", Permission.READ_INSTRUMENTS, order=50),
)
registry.register_places(method="screening:instruments")
registry.register_start_panels(panels, order=30)
registry.register_duties(panels, order=30)
registry.register_tasks(verification.JOB)
registry.register_reference_data("load_instruments", order=30)
registry.register_reference_tables(walls.REFERENCE_TABLES)
registry.register_definer_functions(walls.DEFINER_FUNCTIONS)
registry.register_log_words(
    actions=log_words.ACTIONS, objects=log_words.OBJECTS, pages=log_words.PAGES, order=30
)
