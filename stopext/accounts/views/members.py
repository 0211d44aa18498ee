"""Members of an authority: who has which role and for how long."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission, Role
from stopext.accounts import actions
from stopext.accounts.filters import MemberFilter
from stopext.accounts.forms import ConfirmForm, InvitationForm, PeriodForm
from stopext.accounts.mail import invitation
from stopext.accounts.models import Authority, Invitation, Membership
from stopext.accounts.pending import pending_fields
from stopext.accounts.policies import open_invitations
from stopext.web.pagination import paginate

PAGE = 50
INVITATIONS_SHOWN = 100


@access(Permission.MANAGE_MEMBERS)
@require_safe
def members(request: PortalRequest) -> HttpResponse:
    """Everybody with a role, and the invitations that are still open."""
    actor = request.actor
    rows = Membership.objects.for_actor(actor).select_related("authority")
    filters = MemberFilter(request.GET, rows, actor=actor)
    page = paginate(
        filters.qs,
        ordering=("name",),
        cursor=request.GET.get("cursor"),
        size=PAGE,
        scope=request.path,
    )
    invitations = open_invitations(
        Invitation.objects.for_actor(actor).select_related("authority"), clock.now()
    )
    context = {
        "filters": filters,
        "page": page,
        "invitations": invitations[:INVITATIONS_SHOWN],
        "today": clock.today(),
        "shows_authority": actor.role is Role.ADMINISTRATOR,
    }
    return render(request, "accounts/members.html", context)


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest) -> HttpResponse:
    """Invite one person into one role."""
    actor, posted = request.actor, request.POST if request.method == "POST" else None
    initial = {"valid_from": clock.today(), **pending_fields(request, request.path)}
    form = InvitationForm(posted, actor=actor, initial=initial)
    if posted is not None and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "email", "title")}
        facts |= {name: form.cleaned_data[name] for name in ("valid_from", "valid_until")}
        authority = form.cleaned_data.get("authority")
        try:
            row, secret = actions.invite(
                by=actor,
                authority=authority or Authority.objects.get(pk=actor.authority_id),
                role=Role(form.cleaned_data["role"]),
                **facts,
            )
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            invitation.send(request, row, secret)
            messages.success(request, _("Invitationen er på vej til %s.") % row.email)
            return redirect("accounts:members")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One role: see it and change its period."""
    row = _member(request, pk)
    posted = request.POST if request.method == "POST" else None
    period = {"valid_from": row.valid_from, "valid_until": row.valid_until}
    form = PeriodForm(posted, initial={**period, **pending_fields(request, request.path)})
    if posted is not None and form.is_valid():
        try:
            actions.change_period(
                by=request.actor,
                membership=row,
                valid_from=form.cleaned_data["valid_from"],
                valid_until=form.cleaned_data["valid_until"],
            )
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Perioden er ændret."))
            return redirect("accounts:members")
    context = {"form": form, "member": row, "is_self": row.user_id == request.actor.user_id}
    return render(request, "accounts/member.html", context, status=422 if form.is_bound else 200)


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then take the role away."""
    row = _member(request, pk)
    if request.method == "POST":
        try:
            actions.end_membership(by=request.actor, membership=row)
        except Invalid as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("%s har ikke længere rollen.") % row.name)
        return redirect("accounts:members")
    context = {"member": row, "form": ConfirmForm()}
    return render(request, "accounts/end_member.html", context)


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_POST
def resend(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new link; the old one stops working."""
    row = _invitation(request, pk)
    try:
        secret = actions.resend_invitation(by=request.actor, invitation=row)
    except Invalid as error:
        messages.warning(request, str(error))
    else:
        row.refresh_from_db()
        invitation.send(request, row, secret)
        messages.success(request, _("Invitationen er sendt igen til %s.") % row.email)
    return redirect("accounts:members")


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_POST
def withdraw(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The link stops working."""
    row = _invitation(request, pk)
    try:
        actions.withdraw_invitation(by=request.actor, invitation=row)
    except Invalid as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Invitationen til %s er trukket tilbage.") % row.name)
    return redirect("accounts:members")


def _member(request: PortalRequest, pk: UUID) -> Membership:
    rows = Membership.objects.for_actor(request.actor).select_related("authority")
    row: Membership = get_object_or_404(rows, pk=pk)
    return row


def _invitation(request: PortalRequest, pk: UUID) -> Invitation:
    rows = Invitation.objects.for_actor(request.actor).select_related("authority")
    row: Invitation = get_object_or_404(rows, pk=pk)
    return row
