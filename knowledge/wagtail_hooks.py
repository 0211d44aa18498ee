"""What the publishing tool is told about the portal: snippets, their place in the search, menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.publishing import indexing, sources
from knowledge.reference.models import Organisation, Term
from stopext.web.personal import OVERRULE
from stopext.web.text import clean_line


@register_snippet
class TermViewSet(SnippetViewSet):
    """The glossary in the publishing tool."""

    model = Term
    icon = "openquote"
    menu_label = _("Ordbog")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ("term", "english", "slug")
    search_fields = ("term", "definition")
    list_per_page = 50


@register_snippet
class OrganisationViewSet(SnippetViewSet):
    """The directory in the publishing tool."""

    model = Organisation
    icon = "group"
    menu_label = _("Aktører")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("name", "level", "contact_for")
    search_fields = ("name", "role")


def index_snippet(request: HttpRequest, instance: Any) -> None:
    """Glossary and directory are public as soon as they are saved."""
    if isinstance(instance, Term):
        indexing.index(sources.entry_of_term(instance))
    elif isinstance(instance, Organisation):
        indexing.index(sources.entry_of_organisation(instance))


def forget_snippets(request: HttpRequest, instances: Any) -> None:
    """What is deleted can no longer be found."""
    if request.method != "POST":
        return
    for instance in instances:
        kind = {Term: "term", Organisation: "actor"}[type(instance)]
        indexing.forget(f"{kind}:{instance.pk}")


def log_overruled(request: HttpRequest, instance: Any) -> None:
    """The reason for which a warning of a CPR number was overruled, in the history of the text."""
    reason = clean_line(request.POST.get(OVERRULE, ""))
    if reason:
        log(instance, OVERRULED, user=request.user, data={"reason": reason})


def overruled_word(actions: Any) -> None:
    """The history's word for it."""
    words = _("Gemte trods advarsel om CPR-nummer")
    actions.register_action(OVERRULED, words, words)


def missing_searches_item() -> MenuItem:
    """Searches without a hit, among the reports."""
    address = reverse("knowledge_missing_searches")
    return MenuItem(_("Søgninger uden fund"), address, icon_name="search", order=320)


def only_pages_counted(request: HttpRequest, items: list[Any]) -> None:
    """Only pages are counted on the tool's start page."""
    items[:] = [item for item in items if type(item).__name__ == "PagesSummaryItem"]


def only_own_menu(request: HttpRequest, items: list[Any]) -> None:
    """The tool's own help leads to pages outside the portal, and settings are not theirs."""
    items[:] = [item for item in items if item.name not in {"help", "settings"}]


OVERRULED = "knowledge.number_overruled"
HOOKS: dict[str, Any] = {
    "after_create_page": log_overruled,
    "after_edit_page": log_overruled,
    "register_log_actions": overruled_word,
    "after_create_snippet": index_snippet,
    "after_edit_snippet": index_snippet,
    "before_delete_snippet": forget_snippets,
    "register_reports_menu_item": missing_searches_item,
    "construct_homepage_summary_items": only_pages_counted,
    "construct_main_menu": only_own_menu,
}
for _name, _hook in HOOKS.items():
    hooks.register(_name, _hook)
for _name in ("after_create_snippet", "after_edit_snippet"):
    hooks.register(_name, log_overruled)
