"""The mail that carries an invitation's link; it waits in the outbox of the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.accounts.models import Invitation


def send(request: HttpRequest, invitation: Invitation, secret: str) -> None:
    """Put the mail in the outbox. The secret is in the mail and nowhere else."""
    put(invitation, secret, request.build_absolute_uri)


def put(invitation: Invitation, secret: str, absolute: Callable[[str], str]) -> None:
    """The same outside a request; ``absolute`` makes a whole address of a path."""
    link = absolute(reverse("accounts:accept_invitation", args=[secret]))
    text = render_to_string(
        "accounts/email/invitation.txt", {"invitation": invitation, "link": link}
    )
    place = {"authority": invitation.authority.name}
    subject = _("StopEkstremisme: Du er inviteret af %(authority)s") % place
    EmailMessage(subject=subject, body=text, to=[invitation.email]).send()
