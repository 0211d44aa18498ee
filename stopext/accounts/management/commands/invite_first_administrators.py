"""Invite the first two administrators of the centre, who then invite everybody else."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from stopext.access.errors import Invalid
from stopext.accounts.actions.first import invite_first_administrators
from stopext.accounts.mail import invitation


class Command(BaseCommand):
    """Each gets a mail with a link, by which she chooses her own password and second factor. The
    links are shown to nobody else. Needs the web login and reference data."""

    help = "Invite the first two administrators: two names and two different addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--person "Name" address``, twice."""
        parser.add_argument(
            "--person", nargs=2, action="append", required=True, metavar=("NAME", "ADDRESS")
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Open both doors and put both mails in the outbox, or do nothing.

        Raises:
            CommandError: an address that is none, not two people, or there are administrators.
        """
        given: list[list[str]] = options["person"]
        for _name, address in given:
            try:
                validate_email(address)
            except ValidationError as error:
                raise CommandError(f"{address} is not a mail address.") from error
        if len(given) != 2:
            raise CommandError("Give --person twice: nobody is administrator alone.")
        try:
            made = invite_first_administrators(people={address: name for name, address in given})
        except Invalid as error:
            raise CommandError(str(error)) from error
        for row, secret in made:
            invitation.put(row, secret, _absolute)
            self.stdout.write(f"{row.email}: invited; the mail leaves with the job worker.")


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
