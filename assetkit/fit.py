"""Text fit: a page in, the same page with font sizes settled and its layout out.

An element with ``data-fit="least most"`` (in the layout unit ``--u``) gets the largest whole-pixel font size at which every line stays
inside its box. All such elements are searched at once, and those with the same ``data-fit-with`` get one size, the largest that all of
them take; a text that overflows at its least size is an error. An element with
``data-balance="left"`` (or ``center``, ``right``: how it is aligned) then gets the narrowest box that keeps its number of lines, so that
they are of like length; the engine's own ``text-wrap: balance`` is not measured.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assetkit.engine import Engine
from assetkit.engine.nodes import NodeNames, layout, name_nodes
from assetkit.errors import AssetkitError
from assetkit.page import NUMBER_OF_ELEMENT, Element, Layout, Page, Run

ASCENT, DESCENT = 1.0, 0.265  # of the font size: Be Vietnam Pro's hhea table
CLOSE = 0.005  # of a box's width: nobody sees lines balanced more closely
SPACE = 0.26  # of the font size: the widest space of its weights; the engine counts a line's last space into its width
INK_SLACK = (
    0.09  # of the font size: a line's ascent holds that much air above stacked capitals, its descent below the dấu nặng
)


@dataclass(frozen=True)
class Fitted:
    """The page with its sizes settled, its layout, and the settled sizes in px by element number."""

    page: Page
    layout: Layout
    sizes: Mapping[int, float]


def font_size(run: Run) -> float:
    """The font size of a line in px, from the height that the engine gives it."""
    return run.height / (ASCENT + DESCENT)


def inked_width(run: Run) -> float:
    """The width of a line in px without the space at its end, which the engine counts in."""
    return run.width - (SPACE * font_size(run) if run.text.endswith(" ") else 0.0)


def spill(run: Run, left: float, top: float, right: float, bottom: float) -> float:
    """How far, in px, a line's ink reaches out of a box; 0 when it is inside."""
    size = font_size(run)
    slack = INK_SLACK * size
    return max(
        0.0,
        left - run.x,
        run.x + inked_width(run) - right,
        top - run.y - slack,
        run.y + run.height - slack - bottom,
    )


def overflows(page_layout: Layout, element: int) -> float:
    """The largest spill in px of the element's lines (and those of its inline children) out of its box."""
    box = page_layout.boxes[element]
    lines = (run for run in page_layout.runs if run.element == element)
    return max((spill(run, box.x, box.y, box.x + box.width, box.y + box.height) for run in lines), default=0.0)


def _bounds(element: Element, page: Page) -> tuple[int, int]:
    """Least and most whole px of a ``data-fit`` element; never below the place's smallest legible type."""
    where = f"{page.where} {element.name}"
    words = element.attributes["data-fit"].split()
    try:
        least, most = (float(word) for word in words)
    except ValueError as error:
        raise AssetkitError(
            f'data-fit="{" ".join(words)}" is not two numbers', where=where, hint='data-fit="5 14"'
        ) from error
    if not 0 < least <= most <= 100:
        raise AssetkitError(
            f'data-fit="{least:g} {most:g}" is out of order', where=where, hint="0 < least ≤ most ≤ 100, in u"
        )
    low = max(math.ceil(page.size.text), round(least * page.size.unit))
    return low, max(low, round(most * page.size.unit))


def _together(page: Page, wanted: Mapping[int, tuple[int, int]]) -> dict[tuple[int, ...], tuple[int, int]]:
    """Elements that share a size (most are alone), with the bounds that hold for all of them."""
    sets: dict[str, list[int]] = {}
    for k in wanted:
        sets.setdefault(page.elements[k].attributes.get("data-fit-with", f"#{k}"), []).append(k)
    lows = {tuple(elements): max(wanted[k][0] for k in elements) for elements in sets.values()}
    return {elements: (low, max(low, min(wanted[k][1] for k in elements))) for elements, low in lows.items()}


def _sheet_together(sizes: Mapping[tuple[int, ...], float]) -> str:
    return _sheet({k: size for elements, size in sizes.items() for k in elements})


def _sheet(sizes: Mapping[int, float]) -> str:
    return "".join(f'[{NUMBER_OF_ELEMENT}="{k}"]{{font-size:{size:g}px!important}}' for k, size in sizes.items())


def _letters(page_layout: Layout) -> dict[int, int]:
    """How many letters of each element's text were measured."""
    count: dict[int, int] = {}
    for run in page_layout.runs:
        count[run.element] = count.get(run.element, 0) + len("".join(run.text.split()))
    return count


@dataclass(frozen=True)
class _Setting:
    """A page that is being set, and how to measure it.

    The engine does not measure the lines of a text that is taller than the canvas, though it paints them. So a layout is believed only
    when no letter is missing.
    """

    page: Page
    engine: Engine
    names: NodeNames
    known: dict[str, Layout] = field(default_factory=dict)

    def layout(self, extra: str = "") -> Layout:
        """The layout with one ``extra`` stylesheet; the same styles are measured once."""
        styles = "".join(self.page.stylesheets) + extra
        if styles not in self.known:
            self.known[styles] = layout(self.page, self.engine, self.names, extra)
        return self.known[styles]

    def lost(self, found: Layout) -> list[int]:
        """The elements of which some letters were not measured."""
        seen = _letters(found)
        return [k for k, letters in self.names.letters.items() if seen.get(k, 0) < letters]

    def fits(self, found: Layout, element: int, slack: float = 0.5) -> bool:
        return overflows(found, element) <= slack and element not in self.lost(found)

    def all_fit(self, found: Layout, elements: tuple[int, ...]) -> bool:
        return all(self.fits(found, k) for k in elements)

    def with_style(self, sheet: str) -> _Setting:
        return replace(self, page=self.page.with_style(sheet))


def fit(page: Page, engine: Engine) -> Fitted:
    """Settle every ``data-fit`` element. Raises AssetkitError when a text overflows at its least size (element, text, what to try)."""
    names = name_nodes(page, engine)
    setting = _Setting(page, engine, names)
    wanted = {k: _bounds(element, page) for k, element in page.elements.items() if "data-fit" in element.attributes}
    together = _together(page, {k: bounds for k, bounds in wanted.items() if k in names.element_at.values()})
    found = _grow(setting, _search(setting, together), together) if together else {}
    sizes = {k: size for elements, size in found.items() for k in elements}
    setting = _balance(setting.with_style(_sheet(sizes)))
    settled = setting.layout()
    for k in settled.boxes:
        _refuse_overflow(setting, settled, k, sizes.get(k))
    return Fitted(setting.page, settled, sizes)


def _search(setting: _Setting, wanted: Mapping[tuple[int, ...], tuple[int, int]]) -> dict[tuple[int, ...], float]:
    """Bisect all elements at once: the first trial is the largest size, which most texts take."""
    low = {k: bounds[0] for k, bounds in wanted.items()}
    high = {k: bounds[1] for k, bounds in wanted.items()}
    trial = dict(high)
    while True:
        tried = setting.layout(_sheet_together(trial))
        for k, size in trial.items():
            if setting.all_fit(tried, k):
                low[k] = size
            else:
                high[k] = size - 1
        if all(low[k] >= high[k] for k in wanted):
            return {k: float(low[k]) for k in wanted}
        trial = {k: (low[k] + high[k] + 1) // 2 if low[k] < high[k] else low[k] for k in wanted}


def _grow(
    setting: _Setting, sizes: dict[tuple[int, ...], float], wanted: Mapping[tuple[int, ...], tuple[int, int]]
) -> dict[tuple[int, ...], float]:
    """Each element once more, the others settled: where boxes share their room, a joint search may have stopped too small."""
    if len(wanted) < 2:
        return sizes
    for k, (_, most) in wanted.items():
        low, high, trial = sizes[k], float(most), sizes[k] + 1
        while low < high:
            tried = setting.layout(_sheet_together({**sizes, k: trial}))
            if all(setting.all_fit(tried, other) for other in wanted):
                low = trial
            else:
                high = trial - 1
            trial = (low + high + 1) // 2
        sizes = {**sizes, k: low}
    return sizes


def _lines(page_layout: Layout, element: int) -> int:
    """How many lines the element's text takes: runs beside each other share one."""
    tops = sorted((run.y, run.height) for run in page_layout.runs if run.element == element)
    return sum(1 for i, (top, height) in enumerate(tops) if i == 0 or top - tops[i - 1][0] > 0.5 * height)


def _margins(narrowed: Mapping[int, int], page: Page) -> str:
    sides = {"left": ("right",), "center": ("left", "right"), "right": ("left",)}
    rules = []
    for k, by in narrowed.items():
        chosen = sides[page.elements[k].attributes["data-balance"]]
        margins = "".join(f"margin-{side}:{by / len(chosen):g}px!important;" for side in chosen)
        rules.append(f'[{NUMBER_OF_ELEMENT}="{k}"]{{{margins}}}')
    return "".join(rules)


def _balance(setting: _Setting) -> _Setting:
    """Narrow every ``data-balance`` element as far as its number of lines (and its box) allows, all at once."""
    page = setting.page
    wanted = [k for k in setting.names.element_at.values() if "data-balance" in page.elements[k].attributes]
    for k in wanted:
        side = page.elements[k].attributes["data-balance"]
        if side not in ("left", "center", "right"):
            where = f"{page.where} {page.elements[k].name}"
            raise AssetkitError(f'data-balance="{side}" is no side', where=where, hint="left, center or right")
    if not wanted:
        return setting
    before = setting.layout()
    lines = {k: _lines(before, k) for k in wanted}
    low = {k: 0 for k in wanted if lines[k] > 1}
    high = {k: int(before.boxes[k].width * (1 - 1 / lines[k])) for k in low}
    close = {k: max(1, int(before.boxes[k].width * CLOSE)) for k in low}
    while any(high[k] - low[k] > close[k] for k in low):
        trial = {k: (low[k] + high[k]) // 2 for k in low}
        tried = setting.layout(_margins(trial, page))
        for k, by in trial.items():
            if _lines(tried, k) == lines[k] and setting.fits(tried, k, max(0.5, overflows(before, k))):
                low[k] = by
            else:
                high[k] = by
    return setting.with_style(_margins(low, page)) if low else setting


def _refuse_overflow(setting: _Setting, settled: Layout, k: int, size: float | None) -> None:
    """Refuse a fitted text that is larger than its box at its least ``size``, and any that is larger than the canvas."""
    lost = k in setting.lost(settled)
    over = overflows(settled, k)
    if not lost and (size is None or over <= 0.5):
        return
    element, box = setting.page.elements[k], settled.boxes[k]
    text = " ".join(run.text.strip() for run in settled.runs if run.element == k)
    where = "the canvas" if lost else f"its box of {box.width:.0f}×{box.height:.0f} px by {over:.0f} px"
    at = f" at its least size {size:g} px" if size else ""
    raise AssetkitError(
        f"text overflows {where}{at}: “{text[:60]}”",
        where=f"{setting.page.where} {element.name}",
        hint="a shorter text, or another size",
    )
