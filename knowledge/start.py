"""What the hub brings to a role's start page."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.articles.latest import newest_articles
from knowledge.articles.reviews import reviews
from knowledge.plans.models import Plan
from knowledge.search.models import MissingSearch
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission, Role
from stopext.access.together import Asking
from stopext.web.start import Deed, Item, Panel, Work

#: Last on the page: work comes before what is new.
FROM_THE_CENTRE = 90
SHOWN = 3
MOST = 5
#: Days before a plan must be made anew in which somebody may help with it.
SOON = 183


def panels(actor: Actor) -> Asking[Work]:
    """The newest articles for everybody, and the way to writing for editors. One question."""
    deeds = []
    if actor.can(Permission.PUBLISH):
        deeds.append(Deed(_("Skriv eller læs korrektur"), reverse("wagtailadmin_home")))
    [articles] = yield [newest_articles(SHOWN)]
    panel = Panel(
        title=_("Fra centeret"),
        items=[Item(article.title, article.url, article.gist) for article in articles],
        empty=_("Centeret har ikke udgivet noget endnu."),
        more_url=reverse("knowledge:list"),
        order=FROM_THE_CENTRE,
    )
    return deeds, [panel, *_reviews(actor), *_of_the_country(actor)]


def _of_the_country(actor: Actor) -> list[Panel]:
    """Plans that must be made anew for advisers, how many there are for analysts, and what people
    look for in vain for both. One query for each panel."""
    if actor.role is Role.ADVISER:
        return [_plans_due(), _missing()]
    if actor.role is Role.ANALYST:
        return [_plans_counted(), _missing(), _statistics()]
    return []


def _plans_due() -> Panel:
    soon = clock.today() + timedelta(days=SOON)
    rows = Plan.objects.public().filter(revision_due__lte=soon).select_related("municipality")
    found = list(rows.order_by("revision_due", "pk"))
    return Panel(
        title=_("Handlingsplaner, der skal revideres"),
        items=[
            Item(
                row.municipality.name,
                reverse("knowledge:plan", args=[row.municipality.slug]),
                row.title,
                row.revision_due,
            )
            for row in found[:MOST]
        ],
        empty=_("Ingen offentlige planer skal revideres inden for et halvt år."),
        total=len(found),
        more_url=reverse("knowledge:plans") if len(found) > MOST else "",
        order=10,
    )


def _plans_counted() -> Panel:
    late = Count("pk", filter=Q(revision_due__lt=clock.today()))
    said = Plan.objects.public().aggregate(public=Count("pk"), late=late)
    url = reverse("knowledge:plans")
    counts = [
        (_("Kommuner med en offentlig plan"), said["public"]),
        (_("Planer, hvis revision er over tiden"), said["late"]),
    ]
    return Panel(
        title=_("Handlingsplaner i tal"),
        items=[Item(label, url, str(number)) for label, number in counts],
        total=0,
        order=10,
    )


def _missing() -> Panel:
    rows = MissingSearch.objects.order_by().values("words").annotate(times=Count("id"))
    found = list(rows.order_by("-times", "words")[:MOST])
    return Panel(
        title=_("Det, der søges efter uden at blive fundet"),
        items=[
            Item(
                row["words"],
                f"{reverse('knowledge:search')}?{urlencode({'q': row['words']})}",
                ngettext("sendt én gang", "sendt %(times)s gange", row["times"]) % row,
            )
            for row in found
        ],
        empty=_("Ingen har sendt en søgning uden resultat."),
        order=20,
    )


def _statistics() -> Panel:
    """Honest until there is one: nothing of cases reaches the centre yet."""
    return Panel(
        title=_("Statistik over sager"),
        empty=_("Portalen udgiver endnu ingen statistik over sager, og centeret kan ikke se dem."),
        order=30,
    )


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
            order=30,
        )
    ]
