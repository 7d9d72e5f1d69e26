"""What makes a fact or a block of facts in, the same made at first reading out: what no template names costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, TypeVar

from assetkit.facts.block import Block

Value = TypeVar("Value")


class Later(Generic[Value]):
    """One value that is made when it is first read."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make

    @cached_property
    def value(self) -> Value:
        """The value; made once."""
        return self._make()


class LaterBlock:
    """Facts that are made together when the first of them is asked for; ``make`` says of each that it is known or missing."""

    def __init__(self, make: Callable[[], Block]) -> None:
        self._make = make

    @cached_property
    def block(self) -> Block:
        """The block; made once."""
        return self._make()


def later(names: Iterable[str], make: Callable[[], Block]) -> dict[str, LaterBlock]:
    """name -> the one block that all of ``names`` are in."""
    return dict.fromkeys(names, LaterBlock(make))
