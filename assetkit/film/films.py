"""Takes in, published films out, with their posters and manifest entries: for films what `assetkit.batch` is for pictures.

One film after another: each uses all cores. A film that fails fails alone; a killed run, started again, does only what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av

from assetkit.batch import Ledger, Outcome, at_work, job_key, made_with
from assetkit.engine.takumi import ENGINE_VERSION
from assetkit.errors import AssetkitError
from assetkit.film.encoder import SOUND_RATE, Encoding
from assetkit.film.making import make_film
from assetkit.film.presets import Preset
from assetkit.film.readback import Film, refuse_differences
from assetkit.film.reel import Reel, seconds_of
from assetkit.film.shooting import Shot, Take, jpeg
from assetkit.manifest import (
    Entry,
    Filmed,
    Proofed,
    append_journal,
    close_journal,
    plain,
    read_journal,
    still_good,
    withdraw,
)
from assetkit.memory import give_back
from assetkit.publish import file_digest, inside, whole_file, write_file
from assetkit.world import World

SUFFIX = ".mp4"
SMALL = 40_000  # px of a frame: below, nearly every pixel is the edge of a letter
FINE = 12  # crf there: 320×64 settles within 1.0 of 255 of its still, at 18 within 2.1
Shoots = Callable[[Take], Shot]
Told = Callable[[int, int, int], None]
"""Is told the number of the film, from 0, how many of its frames are done, and how many it has."""


@dataclass(frozen=True)
class Studios:
    """Where films are made: the world, the output folder, how many threads encode, and whether the folder's manifest is kept."""

    world: World
    folder: Path
    threads: int = 1
    record: bool = True


Makes = Callable[[Take, str, str, Callable[[int, int], None]], Entry]
"""Makes and publishes one take's file of that name, with that key; tells how many of its frames are done."""


def run(takes: Sequence[Take], studios: Studios, shoots: Shoots, *, force: bool = False, told: Told = lambda *_: None) -> Outcome:
    """Make every film that is missing or changed, of what ``shoots`` makes of a take."""
    keys = {take.job.stem: take_key(take, studios.world) for take in takes}
    return make_missing(takes, studios, partial(_made, studios=studios, shoots=shoots), keys, SUFFIX, force=force, told=told)


def make_missing(
    takes: Sequence[Take], studios: Studios, makes: Makes, keys: Mapping[str, str], suffix: str, *, force: bool, told: Told
) -> Outcome:
    """Make, one after another, the files that are missing or whose key, by the take's stem, has changed."""
    folder = studios.folder
    with at_work(folder):
        held = read_journal(folder).values() if studios.record else ()
        ledger = Ledger(folder, {entry.file.removesuffix(suffix): entry for entry in held if entry.film and entry.file.endswith(suffix)})
        for number, take in enumerate(takes):
            job, key = take.job, keys[take.job.stem]
            before = ledger.published.get(job.stem)
            if before and not force and still_good(before, folder, key, job.facts):
                ledger.keep(job, before)
                continue
            try:
                ledger.settle(job, makes(take, f"{job.stem}{suffix}", key, partial(told, number)))
            except AssetkitError as error:
                ledger.settle(job, str(error))
        if studios.record:
            withdraw(folder, ledger.stale())
            close_journal(folder)
    return Outcome(tuple(ledger.entries.values()), tuple(ledger.failures), ledger.reused)


def take_key(take: Take, world: World) -> str:
    """What a film is made from: all that its still is, how long and how it is encoded, its music, and the codecs' version."""
    asked = (take.preset.model_dump_json(), str(take.rate), str(take.seconds), str(take.silent))
    music = file_digest(take.music) if take.music else ""
    return job_key(take.job, world, ENGINE_VERSION, "film", av.__version__, *asked, music, *take.made_of)


def _made(take: Take, file: str, key: str, told: Callable[[int, int], None], *, studios: Studios, shoots: Shoots) -> Entry:
    """Shoot, write, read back and publish one film with its poster."""
    from assetkit.film.audio import music, silence

    shot = shoots(take)
    reel, preset = shot.reel, take.preset
    preset.refuse_duration(seconds_of(reel))
    silent = take.silent or preset.audio == "silent"
    track = music(take.music, seconds_of(reel)) if take.music else silence(seconds_of(reel)) if silent else None
    encoding = encoding_of(reel, preset, studios.threads, track is not None)
    poster = f"{take.job.stem}-poster.jpg"
    path, beside = inside(studios.folder, file), inside(studios.folder, poster)
    give_back()
    with called(path), whole_file(path) as temporary:
        make_film(reel, temporary, encoding, track, lambda done: told(done, reel.frames))
        film = refuse_differences(temporary, encoding, reel.frames, preset.bytes, where=file)
        reel.draw(reel.poster)
        write_file(beside, jpeg(reel.planes.image()))
    warnings = (*shot.warnings, *(track.warnings if track else ()))
    entry = _entry(take, shot, film, file, poster, key, warnings, studios)
    if studios.record:
        append_journal(studios.folder, entry)
    return entry


@contextmanager
def called(path: Path) -> Iterator[None]:
    """Faults of temporary files are told of the file that they would have been."""
    try:
        yield
    except AssetkitError as error:
        where = str(path) if error.where.endswith(".part") else error.where
        raise AssetkitError(error.message, where=where, hint=error.hint) from error


def encoding_of(reel: Reel, preset: Preset, threads: int, sound: bool) -> Encoding:
    """How a reel is encoded for a place; small boards finer than the place asks, which costs next to nothing."""
    crf = min(preset.crf, FINE) if reel.width * reel.height < SMALL else preset.crf
    return Encoding(reel.width, reel.height, reel.rate, crf, preset.effort, preset.gop, threads, sound, preset.x264)


def _entry(
    take: Take, shot: Shot, film: Film, file: str, poster: str, key: str, warnings: Sequence[str], studios: Studios
) -> Entry:
    job = take.job
    padded = (film.width, film.height) != (job.size.width, job.size.height)
    return Entry(
        file=file,
        template=job.template,
        campaign=job.campaign,
        size=job.size.id,
        width=film.width,
        height=film.height,
        format=SUFFIX[1:],
        quality=None,
        bytes=film.bytes,
        sha256=file_digest(inside(studios.folder, file)),
        row=job.row,
        label=job.label,
        fields=dict(job.fields),
        facts=plain(shot.facts_read),
        alt=shot.alt,
        note=f"{job.size.width}×{job.size.height} padded to {film.width}×{film.height}: video needs even sides" if padded else "",
        proofs=tuple(Proofed(check=one.check, level=one.level, message=one.message) for one in shot.findings),
        warnings=tuple(warnings),
        key=key,
        made_with={**made_with(studios.world, ENGINE_VERSION), "codecs": f"PyAV {av.__version__}"},
        readings=job.readings,
        film=Filmed(
            place=take.place,
            rate=take.rate,
            frames=film.frames,
            seconds=round(film.seconds, 3),
            codec=f"h264 {film.profile.lower()} {film.level / 10:.1f}",
            sound=f"aac {SOUND_RATE} Hz" if film.sound else "",
            poster=poster,
        ),
    )
