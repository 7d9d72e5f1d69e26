"""The text of a ``steps.toml`` in, a frozen Steps out: who does what with an initiative, and how it stands afterwards.

The steps are the union's own: they differ from place to place, so they are data that a person edits, never code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assetkit.campaign import Text
from assetkit.draw.icons import ICONS
from assetkit.errors import AssetkitError, nearest
from assetkit.schema import load
from assetkit.typography import apply_rules

FEWEST, MOST = 3, 9  # steps: fewer are no path, more cannot be read on a phone
WORDS = 3  # of a verb
HINT = "compare with the shipped data/steps.toml"
PROCESSES = ("entry", "approval")

Process = Literal["entry", "approval"]
Colour = Literal["ground", "deep", "support", "light", "accent", "hot", "paper", "ink"]


def _verb(text: str) -> str:
    if len(text.split()) > WORDS:
        raise ValueError(f"'{text}' has {len(text.split())} words; a verb of {WORDS} at most is asked for")
    return text


def _short(length: int) -> object:
    """A text of one line, set as print has it, of at most ``length`` characters."""

    def check(text: str) -> str:
        if len(text) > length:
            raise ValueError(f"'{text}' has {len(text)} characters; {length} is the most that fits every size")
        return apply_rules(text)

    return AfterValidator(check)


Name = Annotated[Text, _short(18)]
Verb = Annotated[Text, AfterValidator(_verb), _short(16)]
State = Annotated[Text, _short(20)]
Sentence = Annotated[Text, _short(60)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Lane(_Written):
    """Somebody who does steps: a short ``name``, ``who`` that is in full, a drawn ``icon`` and a ``colour`` of the palette."""

    id: Text
    name: Name
    who: Sentence | None = None
    icon: Text
    colour: Colour


class Step(_Written):
    """What one lane does, in a ``verb`` and a ``text`` that explains it, and the ``state`` of the initiative afterwards."""

    process: Process
    lane: Text
    verb: Verb
    text: Sentence | None = None
    state: State
    icon: Text


class Steps(_Written):
    """The path of an initiative: entering it first, then its approval."""

    lanes: tuple[Lane, ...] = Field(min_length=1, alias="lane")
    steps: tuple[Step, ...] = Field(alias="step")

    def lane(self, identifier: str) -> Lane:
        """The lane with this id, which the file is known to have."""
        return next(lane for lane in self.lanes if lane.id == identifier)

    def of(self, process: str) -> tuple[Step, ...]:
        """The steps of one process."""
        return tuple(step for step in self.steps if step.process == process)


def load_steps(text: str, where: str) -> Steps:
    """The steps that a TOML ``text`` describes; ``where`` names the file in errors.

    Raises AssetkitError, one line, for what is not TOML, an unknown, missing or ill-formed entry, a lane or an icon that there is
    not, fewer than 3 or more than 9 steps, and a step of entering after one of approval.
    """
    found = load(Steps, text, where, hint=HINT)
    problem = next(_problems(found), None)
    if problem:
        raise AssetkitError(problem[0], where=where, hint=problem[1])
    return found


def _problems(found: Steps) -> Iterator[tuple[str, str]]:
    """What is wrong with entries that are well-formed one by one: (message, hint)."""
    lanes = [lane.id for lane in found.lanes]
    for twice in sorted({name for name in lanes if lanes.count(name) > 1}):
        yield f"lane '{twice}': its id is used twice", "another id for one of them"
    for place, step in enumerate(found.steps, 1):
        if step.lane not in lanes:
            yield f"step #{place}.lane: there is no lane '{step.lane}'", nearest(step.lane, lanes)
    yield from _icon_problems("lane", (lane.icon for lane in found.lanes))
    yield from _icon_problems("step", (step.icon for step in found.steps))
    count = len(found.steps)
    if not FEWEST <= count <= MOST:
        hint = "join steps that belong together" if count > MOST else "name each thing that somebody does"
        yield f"has {count} steps; {FEWEST} to {MOST} are asked for", hint
    order = [PROCESSES.index(step.process) for step in found.steps]
    late = next((place for place in range(1, count) if order[place] < order[place - 1]), None)
    if late is not None:
        yield f"step #{late + 1}: a step of entering stands after one of approval", "entry steps first, in their order"


def _icon_problems(kind: str, icons: Iterable[str]) -> Iterator[tuple[str, str]]:
    for place, icon in enumerate(icons, 1):
        if icon not in ICONS:
            yield f"{kind} #{place}.icon: there is no icon '{icon}'", nearest(icon, sorted(ICONS))
