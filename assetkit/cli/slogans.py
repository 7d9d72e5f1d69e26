"""Words of ``--text`` in, slogans out: as they stand, from a text file with one on each line, or from a column of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assetkit.errors import AssetkitError, UsageError, nearest
from assetkit.typography import nfc

LINES, TABLES = (".txt",), (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")
NAME = 255  # bytes that a file's name has at most
MOST, LONGEST = 200, 400  # slogans of a loop; letters of one
COLUMNS = ("title", "slogan", "text", "message", "khẩu hiệu", "tiêu đề", "nội dung", "thông điệp", "câu")
"""Headers by which the column of slogans is known, folded."""


def slogans_of(words: Sequence[str], column: str | None, usual: Sequence[str]) -> tuple[str, ...]:
    """The slogans that ``--text`` names, in their order; ``usual`` without any. AssetkitError for a file that holds none."""
    found = [" ".join(nfc(slogan).split()) for word in words for slogan in _read(word, column)]
    if column is not None and not any(Path(word).suffix.lower() in TABLES for word in words):
        raise UsageError("is about a table, and there is none", where="--column", hint="--text FILE.xlsx")
    chosen = [slogan for slogan in found if slogan] if words else list(usual)
    if not chosen:
        raise AssetkitError("there are no words", where="--text", hint='--text "Mỗi người một sáng kiến"')
    if len(chosen) > MOST:
        raise AssetkitError(f"{len(chosen)} slogans are too many for one loop", where="--text", hint=f"{MOST} at most")
    long = next((slogan for slogan in chosen if len(slogan) > LONGEST), None)
    if long:
        raise AssetkitError(f"has {len(long)} letters", where=f"“{long[:30]}…”", hint=f"{LONGEST} at most: nobody reads more in passing")
    return tuple(chosen)


def _read(word: str, column: str | None) -> Iterator[str]:
    from assetkit.world import read_text

    path = Path(word)
    suffix = path.suffix.lower()
    if suffix in LINES:
        yield from read_text(path).splitlines()
    elif suffix in TABLES:
        yield from _column(path, column)
    elif 0 < len(word.encode()) <= NAME and path.is_file():  # its name is no slogan
        hint = "a .txt with a slogan on each line, or a table (.csv, .tsv, .xlsx, .ods)"
        raise AssetkitError("is a file, but none of slogans", where=f"--text {word}", hint=hint)
    else:
        yield word


def _column(path: Path, asked: str | None) -> Iterator[str]:
    """The texts of a column: the one asked for, one that is called as slogans are, the only one."""
    from assetkit.table import read_table
    from assetkit.typography import fold

    table = read_table(path)
    by_key = {fold(header): header for header in table.headers}
    known = next((by_key[key] for key in map(fold, COLUMNS) if key in by_key), table.headers[0] if len(table.headers) == 1 else None)
    header = by_key.get(fold(asked)) if asked else known
    if header is None:
        what = f"has no column '{asked}'" if asked else "does not tell which column holds the slogans"
        hint = nearest(asked, table.headers) if asked else f"--column with one of: {', '.join(table.headers)}"
        raise AssetkitError(what, where=str(path), hint=hint)
    yield from (str(cell) for row in table.rows if (cell := row.cells.get(header)) is not None)
