"""Addresses of the plans, below ``/handlingsplaner/``, and of their data."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge.plans.views import (
    adopting,
    borrowing,
    changing,
    comparing,
    duties,
    exchange,
    importing,
    linting,
    opendata,
    parts,
    public,
    reporting,
    writing,
)

urlpatterns: list[URLPattern] = [
    path("", public.plan_list, name="plans"),
    path("skabelon/", public.template, name="plan_template"),
    path("overblik/", public.country, name="plan_overview"),
    path("sammenlign/", comparing.compare, name="plan_compare"),
    path("data/", opendata.about, name="plan_data"),
    path("data/<slug:slug>.csv", opendata.table, name="plan_table"),
    path("data/katalog.jsonld", opendata.described, name="plan_catalogue"),
    path("feed/", opendata.feed, name="plan_feed"),
    path("min/", public.own_plan, name="own_plan"),
    path("min/ny/", writing.begin, name="plan_begin"),
    path("min/rediger/", writing.edit, name="plan_edit"),
    path("min/rediger/hoved/", writing.head, name="plan_head"),
    path("min/rediger/afsnit/<str:kind>/", writing.section, name="plan_section"),
    path("min/rediger/fjernet/", parts.removed, name="parts_removed"),
    path("min/rediger/ny/<str:sort>/<uuid:under>/", parts.add, name="part_add"),
    path("min/rediger/<str:sort>/<uuid:pk>/", parts.change, name="part"),
    path("min/rediger/<str:sort>/<uuid:pk>/flyt/", parts.move, name="part_move"),
    path("min/rediger/<str:sort>/<uuid:pk>/fjern/", parts.remove, name="part_remove"),
    path("min/rediger/<str:sort>/<uuid:pk>/hent-tilbage/", parts.restore, name="part_restore"),
    path("min/rediger/filer/", exchange.files, name="plan_files"),
    path("min/rediger/filer/excel/", exchange.workbook_changes, name="plan_workbook_changes"),
    path("min/rediger/filer/plan/", importing.places, name="plan_places"),
    path("min/rediger/filer/rapport/", importing.report, name="plan_import_report"),
    path("min/rediger/filer/rapport.txt", importing.report_file, name="plan_import_file"),
    path("min/<str:which>.xlsx", exchange.workbook_file, name="plan_workbook"),
    path("min/mangler/", linting.remarks, name="plan_remarks"),
    path("min/forskel/", changing.of_draft, name="plan_changes"),
    path("min/laan/<uuid:pk>/", borrowing.follow, name="plan_borrowed"),
    path("min/laan/<str:sort>/<uuid:under>/<uuid:origin>/", borrowing.borrow, name="plan_borrow"),
    path("min/vedtag/", adopting.adopt, name="plan_adopt"),
    path("min/kasser/", adopting.discard, name="plan_discard"),
    path("min/revider/", adopting.revise, name="plan_revise"),
    path("min/fremdrift/", reporting.progress, name="plan_progress"),
    path("min/fremdrift/handling/<uuid:pk>/", reporting.report, name="plan_report"),
    path("min/fremdrift/indikator/<uuid:pk>/", reporting.measure, name="plan_measure"),
    path("min/kalender/", duties.calendar, name="plan_duties"),
    path("min/kalender.ics", duties.calendar_file, name="plan_duties_file"),
    path("<str:slug>/", public.plan, name="plan"),
    path("<str:slug>/plan.pdf", public.plan_paper, name="plan_paper"),
    path("<str:slug>/ligner/", comparing.like, name="plan_like"),
    path("<str:slug>/<str:version>/", public.earlier, name="plan_earlier"),
    path("<str:slug>/<str:version>/forskel/", changing.between, name="plan_difference"),
]
#: Below ``/api/v1/``.
api_urlpatterns: list[URLPattern] = [
    path("plans/", opendata.plans, name="api_plans"),
    path("plans/<str:slug>/", opendata.plan, name="api_plan"),
    path("openapi.json", opendata.document, name="api_openapi"),
]
