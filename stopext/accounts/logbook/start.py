"""What waits for the reviewer of a log: what deserves a look, and whether the log is whole."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.audit.models import AuditEvent, EventQuerySet
from stopext.audit.sealing import seal_state
from stopext.web.dates import format_date, format_datetime
from stopext.web.start import Deed, Item, Panel

#: How far back the reviewer is shown what deserves a look.
DAYS = 7
#: The job seals every minute; after this something is wrong with it.
UNSEALED = timedelta(minutes=10)
#: What deserves a look: how it stands in the log, and in words.
SIGNS: tuple[tuple[str, Q, Promise], ...] = (
    ("login", Q(outcome="failed"), gettext_lazy("Mislykkede log-ind")),
    ("deny", Q(), gettext_lazy("Afviste opslag")),
    ("unmask", Q(), gettext_lazy("Viste skjulte oplysninger")),
    ("break_glass", Q(), gettext_lazy("Nødadgang")),
    ("export", Q(), gettext_lazy("Udtræk")),
)


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Three panels of one query each; none for other roles."""
    if actor.kind is not Kind.LOG:
        return [], []
    events = AuditEvent.objects.of_authority(actor.authority_id)
    return [Deed(_("Gennemse loggen"), reverse("accounts:log"))], [
        _unread(actor, events),
        _signs(events),
        _sealed(),
    ]


def _unread(actor: Actor, events: EventQuerySet) -> Panel:
    """By day, what has come since the reviewer last opened the log unfiltered: who looked for one
    thing has not seen the rest."""
    looks = events.filter(user_id=actor.user_id, action="review_log", details__filters=[]).order_by(
        "-id"
    )
    since = clock.now() - timedelta(days=DAYS)
    found = (
        events.filter(at__gte=since)
        .exclude(user_id=actor.user_id)
        .filter(at__gt=Coalesce(Subquery(looks.values("at")[:1]), since))
        .order_by()
        .values("at__date")
        .annotate(times=Count("id"))
        .order_by("-at__date")
    )
    items = [
        Item(
            label=format_date(row["at__date"]),
            url=_log(since=row["at__date"], until=row["at__date"]),
            text=ngettext("%(times)s hændelse", "%(times)s hændelser", row["times"]) % row,
        )
        for row in found
    ]
    return Panel(
        title=_("Nyt, siden du sidst åbnede hele loggen"),
        items=items,
        empty=_("Der er ikke sket noget, siden du sidst åbnede hele loggen."),
        total=0,
        order=10,
    )


def _signs(events: EventQuerySet) -> Panel:
    since = (clock.now() - timedelta(days=DAYS)).date()
    counts = {
        action: Count("id", filter=Q(action=action) & which) for action, which, _label in SIGNS
    }
    said = events.filter(at__date__gte=since).aggregate(**counts)
    items = [
        Item(label=str(label), url=_log(action=action, since=since), text=str(said[action]))
        for action, _which, label in SIGNS
        if said[action]
    ]
    return Panel(
        title=_("Værd at se på, de seneste %s dage") % DAYS,
        items=items,
        empty=_("Ingen mislykkede log-ind, afvisninger, nødadgange eller udtræk."),
        total=0,
        order=20,
    )


def _sealed() -> Panel:
    state = seal_state()
    late = state.waiting_since is not None and clock.now() - state.waiting_since > UNSEALED
    items = []
    if late and state.waiting_since:
        text = _("Sig det til driften: hændelser siden %s er ikke forseglet.")
        when = format_datetime(state.waiting_since)
        items = [Item(_("Loggen forsegles ikke"), reverse("accounts:log"), text % when)]
    empty = _("Loggen er ikke forseglet endnu.")
    if state.sealed_at:
        empty = _("Loggen er forseglet %s.") % format_datetime(state.sealed_at)
    return Panel(title=_("Loggens forsegling"), items=items, empty=empty, total=0, order=30)


def _log(**filters: object) -> str:
    return f"{reverse('accounts:log')}?{urlencode({k: str(v) for k, v in filters.items()})}"
