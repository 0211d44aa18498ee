"""Members of an authority: who has which role and for how long."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import LEADER_OF, AuthorityKind, Permission, Role
from stopext.accounts import actions
from stopext.accounts.filters import MemberFilter
from stopext.accounts.forms import ConfirmForm, InvitationForm, PeriodForm
from stopext.accounts.mail import invitation
from stopext.accounts.models import Authority, Invitation, Membership
from stopext.accounts.policies import open_invitations
from stopext.accounts.views.start import without_leader
from stopext.web.form_page import FormPage, answer
from stopext.web.pagination import paginate

PAGE = 50
INVITATIONS_SHOWN = 100
_PERIOD = ("valid_from", "valid_until")
_FACTS = ("name", "email", "title", *_PERIOD)


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
        "may_confirm": actor.can(Permission.CONFIRM_ROLES),
    }
    return render(request, "accounts/members.html", context)


@access(Permission.CONFIRM_ROLES)
@require_safe
def no_leader(request: PortalRequest) -> HttpResponse:
    """Every authority that nobody leads, each with the way to its first leader."""
    heading = _("Myndigheder uden leder")
    crumbs = [(_("Medarbejdere"), reverse("accounts:members")), (heading, "")]
    context = {"authorities": without_leader(request.actor), "breadcrumbs": crumbs}
    return render(request, "accounts/leaderless.html", context)


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest) -> HttpResponse:
    """Invite one person into one role."""
    actor = request.actor

    def act(form: Any) -> str:
        given = dict(form.cleaned_data)
        facts = {name: given[name] for name in _FACTS}
        authority = given.get("authority") or Authority.objects.get(pk=actor.authority_id)
        row, secret = actions.invite(
            by=actor, authority=authority, role=Role(given["role"]), **facts
        )
        if row.waits_for_second:
            return _("Invitationen sendes, når en anden administrator har bekræftet den.")
        invitation.send(request, row, secret)
        return _("Invitationen er på vej til %s.") % row.email

    return answer(
        request,
        FormPage(
            make=partial(InvitationForm, actor=actor),
            act=act,
            template="accounts/invite.html",
            back_url=reverse("accounts:members"),
            initial={
                "valid_from": clock.today(),
                "authority": request.GET.get("authority", actor.authority_id),
                "role": request.GET.get("role", ""),
            },
        ),
    )


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One role: see it and change its period."""
    row = _member(request, pk)

    def act(form: Any) -> str:
        period = {name: form.cleaned_data[name] for name in _PERIOD}
        version = form.cleaned_data["version"]
        actions.change_period(by=request.actor, membership=row, version=version, **period)
        return _("Perioden er ændret.")

    return answer(
        request,
        FormPage(
            make=PeriodForm,
            act=act,
            template="accounts/member.html",
            back_url=reverse("accounts:members"),
            initial={name: getattr(row, name) for name in (*_PERIOD, "version")},
            context=lambda _form: {
                "member": row,
                "is_self": row.user_id == request.actor.user_id,
                "leader": LEADER_OF[AuthorityKind(row.authority.kind)].label,
            },
        ),
    )


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then take the role away."""
    row = _member(request, pk)

    def act(_form: Any) -> str:
        actions.end_membership(by=request.actor, membership=row)
        return _("%s har ikke længere rollen.") % row.name

    return answer(
        request,
        FormPage(
            make=ConfirmForm,
            act=act,
            template="accounts/end_member.html",
            back_url=reverse("accounts:members"),
            context=lambda _form: {"member": row},
        ),
    )


@access(Permission.CONFIRM_ROLES, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The second administrator reads who is given what by whom, and lets it be given."""
    row = _invitation(request, pk)

    def act(_form: Any) -> str:
        secret = actions.confirm_invitation(by=request.actor, invitation=row)
        row.refresh_from_db()
        invitation.send(request, row, secret)
        return _("Rollen er bekræftet. Invitationen er på vej til %s.") % row.email

    own = row.invited_by == request.actor.user_id
    return answer(
        request,
        FormPage(
            make=ConfirmForm,
            act=act,
            template="accounts/confirm.html",
            back_url=reverse("accounts:members"),
            context=lambda _form: {"invitation": row, "own": own},
        ),
    )


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
