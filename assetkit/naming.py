"""File names: rows and a pattern in, ASCII slugs out that are unique ignoring case and never leave a folder."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

from assetkit.errors import AssetkitError, nearest
from assetkit.typography import slug

LAYOUT = re.compile(r"0?[1-9]?")  # of a number: {row:03}
LIMIT = 120  # characters of a whole name, far below every file system's


def file_name(pattern: str, values: Mapping[str, object]) -> str:
    """The pattern with its ``{names}`` filled by slugs of ``values``; ``{row:03}`` and the like work for numbers.

    Raises AssetkitError for a name that is not known or a pattern that is not one.
    """
    parts = []
    try:
        for literal, name, layout, conversion in string.Formatter().parse(pattern):
            parts.append(slug(literal) if any(map(str.isalnum, literal)) else "")
            if name is None:
                continue
            if name not in values:
                raise AssetkitError(
                    f"{{{name}}} is not known", where=f"file name pattern '{pattern}'", hint=nearest(name, list(values))
                )
            parts.append(_part(values[name], conversion, layout or ""))
    except ValueError as error:
        raise AssetkitError(
            f"is not a pattern: {error}", where=f"file name pattern '{pattern}'", hint="{unit}-{size}"
        ) from error
    return slug("-".join(filter(None, (part.strip("-") for part in parts))), LIMIT)


def _part(value: object, conversion: str | None, layout: str) -> str:
    """One value as a part of a name; ValueError for what a pattern asks of it beyond a number's width."""
    if conversion or not (LAYOUT.fullmatch(layout) if isinstance(value, int) else not layout):
        raise ValueError(f"'{layout or conversion}' is no width of a number")
    return format(value, layout) if isinstance(value, int) else slug(str(value))


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
