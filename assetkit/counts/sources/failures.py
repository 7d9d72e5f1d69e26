"""How a source can fail for a while: it is not there now, and the last snapshot stays in use."""

from __future__ import annotations

from assetkit.errors import AssetkitError


class UnreachableError(AssetkitError):
    """Nobody answers: the name is not known, nothing listens, or it takes too long."""
