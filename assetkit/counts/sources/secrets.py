"""Texts with names of environment variables in, texts with their values out; secrets that are written out are refused.

A text is ``env:NAME`` as a whole, or holds ``${NAME}``. What is printed is always the text as it was written, with the name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from assetkit.errors import AssetkitError

_WHOLE = re.compile(r"env:(.*)", re.DOTALL)
_INSIDE = re.compile(r"\$\{([^}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRET_NAME = re.compile(
    r"token|secret|passw|pwd|api[_.-]?key|access[_.-]?key|subscription[_.-]?key|signature|credential|cookie"
    r"|(?:^|[_.-])(?:key|sig|auth|authorization|sid|session)$",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(
    r"(?<![A-Za-z0-9])(?:eyJ[\w-]{8,}\.[\w-]+|(?:ghp|gho|ghs|github_pat|glpat|xox[abprs]|sk)[_-]\w[\w-]{18,}|AIza[\w-]{20,})"
)
"""What well-known services begin their keys with."""
_CARRIED = re.compile(r"(?:bearer|basic|token|digest)\s+\S", re.IGNORECASE)  # how a header carries one
_LEAST_HIDDEN = 4  # characters; hiding a shorter value would riddle every message with holes
HIDDEN = "…"


def refuse_literal_secret(url: str) -> str:
    """The address itself; ValueError when a password or a token is written into it instead of a variable's name."""
    if _WHOLE.fullmatch(url):
        _named(url)
        return url
    user, at, _ = urlsplit(url).netloc.rpartition("@")
    _, colon, password = user.partition(":")
    if at and colon and not _INSIDE.fullmatch(password):
        raise ValueError("holds a password; name an environment variable instead: user:${NAME}@host")
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=False):
        if _SECRET_NAME.search(name) and not _INSIDE.search(value):
            raise ValueError(f"holds a secret, '{name}'; name an environment variable instead: {name}=${{NAME}}")
    if _SECRET_VALUE.search(unquote(url)):
        raise ValueError("holds what looks like a secret; name an environment variable instead: ${NAME}")
    _named(url)
    return url


def refuse_literal_header(name: str, value: str) -> None:
    """ValueError when the value of a header is a secret that is written out."""
    if _WHOLE.fullmatch(value) or _INSIDE.search(value):
        _named(value)
    elif _SECRET_NAME.search(name) or _SECRET_VALUE.search(value) or _CARRIED.match(value):
        raise ValueError(f"'{name}' holds a secret; name an environment variable instead: {name} = \"${{NAME}}\"")


def names_in(text: str) -> tuple[str, ...]:
    """The environment variables that a text asks for."""
    whole = _WHOLE.fullmatch(text)
    return (whole[1],) if whole else tuple(match[1] for match in _INSIDE.finditer(text))


def _named(text: str) -> None:
    for name in names_in(text):
        if not _NAME.fullmatch(name):
            raise ValueError(f"'{name}' cannot name an environment variable; write ${{NAME}} or env:NAME")


def expand(text: str, where: str = "", environ: Mapping[str, str] = os.environ, *, quoted: bool = False) -> str:
    """The text with the values of the variables that it names. ``quoted``: values are made safe inside an address.

    Raises AssetkitError naming a variable that is not set or is empty; a value is never printed.
    """

    def value(name: str) -> str:
        found = environ.get(name, "")
        if not found:
            hint = f"export {name}=… before the command"
            raise AssetkitError(f"the environment variable {name} is not set", where=where, hint=hint)
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in found):
            message = f"the environment variable {name} holds a line break or a control character"
            raise AssetkitError(message, where=where, hint="set it again without")
        return found

    whole = _WHOLE.fullmatch(text)
    if whole:
        return value(whole[1])
    shape: Callable[[str], str] = (lambda raw: quote(raw, safe="")) if quoted else str
    return _INSIDE.sub(lambda match: shape(value(match[1])), text)


def values_of(texts: Iterable[str], environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Every form in which the values of the named variables may turn up in a message, longest first."""
    found: set[str] = set()
    for name in {name for text in texts for name in names_in(text)}:
        raw = environ.get(name, "")
        password = urlsplit(raw).password if "://" in raw else None  # the variable may hold a whole address
        for secret in filter(None, (raw, password and unquote(password))):
            found |= {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
    return tuple(sorted((form for form in found if len(form) >= _LEAST_HIDDEN), key=len, reverse=True))


def hidden(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def without_secrets(error: AssetkitError, secrets: Iterable[str]) -> AssetkitError:
    """The same failure, told without any of the secrets."""
    known = tuple(secrets)
    told = (hidden(text, known) for text in (error.message, error.where, error.hint))
    message, where, hint = told
    return type(error)(message, where=where, hint=hint)
