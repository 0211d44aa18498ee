"""Load the editorial corpus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from tqdm import tqdm

from knowledge.articles.models import HubIndexPage
from knowledge.corpus import articles, dating, loader, plans, reference
from knowledge.corpus.shapes import Article
from knowledge.publishing import indexing
from stopext.access import clock
from stopext.audit import record

Item = TypeVar("Item")


class Command(BaseCommand):
    """Loads articles, glossary, directory, plans and their template (``knowledge/corpus``) and
    indexes them.

    Run with the database login of the owner (``PORTAL_DATABASE_ROLE=owner``), like migrations: the
    corpus belongs to the installation, so no person acts and nothing goes into the log of persons.
    Safe to repeat and to interrupt: each article is a transaction of its own, and what has not
    changed is left alone. Texts that editors have changed since are overwritten by a changed file
    only.
    """

    help = "Load articles, glossary, directory and plans."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything and say how much changed."""
        if getattr(settings, "PORTAL_IS_DEMO", False):
            _believe_given_times()
        # The tool's history has its own lines; there is no unit of work to log them for.
        with record.collecting(record.Collector()):
            changed = self._articles() + self._reference() + self._plans()
            if changed:
                found = indexing.rebuild(self._bar("Search"))
                self.stdout.write(
                    f"Articles, glossary, directory and plans: {changed} changes loaded;"
                    f" the search knows {found} documents."
                )
            else:
                self.stdout.write("Articles, glossary, directory and plans: nothing new.")

    def _bar(self, label: str) -> Any:
        def shown(items: Iterable[Item]) -> Iterable[Item]:
            return cast(
                "Iterable[Item]",
                tqdm(items, desc=f"{label:10}", unit="", disable=None, leave=False),
            )

        return shown

    def _articles(self) -> int:
        hub = HubIndexPage.objects.get()
        corpus = articles.in_order(dated(loader.load_articles()))
        changed = 0
        for article in self._bar("Articles")(corpus):
            with transaction.atomic():
                changed += articles.load_article(article, hub)
        ids = articles.ids_by_slug()
        for article in self._bar("Relations")(corpus):
            with transaction.atomic():
                changed += articles.load_related(article, ids)
        return changed

    @transaction.atomic
    def _reference(self) -> int:
        changed = 0
        for term in self._bar("Glossary")(loader.load_terms()):
            changed += reference.load_term(term)
        for position, actor in enumerate(loader.load_actors()):
            changed += reference.load_organisation(actor, position)
        return changed

    @transaction.atomic
    def _templates(self) -> int:
        return sum(plans.load_template(template) for template in loader.load_templates())

    def _plans(self) -> int:
        ids = articles.ids_by_slug()
        changed = self._templates()
        for plan in self._bar("Plans")(loader.load_plans()):
            with transaction.atomic():
                changed += plans.load_plan(plan, ids)
        return changed


def _believe_given_times() -> None:
    """The demo's people have a past that the server's clock never saw."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.believe_given_times()")


def dated(corpus: list[Article]) -> list[Article]:
    """In the demo dated from the day of the first loading; elsewhere as in the files."""
    if not getattr(settings, "PORTAL_IS_DEMO", False):
        return corpus
    first = articles.published_on(dating.newest(corpus))
    return dating.dated_from(first + dating.FRESH if first else clock.today(), corpus)
