"""Where the browser sends what is being written."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stopext.access import idempotency
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Permission
from stopext.web import drafts


@access(Permission.START)
@require_POST
def autosave(request: PortalRequest, form: str, object_id: UUID) -> HttpResponse:
    """Keep the fields; answers the version and the time, 409 when another window is newer."""
    try:
        version = int(request.POST.get("autosave_version", ""))
    except ValueError:
        return JsonResponse({"message": _("Kladden mangler et nummer.")}, status=422)
    if not 0 <= version < 2**31:
        return JsonResponse({"message": _("Kladdens nummer er ugyldigt.")}, status=422)
    if idempotency.ended(request.actor.user_id, object_id):
        return JsonResponse({"message": _("Den er allerede sendt.")}, status=409)
    fields = drafts.fields_of(request.POST)
    try:
        row = drafts.save(
            by=request.actor,
            form=form,
            object_id=object_id,
            fields=fields,
            version=version,
            showing=drafts.showing_of(request.POST),
        )
    except Conflict as reason:
        return JsonResponse({"message": str(reason)}, status=409)
    except Invalid as reason:
        return JsonResponse({"message": str(reason)}, status=422)
    saved_at = timezone.localtime(row.saved_at).strftime("%H.%M")
    return JsonResponse({"version": row.version, "saved_at": saved_at})
