"""Bodies that are too big: refused in Danish before anything is kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(("megabytes", "status"), [(1, 200), (6, 413)])
def test_a_file_that_is_too_big_is_refused(client: Client, megabytes: int, status: int) -> None:
    file = SimpleUploadedFile("bilag.pdf", b"x" * megabytes * MEGABYTE)

    answer = client.post("/konto/login/", {"bilag": file})

    assert answer.status_code == status
    assert ("fylde højst 5 MB i alt" in answer.content.decode()) is (status == 413)


def test_a_file_where_none_is_asked_for_is_ignored(client: Client) -> None:
    file = SimpleUploadedFile("login", b"MZ filens indhold")

    answer = client.post("/konto/login/", {"login": file, "password": "x"})

    assert answer.status_code == 200
    assert "MZ filens indhold" not in answer.content.decode()


def test_more_text_than_any_form_holds_is_refused(client: Client) -> None:
    answer = client.post("/konto/login/", {"login": "x" * 2 * MEGABYTE, "password": "x"})

    assert answer.status_code == 413
    assert "tekst højst 1 MB" in answer.content.decode()


def test_too_many_files_are_refused(client: Client) -> None:
    files = {f"fil{number}": SimpleUploadedFile("a.txt", b"x") for number in range(6)}

    assert client.post("/konto/login/", files).status_code == 400
