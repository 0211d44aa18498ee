"""What casework brings to the portal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework import log_words, walls
from casework.actions import reminding, renewing
from casework.models import parts
from casework.queries import (
    duties,
    inquiries,
    logged,
    notices,
    signposts,
    start_deadlines,
    start_inquiries,
    start_meetings,
    tasks,
)
from casework.queries.start import panels
from casework.screenings import Cases
from casework.views import unfinished
from screening.models.subject import register_subjects
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Entry, Job, LogSubject

registry.register_urls("sager/", "casework.urls", order=20)
registry.register_navigation(
    Entry(_("Sager"), "casework:list", Permission.VIEW_CASES, order=10),
    Entry(_("Find borger"), "casework:find", Permission.VIEW_CASES, order=15),
    Entry(_("Delinger"), "casework:disclosures", Permission.RECEIVE_DISCLOSURES, order=20),
    Entry(_("Overdragelser"), "casework:hand_overs", Permission.RECEIVE_DISCLOSURES, order=25),
    Entry(_("Møder"), "casework:own_meetings", Permission.MEET, order=28),
    Entry(_("Spørgsmål fra andre"), "casework:inquiries", Permission.ANSWER_INQUIRIES, order=29),
    Entry(_("Mine henvendelser"), "casework:own_reports", Permission.VIEW_OWN_REPORTS, order=30),
)
registry.register_start_panels(panels, order=20)
registry.register_start_panels(unfinished.panels, order=21)
registry.register_start_panels(start_meetings.panels, order=22)
registry.register_start_panels(start_inquiries.panels, order=23)
registry.register_start_panels(start_deadlines.panels, order=24)
registry.register_duties(duties.panels, order=20)
registry.register_signposts(signposts.signposts)
registry.register_tasks(renewing.JOB)
registry.register_jobs(Job(reminding.JOB, "0 5 * * *", reminding.remind_of_requests))
registry.register_definer_functions(walls.DEFINER_FUNCTIONS)
registry.register_log_words(
    actions=log_words.ACTIONS,
    objects=log_words.OBJECTS | parts.log_words(),
    pages=log_words.PAGES,
    purposes=log_words.PURPOSES,
    order=20,
)
register_notices(
    concern_alike=KindOfNotice(
        label=_("Nye bekymringer, der ligner en begrænset sag"),
        permission=Permission.VIEW_CASES,
        lines=notices.alike_lines,
    ),
    case_danger=KindOfNotice(
        label=_("Nye svar om fare i sager, der er i gang"),
        permission=Permission.VIEW_CASES,
        lines=notices.danger_lines,
    ),
    share_answered=KindOfNotice(
        label=_("Politikredsens svar på det, du har delt"),
        permission=Permission.VIEW_CASES,
        lines=notices.answered_lines,
    ),
    share=KindOfNotice(
        label=_("Det, kommuner deler med jer"),
        permission=Permission.RECEIVE_DISCLOSURES,
        lines=notices.shared_lines,
    ),
    share_ended=KindOfNotice(
        label=_("Det, kommuner ikke længere deler med jer"),
        permission=Permission.RECEIVE_DISCLOSURES,
        lines=notices.taken_back_lines,
    ),
    inquiry=KindOfNotice(
        label=_("Spørgsmål fra andre myndigheder, der venter på svar"),
        permission=Permission.ANSWER_INQUIRIES,
        lines=inquiries.inquiry_lines,
    ),
    inquiry_answered=KindOfNotice(
        label=_("Svar på spørgsmål, du har sendt i portalen"),
        permission=Permission.VIEW_CASES,
        lines=inquiries.answered_lines,
    ),
    information_due=KindOfNotice(
        label=_("Frister for svar, du har bedt andre om"),
        permission=Permission.VIEW_CASES,
        lines=notices.due_lines,
    ),
    task=KindOfNotice(
        label=_("Opgaver i sager, der er dine"),
        permission=Permission.VIEW_CASES,
        lines=tasks.task_lines,
    ),
    case_due=KindOfNotice(
        label=_("Frister i sager, du er tovholder for"),
        permission=Permission.VIEW_CASES,
        lines=notices.case_due_lines,
    ),
    case_unled=KindOfNotice(
        label=_("Nye sager uden tovholder"),
        permission=Permission.TRIAGE_CASES,
        lines=notices.unled_lines,
    ),
    meeting=KindOfNotice(
        label=_("Møder i infohuset, du deltager i"),
        permission=Permission.MEET,
        lines=notices.meeting_lines,
    ),
    meeting_unseen=KindOfNotice(
        label=_("Møder i infohuset, I ikke længere kan se"),
        permission=Permission.MEET,
        lines=notices.unseen_lines,
    ),
)
register_subjects(Cases())
registry.register_log_subject(
    "casework.case", LogSubject(logged.numbers, logged.behind, logged.hidden)
)
registry.register_log_subject(
    "screening.screening",
    LogSubject(logged.shared_numbers, logged.behind_shared, logged.none_hidden),
)
registry.register_log_subject(
    "casework.disclosure",
    LogSubject(logged.shared_numbers, logged.nothing_behind, logged.none_hidden),
)
registry.register_log_subject(
    "casework.inquiry",
    LogSubject(logged.asked_numbers, logged.behind_asked, logged.none_hidden),
)
