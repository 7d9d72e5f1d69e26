"""What went wrong, where, and what to try: the one way in which the core speaks of failure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST_LISTED = 40
"""Known words in a hint: a screenful, which holds every list of assetkit's own."""


def _shown(sign: str) -> str:
    """A character as a line of text shows it: what is invisible or would command a terminal by its number."""
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode()


class AssetkitError(Exception):
    """A failure that a person can mend. Prints as one line: ``where: message (try: hint)``.

    ``message`` says what is wrong, ``where`` names the file, row, template or element, ``hint`` what to try.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        text = f"{text} (try: {self.hint})" if self.hint else text
        return "".join(map(_shown, " ".join(text.split())))


class UsageError(AssetkitError):
    """The command line itself asks for something that cannot be meant (exit code 2)."""


class EngineError(AssetkitError):
    """The page engine refused a page or broke on it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists what is known."""
    names = list(known)
    close = difflib.get_close_matches(word.casefold(), [name.casefold() for name in names], n=1, cutoff=0.5)
    for name in names:
        if close and name.casefold() == close[0]:
            return f"did you mean '{name}'?"
    if not names:
        return "nothing of the kind is defined"
    rest = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"one of: {', '.join(names[:MOST_LISTED])}{rest}"
