"""The text of ``film.toml`` in, what every place asks of a video out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assetkit.errors import AssetkitError, nearest
from assetkit.schema import complaint, parse_toml
from assetkit.sizes import Size

PRESETS_FILE = "film.toml"
EFFORTS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow")
RATES = (24, 25, 30, 50, 60)
PARAMETERS = ("subme", "weightp", "ref", "bframes", "trellis", "merange", "rc-lookahead")  # of x264


class Preset(BaseModel):
    """A place that plays video: see the head of ``film.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: str
    sizes: tuple[str, ...]
    rates: tuple[int, ...] = Field(min_length=1)
    seconds: tuple[float, float]
    crf: int = Field(ge=1, le=51)  # 0 is lossless, which is no High profile
    effort: Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"]
    gop: float = Field(gt=0, le=10)
    audio: Literal["none", "silent"]
    bytes: int = Field(gt=0)
    x264: str = ""
    scenes: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        for rate in self.rates:
            if rate not in RATES:
                raise ValueError(f"{rate} frames a second is none of {', '.join(map(str, RATES))}")
        if not 0 < self.seconds[0] < self.seconds[1]:
            raise ValueError("seconds should be [shortest, longest]")
        return self

    @field_validator("x264", "scenes")
    @classmethod
    def _known(cls, text: str) -> str:
        """The encoder passes over a parameter that it does not know: here it is an error."""
        for word in filter(None, text.split(":")):
            name, _, value = word.partition("=")
            if name not in PARAMETERS or not value.isdecimal():
                raise ValueError(f"'{word}' is none of {', '.join(f'{known}=N' for known in PARAMETERS)}")
        return text

    def takes(self, size: Size) -> bool:
        """Whether videos of that size go there."""
        return size.id in self.sizes or size.group in self.sizes

    def rate(self, asked: int | None) -> int:
        """The frames per second to make; AssetkitError when the place does not play those asked for."""
        if asked is not None and asked not in self.rates:
            known = ", ".join(map(str, self.rates))
            raise AssetkitError(f"{self.title} does not play {asked} frames a second", where="--fps", hint=known)
        return asked or self.rates[0]

    def refuse_duration(self, seconds: float) -> None:
        """Raise AssetkitError for a film that is too short or too long for the place."""
        shortest, longest = self.seconds
        if not shortest <= seconds <= longest:
            hint = f"{shortest:g} to {longest:g} s"
            raise AssetkitError(f"{self.title} plays no film of {seconds:g} s", where="--duration", hint=hint)


def load_presets(text: str, where: str = PRESETS_FILE) -> dict[str, Preset]:
    """Every preset by the id of its place; AssetkitError on one line for what is wrong."""
    from pydantic import ValidationError

    found = {}
    for name, raw in parse_toml(text, where).items():
        try:
            found[name] = Preset.model_validate(raw)
        except ValidationError as error:
            raise complaint(error, Preset, f"{where} [{name}]", hint="compare with the shipped film.toml") from error
    return found


def preset_for(presets: Mapping[str, Preset], size: Size, asked: str | None = None) -> Preset:
    """The preset of the place asked for, else the first one that takes the size, else the first of all (a bare size)."""
    if asked is not None:
        if asked not in presets:
            raise AssetkitError("unknown place", where=f"--place {asked}", hint=nearest(asked, list(presets)))
        return presets[asked]
    return next((preset for preset in presets.values() if preset.takes(size)), next(iter(presets.values())))
