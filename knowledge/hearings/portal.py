"""What comments and hearings bring to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.hearings import notices
from knowledge.hearings.duties import hearing_ends
from knowledge.hearings.policies import INVITED
from knowledge.hearings.reading import marks, unfinished
from knowledge.hearings.start import panels
from knowledge.plans.duties import MORE
from knowledge.plans.marks import register_marks, register_unfinished
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Job

MORE.append(hearing_ends)
# Before the hub's own, which begin at the root.
registry.register_urls("", "knowledge.hearings.urls", order=85)
registry.register_secret_addresses("/hoering/")
registry.register_start_panels(panels, order=41)
register_marks(marks)
register_unfinished(unfinished)
EVERY_TEN_MINUTES = "*/10 * * * *"
registry.register_jobs(Job(notices.JOB, EVERY_TEN_MINUTES, notices.tell_of_hearings))
register_notices(
    **{
        notices.ANSWER: KindOfNotice(
            label=_("Svar i høringer"),
            permission=Permission.EDIT_OWN_PLAN,
            lines=notices.answer_lines,
        ),
        notices.DEADLINE: KindOfNotice(
            label=_("Frister i høringer"),
            permission=Permission.VIEW_OWN_PLAN,
            lines=notices.deadline_lines,
        ),
        INVITED: KindOfNotice(
            label=_("Invitationer til høringer"),
            permission=Permission.VIEW_OWN_PLAN,
            lines=notices.invitation_lines,
        ),
    }
)
_BY_LINK = "who is asked by a link has no role; "
registry.register_definer_functions(
    {
        "sec.hearing_guest(bytea,uuid)": "who is asked: by the digest of a link, or as a colleague",
        "sec.hearing_mails(uuid)": "how far the mails of an own hearing are, and not what they say",
        "sec.hearing_takes(uuid)": "whether answers are taken of her now",
        "sec.hearing_read(bytea,uuid)": _BY_LINK + "it gives her own invitation and answers",
        "sec.hearing_keep(bytea,uuid,uuid,text,integer)": _BY_LINK + "it keeps her own answer",
        "sec.hearing_send(bytea,uuid)": _BY_LINK + "it sends her own answers",
    }
)
registry.register_log_words(
    actions={
        "hearing.comment": _("Kommenterede plan"),
        "hearing.comment_correct": _("Rettede egen kommentar til plan"),
        "hearing.resolve": _("Løste eller genåbnede kommentar til plan"),
        "hearing.open": _("Åbnede høring om plan"),
        "hearing.extend": _("Flyttede frist for høring"),
        "hearing.close": _("Afsluttede høring"),
        "hearing.invite": _("Inviterede til høring"),
        "hearing.send_again": _("Sendte link til høring igen"),
        "hearing.correct_name": _("Rettede navn på inviteret til høring"),
        "hearing.revoke": _("Trak invitation til høring tilbage"),
        "hearing.keep": _("Gemte svar i høring"),
        "hearing.send": _("Sendte svar i høring"),
        "hearing.judge": _("Vurderede svar i høring"),
    },
    objects={
        "hearings.comment": _("kommentar til plan"),
        "hearings.hearing": _("høring"),
        "hearings.invitee": _("invitation til høring"),
        "hearings.answer": _("svar i høring"),
    },
    pages={
        "hearings:comments": _("Kommentarer til planen"),
        "hearings:thread": _("Kommentarer til en del af planen"),
        "hearings:comment_reply": _("Svar på kommentar"),
        "hearings:comment_correct": _("Ret kommentar"),
        "hearings:comment_resolve": _("Løs eller genåbn kommentar"),
        "hearings:hearings": _("Høringer"),
        "hearings:open": _("Send planen i høring"),
        "hearings:hearing": _("Høring"),
        "hearings:minutes": _("Høringsnotat"),
        "hearings:colleague": _("Inviter kollega til høring"),
        "hearings:invite_outside": _("Inviter udefra til høring"),
        "hearings:extend": _("Flyt frist for høring"),
        "hearings:close": _("Afslut høring"),
        "hearings:revoke": _("Træk invitation til høring tilbage"),
        "hearings:invitee_name": _("Ret navn på inviteret til høring"),
        "hearings:send_again": _("Send link til høring igen"),
        "hearings:judge": _("Vurdér svar i høring"),
        "hearings:inside*": _("Svar i høring"),
        "hearings:outside*": _("Svar i høring med link"),
    },
    order=45,
)
