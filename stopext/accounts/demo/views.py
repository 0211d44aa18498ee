"""Log-in by persona. Mounted by the demo's own address book; no production module imports this."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from stopext.access import clock
from stopext.access.declare import LOGIN, access
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo import mails, people
from stopext.accounts.login.self_service import remember_use
from stopext.accounts.models import CENTRE, Authority, Membership, User, in_force
from stopext.audit import record

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@access(LOGIN)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Everybody of the demo, by authority."""
    _only_in_the_demo(request)
    names = dict(Authority.objects.values_list("pk", "name"))
    groups = [
        (names.get(place, str(place)), _people_of(place))
        for place in (*people.MUNICIPALITIES, *people.DISTRICTS, CENTRE)
    ]
    context = {
        "groups": groups,
        "password": people.PASSWORD,
        "mails": mails.newest(),
        "next": request.GET.get("next", ""),
    }
    return render(request, "demo/personas.html", context)


@access(LOGIN)
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Be one of them, with a second factor already shown."""
    _only_in_the_demo(request)
    known = {persona.email: persona for persona in people.personas()}
    persona = known.get(request.POST.get("persona", ""))
    if persona is None:
        raise Http404
    user = get_object_or_404(User, email=persona.email, is_active=True)
    if request.user.is_authenticated:
        request.session.flush()
    # Of an anonymous session what was typed too late stays, for its own author.
    get_adapter().login(request, user)
    record_authentication(request, user, "mfa", type="demo")
    _be_where_she_is_listed(persona, user)
    row = remember_use(request, user)
    where = {"authority_id": row.authority_id, "role": row.role} if row else {}
    record.write_now("login", user_id=user.pk, details={"way": "demo"}, **where)
    target = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if here else "web:start")


def _people_of(place: int) -> list[tuple[people.Persona, Role]]:
    return [
        (persona, role)
        for persona in people.personas()
        for where, role in persona.roles[:1]
        if where == place
    ]


def _be_where_she_is_listed(persona: people.Persona, user: User) -> None:
    """Who has two roles acts in the one whose button was pressed, whichever she used last."""
    place, role = persona.roles[0]
    rows = unscoped(Membership, reason="demo: who is chosen is found by her address")
    main = rows.filter(in_force(), user=user, authority_id=place, role=role)
    main.update(last_used_at=clock.now())


def _only_in_the_demo(request: HttpRequest) -> None:
    if (
        not getattr(settings, "PORTAL_IS_DEMO", False)
        or request.META["REMOTE_ADDR"] not in LOOPBACK
    ):
        raise Http404
