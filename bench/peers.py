"""The peers: an engine's name in, one that draws rounds of the card's pages out, or the reason why it cannot be measured here."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from assetkit.page import Page
from bench.card import HERE, OUT, Ours
from bench.clock import cpu_of_tree

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Peer(Protocol):
    """Draws all eight pages in one round."""

    name: str

    def draw(self, shadow: bool, save: Path | None = None) -> tuple[float, list[int]]:
        """One round: CPU seconds, and the bytes of each PNG. ``save``: a file for the first page's PNG."""

    def close(self) -> None:
        """Stop what was started."""


class MissingError(Exception):
    """A peer that is not installed; the message says what."""


class OurPeer:
    """Ours, in this process."""

    name = "assetkit"

    def __init__(self, ours: Ours) -> None:
        self.ours = ours

    def draw(self, shadow: bool, save: Path | None = None) -> tuple[float, list[int]]:
        start = time.process_time()
        files = [self.ours.png(job) for job in self.ours.jobs[shadow]]
        seconds = time.process_time() - start
        if save:
            save.write_bytes(files[0])
        return seconds, [len(file) for file in files]

    def close(self) -> None:
        pass


class PillowPeer:
    """ImageDraw, in this process."""

    def __init__(self, material: Path, lockup: bytes) -> None:
        import PIL

        from bench.pillow_card import PillowCard

        self.name = f"Pillow {PIL.__version__}"
        self.card = PillowCard(json.loads(material.read_text(encoding="utf-8")), lockup)

    def draw(self, shadow: bool, save: Path | None = None) -> tuple[float, list[int]]:
        start = time.process_time()
        files = [self.card.png(row, shadow) for row in self.card.rows]
        seconds = time.process_time() - start
        if save:
            save.write_bytes(files[0])
        return seconds, [len(file) for file in files]

    def close(self) -> None:
        pass


class NodePeer:
    """A node process that stays: a line of JSON asks for a round, a line of JSON answers."""

    def __init__(self, script: str, material: Path, *words: str) -> None:
        node = shutil.which("node")
        if not node:
            raise MissingError("node is not installed")
        if not (HERE / "node_modules").is_dir():
            raise MissingError("its packages are not installed (npm install in bench/)")
        self.process = subprocess.Popen(
            [node, str(HERE / script), str(material), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.greeting = self._answer()
        self.name = str(self.greeting["name"])

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise MissingError(f"it stopped with exit code {self.process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            self.close()
            raise MissingError(str(answer["error"]))
        return answer

    def ask(self, shadow: bool, save: Path | None) -> dict[str, Any]:
        """One round's answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"shadow": shadow, "save": str(save) if save else None}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def draw(self, shadow: bool, save: Path | None = None) -> tuple[float, list[int]]:
        answer = self.ask(shadow, save)
        return float(answer["cpu"]), list(answer["bytes"])

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


class BrowserPeer(NodePeer):
    """A warm page of headless Chromium. What the node process that drives it uses is not counted."""

    def __init__(self, material: Path) -> None:
        browser = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
        if not browser:
            raise MissingError("Chromium is not installed")
        super().__init__("chromium.mjs", material, browser)

    def draw(self, shadow: bool, save: Path | None = None) -> tuple[float, list[int]]:
        root = int(self.greeting["process"])
        start = cpu_of_tree(root)
        answer = self.ask(shadow, save)
        return cpu_of_tree(root) - start, list(answer["bytes"])


def lockup_png(ours: Ours) -> bytes:
    """The lockup as pixels, for the peer that reads no SVG."""
    size = replace(ours.world.sizes["link"], width=264, height=106)
    html = '<div class="all"><img class="all" src="sign"></div>'
    style = ".all{display:flex;width:100%;height:100%;object-fit:contain;object-position:left top}"
    svg = (OUT / "lockup.svg").read_bytes()
    return ours.engine.encode(Page(html, (style,), {"sign": svg}, size), "png")


def all_peers(ours: Ours, material: Path) -> tuple[list[Peer], dict[str, str]]:
    """Ours first, then every peer that is installed; and why the others are not measured."""
    makers: dict[str, Callable[[], Peer]] = {
        "satori + resvg-js": lambda: NodePeer("satori.mjs", material),
        "Chromium": lambda: BrowserPeer(material),
        "Pillow": lambda: PillowPeer(material, lockup_png(ours)),
    }
    peers: list[Peer] = [OurPeer(ours)]
    absent: dict[str, str] = {}
    for name, make in makers.items():
        try:
            peers.append(make())
        except MissingError as error:
            absent[name] = str(error)
    return peers, absent
