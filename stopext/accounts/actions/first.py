"""The first two administrators of a new installation, whom nobody could invite.

Runs from the command line as the login of the log-in pages: nobody acts yet.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.actions.members import INVITATION_DAYS
from stopext.accounts.models import CENTRE, Invitation, Membership, token_hash
from stopext.accounts.policies import mailbox, open_invitations
from stopext.audit import record
from stopext.web.text import clean_line

#: Who stands as the one who invited: nobody has this key.
INSTALLATION = UUID(int=0)
NOBODY_YET = "an installation without anybody: nobody acts yet"


@transaction.atomic
def invite_first_administrators(*, people: dict[str, str]) -> list[tuple[Invitation, str]]:
    """Open a door for each; ``people`` are names by address. Answers them with their secrets.

    Raises:
        Invalid: not two different people, or somebody is administrator, or about to be.
    """
    boxes = {mailbox(address) for address in people}
    names = {clean_line(name).casefold() for name in people.values()}
    if len(boxes) != 2 or len(names) != 2 or "" in names:
        raise Invalid(_("Der skal to forskellige personer til, hver med sin egen adresse."))
    _check_nobody_is()
    return [_invite(address, name) for address, name in people.items()]


def _check_nobody_is() -> None:
    held = unscoped(Membership, reason=NOBODY_YET).filter(authority=CENTRE, role=Role.ADMINISTRATOR)
    if held.exists():
        raise Invalid(_("Centeret har eller har haft administratorer. De inviterer selv flere."))
    waiting = open_invitations(unscoped(Invitation, reason=NOBODY_YET), clock.now())
    if waiting.filter(authority=CENTRE, role=Role.ADMINISTRATOR).exists():
        raise Invalid(_("De første administratorer er inviteret; invitationerne gælder endnu."))


def _invite(address: str, name: str) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    row = Invitation(
        authority_id=CENTRE,
        email=clean_line(address).lower(),
        name=clean_line(name),
        role=Role.ADMINISTRATOR,
        token_hash=token_hash(secret),
        invited_by=INSTALLATION,
        invited_by_name=_("Installationen"),
        expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
    )
    row.save(force_insert=True)
    record.write_now(
        "invite",
        object_type="accounts.invitation",
        object_id=row.pk,
        authority_id=CENTRE,
        details={"role": Role.ADMINISTRATOR.value, "way": "installation"},
    )
    return row, secret
