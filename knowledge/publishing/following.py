"""What follows when a page is published or taken down: the index and redirects; and the log.

The publishing tool tells of both by its signals, whoever acts: an approved review, the clock or the
loading of the corpus. What the tool writes in its own history becomes an event in the portal's log.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.signals import page_published, page_unpublished

from knowledge.articles.models import ArticlePage
from knowledge.publishing import indexing, sources
from knowledge.search.models import SearchDocument
from stopext.audit.record import is_noted, note


def connect() -> None:
    """Called once when the app is ready."""
    page_published.connect(on_published, dispatch_uid="knowledge_published")
    page_unpublished.connect(on_unpublished, dispatch_uid="knowledge_unpublished")
    for history in (PageLogEntry, ModelLogEntry):
        post_save.connect(on_history, sender=history, dispatch_uid=f"knowledge_{history.__name__}")


def on_published(instance: Any, **_kwargs: Any) -> None:
    """A page is live: make it findable, keep its old address working, write the log."""
    if not isinstance(instance, ArticlePage):
        return
    key = sources.key_of_page(instance.pk)
    before = SearchDocument.objects.filter(key=key).values_list("url", flat=True).first()
    indexing.index(sources.entry_of_page(instance))
    path = instance.get_hub_path()
    _keep_free(path)
    if before and before != path:
        _redirect(before, path)


def on_unpublished(instance: Any, **_kwargs: Any) -> None:
    """A page is no longer live: nothing may find it."""
    if not isinstance(instance, ArticlePage):
        return
    indexing.forget(sources.key_of_page(instance.pk))


#: The tool's names for what the portal's log has a word for; everything else is a change.
EVENTS = {
    "wagtail.create": "create",
    "wagtail.delete": "delete",
    "wagtail.publish": "publish",
    "wagtail.publish.schedule": "schedule",
    "wagtail.publish.scheduled": "publish",
    "wagtail.unpublish": "unpublish",
    "wagtail.unpublish.scheduled": "unpublish",
    "wagtail.workflow.start": "submit",
    "wagtail.workflow.resume": "submit",
    "wagtail.workflow.approve": "approve",
    "wagtail.workflow.reject": "reject",
}


def on_history(instance: Any, created: bool, **_kwargs: Any) -> None:
    """The tool wrote a line of its history: the same event in the portal's log.

    Of a new page the tool tells twice: that it was made, and that its first version was saved.
    """
    if not created:
        return
    kind = instance.content_type.model if instance.content_type_id else "page"
    what, action = f"knowledge.{kind}", EVENTS.get(instance.action, "change")
    if action == "change" and is_noted("create", what, instance.object_id):
        return
    note(action, what, instance.object_id, details={"tool": instance.action})


def _redirect(old: str, new: str) -> None:
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=None,
        defaults={"redirect_link": new, "automatically_created": True},
    )


def _keep_free(path: str) -> None:
    """A page has the address now, so nothing may lead away from it."""
    Redirect.objects.filter(old_path=Redirect.normalise_path(path)).delete()
