"""Where counts live, one file for each kind of place: a declared source in, the tables that it holds now out."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from assetkit.counts.sources.reading import Answer, Around, Stamped

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec

__all__ = ["KINDS", "Answer", "Around", "Stamped", "read_source"]

KINDS = {
    "file": "assetkit.counts.sources.files",
    "url": "assetkit.counts.sources.web",
    "sql": "assetkit.counts.sources.database",
}
"""Kind of place -> the module whose ``read(spec, around)`` asks it. A new kind is one file, one line, one key of a source."""


def read_source(spec: SourceSpec, around: Around) -> Answer:
    """What the source holds now: its tables with our names for its columns, their moments, and how to ask again.

    Raises UnreachableError when it is not there for a while, AssetkitError for everything else; no message holds a secret.
    """
    from assetkit.counts.sources.secrets import values_of, without_secrets
    from assetkit.errors import AssetkitError

    try:
        answer: Answer = importlib.import_module(KINDS[spec.kind]).read(spec, around)
        return answer
    except AssetkitError as error:
        secrets = values_of([spec.url or "", spec.sql or "", *spec.headers.values()], around.environ)
        raise without_secrets(error, secrets) from None  # what caused it may hold the secret itself
