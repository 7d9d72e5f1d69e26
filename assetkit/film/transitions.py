"""The words of a transition in, how the frame before and the frame after share the picture out: ``push 0.7s ease-in-out``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assetkit.errors import AssetkitError, nearest
from assetkit.film.motion import EASINGS, SECONDS

CUT = "cut"
KINDS = {CUT: 0.0, "crossfade": 0.5, "push": 0.7, "wipe": 0.6}
"""Kind to the seconds that it takes where nothing is said; `assetkit.film.mixing` has one mix for each but the cut."""
SHORTEST, LONGEST = 0.1, 3.0  # s


@dataclass(frozen=True)
class Transition:
    """How one scene takes the place of another: during the first ``seconds`` of the new one the last frame of the old one is seen, too."""

    kind: str = CUT
    seconds: float = 0.0
    easing: str = "ease-in-out"

    def frames(self, rate: int) -> int:
        """How many frames are mixed."""
        return round(self.seconds * rate)

    def share(self, frame: int, rate: int, whole: int) -> int:
        """How much of ``whole`` the new scene has in its frame ``frame``: something from the first one on, all only after the last."""
        done = (frame + 1) / (self.frames(rate) + 1)
        return min(whole - 1, max(1, round(whole * EASINGS[self.easing](done))))


def parse_transition(text: str, where: str) -> Transition:
    """The transition that the words name. AssetkitError, with the nearest word, for one that is not known."""
    words = text.split()
    kind = words[0] if words else ""
    if kind not in KINDS:
        raise AssetkitError(f"unknown transition '{kind}'", where=where, hint=nearest(kind, list(KINDS)))
    found = Transition(kind, KINDS[kind])
    for word in words[1:]:
        if kind == CUT:
            raise AssetkitError(f"a cut takes no '{word}'", where=where, hint='transition = "cut"')
        if word in EASINGS:
            found = replace(found, easing=word)
        elif match := SECONDS.fullmatch(word):
            found = replace(found, seconds=float(match[1]))
        else:
            raise AssetkitError(f"unknown word '{word}'", where=where, hint=nearest(word, [*EASINGS, "0.6s"]))
    if kind != CUT and not SHORTEST <= found.seconds <= LONGEST:
        raise AssetkitError(f"a {kind} of {found.seconds:g} s", where=where, hint=f"{SHORTEST:g}s to {LONGEST:g}s, or cut")
    return found
