"""What the tests share: one world and one engine, since fonts and templates are the same for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from postgres_server import Server, running

from assetkit.engine.takumi import Takumi
from assetkit.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """The shipped templates, campaigns, sizes and fonts, without a workspace."""
    return World()


@pytest.fixture(scope="session")
def engine(world: World) -> Takumi:
    return Takumi(world.fonts.values())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own; skips what asks for it where there is none."""
    with running() as server:
        yield server
