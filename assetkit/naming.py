"""File names: rows and a pattern in, ASCII slugs out that are unique ignoring case and never leave a folder."""

from __future__ import annotations

import string
from collections.abc import Mapping

from assetkit.errors import AssetkitError, nearest
from assetkit.typography import slug

LIMIT = 120  # characters of a whole name, far below every file system's


def file_name(pattern: str, values: Mapping[str, object]) -> str:
    """The pattern with its ``{names}`` filled by slugs of ``values``; ``{row:03}`` and the like work for numbers.

    Raises AssetkitError for a name that is not known or a pattern that is not one.
    """
    parts = []
    try:
        for literal, name, layout, _ in string.Formatter().parse(pattern):
            parts.append(slug(literal) if literal.strip("-_ .") else "-" if literal else "")
            if name is None:
                continue
            if name not in values:
                raise AssetkitError(
                    f"{{{name}}} is not known", where=f"file name pattern '{pattern}'", hint=nearest(name, list(values))
                )
            value = values[name]
            parts.append(format(value, layout or "") if isinstance(value, int) else slug(str(value)))
    except ValueError as error:
        raise AssetkitError(
            f"is not a pattern: {error}", where=f"file name pattern '{pattern}'", hint="{unit}-{size}"
        ) from error
    return slug("-".join(filter(None, (part.strip("-") for part in parts))), LIMIT)


class Names:
    """Hands out each name once: a second one of the same spelling (ignoring case) gets ``-2``, a third ``-3``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, name: str) -> str:
        candidate, number = name, 1
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{name}-{number}"
        self._taken.add(candidate.casefold())
        return candidate
