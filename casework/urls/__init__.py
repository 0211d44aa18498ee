"""Addresses of casework."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from casework.urls.cases import case_patterns
from casework.views import finding, intake, report_answers, reports, worklist

app_name = "casework"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", worklist.worklist, name="list"),
    path("find/", finding.find, name="find"),
    path("ny/", intake.begin, name="intake_begin"),
    path("ny/<uuid:key>/gentagelse/", intake.repeats, name="intake_repeats"),
    path("ny/<uuid:key>/slet/", intake.discard, name="intake_discard"),
    path("ny/<uuid:key>/<slug:slug>/", intake.page, name="intake"),
    path("henvendelser/", reports.own, name="own_reports"),
    path("henvendelser/nye/", reports.waiting, name="reports_waiting"),
    path("henvendelser/ny/", reports.begin, name="report_begin"),
    path("henvendelser/ny/<uuid:key>/slet/", reports.discard, name="report_discard"),
    path("henvendelser/ny/<uuid:key>/<slug:slug>/", reports.page, name="report"),
    path("henvendelser/<uuid:pk>/", report_answers.read_report, name="read_report"),
    path("henvendelser/<uuid:pk>/besvar/", report_answers.answer_report, name="answer_report"),
    path("henvendelser/<uuid:pk>/laeg-paa-sag/", report_answers.put_on_case, name="put_on_case"),
    path("henvendelser/<uuid:pk>/kvittering/", reports.receipt, name="receipt"),
    path("henvendelser/<uuid:pk>/tag-op/", reports.take_up, name="report_take_up"),
    *case_patterns,
]
