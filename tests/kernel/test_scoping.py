"""What a tenant model and who reads past it must say."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from stopext.access.models import Idempotency, TenantModel
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership


def test_a_model_that_does_not_say_who_sees_it_shows_nothing() -> None:
    nobody: Any = None
    with pytest.raises(NotImplementedError, match="must say who may see it"):
        TenantModel.visible_to(nobody, nobody)


def test_reading_past_the_wall_takes_a_reason() -> None:
    with pytest.raises(ValueError, match="say why"):
        unscoped(Membership, reason=" ")


def test_a_form_key_is_named_by_itself() -> None:
    key = uuid.uuid4()

    assert str(Idempotency(key=key)) == str(key)
