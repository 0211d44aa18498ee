"""Passing chosen items on to the police district, the sheet that documents it, and withdrawal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions, screenings
from casework.forms.sharing import ShareForm, WithdrawForm
from casework.models import (
    Case,
    Consent,
    Disclosure,
    DisclosureItem,
    HandOverAnswer,
    Receipt,
    ShareCheck,
    ShareReply,
)
from casework.models.sharing import ItemKind
from casework.policies import Deed, may
from casework.queries.consents import to_share_on
from casework.queries.joint import lost_with
from casework.queries.origins import from_others
from casework.queries.shareable import (
    Shareable,
    running_disclosures,
    shareable_items,
    shared_before,
)
from casework.rules.codes import Tristate
from casework.rules.consents import until_words
from casework.rules.disclosure import DisclosureStatus, default_expiry
from casework.rules.identity import mask_cpr
from casework.rules.legal import LEGAL_BASES, LegalBasis
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import crumbs, get_case, get_part
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.web.dates import format_datetime
from stopext.web.form_page import Done, FormPage, Place, answer

BOTH = ["GET", "HEAD", "POST"]
WHOLE_NUMBER = re.compile(r"\b\d{6}-\d{4}\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be shared, whether it is ticked, and what of it is shown before."""

    item: Shareable
    ticked: bool
    shown: str
    shared: Disclosure | None
    """What the district has it by already."""


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def share(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Choose items, see them as the receiver will, and say on what ground they are passed on."""
    return answer(request, _share_page(request, get_case(request, pk, Deed.SHARE)))


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def renew(request: PortalRequest, pk: UUID, disclosure: UUID) -> HttpResponse:
    """Decide again about what was shared: what now, on what ground, why, and until when."""
    case = get_case(request, pk, Deed.SHARE)
    row = get_part(Disclosure, case, disclosure, request.actor)
    closed = (
        "" if renewable(request.actor, row) else _("Delingen er trukket tilbage eller fornyet.")
    )
    if closed and request.method != "POST":
        raise Refused(closed)
    return answer(request, _share_page(request, case, row, closed))


def renewable(actor: Actor, row: Disclosure) -> bool:
    """Whether something goes on from a disclosure: it was not taken back, and nothing does yet."""
    rows = Disclosure.objects.for_actor(actor)
    return row.revoked_at is None and not rows.filter(renews=row).exists()


def _share_page(
    request: PortalRequest, case: Case, earlier: Disclosure | None = None, closed: str = ""
) -> FormPage:
    """The form; with an ``earlier`` disclosure what that one passed on is chosen."""
    offered, sources = shareable_items(case), case.protected_sources()
    note_name(case, offered)
    running = running_disclosures(request.actor, case, offered)

    def act(form: Any) -> Done:
        facts = facts_of(form.cleaned_data)
        made = actions.share(by=request.actor, case=case, renews=earlier, **facts)
        sheet = reverse("casework:shared", args=[case.pk, made.pk])
        return Done(sheet, _("Oplysningerne er delt. Her er delingsarket."))

    return case_form(
        case,
        heading=_("Forny delingen") if earlier else _("Del med infohuset"),
        button=_("Del oplysningerne igen") if earlier else _("Del oplysningerne"),
        template=f"casework/sharing/{'renew' if earlier else 'share'}.html",
        make=partial(
            ShareForm,
            case=case,
            offered=offered,
            sources=sources,
            origins=partial(from_others, request.actor, case, case.district_id),
            consents=to_share_on(request.actor, case),
            shared=running,
        ),
        act=act,
        initial={
            "expires_on": default_expiry(clock.today()),
            "items": shared_before(offered, earlier.items.all()) if earlier else [],
        },
        draft=Place("case-renew", earlier.pk) if earlier else Place("case-share", case.pk),
        preview="preview",
        context=lambda form: {**choices_of(form), "earlier": earlier},
        closed=closed,
        instead=lambda form: as_note(request.actor, case, in_full(form)) if earlier else None,
    )


def facts_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the action is given, of a valid form."""
    ticks = ("acknowledged", "numbers_known", "source_known", "origin_known")
    facts = ("items", "consent", "necessity", "expires_on", "not_informed_reason", *ticks)
    return {
        "legal_basis": LegalBasis(cleaned["legal_basis"]),
        "citizen_informed": Tristate(cleaned["citizen_informed"]),
        "read": cleaned["seen"].split(),
        **{name: cleaned[name] for name in facts},
    }


def choices_of(form: Any) -> dict[str, Any]:
    """What can be chosen, by kind, whether anything is, and what must be told of it."""
    ticked = set(form["items"].value() or ())
    groups: dict[str, list[Line]] = defaultdict(list)
    for item in form.offered:
        groups[str(item.kind.label)].append(_line(form, item, ticked))
    return {
        "groups": dict(groups),
        "anything": bool(ticked),
        "tells_numbers": _is_asked(form, "numbers_known"),
        "source_is_protected": bool(form.sources),
        "tells_source": _is_asked(form, "source_known"),
        "tells_origin": _is_asked(form, "origin_known"),
    }


def _line(form: Any, item: Shareable, ticked: set[str]) -> Line:
    return Line(item, item.key in ticked, shown(item), form.shared.get(item.key))


def _is_asked(form: Any, name: str) -> bool:
    """Whether a box that answers a warning is there: the warning was given, or answered."""
    return bool(form.errors.get(name)) or bool(form[name].value())


@access(Permission.VIEW_CASES)
@require_safe
def shared(request: PortalRequest, pk: UUID, disclosure: UUID) -> HttpResponse:
    """The disclosure sheet: what was passed on, why, until when, and what was opened when."""
    case = get_case(request, pk)
    row = get_part(Disclosure, case, disclosure, request.actor)
    sheet = _sheet(request, row)
    note_name(case, (item for item, _text, _receipts in sheet["items"]))
    context = {
        "case": case,
        "breadcrumbs": crumbs(case, _("Delingsark")),
        "may_renew": may(Deed.SHARE, request.actor, case) and renewable(request.actor, row),
        **sheet,
    }
    return render(request, "casework/sharing/sheet.html", context)


def note_name(case: Case, items: Iterable[DisclosureItem | Shareable]) -> None:
    """The case itself shows a name to who asks for it, and says so in the log."""
    if any(item.kind == ItemKind.IDENTITY for item in items):
        note(
            "unmask",
            "casework.subject",
            case.subject_id,
            subject_key=case.log_key,
            details={"what": "name"},
        )


def shown(item: DisclosureItem | Shareable) -> str:
    """What is or was passed on; a whole CPR number is shown on its own page only."""
    if item.kind != ItemKind.IDENTITY:
        return str(item.text)
    return WHOLE_NUMBER.sub(lambda found: mask_cpr(found[0]), item.text)


def meetings_lost(actor: Actor, case: Case, going: Q) -> str:
    """Which meetings the district sees no longer when the disclosures ``going`` end, in words."""
    days = [format_datetime(row.planned_at) for row in lost_with(actor, case, going)]
    if not days:
        return ""
    told = ngettext(
        "Den kan heller ikke længere se mødet om sagen: %s.",
        "Den kan heller ikke længere se møderne om sagen: %s.",
        len(days),
    )
    return told % "; ".join(days)


def _sheet(request: PortalRequest, row: Disclosure) -> dict[str, Any]:
    items = DisclosureItem.objects.for_actor(request.actor).filter(disclosure=row)
    receipts = Receipt.objects.for_actor(request.actor).filter(disclosure=row)
    answers = HandOverAnswer.objects.for_actor(request.actor).filter(disclosure=row)
    replies = ShareReply.objects.for_actor(request.actor).filter(disclosure=row)
    checks = ShareCheck.objects.for_actor(request.actor).filter(disclosure=row)
    rows = Disclosure.objects.for_actor(request.actor)
    opened: dict[UUID, list[Receipt]] = defaultdict(list)
    for receipt in receipts.order_by("opened_at"):
        opened[receipt.item_id].append(receipt)
    status = row.status(clock.now())
    given = Consent.objects.for_actor(request.actor).filter(pk=row.consent_id)
    consent = given.first() if row.consent_id else None
    return {
        "row": row,
        "items": [(item, shown(item), opened[item.pk]) for item in items.order_by("position")],
        "opened": len(opened),
        "legal": LEGAL_BASES[LegalBasis(row.legal_basis)],
        "status": status,
        "is_active": status is DisclosureStatus.ACTIVE,
        "hand_over_answer": answers.first(),
        "replies": list(replies.order_by("at", "pk")),
        "checks": list(checks.order_by("-at")),
        "renewed_by": rows.filter(renews=row).first(),
        "may_withdraw": status is DisclosureStatus.ACTIVE
        and request.actor.can(Permission.SHARE_CASES),
        "kinds": ItemKind,
        "is_lapsed": consent is not None
        and status is DisclosureStatus.ACTIVE
        and not consent.lets_share(clock.today()),
        "until": until_words(row.consent_until),
    }


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def withdraw(request: PortalRequest, pk: UUID, disclosure: UUID) -> HttpResponse:
    """End a disclosure now."""
    case = get_case(request, pk)
    row = get_part(Disclosure, case, disclosure, request.actor)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.withdraw(
            by=request.actor,
            disclosure=row,
            reason=cleaned["reason"],
            source_known=cleaned.get("source_known", False),
        )
        return _("Delingen er trukket tilbage. Politikredsen kan ikke længere se den.")

    # Nothing is written yet when the page is opened, so nobody is looked up.
    sources = case.protected_sources() if request.method == "POST" else []
    lead = _(
        "Politikredsen mister adgangen med det samme. Det, den har læst, kan ikke glemmes, og"
        " referater, som begge sider har godkendt, læser den fortsat."
    )
    lost = meetings_lost(request.actor, case, Q(pk=row.pk))
    lead = f"{lead} {lost} {screenings.warning(request.actor, case, Q(pk=row.pk))}".strip()
    page = case_form(
        case,
        heading=_("Træk delingen tilbage"),
        button=_("Træk delingen tilbage"),
        lead=lead,
        make=partial(WithdrawForm, case=case, sources=sources),
        act=act,
        draft=Place("case-revoke", row.pk),
        told=lambda: [
            (_("Trukket tilbage af"), row.revoked_by_name),
            (_("Hvorfor"), row.revoked_reason),
        ],
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["reason"]),
    )
    return answer(request, page)
