"""A broken rule in, what to say about it out: the nouns of the linter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assetkit.errors import AssetkitError


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which the engine differs from a browser, or one bound that keeps it alive.

    ``happens`` says what the engine does, ``cure`` what to write instead. A ``firm`` rule cannot be allowed by a
    comment: breaking it can hang the engine, or makes the page something else than a page.
    """

    id: str
    happens: str
    cure: str
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a place: ``where`` is "file:line", ``message`` names the words at fault."""

    rule: str
    where: str
    message: str
    cure: str

    @property
    def line(self) -> int:
        """The line of the finding, from 1."""
        return int(self.where.rpartition(":")[2])


def refuse(findings: Sequence[Finding]) -> None:
    """Do nothing when there are no findings; otherwise raise AssetkitError with the first and the number of others."""
    if not findings:
        return
    first, others = findings[0], len(findings) - 1
    more = f"; {others} more finding{'s' if others > 1 else ''}" if others else ""
    raise AssetkitError(f"{first.message} [{first.rule}]{more}", where=first.where, hint=first.cure)
