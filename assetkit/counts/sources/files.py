"""A source that is a file or a glob in, one table for each file out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.counts.sources.documents import Written, stamped
from assetkit.counts.sources.reading import Answer, Around
from assetkit.errors import AssetkitError, nearest

if TYPE_CHECKING:
    from assetkit.counts.sources.declaration import SourceSpec

MOST_FILES = 1_000
_SIGNS = frozenset("*?[")
_UNFINISHED = ("~$", ".")  # what office programs and downloads leave beside a file that is open


def read(spec: SourceSpec, around: Around) -> Answer:
    """The tables of all files, in the order of their names."""
    from assetkit.world import read_file

    tables = []
    for path in _paths(spec, around.folder):
        name = _label(path, around.folder)
        kind = spec.format or path.suffix.casefold().removeprefix(".").replace("txt", "csv").replace("xlsm", "xlsx")
        if kind not in ("csv", "tsv", "xlsx", "ods", "json"):
            hint = "save it as .csv, .xlsx or .ods"
            raise AssetkitError(f"cannot read counts from a '{path.suffix}' file", where=name, hint=hint)
        written = Written(read_file(path, name), kind, name=path.name)
        tables.append(stamped(written, spec, around.now, name))
    return Answer(tuple(tables))


def _paths(spec: SourceSpec, folder: Path) -> list[Path]:
    assert spec.file is not None
    where = f"source '{spec.name}'"
    plain = folder / spec.file
    parts = plain.parts
    first = next((at for at in range(len(folder.parts), len(parts)) if _SIGNS & set(parts[at])), None)
    if first is None or plain.is_file():
        return [plain]
    inside, pattern = Path(*parts[:first]), "/".join(parts[first:])
    try:
        found = sorted(inside.glob(pattern))
    except (ValueError, NotImplementedError) as problem:
        raise AssetkitError(f"{spec.file} is no pattern: {problem}", where=where, hint="counts/*.csv") from problem
    paths = [path for path in found if path.is_file() and not path.name.startswith(_UNFINISHED)]
    if not paths:
        names = [path.name for path in inside.iterdir()][:200] if inside.is_dir() else []
        hint = nearest(pattern, names) if names else f"there is nothing in {inside}"
        raise AssetkitError(f"no file is called {spec.file}", where=where, hint=hint)
    if len(paths) > MOST_FILES:
        message = f"{spec.file} names {len(paths)} files; at most {MOST_FILES} are read"
        raise AssetkitError(message, where=where, hint="a narrower pattern")
    return paths


def _label(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
