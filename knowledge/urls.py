"""Addresses of the public hub and of the publishing tool."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from knowledge.articles import views as articles
from knowledge.guide import views as guide
from knowledge.plans import urls as plans
from knowledge.publishing import views as tool
from knowledge.publishing.editors import as_editor
from knowledge.reference import views as reference
from knowledge.search import views as search

#: Left out of the publishing tool: its pages for testing itself; log-in, account and password,
#: which belong to the portal; and its scripts' words, which are not all Danish.
_NOT_MOUNTED = (
    *("test404/", "failwhale/", "login/", "logout/", "account/", "password_reset/"),
    "jsi18n/",
)
_TOOL = [e for e in wagtailadmin_urls.urlpatterns if not str(e.pattern).startswith(_NOT_MOUNTED)]
_OURS: list[URLPattern | URLResolver] = [
    path("login/", tool.to_log_in, name="wagtailadmin_login"),
    path("logout/", tool.to_log_out, name="wagtailadmin_logout"),
    path("account/", tool.to_account, name="wagtailadmin_account"),
    path("jsi18n/", tool.script_words, name="wagtailadmin_javascript_catalog"),
    path("reports/aging-pages/", tool.reviews_due, name="knowledge_reviews_due"),
    path("soegninger/", tool.missing_searches, name="knowledge_missing_searches"),
]
_PUBLIC: list[URLPattern | URLResolver] = [
    path("viden/", articles.article_list, name="list"),
    path("viden/<str:slug>/", articles.article, name="article"),
    path("viden/<path:rest>/", articles.nowhere, name="nowhere"),
    path("ordbog/", reference.glossary, name="glossary"),
    path("aktoerer/", reference.actors, name="actors"),
    path("bekymret/", guide.worried, name="worried"),
    path("bekymret/infohus/", guide.infohus, name="infohus"),
    path("soeg/", search.search_page, name="search"),
    path("soeg/mangler/", search.missing, name="missing"),
    path("handlingsplaner/", include(plans.urlpatterns)),
    path("api/v1/", include(plans.api_urlpatterns)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("redaktion/", include([*_OURS, *decorate_urlpatterns(_TOOL, as_editor)])),
    path("", include((_PUBLIC, "knowledge"))),
]
