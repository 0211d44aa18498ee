"""Files as people send them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.knowledge.plans.browsing import EDIT

FILES, CHANGES = f"{EDIT}filer/", f"{EDIT}filer/excel/"


def fetched(browser: Client, which: str = "kladde") -> bytes:
    """The plan as Excel."""
    answer = browser.get(f"/handlingsplaner/min/{which}.xlsx")
    assert answer.status_code == 200
    return bytes(answer.content)


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The file after somebody worked in it and saved it."""
    book = load_workbook(BytesIO(content))
    edit(book)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(browser: Client, content: bytes, name: str = "plan.xlsx") -> Any:
    """Send a file back."""
    key = browser.get(FILES).context["form"]["idempotency_key"].value()
    file = SimpleUploadedFile(name, content)
    return browser.post(FILES, {"file": file, "idempotency_key": key})


def confirmed(browser: Client, **chosen: str) -> Any:
    """Confirm what a file would change."""
    key = browser.get(CHANGES).context["form"]["idempotency_key"].value()
    return browser.post(CHANGES, {"idempotency_key": key, **chosen})


def packed(**parts: str | bytes) -> bytes:
    """An archive with these parts, by names in which __ is a slash and _ a dot."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return kept.getvalue()


def rewritten(content: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The archive with other words in one of its parts."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            assert name != part or before in text
            new.writestr(name, text.replace(before, after) if name == part else text)
    return kept.getvalue()
