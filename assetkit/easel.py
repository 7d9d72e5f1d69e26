"""The easel: what a template may call to draw. A campaign's colours, fonts and art in; named images out.

``{{ draw.NAME(…) }}`` draws, keeps the picture under a name made of its content, and prints that name, ready for ``src=""``. Colours are
palette names (``accent``) or ``#rrggbb``.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from assetkit.campaign import Campaign
from assetkit.draw.beside import SuppliedMark
from assetkit.draw.drawing import Drawing
from assetkit.draw.glyphs import Face
from assetkit.errors import AssetkitError, nearest

Load = Callable[[str], bytes]
MEMORY: dict[tuple[str, ...], bytes] = {}  # drawings that every page of a campaign shares: lockups, tinted art
QUIET_ZONE = 4  # modules around a QR code, ISO/IEC 18004


class Picture(str):
    """The name of a drawn image, for ``src=""``. ``note`` says, in Vietnamese, how many initiatives a point is when it is not one;
    ``alt`` what a chart shows, for ``alt=""``."""

    note: str = ""
    alt: str = ""
    width: float = 0.0
    height: float = 0.0
    anchors: Mapping[str, Any] = MappingProxyType({})


class PhotoName(Picture):
    """The name of a person's photo; ``content`` is its JPEG."""

    content: bytes = b""

    @property
    def focus(self) -> str:
        """Where the head is, for ``object-position``. Looked for only when a page asks: it takes longer than reading the photo."""
        from assetkit.photo import decode, head_focus

        found = head_focus(decode(self.content, target=400, where=self).image)
        return f"{100 * found.x:.1f}% {100 * found.y:.1f}%"


class Tools:
    """What a page calls ``draw``: nothing but the drawings, so that no attribute of the easel hides one."""

    def __init__(self, easel: Easel) -> None:
        self._easel = easel

    def __getitem__(self, name: str) -> Callable[..., str]:
        return self._easel[name]


@dataclass
class Easel:
    """Collects the images of one page. ``art`` maps file names to bytes; ``load`` reads a person's image file by its name."""

    campaign: Campaign
    faces: Mapping[str, Face]
    art: Mapping[str, bytes]
    load: Load
    marks: Sequence[SuppliedMark] = ()
    images: dict[str, bytes] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> Callable[..., str]:
        """The drawing called ``name``, for Jinja's ``draw.name``."""
        if name not in TOOLS:
            raise AssetkitError(f"draw.{name} is not a drawing", where="page.html", hint=nearest(name, sorted(TOOLS)))
        return partial(TOOLS[name], self)

    @property
    def palette(self) -> dict[str, str]:
        return dict(self.campaign.palette.model_dump())

    def colour(self, name: str) -> str:
        """``#rrggbb`` of a palette name; a hex colour stands for itself."""
        if name.startswith("#"):
            return name
        palette = self.palette
        if name not in palette:
            raise AssetkitError(
                f"colour '{name}' is not in the palette", where="page.html", hint=nearest(name, list(palette))
            )
        return palette[name]

    def keep_drawing(self, kind: str, drawing: Drawing) -> str:
        """Keep a drawing; the name that is returned knows its ``note``, ``width``, ``height`` and ``anchors``."""
        name = Picture(self.keep(kind, drawing.svg.encode()))
        name.note, name.width, name.height, name.anchors = drawing.note, drawing.width, drawing.height, drawing.anchors
        return name

    def keep(self, kind: str, content: bytes) -> str:
        """Keep an image and return its name."""
        name = f"{kind}-{hashlib.sha256(content).hexdigest()[:12]}"
        self.images[name] = content
        return name


def art(easel: Easel, name: str, turn: float = 0) -> str:
    """A file of the template's (or the shared) ``art/``; SVG placeholders such as ``{accent}`` take the campaign's colours. ``turn``: degrees
    clockwise for an SVG about its origin; turned by the stylesheet it would be sampled again, 10 ms for each picture."""
    if name not in easel.art:
        raise AssetkitError(f"art '{name}' is missing", where="page.html", hint=nearest(name, sorted(easel.art)))
    content = easel.art[name]
    if name.endswith(".svg"):
        from assetkit.draw.ramp import tint

        key = ("art", name, str(turn), *easel.palette.values(), hashlib.sha256(content).hexdigest())
        if key not in MEMORY:
            MEMORY[key] = turned(tint(content.decode(), easel.palette), turn).encode()
        content = MEMORY[key]
    return easel.keep(name.rsplit(".", 1)[0], content)


def turned(svg: str, degrees: float) -> str:
    """The drawing turned clockwise about its origin, its frame as it was."""
    if not degrees:
        return svg
    head, inner = svg.split(">", 1)
    return f'{head}><g transform="rotate({degrees:g})">{inner.rsplit("</svg>", 1)[0]}</g></svg>'


def lockup(
    easel: Easel, ink: str = "paper", light: str = "accent", small: bool = False, note: bool = True, marks: bool = True
) -> str:
    """The campaign's sign, set in type: ``ink`` for the letters, ``light`` for the lit dot; ``small`` drops its rays. The owner's marks
    stand before it, unless ``small`` or ``marks=False``."""
    from assetkit.draw.beside import beside
    from assetkit.draw.lockup import lockup as draw_lockup

    sign = easel.campaign.lockup
    colours = easel.colour(ink), easel.colour(light)
    text = sign.note if note else None
    supplied = easel.marks if marks and not small else ()
    digests = [hashlib.sha256(mark.data).hexdigest() for mark in supplied]
    key = ("lockup", *sign.lines, text or "", *colours, str(small), *digests)
    if key not in MEMORY:
        drawing = draw_lockup(sign.lines, easel.faces, *colours, small=small, note=text)
        MEMORY[key] = (beside(drawing, supplied) if supplied else drawing).svg.encode()
    return easel.keep("lockup", MEMORY[key])


def qr(easel: Easel, text: str = "", dark: str = "ink", light: str = "#ffffff") -> str:
    """A QR code of ``text`` (the campaign's portal when empty) with its quiet zone, as squares on whole units."""
    import qrcode

    text = text or easel.campaign.portal or ""
    if not text:
        raise AssetkitError(
            "there is nothing to put into the QR code",
            where=f"campaign {easel.campaign.id}",
            hint="give it a portal address",
        )
    code = qrcode.QRCode(border=QUIET_ZONE, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    side = len(modules)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark_module in enumerate(row) if dark_module
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * 8}" height="{side * 8}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="{easel.colour(light)}" d="M0 0H{side}V{side}H0z"/><path fill="{easel.colour(dark)}" d="{path}"/></svg>'
    )
    return easel.keep("qr", svg.encode())


def icon(easel: Easel, name: str, colour: str = "paper", stroke: float = 4) -> str:
    """A drawn sign (the font has no arrows or ticks): see docs/templates.md for the names."""
    from assetkit.draw.icons import icon as draw_icon

    return easel.keep(f"icon-{name}", str(draw_icon(name, easel.colour(colour), stroke)).encode())


def photo(easel: Easel, name: str, width: int = 1200) -> str:
    """A person's picture, upright, sRGB, at most ``width`` px wide or high."""
    from assetkit.photo import decode, ready_size

    data = easel.load(name)
    size = ready_size(data, target=width, where=name)
    if size is None:
        portrait = decode(data, target=width, where=name)
        easel.warnings += [f"{name}: {warning}" for warning in portrait.warnings]
        portrait.image.thumbnail((width, width))
        buffer = io.BytesIO()
        portrait.image.save(buffer, "JPEG", quality=92)
        data, size = buffer.getvalue(), portrait.image.size
    picture = PhotoName(easel.keep("photo", data))
    picture.width, picture.height, picture.content = *size, data
    return picture


def mark(easel: Easel, index: int = 0) -> str:
    """The owner's mark number ``index``, placed as supplied: never recoloured, never cropped."""
    if index >= len(easel.marks):
        where, hint = f"campaign {easel.campaign.id}", "[[mark]] file = …, or test `campaign.marks`"
        raise AssetkitError(f"mark {index} is not supplied", where=where, hint=hint)
    supplied = easel.marks[index]
    picture = Picture(easel.keep("mark", supplied.data))
    picture.width, picture.height = supplied.width, supplied.height
    return picture


def chart(
    easel: Easel, figures: Mapping[str, Any], width: float, height: float, ground: str = "paper", text: float = 22
) -> str:
    """A chart of a fact such as ``facts.chart_trend``, ``width`` × ``height`` px: see docs/charts.md.

    It stands on a ``ground`` of "paper", "ground" or "deep"; no type is smaller than ``text`` px. The name's ``alt`` says what it shows.
    """
    from assetkit.charts import lay_out

    sheet = lay_out(figures, width, height, easel.palette, ground, text)
    picture = Picture(easel.keep("chart", sheet.svg().encode()))
    picture.width, picture.height = sheet.width, sheet.height
    picture.alt = str(figures.get("alt", ""))
    return picture


def rays(
    easel: Easel,
    width: float,
    height: float,
    cx: float,
    cy: float,
    count: int,
    colours: Sequence[str] = (),
    ray: str = "deep",
    **options: Any,
) -> str:
    """A sunburst: see ``assetkit.draw.rays.rays``; colours by palette names."""
    from assetkit.draw.rays import rays as draw_rays

    drawing = draw_rays(
        width, height, cx, cy, count, [easel.colour(name) for name in colours], easel.colour(ray), **options
    )
    return easel.keep_drawing("rays", drawing)


def _generative(module: str, name: str) -> Callable[..., str]:
    """A drawing of ``assetkit.draw`` as a tool: palette (and fonts) are given to it, its module is loaded when first called."""

    def tool(easel: Easel, *arguments: Any, **options: Any) -> str:
        function = getattr(importlib.import_module(f"assetkit.draw.{module}"), name)
        if "faces" in inspect.signature(function).parameters:
            options["faces"] = easel.faces
        try:
            return easel.keep_drawing(name, function(*arguments, palette=easel.palette, **options))
        except TypeError as error:
            raise AssetkitError(f"draw.{name}: {error}", where="page.html", hint="docs/drawings.md") from error

    return tool


TOOLS: dict[str, Callable[..., str]] = {
    "art": art,
    "lockup": lockup,
    "qr": qr,
    "icon": icon,
    "photo": photo,
    "mark": mark,
    "chart": chart,
    "rays": rays,
    "wires": _generative("wires", "wires"),
    "number_field": _generative("field", "number_field"),
    "sun_points": _generative("field", "sun_points"),
    "ring": _generative("rays", "ring"),
    "dot_grid": _generative("rays", "dot_grid"),
    "light_band": _generative("lights", "light_band"),
    "light_path": _generative("lights", "light_path"),
    "light_string": _generative("lights", "light_string"),
    "avatar_corona": _generative("avatar_round", "avatar_corona"),
    "avatar_sunburst": _generative("avatar_round", "avatar_sunburst"),
    "avatar_wire": _generative("avatar_wire", "avatar_wire"),
}
