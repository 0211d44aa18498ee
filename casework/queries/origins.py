"""What others have told the municipality in a case, for it alone."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from casework.models import Case, HandOverAnswer, InformationRequest, InquiryReply, ShareReply
from casework.rules.passages import Origin
from stopext.access.actor import Actor
from stopext.web.dates import format_date


def from_others(actor: Actor, case: Case, receiver: int) -> list[Origin]:
    """Answers to questions of the case, and what the police district said of what was shared with
    it; but not what ``receiver`` (a code of an authority) said itself. Four queries; asked when
    something is sent, not when its page is opened."""
    here = {"case": case}
    asked = InformationRequest.objects.for_actor(actor).filter(**here, answered_at__isnull=False)
    told = InquiryReply.objects.for_actor(actor).filter(**here).exclude(asked_id=receiver)
    found = [_origin(row.authority, row.replied_on or row.answered_at, row.answer) for row in asked]
    found += [
        _origin(row.who, row.at, row.text)
        for row in told.annotate(who=F("inquiry__request__authority"))
    ]
    if receiver != case.district_id:
        police = _("politikredsen")
        said = ShareReply.objects.for_actor(actor).filter(**here)
        found += [_origin(police, row.at, row.text) for row in said]
        refused = HandOverAnswer.objects.for_actor(actor).filter(**here)
        found += [_origin(police, row.at, row.reason) for row in refused]
    return [one for one in found if one.text]


def _origin(who: str, when: object, text: str) -> Origin:
    facts = {"who": who, "day": format_date(when)}  # type: ignore[arg-type]
    return Origin(_("svar fra %(who)s, %(day)s") % facts, text or "")
