"""What notices bring to the portal: the list, the choice of mails, and the job that sends them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stopext.access.roles import Permission
from stopext.notifications import digest
from stopext.notifications.models import Notice
from stopext.notifications.start import panels
from stopext.web import registry
from stopext.web.registry import Entry, Job

registry.register_urls("", "stopext.notifications.urls", order=12)
registry.register_navigation(Entry(_("Nyt"), "notifications:news", Permission.START, order=5))
registry.register_places(mail_choices="notifications:choose")
registry.register_start_panels(panels, order=12)
registry.register_jobs(Job(digest.JOB, registry.EVERY_MINUTE, digest.send_digests))
registry.register_leftovers(Notice)
registry.register_definer_functions(
    {"sec.notified(uuid,integer)": "the address of who is told, for the job that sends the mail"}
)
registry.register_log_words(
    actions={
        "notice.read": _("Markerede nyt som læst"),
        "notice.choose": _("Valgte mail om nyt"),
    },
    objects={
        "notifications.notice": _("meddelelse"),
        "notifications.preference": _("valg af mail"),
    },
    pages={
        "notifications:news": _("Nyt"),
        "notifications:read": _("Markér som læst"),
        "notifications:choose": _("Mail om nyt"),
    },
    order=12,
)
