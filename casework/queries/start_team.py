"""The start page of those who work with cases: one panel for each sort of work."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, InformationRequest, Receipt, Report
from casework.models.case import ENDED
from casework.models.inquiry import UNANSWERED
from casework.queries.case_joins import erasable
from casework.queries.consents import ending, without_consent
from casework.queries.contacts import to_answer
from casework.queries.hand_overs import refused_hand_overs, waiting_hand_overs
from casework.queries.shares import not_relevant, unchecked
from casework.rules.codes import ReportStatus
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.start import Item, Panel, counted, first

SHOWN = 5
#: Newest receipts that are looked through: one package has several.
RECEIPTS = 4 * SHOWN
#: No list shows the others, so there are more of them.
SHOWN_TO_ANSWER = 4 * SHOWN
#: Oldest reports among which the most urgent are looked for: a year of birth is sealed.
WAITING = 10 * SHOWN


def team_panels(actor: Actor) -> list[Panel]:
    """What is due, what others owe an answer to, what is new, and what waits for a leader."""
    panels = [
        _due(list(_running(actor).order_by("due_at", "pk")[: SHOWN + 1])),
        _waiting(
            list(first(waiting_hand_overs(actor).order_by("at", "pk"), SHOWN)),
            list(first(unanswered(actor).order_by("due_on", "pk"), SHOWN)),
        ),
        *_to_answer(list(first(to_answer(actor), SHOWN_TO_ANSWER))),
        _opened(list(_lasting(actor).order_by("-opened_at")[:RECEIPTS])),
    ]
    soon = list(first(ending(actor).order_by("lasts_until", "pk"), SHOWN))
    panels += [_ending(soon)] if soon else []
    unseen = list(first(unchecked(actor).order_by("expires_at", "pk"), SHOWN))
    panels += [_unchecked(unseen)] if unseen else []
    if actor.can(Permission.SHARE_CASES):
        lapsed = list(first(without_consent(actor).order_by("at", "pk"), SHOWN))
        panels += [_lapsed(lapsed)] if lapsed else []
        unused = list(first(not_relevant(actor).order_by("at", "pk"), SHOWN))
        panels += [_unused(unused)] if unused else []
    if actor.can(Permission.TRIAGE_CASES):
        unled = list(first(_unled(actor).order_by("due_at", "pk"), SHOWN))
        panels += [_without_coordinator(unled)] if unled else []
        waiting = list(_untaken(actor).order_by("received_at", "pk")[:WAITING])
        panels.append(_reports(sorted(waiting, key=lambda row: row.due_at)[:SHOWN]))
        refused = list(first(refused_hand_overs(actor).order_by("-at", "pk"), SHOWN))
        panels += [_refused(refused)] if refused else []
    if actor.can(Permission.APPROVE_CLOSING):
        # All of them: no list shows the others.
        asked_for = _to_approve(actor).order_by("approval_asked_at", "pk")
        panels.append(_approvals(list(asked_for)))
    if actor.can(Permission.CLOSE_CASES):
        due = _erasable(actor).order_by("delete_earliest", "pk")
        panels.append(_erasures(list(due[: SHOWN + 1])))
    return panels


def _running(actor: Actor) -> Any:
    return Case.objects.for_actor(actor).exclude(state__in=ENDED).filter(due_at__isnull=False)


def _unled(actor: Actor) -> Any:
    rows = Case.objects.for_actor(actor).exclude(state__in=ENDED)
    return rows.filter(coordinator_user__isnull=True)


def unanswered(actor: Actor) -> Any:
    """Questions to others that are still waited for, with the ``number`` of the case; also while
    the case rests or has gone on."""
    rows = InformationRequest.objects.for_actor(actor).filter(UNANSWERED)
    return rows.exclude(case__state__in=ENDED).annotate(number=F("case__number"))


def _lasting(actor: Actor) -> Any:
    rows = Receipt.objects.for_actor(actor).filter(revoked_at__isnull=True)
    return rows.annotate(number=F("disclosure__case_number"))


def _untaken(actor: Actor) -> Any:
    return Report.objects.for_actor(actor).filter(status=ReportStatus.RECEIVED)


def _to_approve(actor: Actor) -> Any:
    rows = Case.objects.for_actor(actor).exclude(state__in=ENDED)
    asked_by_others = ~Q(approval_asked_user=actor.user_id)
    return rows.filter(asked_by_others, approval_asked_at__gte=F("state_since"))


def _erasable(actor: Actor) -> Any:
    return erasable(Case.objects.for_actor(actor), clock.today())


def _due(rows: list[Any]) -> Panel:
    """Cases whose clock has run out or will run out first, most urgent first: what is weeks away
    is among them too, and its date says so."""
    return Panel(
        title=_("De næste frister"),
        items=[_case(row) for row in rows[:SHOWN]],
        empty=_("Du har ingen sager med en frist."),
        more_url=reverse("casework:list") if len(rows) > SHOWN else "",
        order=10,
    )


def _without_coordinator(rows: list[Any]) -> Panel:
    """Cases that nobody answers for yet, also those that are not among the most urgent ones."""
    total = counted(rows)
    return Panel(
        title=_("Sager uden tovholder"),
        items=[_case(row) for row in rows],
        total=total,
        more_url=f"{reverse('casework:list')}?unled=on" if total > SHOWN else "",
        order=9,
    )


def _waiting(sent: list[Any], asked: list[Any]) -> Panel:
    """Hand-overs and questions to others that are not answered."""
    items = [
        Item(
            label=row.case_number,
            url=reverse("casework:case", args=[row.case_id]),
            text=_("Politikredsens svar på overdragelsen, sendt %(when)s")
            % {"when": format_datetime(row.at)},
        )
        for row in sent
    ]
    items += [
        Item(
            label=row.number,
            url=reverse("casework:case", args=[row.case_id]),
            text=_("Oplysninger fra %(who)s") % {"who": row.authority},
            due=row.due_on,
        )
        for row in asked
    ]
    total = counted(sent) + counted(asked)
    return Panel(
        _("Venter på andre"),
        items[:SHOWN],
        _("Du venter ikke på svar fra nogen."),
        total=total,
        more_url=f"{reverse('casework:list')}?waiting=on" if total > SHOWN else "",
        order=20,
    )


def _to_answer(rows: list[Any]) -> list[Panel]:
    """Whom somebody promised to turn back to; no panel where nobody waits."""
    items = [
        Item(
            label=row.number,
            url=f"{reverse('casework:case', args=[row.case_id])}#contact-{row.pk}",
            text=_("Vend tilbage til %(who)s") % {"who": row.whom},
            due=row.answer_by,
        )
        for row in rows
    ]
    title = _("Vend tilbage til")
    return [Panel(title, items, total=counted(rows), order=11)] if rows else []


def _ending(rows: list[Any]) -> Panel:
    """Consents whose last day is near, the nearest first."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:consents", args=[row.case_id]),
            text=_("%(what)s (%(whom)s)")
            % {"what": row.get_purpose_display(), "whom": row.get_receiver_display().lower()},
            due=row.lasts_until,
        )
        for row in rows
    ]
    # No list shows the others: how many there are is told, and each case has its own.
    return Panel(_("Samtykker, der snart slutter"), items, total=counted(rows), order=22)


def _lapsed(rows: list[Any]) -> Panel:
    """What is still shared though the consent holds no longer."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:shared", args=[row.case_id, row.pk]),
            text=_still_read(row) % {"when": format_datetime(row.at)},
        )
        for row in rows
    ]
    return Panel(_("Delinger uden gyldigt samtykke"), items, total=counted(rows), order=14)


def _still_read(row: Any) -> str:
    if row.consent_withdrawn_on is None:
        return _("Delt %(when)s. Politiet kan stadig se det.")
    return _("Delt %(when)s. Samtykket er trukket tilbage: træk også delingen tilbage.")


def _unchecked(rows: list[Any]) -> Panel:
    """What others can still see, and nobody has gone through this month."""
    items = [
        Item(
            label=row.case_number,
            url=reverse("casework:shared", args=[row.case_id, row.pk]),
            text=_("Delt %(when)s. Kan ses til og med %(day)s")
            % {"when": format_datetime(row.at), "day": format_date(row.expires_at)},
        )
        for row in rows
    ]
    more = f"{reverse('casework:shares')}?show=due"
    title = _("Gennemgå det, andre stadig kan se")
    return Panel(title, items, total=counted(rows), more_url=more, order=23)


def _unused(rows: list[Any]) -> Panel:
    """What the district has no use of, and can still see."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:shared", args=[row.case_id, row.disclosure_id]),
            text=_(
                "%(who)s hos politiet svarede %(when)s. Træk delingen tilbage, eller lad den"
                " løbe ud."
            )
            % {"who": row.by_name, "when": format_datetime(row.at)},
        )
        for row in rows
    ]
    title = _("Delinger, politiet ikke har brug for")
    return Panel(title, items, total=counted(rows), order=16)


def _opened(receipts: list[Any]) -> Panel:
    """What the police district has opened lately, each package once."""
    packages = {row.disclosure_id: row for row in receipts}
    items = [
        Item(
            label=row.number,
            url=reverse("casework:case", args=[row.case_id]),
            text=_("Politiet har åbnet det, I har delt"),
        )
        for row in packages.values()
    ]
    # The newest of all there ever were: how many are shown says nothing.
    shown, empty = items[:SHOWN], _("Der er ikke noget nyt.")
    return Panel(_("Nyt i dine sager"), shown, empty, total=0, order=30)


def _refused(rows: list[Any]) -> Panel:
    """Cases that the police district would not take over, and nobody has followed up."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:case", args=[row.case_id]),
            text=_("Politikredsen afviste sagen %(when)s. Overdrag på ny, eller tag den tilbage.")
            % {"when": format_datetime(row.at)},
        )
        for row in rows
    ]
    total = counted(rows)
    more = f"{reverse('casework:list')}?status={State.POLICE}" if total > SHOWN else ""
    return Panel(_("Afvist af politiet"), items, total=total, more_url=more, order=13)


def _reports(rows: list[Any]) -> Panel:
    """Concerns from outside the team that nobody has taken up."""
    items = [
        Item(
            label=row.receipt,
            url=reverse("casework:read_report", args=[row.pk]),
            text=_("Henvendelse fra %(who)s, modtaget %(when)s")
            % {"who": row.reporter_name, "when": format_datetime(row.received_at)},
            due=row.due_at,
        )
        for row in rows
    ]
    waiting = reverse("casework:reports_waiting")
    empty = _("Ingen henvendelser venter.")
    return Panel(_("Nye henvendelser"), items, empty, more_url=waiting, order=15)


def _approvals(rows: list[Any]) -> Panel:
    """Closings that a leader has been asked to approve, in the order they were asked for."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:approve_closing", args=[row.pk]),
            text=_("%(who)s beder dig læse sagen og godkende") % {"who": row.approval_asked_by},
        )
        for row in rows
    ]
    return Panel(
        _("Afslutninger, der venter på din godkendelse"),
        items,
        _("Ingen afslutninger venter på dig."),
        order=12,
    )


def _erasures(rows: list[Any]) -> Panel:
    """Closed cases whose retention is over, oldest first."""
    items = [
        Item(
            label=row.number,
            url=reverse("casework:case", args=[row.pk]),
            text=_("Har kunnet slettes siden %(day)s") % {"day": format_date(row.delete_earliest)},
        )
        for row in rows[:SHOWN]
    ]
    return Panel(
        _("Sager, der kan slettes"),
        items,
        _("Ingen sager venter på at blive slettet."),
        more_url=f"{reverse('casework:list')}?erasable=on" if len(rows) > SHOWN else "",
        order=40,
    )


def _case(row: Case) -> Item:
    return Item(
        label=row.number,
        url=reverse("casework:case", args=[row.pk]),
        text=str(row.state_code.label),
        due=row.due_at,
    )
