"""Published plans as an Atom feed: one entry for each plan in force, the newest adoption first."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.plans.models import Plan
from knowledge.plans.opendata import LICENCE
from knowledge.plans.opendata.reading import plans_in_force, progress_of
from knowledge.plans.progress import in_words
from stopext.web.dates import format_date


class PlanFeed(Feed):  # type: ignore[type-arg]
    """Every plan in force. A version is one entry for as long as it is in force.

    An entry has no ``published``: that is a moment which the portal does not keep beside the last
    change, and the day of the council's meeting, which stands in the summary, is another one.
    """

    feed_type = Atom1Feed
    title = gettext_lazy("Kommunernes handlingsplaner")
    subtitle = gettext_lazy("Offentliggjorte planer for at forebygge ekstremisme")
    link = reverse_lazy("knowledge:plans")
    author_name = gettext_lazy("Nationalt center for forebyggelse af ekstremisme")
    feed_copyright = LICENCE

    def items(self) -> Any:
        """Every one of them, with how far it is."""
        rows = plans_in_force().prefetch_related("decisions")
        found = list(rows.order_by("-adopted_on", "municipality_id"))
        self.progress = progress_of(found)
        return found

    def item_title(self, item: Any) -> str:
        """Whose plan, and what it is called."""
        return f"{item.municipality.name}: {item.title}"

    def item_description(self, item: Any) -> str:
        """The decisions, and how far the plan is."""
        told = _("Version %(version)s, vedtaget %(day)s. Revideres senest %(due)s.") % {
            "version": item.version,
            "day": format_date(item.adopted_on),
            "due": format_date(item.revision_due),
        }
        decided = [
            f"{row.body_name} {format_date(row.on)}: {row.get_outcome_display().lower()}."
            for row in item.decisions.all()
        ]
        return " ".join([told, *decided, in_words(self.progress[item.pk])])

    def item_link(self, item: Plan) -> str:
        """The page of the plan."""
        return reverse("knowledge:plan", args=[item.municipality.slug])

    def item_guid(self, item: Plan) -> str:
        """The same for as long as the version is in force, whatever its page is called."""
        return item.pk.urn

    def item_updateddate(self, item: Any) -> datetime:
        """When it was published or something told of it since; of a plan that was loaded from a
        file the day of the decision, for an entry must have one."""
        told: datetime | None = item.changed_at
        return told or timezone.make_aware(datetime.combine(item.adopted_on, time.min))

    def item_categories(self, item: Plan) -> tuple[str, ...]:
        """The region."""
        return (item.municipality.region_name,)
