"""What advice brings to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.advice import reminders
from knowledge.advice.start import panels
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Entry, Job

registry.register_urls("sparring/", "knowledge.advice.urls", order=50)
registry.register_navigation(
    Entry(_("Sparring"), "advice:threads", Permission.GUIDE_MUNICIPALITIES, order=62),
)
registry.register_start_panels(panels, order=38)
registry.register_duties(panels, order=38)
registry.register_jobs(Job(reminders.JOB, registry.EVERY_MINUTE, reminders.tell_advisers))
register_notices(
    advice_asked=KindOfNotice(
        label=_("Spørgsmål fra kommuner om deres planer"),
        permission=Permission.GUIDE_MUNICIPALITIES,
        lines=reminders.lines,
    ),
    advice_answered=KindOfNotice(
        label=_("Svar fra centerets rådgivere om kommunens plan"),
        permission=Permission.EDIT_OWN_PLAN,
        lines=reminders.lines,
    ),
)
registry.register_log_words(
    actions={
        "advice.ask": _("Bad centeret om sparring"),
        "advice.take": _("Tog en sparring"),
        "advice.reply": _("Skrev i en sparring"),
        "advice.correct": _("Rettede sin besked i en sparring"),
        "advice.read": _("Kvitterede for at have læst i en sparring"),
        "advice.open_draft": _("Ændrede, om rådgiveren må læse kladden"),
        "advice.close": _("Lukkede en sparring"),
        "advice.reopen": _("Åbnede en sparring igen"),
    },
    objects={"advice.thread": _("sparring"), "advice.message": _("besked i en sparring")},
    pages={
        "advice:threads": _("Sparring"),
        "advice:ask": _("Bed om sparring"),
        "advice:thread": _("Sparring"),
        "advice:take": _("Tag en sparring"),
        "advice:read": _("Kvittér for at have læst"),
        "advice:open_draft": _("Lad rådgiveren læse kladden"),
        "advice:draft": _("En kommunes kladde, som rådgiveren må læse"),
        "advice:close": _("Luk en sparring"),
        "advice:reopen": _("Åbn en sparring igen"),
        "advice:correct": _("Ret en besked"),
    },
    order=41,
)
