"""An icon's name in, its drawing out: our own, on a grid of 48 units, all of one stroke with round ends."""

from __future__ import annotations

from assetkit.draw.drawing import number
from assetkit.draw.ramp import channels
from assetkit.errors import AssetkitError, nearest

GRID = 48

ICONS = {
    "arrow-up": "M24 41V8M10 22L24 8L38 22",
    "arrow-down": "M24 7V40M10 26L24 40L38 26",
    "arrow-right": "M7 24H40M26 10L40 24L26 38",
    "tick": "M7 26L18.5 37.5L41 12",
    "star": "M24 5V14M24 34V43M5 24H14M34 24H43M10.6 10.6L16.2 16.2M31.8 31.8L37.4 37.4M37.4 10.6L31.8 16.2"
    "M16.2 31.8L10.6 37.4M24 24h.01",
    "clock": "M24 5A19 19 0 1 1 24 43A19 19 0 1 1 24 5ZM24 13V24L32 29",
    "calendar": "M11 9H37A5 5 0 0 1 42 14V37A5 5 0 0 1 37 42H11A5 5 0 0 1 6 37V14A5 5 0 0 1 11 9ZM6 19H42"
    "M15 5V12M33 5V12M16 31L22 36L33 26",
    "qr-corner": "M6 16V10A4 4 0 0 1 10 6H16M32 6H38A4 4 0 0 1 42 10V16M42 32V38A4 4 0 0 1 38 42H32"
    "M16 42H10A4 4 0 0 1 6 38V32M18 18H30V30H18Z",
    "user": "M24 6A9 9 0 1 1 24 24A9 9 0 1 1 24 6ZM7 43C7 35 14.5 31 24 31S41 35 41 43",
    "worker": "M9 20H39M13 20V17A11 11 0 0 1 35 17V20M24 6V12M15 20V22A9 9 0 0 0 33 22V20"
    "M7 43C8 37.5 14 35 24 35S40 37.5 41 43",
    "search": "M21 6A15 15 0 1 1 21 36A15 15 0 1 1 21 6ZM32 32L42 42",
    "phone": "M17 4H31A4 4 0 0 1 35 8V40A4 4 0 0 1 31 44H17A4 4 0 0 1 13 40V8A4 4 0 0 1 17 4ZM22 37H26",
    "globe": "M24 5A19 19 0 1 1 24 43A19 19 0 1 1 24 5ZM5 24H43M24 5C34 14 34 34 24 43M24 5C14 14 14 34 24 43",
    "bulb": "M18 35C18 29 10 27 10 18A14 14 0 0 1 38 18C38 27 30 29 30 35ZM18 42H30M20 18L24 22L28 18M24 22V35",
    "flag": "M10 5V44M10 8C18 3 26 13 39 8V27C26 32 18 22 10 27",
    "building": "M9 43V9A4 4 0 0 1 13 5H27A4 4 0 0 1 31 9V43M31 20H36A4 4 0 0 1 40 24V43M4 43H44M17 14H23M17 23H23M17 32H23",
    "certificate": "M25 41H13A4 4 0 0 1 9 37V9A4 4 0 0 1 13 5H35A4 4 0 0 1 39 9V19M17 14H31M17 22H23M35 25A6 6 0 1 1 35 37A6 6 0 1 1 35 25Z"
    "M31 37V45L35 42L39 45V37",
    "form": "M14 5H34A4 4 0 0 1 38 9V39A4 4 0 0 1 34 43H14A4 4 0 0 1 10 39V9A4 4 0 0 1 14 5ZM18 16H30M18 24H30M18 32H24",
    "hall": "M5 42H43M9 35H39M6 18L24 6L42 18ZM13 19V34M24 19V34M35 19V34",
    "login": "M27 6H37A4 4 0 0 1 41 10V38A4 4 0 0 1 37 42H27M6 24H29M20 14L30 24L20 34",
    "pencil": "M7 41L9.5 31L33 7.5A4.2 4.2 0 0 1 39 7.5L40.5 9A4.2 4.2 0 0 1 40.5 15L17 38.5ZM28.5 12L36 19.5",
    "people": "M24 7A7 7 0 1 1 24 21A7 7 0 1 1 24 7ZM11 42C11 33 16 29 24 29S37 33 37 42M10.5 13A5.5 5.5 0 0 0 9.5 23.6"
    "M37.5 13A5.5 5.5 0 0 1 38.5 23.6M3 38C3 34 4.5 31.5 7 30M45 38C45 34 43.5 31.5 41 30",
    "send": "M43 5L20 28M43 5L29 43L20 28L5 19Z",
    "stamp": "M20 27C20 21 16 19 16 13A8 8 0 0 1 32 13C32 19 28 21 28 27M8 36V31A4 4 0 0 1 12 27H36A4 4 0 0 1 40 31V36ZM8 43H40",
    "trophy": "M15 6H33V19A9 9 0 0 1 15 19ZM15 10H7V13A8 8 0 0 0 15 21M33 10H41V13A8 8 0 0 1 33 21M24 28V36"
    "M15 42C15 38 18 36 24 36S33 38 33 42Z",
}
"""Name to path data, stroked and not filled."""


def icon(name: str, colour: str, stroke: float = 4.0) -> str:
    """The icon as an SVG document of 48 × 48 units in ``colour`` (``#rrggbb``); AssetkitError for an unknown name."""
    data = ICONS.get(name)
    if data is None:
        raise AssetkitError(f"there is no icon '{name}'", where="icon", hint=nearest(name, ICONS))
    channels(colour)
    line = f'stroke="{colour}" stroke-width="{number(stroke, 2)}" stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{GRID}" height="{GRID}" viewBox="0 0 {GRID} {GRID}">'
        f'<path d="{data}" fill="none" {line}/></svg>'
    )
