"""Posts: finished pictures, their facts and a wording in, what to post where, when and with which words out.

A place takes one picture of each piece: that of the first size in its list that there is. Its day is counted from the day of the figures:
the kind says which, and where it gives a first and a last one, the units are spread over them evenly, the leading ones first. The time is
the place's best that day; a second post there takes the next best, and when none is left the day after. Units post on pages of their own,
so theirs do not wait for others.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Protocol

from assetkit.campaign import Campaign
from assetkit.facts import Facts
from assetkit.kit.alt_texts import ALT_PLACE, alt_text
from assetkit.kit.captions import caption
from assetkit.kit.rows import csv_bytes, weekday
from assetkit.kit.wording import DAYS, Wording
from assetkit.typography import date_short, fold

HEADERS = ("Ngày", "Thứ", "Giờ", "Nơi đăng", "Loại", "Đơn vị", "Tệp", "Lời đăng", "Mô tả ảnh")


class Published(Protocol):
    """A finished picture, such as an entry of a manifest: ``facts`` are those that it read."""

    @property
    def file(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def size(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Intended:
    """A picture that is to be made; ``facts`` are those that it may read."""

    file: str
    template: str
    size: str
    facts: Mapping[str, Any]


class With(Mapping[str, Any]):
    """Facts with some more; what is slow to know is still only computed when it is asked for."""

    def __init__(self, facts: Any, more: Mapping[str, Any]) -> None:
        self._facts, self._more = facts, more

    def __getitem__(self, name: str) -> Any:
        return self._more[name] if name in self._more else self._facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._more or name in self._facts

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys([*self._more, *self._facts])

    def __len__(self) -> int:
        return len(list(iter(self)))


@dataclass(frozen=True)
class Post:
    """One post: a file, where and when it goes, and the words beside it. ``unit`` is empty for posts about the whole."""

    file: str
    place: str
    place_title: str
    kind: str
    kind_label: str
    unit: str
    day: dt.date
    time: dt.time
    caption: str
    alt: str


class Texts:
    """What is said of each kind of picture in each place, of the whole and of each unit; every text is made once.

    ``more`` are facts that are not of the figures, such as ``draft_text``.
    """

    def __init__(self, wording: Wording, facts: Facts, campaign: Campaign, more: Mapping[str, Any] | None = None) -> None:
        self.wording, self.facts, self.campaign = wording, facts, campaign
        self._more = more or {}
        self._known: dict[str, With] = {}
        self._said: dict[tuple[str, str, str], str] = {}

    def caption(self, kind: str, place: str, unit: str) -> str:
        """The words beside a picture of that kind in that place. AssetkitError when they are too long, or nothing can be said."""
        key = (kind, place, unit)
        if key not in self._said:
            self._said[key] = caption(self.wording, kind, place, self._of(unit), self.campaign)
        return self._said[key]

    def alt(self, kind: str, unit: str) -> str:
        """The alternative text of a picture of that kind."""
        key = (kind, ALT_PLACE, unit)
        if key not in self._said:
            self._said[key] = alt_text(self.wording, kind, self._of(unit), self.campaign)
        return self._said[key]

    def _of(self, unit: str) -> With:
        if unit not in self._known:
            self._known[unit] = With(self.facts.for_unit(unit) if unit else self.facts, self._more)
        return self._known[unit]


def unit_of(picture: Published) -> str:
    """The unit that a picture is about; empty for the whole."""
    return str(picture.facts.get("unit") or "")


def refuse_bad_texts(pictures: Sequence[Published], texts: Texts) -> None:
    """Raise AssetkitError for the first of these pictures of which a place cannot be told in its length: before any is made."""
    for picture in pictures:
        kind, unit = texts.wording.kind_of(picture.template), unit_of(picture)
        for name, place in texts.wording.places.items():
            if picture.size in place.sizes:
                texts.caption(kind, name, unit)
                texts.alt(kind, unit)


def plan_posts(pictures: Sequence[Published], texts: Texts) -> tuple[Post, ...]:
    """The posts of these pictures in order of time. Pictures of a size that no place takes are not posted.

    Raises AssetkitError for a caption that is too long.
    """
    wording, facts = texts.wording, texts.facts
    stamp = facts.get("as_of", facts["today"])
    start = stamp.date() if isinstance(stamp, dt.datetime) else stamp
    assert isinstance(start, dt.date)
    order = _order(facts)
    queue = sorted(
        _taken(wording, pictures),
        key=lambda pair: (_rank(wording, pair[0]), order.get(fold(unit_of(pair[0])), len(order)), pair[0].file, pair[1]),
    )
    slots = _Slots(wording, start, [picture for picture, _ in queue])
    posts = []
    for picture, name in queue:
        kind, unit = wording.kind_of(picture.template), unit_of(picture)
        day, time = slots.take(picture, name)
        text, alt = texts.caption(kind, name, unit), texts.alt(kind, unit)
        label, title = wording.kinds[kind].label, wording.places[name].title
        posts.append(Post(picture.file, name, title, kind, label, unit, day, time, text, alt))
    return tuple(sorted(posts, key=lambda post: (post.day, post.time, post.place, post.unit, post.file)))


def piece_of(picture: Published) -> str:
    """What the pictures of one piece share: their file's name without its size."""
    return PurePosixPath(picture.file).stem.removesuffix(f"-{picture.size}")


def _taken(wording: Wording, pictures: Sequence[Published]) -> Iterator[tuple[Published, str]]:
    """Each place with the pictures that it takes: of a piece, that of the size which it likes best."""
    pieces: dict[tuple[str, str], dict[str, Published]] = defaultdict(dict)
    for picture in pictures:
        pieces[piece_of(picture), unit_of(picture)][picture.size] = picture
    for by_size in pieces.values():
        for name, place in wording.places.items():
            best = next((size for size in place.sizes if size in by_size), None)
            if best is not None:
                yield by_size[best], name


def _order(facts: Facts) -> dict[str, int]:
    """Folded name of a unit → its place in the ranking."""
    units: Any = facts.get("units", ())
    return {fold(unit["name"]): place for place, unit in enumerate(units)}


def _rank(wording: Wording, picture: Published) -> int:
    """The kind's position in the file: an earlier one has the better time of a day."""
    return list(wording.kinds).index(wording.kind_of(picture.template))


class _Slots:
    """Hands out days and times, each of a place once, but for the units' own pages."""

    def __init__(self, wording: Wording, start: dt.date, pictures: Sequence[Published]) -> None:
        self._wording, self._start = wording, start
        self._units: dict[str, dict[str, int]] = defaultdict(dict)
        for picture in pictures:
            if unit_of(picture):
                known = self._units[wording.kind_of(picture.template)]
                known.setdefault(unit_of(picture), len(known))
        self._taken: dict[tuple[int, str], int] = defaultdict(int)

    def take(self, picture: Published, place: str) -> tuple[dt.date, dt.time]:
        """The day and time of a picture's post in that place."""
        kind = self._wording.kind_of(picture.template)
        first, last = self._wording.kinds[kind].days
        times = self._wording.places[place].times
        if unit_of(picture):
            index, count = self._units[kind][unit_of(picture)], len(self._units[kind])
            offset, turn = first + index * (last - first + 1) // count, index
        else:
            offset = next((day for day in range(first, DAYS + 1) if self._taken[day, place] < len(times)), first)
            turn = self._taken[offset, place]
            self._taken[offset, place] += 1
        return self._start + dt.timedelta(offset), times[turn % len(times)]


def posts_csv(posts: Sequence[Post]) -> bytes:
    """The posts as a table that spreadsheet programs open: UTF-8 with its mark."""
    rows = [
        (
            date_short(post.day),
            weekday(post.day),
            f"{post.time:%H:%M}",
            post.place_title,
            post.kind_label,
            post.unit,
            post.file,
            post.caption,
            post.alt,
        )
        for post in posts
    ]
    return csv_bytes(HEADERS, rows)


def posts_json(posts: Sequence[Post]) -> bytes:
    """The posts as JSON, for programs that post them."""
    found = [{**vars(post), "day": post.day.isoformat(), "time": f"{post.time:%H:%M}"} for post in posts]
    return (json.dumps({"assetkit": 1, "posts": found}, ensure_ascii=False, indent=1) + "\n").encode()
