"""What is asked of a board in, a published loop out: MP4 by stream copy, or GIF and WebP, each with its poster and manifest entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from assetkit.artifact import Finding
from assetkit.batch import Outcome, job_key, made_with
from assetkit.engine import Engine
from assetkit.engine.takumi import ENGINE_VERSION
from assetkit.errors import AssetkitError
from assetkit.film.films import Studios, called, encoding_of, make_missing
from assetkit.film.led import whole_step
from assetkit.film.led_board import Board, gathered
from assetkit.film.led_loops import looped, refuse_seam
from assetkit.film.led_pictures import animated, estimate, played, refuse_too_large
from assetkit.film.led_slides import SlideReel, slides_of
from assetkit.film.led_strip import MarqueeReel, strip_of
from assetkit.film.making import make_film
from assetkit.film.readback import refuse_differences
from assetkit.film.reel import Reel, seconds_of
from assetkit.film.shooting import Shot, Take, jpeg
from assetkit.manifest import Entry, Filmed, Proofed, append_journal
from assetkit.pipeline import alternative_text
from assetkit.publish import file_digest, inside, whole_file, write_file
from assetkit.template import Template
from assetkit.typography import number
from assetkit.world import World

MODES = ("marquee", "pages")
FORMATS = ("mp4", "gif", "webp")
FILM = FORMATS[0]
LONGEST = 3600.0  # s of a loop's file
Say = Callable[[str], None]
Told = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Loop:
    """What runs on a board. ``template`` draws pieces of a strip or pages; ``speed`` is in px/s, None as it reads well."""

    slogans: tuple[str, ...]
    mode: str
    template: Template
    speed: float | None = None
    loops: int = 1
    format: str = FILM

    @property
    def made_of(self) -> tuple[str, ...]:
        return (*self.slogans, self.mode, self.template.digest, str(self.speed), str(self.loops), self.format)


def shoot_loop(take: Take, loop: Loop, world: World, engine: Engine) -> Shot:
    """One period of the loop. AssetkitError when its last frame does not lead to its first."""
    board = Board(take.job, world, engine)
    reel: Reel
    if loop.mode == MODES[0]:
        strip = strip_of(loop.slogans, board, loop.template)
        step, note = whole_step(loop.speed, board.size.height, board.size.width, take.rate)
        reel, spoken, proved = MarqueeReel(strip.image, step, take.rate, board.size.width), strip.spoken, strip.findings
    else:
        slides = slides_of(loop.slogans, board, loop.template)
        reel, note, spoken = SlideReel(slides, take.rate), "", "\n".join(slide.spoken for slide in slides)
        proved = gathered(finding for slide in slides for finding in slide.findings)
    refuse_seam(reel)
    finding = Finding("loop", "ok", f"frame {reel.frames} is frame 0")
    shown = played(loop.format, take.rate)
    slower = f"a GIF counts in hundredths of a second: {shown} frames/s, not {take.rate}" if shown != take.rate else ""
    return Shot(reel, alternative_text(spoken), {}, (*proved, finding), tuple(filter(None, (note, slower))))


def run_loops(takes: Sequence[Take], loop: Loop, studios: Studios, engine: Engine, *, force: bool, say: Say, told: Told) -> Outcome:
    """Make the loop for every board where it is missing or changed. ``say`` is told how large a GIF or WebP will be."""

    def key(take: Take) -> str:
        asked = (take.preset.model_dump_json(), str(take.rate), *loop.made_of)
        return job_key(take.job, studios.world, ENGINE_VERSION, "loop", av.__version__, *asked)

    def make(take: Take, file: str, made_of: str, told_of: Callable[[int, int], None]) -> Entry:
        shot = shoot_loop(take, loop, studios.world, engine)
        _publish(take, loop, shot.reel, studios, say, told_of)
        entry = _entry(take, loop, shot, file, made_of, studios)
        if studios.record:
            append_journal(studios.folder, entry)
        return entry

    keys = {take.job.stem: key(take) for take in takes}
    return make_missing(takes, studios, make, keys, f".{loop.format}", force=force, told=told)


def _poster(take: Take) -> str:
    return f"{take.job.stem}-poster.jpg"


def _publish(take: Take, loop: Loop, reel: Reel, studios: Studios, say: Say, told: Callable[[int, int], None]) -> None:
    """Make the file and its poster; whatever goes wrong, neither is left."""
    path = inside(studios.folder, f"{take.job.stem}.{loop.format}")
    with called(path), whole_file(path) as temporary:
        if loop.format == FILM:
            _film(take, loop, reel, studios, temporary, lambda done: told(done, reel.frames))
        else:
            temporary.write_bytes(_picture(take, loop, reel, say, lambda done: told(done, reel.frames)))
        reel.draw(reel.poster)
        write_file(inside(studios.folder, _poster(take)), jpeg(reel.planes.image()))


def _film(take: Take, loop: Loop, reel: Reel, studios: Studios, temporary: Path, told: Callable[[int], None]) -> None:
    seconds = seconds_of(reel) * loop.loops
    if seconds > LONGEST:
        hint = f"{int(LONGEST / seconds_of(reel))} at most: players repeat a file by themselves"
        raise AssetkitError(f"{loop.loops} times {seconds_of(reel):.0f} s are too long", where="--loops", hint=hint)
    encoding = encoding_of(reel, take.preset, studios.threads, False)
    looped(temporary, loop.loops, reel.frames, lambda once: make_film(reel, once, encoding, told=told))
    refuse_differences(temporary, encoding, reel.frames * loop.loops, take.preset.bytes, where=f"{take.job.stem}.{FILM}")


def _picture(take: Take, loop: Loop, reel: Reel, say: Say, told: Callable[[int], None]) -> bytes:
    """The animated picture; how large it will be is told before it is made, and too large ones are not made."""
    refuse_too_large(reel, loop.format)
    limits = take.job.size.limits
    most = limits.get(loop.format) or max(limits.values(), default=take.preset.bytes)
    expected = estimate(reel, loop.format)
    name = f"{take.job.stem}.{loop.format}"
    say(f"{name} will have about {size_text(expected)}: {reel.frames} frames of {reel.width}×{reel.height} px")
    hint = "mp4, fewer words, --fps 25, a smaller board, or --mode pages"
    if expected > most:
        raise AssetkitError(f"would have about {size_text(expected)}, {size_text(most)} is the most there", where=name, hint=hint)
    data = animated(reel, loop.format, told)
    if len(data) > most:
        raise AssetkitError(f"has {size_text(len(data))}, {size_text(most)} is the most there", where=name, hint=hint)
    return data


def size_text(count: int) -> str:
    """Bytes as people say them: 1,2 MB, 840 KB."""
    return f"{number(count / 1e6, 1)} MB" if count >= 1_000_000 else f"{number(count / 1e3)} KB"


def _entry(take: Take, loop: Loop, shot: Shot, file: str, key: str, studios: Studios) -> Entry:
    job, reel, path = take.job, shot.reel, inside(studios.folder, file)
    size = job.size
    padded = (reel.width, reel.height) != (size.width, size.height)
    frames = reel.frames * (loop.loops if loop.format == FILM else 1)
    rate = played(loop.format, take.rate)
    codec = f"h264 high {encoding_of(reel, take.preset, 1, False).level}" if loop.format == FILM else loop.format
    return Entry(
        file=file,
        template=loop.template.id,
        campaign=job.campaign,
        size=size.id,
        width=reel.width,
        height=reel.height,
        format=loop.format,
        quality=None,
        bytes=path.stat().st_size,
        sha256=file_digest(path),
        row=None,
        label=job.label,
        fields={f"slogan {place}": slogan for place, slogan in enumerate(loop.slogans, start=1)},
        facts={},
        alt=shot.alt,
        note=f"{size.width}×{size.height} padded to {reel.width}×{reel.height}: video needs even sides" if padded else "",
        proofs=tuple(Proofed(check=one.check, level=one.level, message=one.message) for one in shot.findings),
        warnings=tuple(shot.warnings),
        key=key,
        made_with={**made_with(studios.world, ENGINE_VERSION), "codecs": f"PyAV {av.__version__}"},
        film=Filmed(
            place=take.place, rate=rate, frames=frames, seconds=round(frames / rate, 3), codec=codec, sound="", poster=_poster(take)
        ),
    )
