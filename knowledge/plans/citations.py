"""Which plans follow a practice of the hub: told on the practice's own page."""

from __future__ import annotations

from django.urls import reverse

from knowledge.articles.presentation import Article
from knowledge.plans.models import Action
from knowledge.search.choices import ArticleKind


def used_by(page: Article) -> list[tuple[str, str]]:
    """Municipalities whose public plan follows this practice, with the plan's address."""
    if page.kind is not ArticleKind.PRACTICE:
        return []
    rows = Action.objects.public().filter(practice_page=page.pk).order_by("municipality__name")
    places = rows.values_list("municipality__name", "municipality__slug").distinct()
    return [(name, reverse("knowledge:plan", args=[slug])) for name, slug in places]
