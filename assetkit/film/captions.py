"""What is said in a film's scenes in, subtitles out: lines short enough for a phone, each long enough to be read; as the text of an .srt file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assetkit.errors import AssetkitError
from assetkit.typography import keep_together

if TYPE_CHECKING:
    from assetkit.film.cutting import Cut

LINE, LINES = 42, 2  # characters, lines: Netflix Timed Text Style Guide, Vietnamese (2) and general requirements (5)
SPEED = 17.0  # characters a second that are read with ease: ibidem, adult programmes
LEAST, MOST = 5 / 6, 7.0  # s that a subtitle is seen: ibidem
GAP = 2  # frames between two subtitles: ibidem
AFTER = (".", ",", ";", ":", "–", "!", "?")  # signs after which a line is broken best


@dataclass(frozen=True)
class Cue:
    """A subtitle: its lines, and from which frame until before which it is seen."""

    lines: tuple[str, ...]
    first: int
    end: int


def cues_of(cuts: Sequence[Cut], rate: int) -> tuple[Cue, ...]:
    """The film's subtitles, scene by scene. AssetkitError for one that is seen too shortly to be read."""
    found: list[Cue] = []
    start = 0
    for cut in cuts:
        if cut.caption:
            found += _timed(cut, start + cut.transition.frames(rate), start + cut.frames, rate)
        start += cut.frames
    return tuple(found)


def _timed(cut: Cut, first: int, end: int, rate: int) -> Iterator[Cue]:
    """The cut's subtitles, its time shared out by how much there is to read."""
    texts = tuple(pieces(cut.caption, cut.where))
    letters = [sum(map(len, lines)) for lines in texts]
    time = end - first - GAP * len(texts)
    needed = _needed(letters)
    if time / rate < needed:
        hint = f"{needed + (cut.frames - time) / rate + 0.05:.1f} s for the scene, or a shorter caption"
        message = f"{sum(letters)} characters cannot be read in {time / rate:.1f} s: “{cut.caption[:40]}”"
        raise AssetkitError(message, where=cut.where, hint=hint)
    at = first
    for lines, count in zip(texts, letters, strict=True):
        share = round(time * max(count / SPEED, LEAST) / needed)
        yield Cue(lines, at, at + min(share, round(MOST * rate)))
        at += share + GAP


def _needed(letters: Sequence[int]) -> float:
    """How many s it takes to read subtitles of so many letters."""
    return sum(max(count / SPEED, LEAST) for count in letters)


def reading_seconds(text: str, where: str, rate: int) -> float:
    """How many s a caption takes to read, with the gaps between its subtitles."""
    letters = [sum(map(len, lines)) for lines in pieces(text, where)]
    return _needed(letters) + (GAP * len(letters) + 1) / rate if letters else 0.0


def pieces(text: str, where: str) -> Iterator[tuple[str, ...]]:
    """A text as subtitles of at most two lines of 42 characters. AssetkitError for a word that is longer."""
    lines = tuple(wrapped(text, where))
    for start in range(0, len(lines), LINES):
        yield lines[start : start + LINES]


def wrapped(text: str, where: str) -> Iterator[str]:
    """The text in lines of at most 42 characters, each pair of like length, broken after a sign where one stands near, never inside words
    that belong together (10.000 sáng kiến)."""
    words = [word for part, whole in keep_together(text) for word in ([part.strip()] if whole else part.split()) if word]
    for word in words:
        if len(word) > LINE:
            raise AssetkitError(f"“{word}” has {len(word)} characters", where=where, hint=f"{LINE} are a line's most")
    while words:
        count = _fitting(words, LINE)
        if count < len(words) and len(" ".join(words)) <= LINES * LINE:
            count = _balanced(words, count)
        yield " ".join(words[:count])
        words = words[count:]


def _fitting(words: Sequence[str], most: int) -> int:
    """How many words fill a line."""
    return max(count for count in range(1, len(words) + 1) if len(" ".join(words[:count])) <= most)


def _balanced(words: Sequence[str], most: int) -> int:
    """How many words the first of two lines takes: lines of like length, but rather after a sign."""

    def unlike(count: int) -> float:
        first, second = len(" ".join(words[:count])), len(" ".join(words[count:]))
        return abs(first - second) - (LINE / 2 if words[count - 1].endswith(AFTER) else 0) + (1000 if second > LINE else 0)

    return min(range(1, most + 1), key=unlike)


def srt(cues: Iterable[Cue], rate: int) -> str:
    """The subtitles as SubRip text."""
    blocks = (
        f"{number}\n{moment(cue.first, rate)} --> {moment(cue.end, rate)}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(blocks)


def moment(frame: int, rate: int) -> str:
    """When a frame begins: 00:01:02,500."""
    milliseconds = round(frame * 1000 / rate)
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{rest:03d}"
