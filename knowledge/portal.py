"""What the knowledge hub brings to the portal, the publishing tool included."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge import walls
from knowledge.articles.latest import latest_articles
from knowledge.plans import reminders
from knowledge.plans.start import own_plan
from knowledge.publishing import jobs
from knowledge.start import panels
from stopext.access.roles import Permission
from stopext.notifications.kinds import KindOfNotice, register_notices
from stopext.web import registry
from stopext.web.registry import Entry, Job

# Last: the hub's addresses begin at the root.
registry.register_urls("", "knowledge.urls", order=90)
registry.register_foreign_views(
    "wagtail.admin",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.contrib.redirects",
    audience=Permission.PUBLISH,
    writes_on_get=True,
)
registry.register_navigation(
    Entry(_("Plan"), "knowledge:own_plan", Permission.VIEW_OWN_PLAN, order=60),
    Entry(_("Redaktion"), "wagtailadmin_home", Permission.PUBLISH, order=70),
)
registry.register_places(
    knowledge="knowledge:list",
    glossary="knowledge:glossary",
    actors="knowledge:actors",
    plans="knowledge:plans",
    worried="knowledge:worried",
    search="knowledge:search",
)
registry.register_start_panels(panels, order=40)
registry.register_start_panels(own_plan, order=41)
registry.register_duties(own_plan, order=41)
registry.register_latest_articles(latest_articles)
EVERY_MORNING = "30 4 * * *"
registry.register_jobs(
    Job(jobs.JOB, registry.EVERY_MINUTE, jobs.publish_due),
    Job(reminders.JOB, EVERY_MORNING, reminders.remind_of_plans),
)
register_notices(
    plan_revision=KindOfNotice(
        label=_("Frister for kommunens handlingsplan"),
        permission=Permission.EDIT_OWN_PLAN,
        lines=reminders.revision_lines,
    )
)
registry.register_reference_tables(walls.REFERENCE_TABLES)
registry.register_log_words(
    actions={
        "publish": _("Udgav"),
        "schedule": _("Satte udgivelse til senere"),
        "submit": _("Sendte til godkendelse"),
        "approve": _("Godkendte"),
        "reject": _("Sendte tilbage"),
        "unpublish": _("Trak udgivelse tilbage"),
        "plan.begin": _("Oprettede kladde til handlingsplan"),
        "plan.change": _("Ændrede planens titel, organisering eller vision"),
        "plan.section": _("Skrev i afsnit af plan"),
        "plan.add": _("Tilføjede til planen"),
        "plan.part": _("Ændrede i planen"),
        "plan.move": _("Flyttede i planen"),
        "plan.remove": _("Fjernede fra planen"),
        "plan.restore": _("Hentede noget tilbage til planen"),
        "plan.borrow": _("Lånte tekst fra en anden kommunes plan"),
        "plan.keep": _("Beholdt kommunens egen ordlyd"),
        "plan.discard": _("Kasserede kladde til plan"),
        "plan.adopt": _("Offentliggjorde vedtaget plan"),
        "plan.decision": _("Skrev en beslutning om planen ned"),
        "plan.decision_change": _("Rettede en beslutning om planen"),
        "plan.decision_withdraw": _("Fjernede en beslutning om planen"),
        "plan.revise": _("Begyndte revision af plan"),
        "plan.workbook": _("Overførte ændringer fra Excel til planen"),
        "plan.import": _("Hentede en plan ind fra en fil"),
        "plan.report": _("Meldte status på handling i plan"),
        "plan.pace": _("Vurderede en handling anderledes end dens datoer"),
        "plan.pace_back": _("Tog en vurdering af en handling tilbage"),
        "plan.freeze": _("Frøs en statusrapport om planen"),
        "plan.freeze_show": _("Valgte, hvem der må læse en statusrapport"),
        "plan.measure": _("Meldte måling"),
        "plan.task": _("Oprettede opgave i plan"),
        "plan.task_change": _("Ændrede opgave i plan"),
        "plan.task_done": _("Meldte opgave i plan"),
        "plan.task_remove": _("Fjernede opgave fra plan"),
    },
    objects={
        "knowledge.hubindexpage": _("forside for viden"),
        "knowledge.practicepage": _("praksis"),
        "knowledge.guidancepage": _("vejledning"),
        "knowledge.researchpage": _("forskningsresumé"),
        "knowledge.themepage": _("tema"),
        "knowledge.term": _("begreb i ordbogen"),
        "knowledge.organisation": _("aktør"),
        "plans.plan": _("handlingsplan"),
        "plans.plansection": _("afsnit af plan"),
        "plans.goal": _("mål"),
        "plans.action": _("handling i plan"),
        "plans.indicator": _("indikator"),
        "plans.measurement": _("måling"),
        "plans.actioncard": _("action card"),
        "plans.effect": _("virkning i plan"),
        "plans.internalnote": _("intern note i plan"),
        "plans.override": _("vurdering af handling i plan"),
        "plans.revision": _("tidligere tekst"),
        "plans.statusreport": _("statusrapport om plan"),
        "plans.task": _("opgave i plan"),
        "plans.decision": _("beslutning om plan"),
        "plans.borrowing": _("lån af tekst"),
    },
    pages={
        "wagtail*": _("Redaktion"),
        "knowledge_missing_searches": _("Søgninger uden resultat"),
        "knowledge_reviews_due": _("Gennemsyn"),
        "knowledge:list": _("Viden"),
        "knowledge:article": _("Artikel"),
        "knowledge:nowhere": _("Viden"),
        "knowledge:glossary": _("Ordbog"),
        "knowledge:actors": _("Aktører"),
        "knowledge:worried": _("Er du bekymret?"),
        "knowledge:infohus": _("Find dit infohus"),
        "knowledge:search": _("Søgning"),
        "knowledge:missing": _("Søgning uden resultat"),
        "knowledge:plans": _("Handlingsplaner"),
        "knowledge:plan": _("Handlingsplan"),
        "knowledge:plan_paper": _("Handlingsplan som PDF"),
        "knowledge:plan_overview": _("Overblik over handlingsplaner"),
        "knowledge:plan_data": _("Åbne data om handlingsplaner"),
        "knowledge:plan_table": _("Åbne data om handlingsplaner"),
        "knowledge:plan_catalogue": _("Åbne data om handlingsplaner"),
        "knowledge:plan_feed": _("Feed af handlingsplaner"),
        "knowledge:api_plans": _("Åbne data om handlingsplaner"),
        "knowledge:api_plan": _("Åbne data om handlingsplaner"),
        "knowledge:api_openapi": _("Åbne data om handlingsplaner"),
        "knowledge:plan_template": _("Skabelon for handlingsplaner"),
        "knowledge:plan_earlier": _("Tidligere handlingsplan"),
        "knowledge:plan_difference": _("Ændringer fra en handlingsplan til den næste"),
        "knowledge:plan_changes": _("Ændringer i kladden til handlingsplan"),
        "knowledge:plan_like": _("Kommuner, der ligner"),
        "knowledge:plan_compare": _("Planer ved siden af hinanden"),
        "knowledge:own_plan": _("Myndighedens handlingsplan"),
        "knowledge:plan_remarks": _("Mangler og råd til planen"),
        "knowledge:plan_borrow": _("Lån af tekst til plan"),
        "knowledge:plan_borrowed": _("Ændring af en lånt tekst"),
        "knowledge:plan_begin": _("Lav en plan"),
        "knowledge:plan_edit": _("Rediger plan"),
        "knowledge:plan_head": _("Planens titel, organisering og vision"),
        "knowledge:plan_section": _("Afsnit af plan"),
        "knowledge:part_add": _("Tilføj til plan"),
        "knowledge:part": _("Del af plan"),
        "knowledge:part_move": _("Flyt i plan"),
        "knowledge:part_remove": _("Fjern fra plan"),
        "knowledge:parts_removed": _("Fjernet fra plan"),
        "knowledge:part_restore": _("Hent tilbage til plan"),
        "knowledge:plan_files": _("Plan til og fra Word og Excel"),
        "knowledge:plan_workbook": _("Plan som Excel"),
        "knowledge:plan_workbook_changes": _("Ændringer fra Excel til plan"),
        "knowledge:plan_places": _("Plan fra fil"),
        "knowledge:plan_import_report": _("Hvad der blev hentet fra fil"),
        "knowledge:plan_import_file": _("Hvad der blev hentet fra fil, som tekst"),
        "knowledge:plan_discard": _("Kassér kladde til plan"),
        "knowledge:plan_adopt": _("Vedtag og offentliggør plan"),
        "knowledge:plan_decisions": _("Beslutninger om planen"),
        "knowledge:decision_add": _("Ny beslutning om planen"),
        "knowledge:decision": _("Ret beslutning om planen"),
        "knowledge:decision_withdraw": _("Fjern beslutning om planen"),
        "knowledge:plan_revise": _("Revidér plan"),
        "knowledge:plan_progress": _("Planens fremdrift"),
        "knowledge:plan_report": _("Meld status på handling"),
        "knowledge:plan_pace": _("Vurdér handling i plan"),
        "knowledge:plan_pace_back": _("Tag vurdering af handling tilbage"),
        "knowledge:plan_reports": _("Statusrapporter"),
        "knowledge:report_freeze": _("Frys en statusrapport"),
        "knowledge:report": _("Statusrapport"),
        "knowledge:report_file": _("Statusrapport som fil"),
        "knowledge:report_show": _("Hvem der må læse en statusrapport"),
        "knowledge:public_report": _("Offentlig statusrapport"),
        "knowledge:public_report_file": _("Offentlig statusrapport som fil"),
        "knowledge:plan_measure": _("Meld måling"),
        "knowledge:task_add": _("Ny opgave i plan"),
        "knowledge:task": _("Opgave i plan"),
        "knowledge:task_mark": _("Meld opgave i plan"),
        "knowledge:task_remove": _("Fjern opgave fra plan"),
        "knowledge:plan_duties": _("Kalender for planen"),
        "knowledge:plan_duties_file": _("Kalender for planen som fil"),
    },
    order=40,
)
