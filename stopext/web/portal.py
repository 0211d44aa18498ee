"""The frame, and what the packages below pages (access, audit) bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stopext.access import jobs
from stopext.access.models import Idempotency
from stopext.access.roles import Permission
from stopext.audit.sealing import seal_pending
from stopext.web import leftovers, registry
from stopext.web.handing_out import hand_out_heads
from stopext.web.models import Draft
from stopext.web.registry import Entry, Job

EVERY_HOUR = "7 * * * *"

registry.register_urls("", "stopext.web.urls", order=0)
registry.register_navigation(
    Entry(_("Start"), "web:start", Permission.START, order=0),
    Entry(_("Opgaver"), "web:duties", Permission.START, order=3),
)
registry.register_places(
    about="web:about",
    contact="web:contact",
    accessibility="web:accessibility",
    privacy="web:privacy",
    cookies="web:cookies",
)
registry.register_jobs(
    Job("seal_log", registry.EVERY_MINUTE, seal_pending),
    Job("hand_out_heads", EVERY_HOUR, hand_out_heads),
    Job(leftovers.JOB, EVERY_HOUR, leftovers.remove_leftovers),
)
registry.register_tasks(jobs.READ_LOG)
registry.register_leftovers(Idempotency, Draft)
registry.register_log_words(
    # What any app may record of anything.
    actions={
        "view": _("Så"),
        "list": _("Så liste"),
        "search": _("Søgte"),
        "create": _("Oprettede"),
        "update": _("Ændrede"),
        "delete": _("Slettede"),
        "share": _("Delte"),
        "receive": _("Kvitterede for modtagelse"),
        "revoke": _("Trak deling tilbage"),
        "export": _("Trak ud"),
        "print": _("Udskrev"),
        "unmask": _("Viste skjulte oplysninger"),
        "break_glass": _("Brugte nødadgang"),
        "deny": _("Blev afvist"),
    },
    objects={"view": _("side"), "audit.event": _("logposter"), "web.draft": _("kladde")},
    pages={
        "web:front": _("Forside"),
        "web:start": _("Start"),
        "web:duties": _("Mine opgaver"),
        "web:autosave": _("Gem kladde"),
        "web:about": _("Om portalen"),
        "web:contact": _("Kontakt"),
        "web:privacy": _("Privatliv"),
        "web:cookies": _("Cookies"),
        "web:accessibility": _("Tilgængelighed"),
        "web:was": _("Tilgængelighed"),
        # Mounted by the demo only.
        "styleguide:index": _("Stilguide"),
    },
    order=0,
)
