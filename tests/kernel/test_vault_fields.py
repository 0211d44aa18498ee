"""Sealed fields as models use them, and keys that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from stopext.access.roles import Role
from stopext.accounts.models import OutgoingMail, Session
from stopext.vault import keys, rotation
from stopext.vault.fields import SealedAttribute
from stopext.vault.models import DataKey
from tests.support.world import HOME, World


def test_a_field_that_was_left_out_is_fetched_and_opened(world: World) -> None:
    world.person(HOME, Role.LEADER).browser()

    row = Session.objects.defer("data")[0]

    assert "data" not in row.__dict__
    assert "_auth_user_id" in row.data


def test_the_class_gives_the_attribute_itself() -> None:
    assert isinstance(OutgoingMail.message, SealedAttribute)


def test_clear_text_is_not_taken_for_an_encoding() -> None:
    """A plain binary field would read text as base64."""
    assert OutgoingMail._meta.get_field("message").to_python("abcd") == "abcd"


@pytest.fixture
def unread_key() -> Iterator[None]:
    keys.forget()
    yield
    keys.forget()


@pytest.mark.usefixtures("unread_key")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "must name a file with 64 hexadecimal digits"),
        ("not hexadecimal", "must name a file with 64 hexadecimal digits"),
        ("ab" * 31, "must hold exactly 32 bytes"),
    ],
)
def test_a_key_file_that_cannot_be_used_is_told(
    settings: Any, tmp_path: Path, content: str | None, reason: str
) -> None:
    settings.PORTAL_KEY_FILE = str(tmp_path / "key")
    if content:
        (tmp_path / "key").write_text(content, encoding="ascii")

    with pytest.raises(ImproperlyConfigured, match=reason):
        keys.master_key()


def test_a_key_is_named_by_owner_purpose_and_number() -> None:
    assert str(DataKey(owner=851, purpose="data", kid=2)) == "851/data/2"


def test_an_owner_that_is_no_column_stops_a_rotation() -> None:
    """Otherwise the values would stay behind, sealed with a key that is then thrown away."""
    with pytest.raises(LookupError, match=r"Session\.nowhere is not a column"):
        rotation._owner_column(Session, "nowhere")
