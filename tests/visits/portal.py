"""What the throw-away app brings to the portal."""

from __future__ import annotations

from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.registry import Entry, Job
from tests.visits.start import panels

registry.register_urls("besoeg/", "tests.visits.urls", order=45)
registry.register_navigation(Entry("Besøg", "visits:kinds", Permission.VIEW_CASES, order=15))
registry.register_start_panels(panels, order=25)
registry.register_jobs(Job("remind_of_visits", "0 6 * * *", lambda: None))
registry.register_reference_data("load_visits", order=45)
registry.register_reference_tables({"visits_visitkind": "kinds of visits; no person, no case"})
registry.register_log_words(
    actions={"visit.plan": "Planlagde besøg"},
    objects={"visits.visit": "besøg"},
    pages={"visits:kinds": "Besøgstyper"},
    order=25,
)
