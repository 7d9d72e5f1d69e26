"""The manifest: what was made from what. Artifacts and jobs in, ``manifest.json`` out; also the journal that lets a run resume.

While a batch runs, each finished file is one line appended to a hidden journal (a single write, so two runs can share it); at the end
``manifest.json`` is made of the old manifest and the journal's last word on each file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assetkit.artifact import Artifact
from assetkit.errors import AssetkitError
from assetkit.job import Job, Reading
from assetkit.publish import alone_in, file_digest, inside, unwritable, write_file

JOURNAL = ".assetkit-journal.jsonl"
MANIFEST = "manifest.json"


class Proofed(BaseModel):
    """A check's finding."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    check: str
    level: str
    message: str


class Filmed(BaseModel):
    """What a video is besides its first picture: the place that it was made for, how it is encoded, and the file of its poster."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    place: str
    rate: int
    frames: int
    seconds: float
    codec: str
    sound: str
    poster: str


class Entry(BaseModel):
    """One published file: what it is, what it was made from, and what the proofs saw.

    ``readings`` are the snapshots of counts that its ``facts`` come from; ``changes`` are the facts that differ from those of the
    file that it took the place of, as (before, now).
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    file: str
    template: str
    campaign: str
    size: str
    width: int
    height: int
    format: str
    quality: int | None
    bytes: int
    sha256: str
    row: int | None
    label: str
    fields: dict[str, str]
    facts: dict[str, Any]
    alt: str
    note: str
    proofs: tuple[Proofed, ...]
    warnings: tuple[str, ...]
    key: str
    made_with: dict[str, str]
    readings: tuple[Reading, ...] = ()
    changes: dict[str, tuple[Any, Any]] = {}
    film: Filmed | None = None


def plain(value: Any) -> Any:
    """Facts as JSON values: dates and exact numbers become text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _text(text: str) -> str:
    """What UTF-8 can hold of a text: a file name may hold bytes that are none."""
    return text.encode("utf-8", "replace").decode()


def entry_of(job: Job, artifact: Artifact, file: str, key: str, made_with: Mapping[str, str]) -> Entry:
    """The manifest's entry for a published artifact."""
    return Entry(
        file=file,
        template=job.template,
        campaign=job.campaign,
        size=job.size.id,
        width=artifact.width,
        height=artifact.height,
        format=artifact.encoded.format,
        quality=artifact.encoded.quality,
        bytes=len(artifact.encoded.data),
        sha256=artifact.digest,
        row=job.row,
        label=_text(job.label),
        fields={name: _text(value) for name, value in job.fields.items()},
        facts=plain(artifact.facts_read),
        alt=artifact.alt,
        note=artifact.encoded.note,
        proofs=tuple(Proofed(check=f.check, level=f.level, message=f.message) for f in artifact.findings),
        warnings=tuple(map(_text, artifact.warnings)),
        key=key,
        made_with=dict(made_with),
        readings=job.readings,
    )


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The facts that are not what they were, as (before, now); a fact that one of them does not know is None there."""
    return {name: (before.get(name), now.get(name)) for name in sorted({*before, *now}) if before.get(name) != now.get(name)}


def read_journal(folder: Path) -> dict[str, Entry]:
    """The last entry of each file that the folder's manifest or journal names. A torn last line (a killed run) is passed over."""
    found: dict[str, Entry] = {}
    manifest, journal = folder / MANIFEST, folder / JOURNAL
    if manifest.is_file():
        try:
            raws = list(json.loads(manifest.read_text(encoding="utf-8"))["files"])
        except (ValueError, KeyError, TypeError) as error:
            raise AssetkitError(
                f"is not a manifest of ours: {error}", where=str(manifest), hint="another output folder with -o"
            ) from error
        for raw in raws:
            with suppress(ValidationError):  # of an older version: the file is made again
                entry = Entry.model_validate(raw)
                found[entry.file] = entry
    if journal.is_file():
        for line in filter(None, journal.read_text(encoding="utf-8", errors="replace").split("\n")):
            with suppress(ValidationError):  # torn by a kill, or of an older version
                entry = Entry.model_validate_json(line)
                found[entry.file] = entry
    return found


def append_journal(folder: Path, entry: Entry) -> None:
    """One line, one write: lines of two runs never mix."""
    line = f"\n{entry.model_dump_json()}\n".encode()  # the line before may be torn
    try:
        with alone_in(folder), (folder / JOURNAL).open("ab", buffering=0) as journal:
            journal.write(line)
    except OSError as error:
        raise unwritable(folder / JOURNAL, error) from error


def still_good(entry: Entry, folder: Path, key: str, facts: Mapping[str, Any]) -> bool:
    """Whether a published file can stand: made from the same things, read the same facts, and is still there, unchanged."""
    path = folder / entry.file
    if entry.key != key or not path.is_file() or path.stat().st_size != entry.bytes:
        return False
    now = plain(facts)
    if any(now.get(name) != value for name, value in entry.facts.items()):
        return False
    if entry.film and not (folder / entry.film.poster).is_file():
        return False
    return file_digest(path) == entry.sha256


def close_journal(folder: Path) -> None:
    """``manifest.json`` of every file that is still there, in name order; then the journal goes. Where there is no file, there is no
    manifest."""
    with alone_in(folder):
        known = read_journal(folder).values()
        entries = [entry for entry in known if (folder / entry.file).is_file()]
        if len(entries) == len(known) and known and not (folder / JOURNAL).exists():
            return  # it says so already
        files = [entry.model_dump(mode="json") for entry in sorted(entries, key=lambda entry: entry.file)]
        text = json.dumps({"assetkit": 1, "files": files}, ensure_ascii=False, indent=1)
        if files:
            write_file(folder / MANIFEST, text.encode())
        else:
            (folder / MANIFEST).unlink(missing_ok=True)
        (folder / JOURNAL).unlink(missing_ok=True)


def amend(folder: Path, entries: Iterable[Entry]) -> None:
    """Let the folder's manifest say of these files what ``entries`` say."""
    known = read_journal(folder)
    changed = [entry for entry in entries if known.get(entry.file) != entry]
    for entry in changed:
        append_journal(folder, entry)
    if changed:
        close_journal(folder)


def withdraw(folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Remove published files, and their entries: what they show is no longer so, and they could be posted. Returns those that were there."""
    gone = []
    files = tuple(files)
    known = read_journal(folder) if files else {}
    for file in files:
        film = known[file].film if file in known else None
        if film:
            inside(folder, film.poster).unlink(missing_ok=True)
        path = inside(folder, file)
        if path.is_file():
            path.unlink()
            gone.append(file)
    if gone:
        close_journal(folder)
    return tuple(gone)
