"""The sandbox: a template's text and the names it may use in, its filled text out, within bounds.

Jinja's own sandbox keeps a page from the program; this one also keeps it from going on for ever: steps of loops and characters are
counted, and what could make one huge value in one step is refused. The bounds are counts, not times: what fails, fails everywhere.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assetkit.errors import AssetkitError, nearest

MOST_STEPS = 20_000  # of all loops of one page; the largest shipped page takes some two hundred
MOST_CHARACTERS = 1_000_000  # of a filled page; the largest shipped one has six thousand
HINT = "see docs/templates.md"
MISTAKES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)

_steps: ContextVar[Iterator[int]] = ContextVar("steps")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's environment with counted loops and without operations that make huge values."""

    intercepted_binops = frozenset({"*", "**"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        return tree

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
            raise SecurityError(f"'{operator}' is not for a page: what it needs is a fact")
        return super().call_binop(context, operator, left, right)


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    steps = _steps.get()
    for value in values:
        if next(steps, None) is None:
            raise SecurityError(f"the page takes more than {MOST_STEPS} steps of loops")
        yield value


@functools.lru_cache(maxsize=1)
def _environment() -> Sandbox:
    environment = Sandbox(autoescape=True, undefined=jinja2.StrictUndefined, cache_size=64)
    environment.filters["counted"] = _counted
    environment.filters["percent_of"] = lambda share: f"{100 * float(share):.3f}%"
    environment.filters["px"] = lambda value: f"{float(value):.2f}px"
    return environment


def parsed(text: str) -> nodes.Template:
    """The tree of a template; TemplateSyntaxError when it is none."""
    return _environment().parse(text)


def refuse_mistakes(text: str, where: str) -> None:
    """AssetkitError for a text that is no template: whether its names exist is known only when it is filled."""
    try:
        parsed(text)
    except jinja2.TemplateSyntaxError as error:
        raise AssetkitError(f"{error.message}", where=f"{where} line {error.lineno}", hint=HINT) from error


@functools.lru_cache(maxsize=8)
def _library(shared: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """An environment of its own for each set of shared files: a page looks for them when it is filled, not when it is read."""
    return _environment().overlay(loader=jinja2.DictLoader(dict(shared)), cache_size=64)


@functools.lru_cache(maxsize=64)
def _compiled(text: str, shared: tuple[tuple[str, str], ...]) -> jinja2.Template:
    return _library(shared).from_string(text)


def _poured(template: jinja2.Template, names: Mapping[str, Any]) -> str:
    _steps.set(iter(range(MOST_STEPS)))
    pieces: list[str] = []
    length = 0
    for piece in template.generate(names):
        pieces.append(piece)
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise SecurityError(f"the filled page has more than {MOST_CHARACTERS} characters")
    return "".join(pieces)


def pour(text: str, shared: Mapping[str, str], names: Mapping[str, Any], where: str) -> str:
    """The template ``text`` filled with ``names``; ``shared`` are the files that it may include, by name.

    Raises AssetkitError for an unknown name, a mistake in an expression, or a page that goes beyond the bounds.
    """
    try:
        return _poured(_compiled(text, tuple(sorted(shared.items()))), names)
    except jinja2.TemplateSyntaxError as error:
        raise AssetkitError(f"{error.message}", where=f"{where} line {error.lineno}", hint=HINT) from error
    except jinja2.UndefinedError as error:
        word = str(error).removesuffix(" is undefined").strip("'")
        hint = nearest(word, names) if str(error).endswith("is undefined") else HINT
        raise AssetkitError(f"{error}", where=where, hint=hint) from error
    except jinja2.TemplateNotFound as error:
        raise AssetkitError(f"file '{error}' is missing", where=where, hint=nearest(str(error), shared)) from error
    except jinja2.TemplateError as error:
        raise AssetkitError(f"{error}", where=where, hint=HINT) from error
    except MISTAKES as error:
        raise AssetkitError(f"{type(error).__name__}: {error}", where=where, hint=HINT) from error
