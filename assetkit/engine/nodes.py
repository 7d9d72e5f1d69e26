"""Measured nodes to named boxes: the engine's anonymous tree in, a layout by element number out.

The engine reports boxes and text runs without names. Every numbered element is moved sideways by its own distance in a second
measurement; the difference tells which node it is. Nodes that do not move on their own are anonymous (bare text, pseudo-elements): their
runs belong to the nearest named ancestor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assetkit.engine import Engine
from assetkit.page import NUMBER_OF_ELEMENT, Box, Layout, Page, Run

TINY = "*{font-size:4px!important}"
STEP = 1000  # px that element k is moved by, times k: far more than any rounding
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
UPRIGHT = IDENTITY[:4]


@dataclass(frozen=True)
class NodeNames:
    """Which element stands at which place of the measured tree: the path of child indexes to the element's number; and how many letters
    each element's text has."""

    element_at: Mapping[tuple[int, ...], int]
    letters: Mapping[int, int]


def _inverse(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c or 1e-9
    return (d * (x - e) - c * (y - f)) / determinant, (a * (y - f) - b * (x - e)) / determinant


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(node: Mapping[str, Any]) -> Matrix:
    a, b, c, d, e, f = node["transform"]
    return a, b, c, d, e, f


def name_nodes(page: Page, engine: Engine) -> NodeNames:
    """Measure twice and compare: which node is which element. All type is tiny meanwhile, so that every letter is measured."""
    steps = "".join(f'[{NUMBER_OF_ELEMENT}="{k}"]{{translate:{k * STEP}px 0px!important}}' for k in page.elements)
    plain, moved = engine.measure(page, TINY), engine.measure(page, TINY + steps)
    names: dict[tuple[int, ...], int] = {}
    letters: dict[int, int] = {}
    seen: set[int] = set()

    def walk(
        a: Mapping[str, Any],
        b: Mapping[str, Any],
        parent_a: Matrix,
        parent_b: Matrix,
        path: tuple[int, ...],
        owner: int,
    ) -> None:
        here_a, here_b = _matrix(a), _matrix(b)
        k = round((_inverse(parent_b, *here_b[4:])[0] - _inverse(parent_a, *here_a[4:])[0]) / STEP)
        if k in page.elements and k not in seen:
            names[path] = owner = k
            seen.add(k)
        for run in a["runs"]:
            letters[owner] = letters.get(owner, 0) + len("".join(run["text"].split()))
        for index, (child_a, child_b) in enumerate(zip(a["children"], b["children"], strict=True)):
            walk(child_a, child_b, here_a, here_b, (*path, index), owner)

    walk(plain, moved, IDENTITY, IDENTITY, (), 0)
    return NodeNames(names, {k: count for k, count in letters.items() if count})


def layout(page: Page, engine: Engine, names: NodeNames, extra: str = "") -> Layout:
    """Boxes and runs of the page with one ``extra`` stylesheet, named by ``names`` (which hold for any font size)."""
    boxes: dict[int, Box] = {}
    runs: list[Run] = []

    def walk(node: Mapping[str, Any], path: tuple[int, ...], owner: int) -> None:
        k = names.element_at.get(path, 0)
        matrix = _matrix(node)
        if k:
            owner = k
            boxes[k] = Box(k, *_hull(matrix, 0, 0, node["width"], node["height"]))
        for run in node["runs"]:
            if run["text"].strip():
                runs.append(Run(run["text"], *_hull(matrix, run["x"], run["y"], run["width"], run["height"]), owner))
        for index, child in enumerate(node["children"]):
            walk(child, (*path, index), owner)

    walk(engine.measure(page, extra), (), 0)
    return Layout(boxes, tuple(runs))


def _hull(matrix: Matrix, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    if matrix[:4] == UPRIGHT:  # nearly every node
        return matrix[4] + x, matrix[5] + y, width, height
    corners = [_apply(matrix, px, py) for px in (x, x + width) for py in (y, y + height)]
    left, top = min(c[0] for c in corners), min(c[1] for c in corners)
    return left, top, max(c[0] for c in corners) - left, max(c[1] for c in corners) - top
