"""Size and frame rate in, the lowest H.264 level that allows them out: what boards and phones are told they have to decode."""

from __future__ import annotations

from assetkit.errors import AssetkitError

LEVELS = (
    ("3.0", 1_620, 40_500),
    ("3.1", 3_600, 108_000),
    ("3.2", 5_120, 216_000),
    ("4.0", 8_192, 245_760),
    ("4.2", 8_704, 522_240),
    ("5.0", 22_080, 589_824),
    ("5.1", 36_864, 983_040),
    ("5.2", 36_864, 2_073_600),
)
"""Level, most macroblocks in a frame, most macroblocks in a second: ITU-T H.264 table A-1 (4.1 allows no more than 4.0)."""
MACROBLOCK = 16  # px


def level_of(width: int, height: int, rate: int) -> str:
    """The level of a stream of ``width`` × ``height`` px at ``rate`` frames per second; AssetkitError when none allows it.

    A side may be at most the root of eight times the level's macroblocks (H.264 A.3.1), which matters for LED strips.
    """
    across, down = -(-width // MACROBLOCK), -(-height // MACROBLOCK)
    for name, frame, second in LEVELS:
        if across * down <= frame and across * down * rate <= second and max(across, down) ** 2 <= 8 * frame:
            return name
    raise AssetkitError(
        f"{width}×{height} px at {rate} frames a second is more than H.264 allows",
        where=f"--size {width}x{height}",
        hint="a smaller size, or fewer frames a second",
    )
