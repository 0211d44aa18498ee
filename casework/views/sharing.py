"""Passing chosen items on to the police district, the sheet that documents it, and withdrawal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.sharing import ShareForm, WithdrawForm
from casework.models import Case, Disclosure, DisclosureItem, Receipt
from casework.models.sharing import ItemKind
from casework.policies import Deed
from casework.queries.shareable import Shareable, shareable_items
from casework.rules.codes import Tristate
from casework.rules.disclosure import DisclosureError, DisclosureStatus, default_expiry
from casework.rules.legal import LEGAL_BASES, LegalBasis
from casework.views.case_forms import Draft, FormPage, answer
from casework.views.case_lookup import crumbs, get_case, get_part
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.accounts.pending import pending_fields
from stopext.web import drafts

BOTH = ["GET", "HEAD", "POST"]
FORM = "sag-deling"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be shared, and whether it is ticked."""

    item: Shareable
    ticked: bool


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def share(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Choose items, see them as the receiver will, and say on what ground they are passed on."""
    case = get_case(request, pk, Deed.SHARE)
    offered = shareable_items(case)
    if request.method == "POST" and "preview" not in request.POST:
        form = ShareForm(request.POST, offered=offered)
        if form.is_valid():
            try:
                made = _share(request, case, form.cleaned_data)
            except Invalid as reason:
                form.add_error(None, str(reason))
            else:
                drafts.discard(by=request.actor, form=FORM, object_id=case.pk)
                messages.success(request, _("Oplysningerne er delt. Her er delingsarket."))
                return redirect("casework:shared", case.pk, made.pk)
        return _share_page(request, case, offered, form)
    return _share_page(request, case, offered, _unsent(request, case, offered))


def _unsent(request: PortalRequest, case: Case, offered: list[Shareable]) -> ShareForm:
    """The form as it is opened, or with what is typed so far when the preview is asked for."""
    initial: dict[str, Any] = {"expires_on": default_expiry(clock.today())}
    if request.method == "POST":
        typed = drafts.fields_of(request.POST)
    else:
        kept = drafts.load(request.actor, FORM, case.pk)
        typed = kept.fields if kept else {}
    initial |= {name: values if name == "items" else values[0] for name, values in typed.items()}
    initial |= pending_fields(request, request.path)
    if isinstance(initial.get("items"), str):
        initial["items"] = [initial["items"]]
    return ShareForm(initial=initial, offered=offered)


def _share(request: PortalRequest, case: Case, cleaned: dict[str, Any]) -> Disclosure:
    facts = ("items", "necessity", "expires_on", "acknowledged", "consent_recorded")
    try:
        return actions.share(
            by=request.actor,
            case=case,
            legal_basis=LegalBasis(cleaned["legal_basis"]),
            citizen_informed=Tristate(cleaned["citizen_informed"]),
            **{name: cleaned[name] for name in facts},
        )
    except DisclosureError as error:
        raise Invalid(str(error)) from None


def _share_page(
    request: PortalRequest, case: Case, offered: list[Shareable], form: ShareForm
) -> HttpResponse:
    ticked = set(form["items"].value() or ())
    groups: dict[str, list[Line]] = defaultdict(list)
    for item in offered:
        groups[str(item.kind.label)].append(Line(item, item.key in ticked))
    kept = drafts.load(request.actor, FORM, case.pk)
    context = {
        "case": case,
        "form": form,
        "groups": dict(groups),
        "anything": bool(ticked),
        "revision": kept.revision if kept else 0,
        "saved_at": kept.saved_at if kept else None,
        "breadcrumbs": crumbs(case, _("Del med infohuset")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/sharing/share.html", context, status=status)


@access(Permission.VIEW_CASES)
@require_safe
def shared(request: PortalRequest, pk: UUID, disclosure: UUID) -> HttpResponse:
    """The disclosure sheet: what was passed on, why, until when, and what was opened when."""
    case = get_case(request, pk)
    row = get_part(Disclosure, case, disclosure, request.actor)
    context = {"case": case, "breadcrumbs": crumbs(case, _("Delingsark")), **_sheet(request, row)}
    return render(request, "casework/sharing/sheet.html", context)


def _sheet(request: PortalRequest, row: Disclosure) -> dict[str, Any]:
    items = DisclosureItem.objects.for_actor(request.actor).filter(disclosure=row)
    receipts = Receipt.objects.for_actor(request.actor).filter(disclosure=row)
    opened: dict[UUID, list[Receipt]] = defaultdict(list)
    for receipt in receipts.order_by("opened_at"):
        opened[receipt.item_id].append(receipt)
    status = row.status(clock.now())
    return {
        "row": row,
        "items": [(item, opened[item.pk]) for item in items.order_by("position")],
        "opened": len(opened),
        "legal": LEGAL_BASES[LegalBasis(row.legal_basis)],
        "status": status,
        "is_active": status is DisclosureStatus.ACTIVE,
        "may_withdraw": status is DisclosureStatus.ACTIVE
        and request.actor.can(Permission.SHARE_CASES),
        "kinds": ItemKind,
    }


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def withdraw(request: PortalRequest, pk: UUID, disclosure: UUID) -> HttpResponse:
    """End a disclosure now."""
    case = get_case(request, pk)
    row = get_part(Disclosure, case, disclosure, request.actor)

    def act(cleaned: dict[str, Any]) -> str:
        actions.withdraw(by=request.actor, disclosure=row, reason=cleaned["reason"])
        return _("Delingen er trukket tilbage. Politikredsen kan ikke længere se den.")

    page = FormPage(
        case=case,
        heading=_("Træk delingen tilbage"),
        button=_("Træk delingen tilbage"),
        lead=_("Politikredsen mister adgangen med det samme. Det, den har læst, kan ikke glemmes."),
        make=lambda posted, initial: WithdrawForm(posted, initial=initial),
        act=act,
        draft=Draft("sag-deling-tilbage", row.pk),
        theirs=lambda: [
            (_("Trukket tilbage af"), row.revoked_by_name),
            (_("Hvorfor"), row.revoked_reason),
        ],
    )
    return answer(request, page)
