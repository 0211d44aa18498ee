"""The mail that carries the link of a hearing; it waits in the outbox of the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.hearings.models import Hearing, Invitee
from stopext.accounts.mail.followed import FollowedMail


def put(
    hearing: Hearing,
    invitee: Invitee,
    secret: str,
    authority: str,
    absolute: Callable[[str], str],
) -> UUID:
    """Put the mail in the outbox; answers its key there. The secret is in the mail and nowhere
    else."""
    link = absolute(reverse("hearings:outside", args=[secret]))
    said = {"hearing": hearing, "invitee": invitee, "authority": authority, "link": link}
    text = render_to_string("hearings/email/invitation.txt", said)
    subject = _("%s beder om dit svar i en høring") % authority
    mail = FollowedMail(subject=subject, body=text, to=[invitee.email])
    mail.send()
    return mail.key
