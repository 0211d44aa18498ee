"""What the hub brings to a role's start page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.articles.latest import latest_articles
from knowledge.articles.reviews import reviews
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.start import Deed, Item, Panel

FROM_THE_CENTRE = 40
SHOWN = 3


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """The newest articles for everybody, and the way to writing for editors. One query."""
    deeds = []
    if actor.can(Permission.PUBLISH):
        deeds.append(Deed(_("Skriv eller læs korrektur"), reverse("wagtailadmin_home")))
    articles = latest_articles(SHOWN)
    panel = Panel(
        title=_("Fra centret"),
        items=[Item(article.title, article.url, article.gist) for article in articles],
        empty=_("Centeret har ikke udgivet noget endnu."),
        more_url=reverse("knowledge:list"),
        order=FROM_THE_CENTRE,
    )
    return deeds, [panel, *_reviews(actor)]


def _reviews(actor: Actor) -> list[Panel]:
    """For editors: articles that should have been read again by now."""
    if not actor.can(Permission.PUBLISH):
        return []
    late = reviews(before=clock.today())
    items = [
        Item(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), page.responsible)
        for page in late[:SHOWN]
    ]
    return [
        Panel(
            title=_("Gennemsyn over tiden"),
            items=items,
            empty=_("Ingen artikler er over tiden."),
            total=len(late),
            more_url=reverse("knowledge_reviews_due"),
            order=FROM_THE_CENTRE - 10,
        )
    ]
