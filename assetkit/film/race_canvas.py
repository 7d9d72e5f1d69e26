"""States of a race in, planes out: bars, ticks, names and figures drawn straight into Y, U and V, and only what has changed."""

from __future__ import annotations

from collections.abc import Iterator

from assetkit.facts.standing import count_text
from assetkit.film.boxes import Box, area, common, even, merged
from assetkit.film.race import PLACE, Row, State
from assetkit.film.race_axis import axis_lines, axis_text, faint, stacked
from assetkit.film.race_kit import Bar, Kit, printed, printed_text
from assetkit.film.race_stage import Slot
from assetkit.film.race_surface import OPAQUE, Colour, Stamp, Surface
from assetkit.typography import date_short

LANE = 34  # of 256: how much paper is in the lane from a bar to its quota
GRID = 26  # of 256: how much paper is in a line of the axis
FLASHED = 120  # of 256, at most: how much paper is in the row of a new leader
TICK = 4  # px
LEAST_LABEL = 3.2  # em of the least type that the figure of a line is taken to be wide, at least
FRONT = 0.014  # of the light's width: its edge


class RaceCanvas:
    """The frame that is being drawn."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        behind = kit.stage.behind
        self.width, self.height = behind.width, behind.height
        self._base = Surface.of(behind)
        self._ranks()
        self._lanes, self._ground, self.planes = (Surface.of(self._base) for _ in range(3))
        self._lanes.wash(kit.stage.colours["ink"], kit.stage.bars, LANE)
        self._lines: tuple[tuple[int, int, str], ...] = ()
        self._bars: dict[tuple[int, int], Bar] = {}
        self._by_column: list[list[Bar]] = []
        self._total = self._date = ""
        self._uncovered = 0
        self._drawn = False

    def draw(self, state: State) -> bool:
        """Bring the frame to ``state``; whether anything changed."""
        moved = self._axis(state.axis)
        dirty = list(self._changed(state, moved))
        for column, box in dirty:
            self._repaint(column, box)
        moved |= self._figure(self.kit.stage.total, "_total", count_text(state.total))
        moved |= self._figure(self.kit.stage.date, "_date", date_short(self.kit.race.readings.moments[state.reading]))
        moved |= self._light(state.total)
        first, self._drawn = not self._drawn, True
        return bool(dirty) or moved or first

    def _ranks(self) -> None:
        """The numbers of the places, which never move."""
        places, colour = self.kit.places, self.kit.stage.colours["quiet"]
        whole = (0, 0, self.width, self.height)
        edge = places.name_x - self.kit.gap
        for rank in range(self.kit.race.shown):
            column, row = divmod(rank, places.per_column)
            stamp = self.kit.letters.figure.get(str(rank + 1), places.text, False)
            left, top = places.columns[column][:2]
            pen = left + edge - round(stamp.advance), top + row * places.pitch + places.name_line
            self._base.lay(stamp, pen, colour, whole)

    def _axis(self, end: int) -> bool:
        """Redraw the lines of the axis; whether they have moved."""
        places, colours, metric = self.kit.places, self.kit.stage.colours, self.kit.race.readings.metric
        longest = self.kit.letters.figure.get("0" * len(axis_text(end, metric)), self.kit.small).advance
        longest = max(longest, LEAST_LABEL * self.kit.small.size)
        lines = tuple(axis_lines(end, places.reach, metric, longest))
        if lines == self._lines:
            return False
        for left, top, right, bottom in places.columns:
            area = even((left + places.bar_x - 80, top - 2 * self.kit.small.size, right + 80, bottom), self.width, self.height)
            self._ground.take(self._base, area)
            for x, strength, text in lines:
                at = left + places.bar_x + x & ~1
                self._ground.wash(colours["ink"], (at, top, at + 2, bottom), GRID * strength // OPAQUE)
                if len(places.columns) == 1 and text:
                    stamp = self.kit.letters.figure.get(text, self.kit.small, False)
                    pen = at - round(stamp.advance / 2), top - round(0.62 * self.kit.small.size)
                    if pen[0] + stamp.advance <= right:
                        self._ground.lay(faint(stamp, strength), pen, colours["quiet"], area)
            above = area[0], area[1], area[2], even(self._clip(0), self.width, self.height)[1]
            self.planes.take(self._ground, above)
        self._lines = lines
        return True

    def _clip(self, column: int) -> Box:
        """Where the rows of a column may be seen: the first one's light reaches above it."""
        left, top, right, bottom = self.kit.places.columns[column]
        return left, max(self.kit.stage.bars[1], top - self.kit.reach) if not column else top, right, bottom

    def _bar(self, row: Row, state: State, column: int, top: int) -> Bar:
        reach = self.kit.places.reach
        length = row.value * reach // state.axis
        quota = row.quota * reach // state.axis & ~1 if 0 < row.quota <= state.axis else -1
        leads = row.runner == state.leader and row.value > 0
        return Bar(row.runner, column, top, length, quota, printed(row.value), row.flash, leads)

    def _placed(self, state: State) -> Iterator[Bar]:
        """The rows in px, from the last to the first; one between two columns is seen at the foot of the one and the head of the other."""
        places = self.kit.places
        whole = places.per_column * PLACE
        for row in state.rows:
            column, offset = divmod(row.place, whole)
            top = places.columns[column][1] + (offset * places.pitch + PLACE // 2) // PLACE
            yield self._bar(row, state, column, top)
            if offset > whole - PLACE and column + 1 < len(places.columns):
                yield self._bar(row, state, column + 1, top - places.per_column * places.pitch)

    def _changed(self, state: State, moved: bool) -> Iterator[tuple[int, Box]]:
        """The boxes to repaint, by column."""
        bars = {(bar.runner, bar.column): bar for bar in self._placed(state)}
        boxes: list[list[Box]] = [[] for _ in self.kit.places.columns]
        for key in {**self._bars, **bars}:
            before, now = self._bars.get(key), bars.get(key)
            if before != now:
                boxes[key[1]] += self._dirty(before, now)
        self._bars = bars
        self._by_column = [[bar for bar in bars.values() if bar.column == column] for column in range(len(boxes))]
        for column, found in enumerate(boxes):
            clip = self._clip(column)
            inside = [even(common(box, clip), self.width, self.height) for box in found]
            if moved:  # lines of the axis run between the rows, too
                left, _, right, bottom = self.kit.places.columns[column]
                start = left + (self.kit.places.bar_x - self.kit.glow.width // 2 if self._drawn else 0)
                inside.append(even((start, clip[1], right, bottom), self.width, self.height))
            yield from ((column, box) for box in stacked(inside))

    def _dirty(self, before: Bar | None, now: Bar | None) -> Iterator[Box]:
        places = self.kit.places
        if before and now and before[:3] == now[:3] and before.flash == now.flash and before.leads == now.leads:
            start = places.columns[now.column][0] + places.bar_x
            over = self._over(now)
            first = start + min(before.length, now.length) - 2 - self.kit.glow.width // 2 * now.leads
            last = start + max(before.length, now.length) + self._tail(now)
            if before.quota != now.quota:
                first = min(first, start + min(before.quota, now.quota) - TICK)
                last = max(last, start + max(before.quota, now.quota))
            yield first, now.top - over, last, now.top + places.pitch + over
            return
        for bar in filter(None, (before, now)):
            left, _, right, _ = places.columns[bar.column]
            over = self._over(bar)
            yield left, bar.top - over, right, bar.top + places.pitch + over

    def _over(self, bar: Bar) -> int:
        """How far, in px, a row's light reaches out of it."""
        return self.kit.reach if bar.leads else 0

    def _tail(self, bar: Bar) -> int:
        """The room of the figure behind the bar, px."""
        longest = len(printed_text(bar.printed, self.kit.race.readings.metric)) + 1
        return longest * self.kit.cell + 3 * self.kit.gap + (2 * self.kit.glow.width if bar.leads else 0)

    def _repaint(self, column: int, box: Box) -> None:
        self.planes.take(self._ground, box)
        pitch = self.kit.places.pitch
        drawn: list[int] = []
        for bar in self._by_column[column]:
            over = self._over(bar)
            if bar.top - over < box[3] and bar.top + pitch + over > box[1]:
                if any(abs(bar.top - top) < pitch for top in drawn):
                    self._cover(bar, box)
                self._row(bar, box)
                drawn.append(bar.top)

    def _cover(self, bar: Bar, clip: Box) -> None:
        """Hide what a row passes in front of."""
        left, _, right, _ = self.kit.places.columns[bar.column]
        row = (left + self.kit.places.name_x, bar.top + TICK, right, bar.top + self.kit.places.pitch - TICK)
        box = even(common(row, clip), self.width, self.height)
        if area(box):
            self.planes.take(self._ground, box)

    def _row(self, bar: Bar, clip: Box) -> None:
        places, colours = self.kit.places, self.kit.stage.colours
        left = places.columns[bar.column][0]
        start, top, bottom = left + places.bar_x, bar.top + places.bar_top, bar.top + places.bar_bottom
        if bar.flash:
            row = (left + places.name_x - 8, bar.top, places.columns[bar.column][2], bar.top + places.pitch)
            self.planes.wash(colours["lead"], even(common(row, clip), self.width, self.height), FLASHED * bar.flash // 255)
        end, goal = start + bar.length, start + bar.quota
        stamp = self.kit.letters.figure.get(printed_text(bar.printed, self.kit.race.readings.metric), places.figure)
        light = max(end, start + self.kit.lamp)  # of a leader with hardly anything: clear of its name
        pen = (light + self.kit.lamp if bar.leads else end) + self.kit.gap
        behind = pen + round(stamp.advance) + self.kit.gap // 2  # the lane to the quota begins behind the figure
        if goal > behind:
            lane = common((behind & ~1, top & ~1, goal, bottom & ~1), clip)
            if area(lane):
                self.planes.take(self._lanes, lane)
        within = end if bar.quota < 0 else min(end, goal)
        self.planes.block(colours["bar"], (start, top, within, bottom), clip)
        if within < end:
            self.planes.block(colours["beyond"], (within, top, end, bottom), clip)
        if goal > behind or 0 <= bar.quota <= bar.length:
            tick = (goal - TICK, top - TICK, goal, bottom + TICK)
            self.planes.block(colours["tick" if goal <= end else "ink"], tick, clip)
        ink = colours["lead" if bar.leads else "ink"]
        if clip[0] < start:
            self._name(bar, ink, clip)
        if bar.leads:
            self.planes.lay(self.kit.glow, (light, top + bottom >> 1), ink, clip)
        self.planes.lay(stamp, (pen, bar.top + places.figure_line), ink, clip)

    def _name(self, bar: Bar, ink: Colour, clip: Box) -> None:
        places = self.kit.places
        lines = places.names[bar.runner].lines
        beside = places.bar_x > places.name_x + self.kit.gap  # two lines stand about the middle of the bar, else above it
        shift = places.line // 2 if len(lines) > 1 and beside else 0
        for index, line in enumerate(reversed(lines)):
            pen = places.columns[bar.column][0] + places.name_x, bar.top + places.name_line + shift - index * places.line
            self.planes.lay(self.kit.letters.text(line, places.text), pen, ink, clip)

    def _figure(self, slot: Slot | None, name: str, text: str) -> bool:
        """A figure of the page that changes; whether it has."""
        before: str = getattr(self, name)
        if slot is None or before == text:
            return False
        colours = self.kit.stage.colours
        setattr(self, name, text)
        found = [self._signs(slot, one) for one in (before, text)]
        fresh = [sign for sign in {*found[0], *found[1]} if (sign in found[0]) != (sign in found[1])]
        for box in merged([even(self._cell(slot, pen, sign), self.width, self.height) for pen, sign in fresh]):
            self.planes.take(self._base, box)
            for pen, sign in found[1]:
                colour = colours["lead" if sign == "." else "ink"]
                self.planes.lay(self._sign(slot, sign), (pen, slot.baseline), colour, box)
        return True

    def _sign(self, slot: Slot, sign: str) -> Stamp:
        if sign == "." and self.kit.point is not None and slot is self.kit.stage.total:
            return self.kit.point
        return self.kit.letters.text(sign, slot.style)

    def _signs(self, slot: Slot, text: str) -> list[tuple[int, str]]:
        """(where its pen stands, sign) of a figure."""
        pens = self.kit.letters.figure.pens(text, slot.style, slot is self.kit.stage.total) if text else [0]
        left = round(slot.x - slot.side * pens[-1])
        return [(left + pen, sign) for pen, sign in zip(pens, text, strict=False)]

    def _cell(self, slot: Slot, pen: int, sign: str) -> Box:
        stamp = self._sign(slot, sign)
        left, top = pen + stamp.left, slot.baseline + stamp.top
        return left, top, left + stamp.width, top + stamp.height

    def _light(self, total: int) -> bool:
        """Uncover the light to where the total stands; whether it has moved."""
        stage = self.kit.stage
        if stage.lit is None or not stage.whole:
            return False
        left, top, right, bottom = stage.lit_box
        to = min(right, left + (right - left) * total // stage.whole) & ~1
        if to == self._uncovered:
            return False
        edge = max(left, to - round(FRONT * (right - left)) & ~1) if stage.front else to
        before, self._uncovered = self._uncovered, to
        if before > to or not before:
            self.planes.take(self._base, stage.lit_box)
            before = left
        self.planes.show(stage.lit, (left, top), (max(left, before - (to - edge) - 2 & ~1), top, edge, bottom))
        if stage.front is not None:
            self.planes.show(stage.front, (left, top), (edge, top, to, bottom))
        return True
