"""Bytes of a zipped spreadsheet in, its parts out, after a check that they do not unpack to a flood."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from assetkit.errors import AssetkitError

Start = Callable[[str, dict[str, str]], object]
MAX_UNPACKED = 200_000_000
"""Bytes of all parts together; 100.000 rows of 8 cells are about 45 MB."""
MAX_RATIO = 250
"""Unpacked to packed; tables that people make stay below 60. Only asked above `RATIO_FROM` bytes."""
RATIO_FROM = 10_000_000
MAX_PARTS = 5_000

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class Archive:
    """The checked parts of a zip file. Sizes are counted while unpacking, not believed from the directory."""

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as problem:
            raise self._broken(problem) from problem
        parts = self._zip.infolist()
        unpacked, packed = sum(part.file_size for part in parts), max(len(data), 1)
        if len(parts) > MAX_PARTS:
            raise AssetkitError(f"has {len(parts)} parts; at most {MAX_PARTS} are opened", where=path)
        if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed):
            raise self._flood(unpacked, packed)
        self.names = frozenset(part.filename for part in parts)
        if len({name.casefold() for name in self.names}) < len(parts):
            raise AssetkitError("holds two parts of one name", where=path, hint="save it again as .xlsx or .ods")

    def read(self, name: str) -> bytes:
        """The bytes of a part; an error if it is missing or unpacks to more than its directory entry says."""
        if name not in self.names:
            raise AssetkitError(f"has no part '{name}'", where=self._path, hint="save it again as .xlsx or .ods")
        entry = self._zip.getinfo(name)
        declared, entry.file_size = entry.file_size, MAX_UNPACKED + 1  # unpack on, to see whether the size was a lie
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(declared + 1)
        except _BROKEN as problem:
            raise self._broken(problem) from problem
        finally:
            entry.file_size = declared
        if len(data) > declared:
            raise AssetkitError(
                f"its part '{name}' unpacks to more than the {declared} bytes it states", where=self._path
            )
        return data

    def read_xml(self, name: str, start: Start | None = None) -> bytes:
        """The bytes of a part that is well-formed XML without a document type (which could define entities).

        ``start`` is called with the name and the attributes of each element. Calamine never returns from an ODS part
        that ends before its last tag; so this is asked before.
        """
        data = self.read(name)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = lambda *_: self._refuse_document_type(name)
        parser.StartElementHandler = start
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as problem:  # the latter two: an unknown encoding
            raise self._broken(f"{name}: {problem}") from problem
        return data

    def _refuse_document_type(self, name: str) -> None:
        hint = "save it again as .xlsx or .ods"
        raise AssetkitError(f"its part '{name}' defines a document type", where=self._path, hint=hint)

    def _flood(self, unpacked: int, packed: int) -> AssetkitError:
        message = (
            f"unpacks from {packed} to {unpacked} bytes ({unpacked // packed} times); "
            f"at most {MAX_UNPACKED} bytes and {MAX_RATIO} times are opened"
        )
        return AssetkitError(message, where=self._path, hint="delete unused sheets and formats, or save it as CSV")

    def _broken(self, problem: object) -> AssetkitError:
        hint = "open it in a spreadsheet program and save it again"
        return AssetkitError(f"is a damaged spreadsheet file ({problem})", where=self._path, hint=hint)
