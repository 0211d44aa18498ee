"""What cohorts bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.cohorts.duties import milestones_ahead
from knowledge.cohorts.start import panels
from knowledge.plans.duties import MORE
from stopext.access.roles import Permission
from stopext.web import registry
from stopext.web.registry import Entry

MORE.append(milestones_ahead)
registry.register_urls("forloeb/", "knowledge.cohorts.urls", order=51)
registry.register_navigation(
    Entry(_("Forløb"), "cohorts:cohorts", Permission.GUIDE_MUNICIPALITIES, order=63),
)
registry.register_start_panels(panels, order=39)
registry.register_definer_functions(
    {
        "sec.cohort_standing(uuid)": "that a draft is begun, a hearing ended, an exercise held:"
        " no other reader may see more of them",
        "sec.cohort_counts(uuid)": "a member knows how many have come so far, not who",
    }
)
registry.register_log_words(
    actions={
        "cohort.add": _("Oprettede forløb"),
        "cohort.change": _("Rettede forløb"),
        "cohort.milestone": _("Tilføjede milepæl"),
        "cohort.milestone_change": _("Rettede milepæl"),
        "cohort.join": _("Tilføjede kommune til forløb"),
        "cohort.member": _("Rettede en kommunes periode i forløb"),
        "cohort.report": _("Meldte milepæl"),
    },
    objects={
        "cohorts.cohort": _("forløb"),
        "cohorts.milestone": _("milepæl"),
        "cohorts.member": _("kommune i forløb"),
        "cohorts.report": _("melding om milepæl"),
    },
    pages={
        "cohorts:cohorts": _("Forløb"),
        "cohorts:cohort": _("Forløb"),
        "cohorts:file": _("Forløb som fil"),
        "cohorts:add": _("Nyt forløb"),
        "cohorts:change": _("Ret forløb"),
        "cohorts:milestone_add": _("Ny milepæl"),
        "cohorts:milestone": _("Ret milepæl"),
        "cohorts:join": _("Tilføj kommune til forløb"),
        "cohorts:member": _("En kommunes periode i forløb"),
        "cohorts:report": _("Meld milepæl"),
    },
    order=42,
)
