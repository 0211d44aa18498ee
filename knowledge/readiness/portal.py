"""What self-assessments bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.plans.duties import MORE
from knowledge.readiness import notices
from knowledge.readiness.duties import next_one
from knowledge.readiness.start import panels
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Job

registry.register_urls("selvvurdering/", "knowledge.readiness.urls", order=61)
registry.register_start_panels(panels, order=42)
registry.register_jobs(Job(notices.JOB, registry.EVERY_MINUTE, notices.tell_of_reviews))
register_notices(
    peer_review=KindOfNotice(
        label=_("Gennemgang af selvvurdering"),
        permission=Permission.EDIT_OWN_PLAN,
        lines=notices.lines,
    )
)
MORE.append(next_one)
registry.register_log_words(
    actions={
        "readiness.begin": _("Begyndte selvvurdering"),
        "readiness.answer": _("Svarede i selvvurdering"),
        "readiness.lock": _("Afsluttede selvvurdering"),
        "readiness.ask": _("Bad en anden kommune om gennemgang"),
        "readiness.reply": _("Svarede på anmodning om gennemgang"),
        "readiness.remark": _("Skrev bemærkninger til selvvurdering"),
        "readiness.send": _("Sendte bemærkninger til selvvurdering"),
        "readiness.respond": _("Svarede på bemærkninger til selvvurdering"),
        "readiness.end": _("Afsluttede gennemgang"),
    },
    objects={
        "readiness.assessment": _("selvvurdering"),
        "readiness.answer": _("svar i selvvurdering"),
        "readiness.review": _("gennemgang"),
        "readiness.reply": _("svar på anmodning om gennemgang"),
        "readiness.remark": _("bemærkning til selvvurdering"),
        "readiness.reviewcopy": _("selvvurdering, som den er sendt"),
    },
    pages={
        "readiness:list": _("Selvvurdering"),
        "readiness:begin": _("Ny selvvurdering"),
        "readiness:show": _("Selvvurdering"),
        "readiness:theme": _("Tema i selvvurdering"),
        "readiness:lock": _("Afslut selvvurdering"),
        "readiness:plan": _("Ny handling ud fra selvvurdering"),
        "readiness:ask": _("Bed om gennemgang"),
        "readiness:review": _("Gennemgang"),
        "readiness:reply": _("Svar på anmodning om gennemgang"),
        "readiness:remarks": _("Bemærkninger til selvvurdering"),
        "readiness:respond": _("Svar på bemærkninger"),
        "readiness:end": _("Afslut gennemgang"),
    },
    order=42,
)
