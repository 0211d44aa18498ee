"""Cases have a past, which the portal's clock says in a test."""

import pytest


@pytest.fixture(autouse=True)
def told_later(past: None) -> None:
    """A file that attacks the database's clock has a fixture of this name that does nothing."""
