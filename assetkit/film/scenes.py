"""The text of a storyboard in, a frozen Storyboard out: which template shows what for how long, and how the next scene takes its place.

A storyboard knows neither sizes nor figures: one gives films of every shape, for any campaign.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from assetkit.errors import AssetkitError
from assetkit.facts.names import FACTS, unknown
from assetkit.film.transitions import CUT, Transition, parse_transition
from assetkit.schema import load

FOLDER = "storyboards"
HINT = "compare with the shipped templates/_shared/storyboards/intro.toml"
SHORTEST, LONGEST = 1.0, 60.0  # s of a scene: less is not seen, more is no film
MOST_SCENES = 60
HOLD = 0.5  # s that a scene is seen by itself, beside its transitions
NEAR = 1e-3  # s
NONE = Transition()


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class _Scene(_Written):
    template: str
    seconds: float
    at: float | None = None
    transition: str | None = None
    caption: str = ""
    each: str | None = None
    needs: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)


class _Board(_Written):
    title: str
    transition: str = CUT
    scenes: tuple[_Scene, ...] = Field(alias="scene", min_length=1, max_length=MOST_SCENES)


@dataclass(frozen=True)
class Scene:
    """A scene as written: a template with texts for its fields, for so many ``seconds``, and how it takes the place of the one before.

    ``each`` is a fact that is a list: the scene is filmed once for each of its entries. ``needs`` are facts without which it is left
    out. Texts may name facts and entries in braces: ``Bước {number_text}``.
    """

    template: str
    seconds: float
    transition: Transition = NONE
    caption: str = ""
    each: str | None = None
    needs: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True)
class Storyboard:
    """Scenes in their order. ``where`` is the file, for messages."""

    title: str
    scenes: tuple[Scene, ...]
    where: str = ""

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates that it films, each once."""
        return tuple(dict.fromkeys(scene.template for scene in self.scenes))


def load_storyboard(text: str, where: str) -> Storyboard:
    """The storyboard that a TOML ``text`` describes.

    AssetkitError, one line, for what is not TOML, an unknown or missing entry, a fact or a transition that there is not (with the
    nearest), a scene that is too short, too long or of a negative length, and one that begins after or before the other one ends.
    """
    board = load(_Board, text, where, hint=HINT)
    usual = parse_transition(board.transition, f"{where}: transition")
    scenes = tuple(_scene(raw, place, usual, where) for place, raw in enumerate(board.scenes, 1))
    if board.scenes[0].transition not in (None, CUT):
        raise AssetkitError("the first scene takes the place of none", where=scenes[0].where, hint='transition = "cut"')
    _refuse_gaps(board, where)
    for scene in scenes:
        _refuse_hurry(scene)
    return Storyboard(board.title, scenes, where)


def _scene(raw: _Scene, place: int, usual: Transition, where: str) -> Scene:
    here = f"{where}: scene #{place}"
    if not SHORTEST <= raw.seconds <= LONGEST:
        hint = f"{SHORTEST:g} to {LONGEST:g}"
        raise AssetkitError(f"seconds should be {hint}, not {raw.seconds:g}", where=here, hint=f"seconds = {SHORTEST + 2:g}")
    names = {fact.name for fact in FACTS}
    for name in (*raw.needs, *([raw.each] if raw.each else [])):
        if name not in names:
            raise AssetkitError(f"unknown fact '{name}'", where=here, hint=unknown(name))
    own = parse_transition(raw.transition, f"{here}: transition") if raw.transition is not None else usual
    return Scene(
        template=raw.template,
        seconds=raw.seconds,
        transition=own if place > 1 else NONE,
        caption=raw.caption,
        each=raw.each,
        needs=raw.needs,
        fields=dict(raw.fields),
        where=here,
    )


def _refuse_gaps(board: _Board, where: str) -> None:
    """Raise AssetkitError where a scene says that it begins (``at``) when the one before has not, or has long, ended."""
    ends = 0.0
    for place, scene in enumerate(board.scenes, 1):
        if scene.at is not None and not abs(scene.at - ends) <= NEAR:
            what = f"a gap of {scene.at - ends:g} s before it" if scene.at > ends else f"begins {ends - scene.at:g} s too early"
            raise AssetkitError(what, where=f"{where}: scene #{place}", hint=f"at = {ends:g}, or leave it out")
        ends += scene.seconds


def _refuse_hurry(scene: Scene) -> None:
    """Raise AssetkitError for a scene that is never seen by itself."""
    least = scene.transition.seconds + HOLD
    if scene.seconds < least:
        hint = f"{least:g} s or more, or a shorter transition"
        raise AssetkitError(f"{scene.seconds:g} s are too short for its transition", where=scene.where, hint=hint)
