"""Those who lead the work open a hearing, ask people, read and judge the answers, and close it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.hearings import actions
from knowledge.hearings.actions.answers import judgements
from knowledge.hearings.actions.hearings import colleagues
from knowledge.hearings.forms import (
    ColleagueForm,
    ExtendForm,
    OpenForm,
    OutsideForm,
    VerdictForm,
)
from knowledge.hearings.frozen import heading_of, part_of
from knowledge.hearings.models import Answer, Hearing, Invitee
from knowledge.hearings.reading import counted, draft_of, first_section, heard, sent
from knowledge.hearings.sending import sendings
from knowledge.hearings.views.common import WRITE, crumbs, form_page
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.form_page import Done, Instead, Place, answer, typed_words
from stopext.web.pagination import paginate

LEAD = access(Permission.EDIT_OWN_PLAN)


@LEAD
@require_safe
def hearings(request: PortalRequest) -> HttpResponse:
    """The hearings of the municipality, newest first."""
    page = paginate(
        counted(request.actor),
        ordering=("-opened_at", "-pk"),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    rows = [(row, row.is_open(clock.today())) for row in page.items]
    context = {
        "page": page,
        "rows": rows,
        "has_draft": draft_of(request.actor) is not None,
        "can_open": not Hearing.objects.for_actor(request.actor).filter(closed_at=None).exists(),
        "breadcrumbs": crumbs((_("Høringer"), "")),
    }
    return render(request, "hearings/hearings.html", context)


@LEAD
@require_http_methods(WRITE)
def begin(request: PortalRequest) -> HttpResponse:
    """Lay the draft before people."""

    def act(form: Any) -> Done:
        names = ("title", "letter", "contact", "deadline")
        said = {name: form.cleaned_data[name] for name in names}
        made = actions.open_hearing(by=request.actor, **said)
        told = _("Høringen er åben. Inviter nu dem, der skal svare.")
        return Done(_address(made.pk), told)

    page = form_page(
        heading=_("Send kladden i høring"),
        lead=_(
            "Kladden fastholdes, som den er nu. I kan skrive videre imens, men de, der bliver "
            "hørt, ser den version, I sendte."
        ),
        button=_("Åbn høringen"),
        breadcrumbs=_way((_("Ny høring"), "")),
        make=OpenForm,
        act=act,
        closed="" if draft_of(request.actor) else _("I har ingen kladde at sende i høring."),
        instead=lambda form: _as_comment(request, form),
        draft=Place("hearing-open", request.actor.membership_id),
        back_url=reverse("hearings:hearings"),
    )
    return answer(request, page)


def _as_comment(request: PortalRequest, form: Any) -> Instead | None:
    """Keep what was written for a second hearing where the colleague who opened the first reads
    it: beside the first section of the draft."""
    draft = draft_of(request.actor)
    section = first_section(draft) if draft else None
    if section is None:
        return None
    text = "\n".join(f"{label}: {said}" for label, said in typed_words(request, form))
    fields = {"text": text, "idempotency_key": uuid4()}
    label = _("Gem min tekst som kommentar til kladden")
    return Instead(label, reverse("hearings:thread", args=[section]), fields)


@LEAD
@require_safe
def hearing(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Who was asked, and every answer beside the part it is about."""
    return _shown(request, pk, "hearings/hearing.html")


@LEAD
@require_safe
def minutes(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What was said and what became of it, to be printed for the committee."""
    return _shown(request, pk, "hearings/minutes.html", (_("Høringsnotat"), ""))


def _shown(request: PortalRequest, pk: UUID, template: str, *here: tuple[str, str]) -> HttpResponse:
    row = _hearing(request, pk)
    answers = list(sent(request.actor, row))
    overall, parts = heard(row, answers)
    rows = Invitee.objects.for_actor(request.actor).filter(hearing=row)
    invitees, mails = list(rows), sendings(pk)
    context = {
        "hearing": row,
        "is_open": row.is_open(clock.today()),
        "invitees": [(one, mails.get(one.pk)) for one in invitees],
        "asked": [one for one in invitees if one.counts],
        "replied": sum(one.sent_at is not None for one in invitees),
        "overall": overall,
        "parts": parts,
        "waiting": sum(not one.verdict or one.changed_since for one in answers),
        "total": len(answers),
        "breadcrumbs": _way((row.title, _address(pk) if here else ""), *here),
    }
    return render(request, template, context)


@LEAD
@require_http_methods(WRITE)
def invite_colleague(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask somebody of the own municipality."""
    row = _hearing(request, pk)
    people = colleagues(request.actor)
    asked = _invited(request, row)

    def act(form: Any) -> str:
        user = UUID(form.cleaned_data["user"])
        made = actions.invite_colleague(by=request.actor, pk=pk, user=user)
        return _("%s er inviteret og får besked i portalen.") % made.name

    page = about(
        row,
        heading=_("Inviter en kollega"),
        button=_("Inviter"),
        make=lambda *args, **kwargs: ColleagueForm(*args, people=people, asked=asked, **kwargs),
        act=act,
        more={"is_colleague": True, "hearing": row},
    )
    return answer(request, page)


def _invited(request: PortalRequest, row: Hearing) -> set[UUID]:
    rows = Invitee.objects.for_actor(request.actor).filter(hearing=row, revoked_at__isnull=True)
    return set(rows.filter(user__isnull=False).values_list("user", flat=True))


@LEAD
@require_http_methods(WRITE)
def invite_outside(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask somebody outside."""
    row = _hearing(request, pk)

    def act(form: Any) -> str:
        made = actions.invite_outside(
            by=request.actor,
            pk=pk,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            absolute=request.build_absolute_uri,
        )
        return _("%s er inviteret. Linket bliver sendt med e-mail.") % made.name

    page = about(
        row,
        heading=_("Inviter en udefra"),
        button=_("Send linket"),
        lead=_(
            "Den, der har linket, kan læse den version af kladden, som er i høring. Intet andet."
        ),
        make=OutsideForm,
        act=act,
        draft=Place("hearing-invite", pk),
    )
    return answer(request, page)


@LEAD
@require_http_methods(WRITE)
def extend(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Move the deadline."""
    row = _hearing(request, pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.extend_hearing(
            by=request.actor, pk=pk, version=said["version"], deadline=said["deadline"]
        )
        return _("Fristen er flyttet. Der kan svares til og med den nye dag.")

    page = about(
        row,
        heading=_("Flyt fristen"),
        button=_("Gem fristen"),
        make=ExtendForm,
        act=act,
        initial={"deadline": row.deadline, "version": row.edits},
    )
    return answer(request, page)


@LEAD
@require_http_methods(WRITE)
def close(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then end the hearing."""
    row = _hearing(request, pk)

    def act(_form: Any) -> str:
        actions.close_hearing(by=request.actor, pk=pk)
        return _("Høringen er afsluttet. Ingen kan svare mere.")

    page = about(
        row,
        heading=_("Afslut høringen"),
        button=_("Afslut høringen"),
        template="hearings/confirm.html",
        make=ConfirmForm,
        act=act,
        more={
            "question": _("Skal høringen afsluttes nu?"),
            "told": _(
                "Ingen kan læse udkastet eller svare mere. De svar, der er sendt, bliver "
                "stående, og I kan stadig vurdere dem. Det, nogen har skrevet uden at sende, ser "
                "I ikke; den, der skrev det, kan selv læse det. En afsluttet høring kan ikke "
                "åbnes igen."
            ),
        },
    )
    return answer(request, page)


@LEAD
@require_http_methods(WRITE)
def revoke(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then take an invitation back."""
    rows = Invitee.objects.for_actor(request.actor).select_related("hearing")
    invitee = rows.filter(pk=pk).first()
    if invitee is None:
        raise Http404

    def act(_form: Any) -> str:
        actions.revoke(by=request.actor, pk=pk)
        return _("Invitationen er trukket tilbage.")

    page = about(
        invitee.hearing,
        heading=_("Træk invitationen tilbage"),
        button=_("Træk tilbage"),
        lead=invitee.name,
        template="hearings/confirm.html",
        make=ConfirmForm,
        act=act,
        closed="",
        more={
            "question": _("Skal invitationen trækkes tilbage?"),
            "told": _(
                "%s kan ikke længere læse kladden eller svare. Det, der er sendt, bliver stående."
            )
            % invitee.name,
        },
    )
    return answer(request, page)


@LEAD
@require_http_methods(WRITE)
def judge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say what became of an answer."""
    rows = Answer.objects.for_actor(request.actor).filter(is_draft=False)
    row = rows.select_related("hearing", "invitee").filter(pk=pk).first()
    if row is None:
        raise Http404
    name = heading_of(row.hearing.parts, row.part)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        names = ("version", "verdict", "reason")
        actions.judge(by=request.actor, pk=pk, **{name: said[name] for name in names})
        return Done(f"{_address(row.hearing_id)}#svar-{pk}", _("Vurderingen er gemt."))

    page = about(
        row.hearing,
        heading=_("Vurdér svaret"),
        button=_("Gem vurderingen"),
        lead=name,
        make=VerdictForm,
        act=act,
        closed="",
        initial={"verdict": row.verdict, "reason": row.reason, "version": judgements(row)},
        draft=Place("hearing-verdict", pk),
        back_url=f"{_address(row.hearing_id)}#svar-{pk}",
        more={"answer": row, "frozen": part_of(row.hearing.parts, row.part)},
    )
    return answer(request, page)


def about(row: Hearing, *, heading: str, **own: Any) -> Any:
    """A form about a hearing; what a closed one does not take any more says so."""
    closed = _("Høringen er afsluttet.") if row.closed_at else ""
    own = {"closed": closed, "back_url": _address(row.pk), **own}
    way = _way((row.title, _address(row.pk)), (heading, ""))
    return form_page(heading=heading, breadcrumbs=way, **own)


def _way(*here: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("Høringer"), reverse("hearings:hearings")), *here)


def _address(pk: UUID) -> str:
    return reverse("hearings:hearing", args=[pk])


def _hearing(request: PortalRequest, pk: UUID) -> Hearing:
    found: Hearing | None = Hearing.objects.for_actor(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
