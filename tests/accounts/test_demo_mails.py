"""The demo's page lists the links of its mails, because nobody gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage, get_connection

from stopext.accounts.demo import mails

BACKEND = "stopext.accounts.mail.backends.FolderBackend"


def test_the_links_of_the_mails_are_listed_without_the_host(tmp_path: Path, settings: Any) -> None:
    settings.PORTAL_MAIL_FOLDER = tmp_path / "mail"
    assert mails.newest() == []
    texts = ("Hej\n\nhttp://127.0.0.1:8000/hoering/et-link/\n", "Uden noget at trykke på")
    written = [EmailMessage("Svar os", text, to=["broen@x.example"]) for text in texts]
    get_connection(BACKEND).send_messages(written)

    assert mails.newest() == [mails.Sent("broen@x.example", "Svar os", ["/hoering/et-link/"])]
