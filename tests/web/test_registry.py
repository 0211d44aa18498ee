"""Registers: what is entered twice stops the start, and the order is the one that was said."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from stopext.register import Register


def test_the_order_is_the_one_that_was_said() -> None:
    register: Register[str] = Register("The thing")

    register.add("late", "c", order=20)
    register.add_all({"first": "a", "second": "b"}, order=10)

    assert list(register) == ["a", "b", "c"]
    assert list(register.as_dict()) == ["first", "second", "late"]
    assert (register.get("late"), register.get("missing")) == ("c", None)


def test_the_same_key_twice_stops_the_start() -> None:
    register: Register[str] = Register("The menu entry")
    register.add("visits:list", "a")

    with pytest.raises(ImproperlyConfigured, match="The menu entry “visits:list” is registered tw"):
        register.add("visits:list", "b")
