"""Addresses of cohorts, below ``/forloeb/``."""

from __future__ import annotations

from django.urls import path

from knowledge.cohorts import views

app_name = "cohorts"
urlpatterns = [
    path("", views.cohorts, name="cohorts"),
    path("nyt/", views.add, name="add"),
    path("<uuid:pk>/", views.cohort, name="cohort"),
    path("<uuid:pk>/forloeb.csv", views.cohort_file, name="file"),
    path("<uuid:pk>/ret/", views.change, name="change"),
    path("<uuid:pk>/milepael/", views.add_milestone, name="milestone_add"),
    path("<uuid:pk>/kommune/", views.join, name="join"),
    path("milepael/<uuid:pk>/", views.milestone, name="milestone"),
    path("milepael/<uuid:pk>/meld/", views.report, name="report"),
    path("kommune/<uuid:pk>/", views.member, name="member"),
]
