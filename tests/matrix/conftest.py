"""The planted rows, once per test."""

from __future__ import annotations

import pytest

from tests.matrix import planting
from tests.matrix.actors import Visitor, everybody
from tests.support.world import World


@pytest.fixture
def rows(world: World) -> dict[str, planting.Keys]:
    """Keys of everything planted, by sort of row."""
    return planting.plant(world)


@pytest.fixture
def visitors(world: World) -> list[Visitor]:
    """Everybody who may knock."""
    return everybody(world)
