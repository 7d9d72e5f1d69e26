"""Values and reasons in, a Block out: what is known under which name, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Block:
    """Facts that are known, and for those that are not the rest of the sentence "fact NAME …"."""

    values: Mapping[str, object] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


def absent(names: Iterable[str], reason: str) -> Block:
    """A block in which every name is missing for the same reason."""
    return Block({}, dict.fromkeys(names, reason))


def merge(*blocks: Block) -> Block:
    """All blocks in one; what a later one knows or misses replaces what an earlier one says of the same name."""
    values: dict[str, object] = {}
    missing: dict[str, str] = {}
    for block in blocks:
        for name in block.missing:
            values.pop(name, None)
        for name in block.values:
            missing.pop(name, None)
        values.update(block.values)
        missing.update(block.missing)
    return Block(values, missing)
