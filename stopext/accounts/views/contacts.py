"""How the centre, the info-houses and the municipalities are reached, for who keeps it."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stopext.access.declare import PortalRequest, access
from stopext.access.roles import AuthorityKind, Permission
from stopext.accounts import actions, contacts
from stopext.accounts.forms import ContactForm
from stopext.accounts.models import Authority, Contact, ContactRevision
from stopext.web.form_page import FormPage, answer

#: The centre, then the districts, then the municipalities.
_KINDS = (AuthorityKind.CENTRE, AuthorityKind.POLICE, AuthorityKind.MUNICIPALITY)


@access(Permission.MANAGE_MEMBERS)
@require_safe
def contact_list(request: PortalRequest) -> HttpResponse:
    """Every contact that the actor keeps, by kind of authority, and how many are missing."""
    rows = sorted(contacts.kept_by(request.actor), key=_place)
    groups = [
        (kind.label, found, sum(not row.is_given for row in found))
        for kind, group in groupby(rows, key=lambda row: AuthorityKind(row.authority.kind))
        if (found := list(group))
    ]
    context = {"groups": groups, "missing": sum(missing for *_rest, missing in groups)}
    return render(request, "accounts/contacts.html", context)


@access(Permission.START)
@require_safe
def infohuse(request: PortalRequest) -> HttpResponse:
    """Info-houses and coordinators, for whoever is logged in; one's own district first."""
    actor = request.actor
    found = contacts.of_infohuse(actor)
    places = {row.pk: row for row in Authority.objects.filter(pk__in=[*found, actor.authority_id])}
    here = places.get(actor.authority_id)
    own = (here.police_district_id or here.pk) if here else None
    ordered = sorted(found, key=lambda pk: (pk != own, places[pk].name))
    districts = [
        (
            places[pk],
            [row for row in found[pk] if row.is_given],
            [f"{row.authority} ({str(row).lower()})" for row in found[pk] if not row.is_given],
        )
        for pk in ordered
    ]
    return render(request, "accounts/infohuse.html", {"districts": districts})


@access(Permission.MANAGE_MEMBERS, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One contact: change it, and read what it said before."""
    row = get_object_or_404(contacts.kept_by(request.actor), pk=pk)
    fields = (*Contact.FACTS, "version")

    def act(form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in fields}
        actions.keep_contact(by=request.actor, contact=row, **said)
        return _("Kontaktoplysningerne er gemt.")

    return answer(
        request,
        FormPage(
            make=ContactForm,
            act=act,
            template="accounts/contact.html",
            back_url=reverse("accounts:contacts"),
            initial={name: getattr(row, name) for name in fields},
            context=lambda _form: {
                "contact": row,
                "is_public": row.use in contacts.PUBLIC,
                "revisions": _revisions(request, row),
                "breadcrumbs": [
                    (_("Kontakter"), reverse("accounts:contacts")),
                    (f"{row.authority}, {row}", ""),
                ],
            },
        ),
    )


def _place(row: Contact) -> tuple[int, str, str]:
    return _KINDS.index(AuthorityKind(row.authority.kind)), row.authority.name, row.use


def _revisions(request: PortalRequest, row: Contact) -> list[ContactRevision]:
    return list(ContactRevision.objects.for_actor(request.actor).filter(contact=row))
