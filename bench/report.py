"""The report: sections of measured lines in, Markdown between the marks of docs/performance.md out."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench.clock import PROC, load_average

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BLOCK = re.compile(r"(<!-- bench:begin -->[^\n]*\n).*?(<!-- bench:end -->)", re.DOTALL)
PACKAGES = ("pytakumi", "pillow", "pydantic", "jinja2", "uharfbuzz", "pebble")


@dataclass(frozen=True)
class Line:
    """One row of a table: what was measured, the figure, what it is held against, and the verdict when there is a target."""

    what: str
    figure: str
    against: str = ""
    met: bool | None = None

    @property
    def cells(self) -> str:
        verdict = {None: "", True: "met", False: "**missed**"}[self.met]
        return f"| {self.what} | {self.figure} | {self.against} | {verdict} |"


@dataclass(frozen=True)
class Section:
    """A table with its title; ``how`` says in one sentence how its figures come about."""

    title: str
    how: str
    lines: Sequence[Line] = field(default_factory=tuple)

    @property
    def markdown(self) -> str:
        head = ["| what | figure | held against | target |", "|---|---|---|---|"]
        return "\n".join([f"### {self.title}", "", self.how, "", *head, *(line.cells for line in self.lines), ""])


def machine() -> str:
    """The kind of machine, without its name: processor, cores, system."""
    model = platform.processor() or platform.machine()
    if (PROC / "cpuinfo").is_file():
        lines = (PROC / "cpuinfo").read_text().splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), model)
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def versions(packages: Sequence[str] = PACKAGES) -> str:
    """Python and the packages whose speed is measured."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)])


def report(sections: Sequence[Section], rounds: int, packages: Sequence[str] = PACKAGES) -> str:
    """The whole generated part."""
    day = datetime.date.today().isoformat()
    head = f"Measured on {day}: {machine()}, load average {load_average()} at the end. {versions(packages)}. {rounds} interleaved rounds."
    return "\n".join([head, "", *(section.markdown for section in sections)])


def write(text: str) -> None:
    """Replace what stands between the marks of docs/performance.md."""
    _put(PAGE, text)


def report_to(page: Path, sections: Sequence[Section], rounds: int, packages: Sequence[str]) -> None:
    """Replace what stands between the marks of another page."""
    _put(page, report(sections, rounds, packages))


def _put(page: Path, text: str) -> None:
    before = page.read_text(encoding="utf-8")
    page.write_text(BLOCK.sub(lambda match: f"{match[1]}\n{text.strip()}\n\n{match[2]}", before), encoding="utf-8")


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds < 0.1 else f"{seconds * 1e3:.0f} ms"


def megabytes(count: float) -> str:
    return f"{count / 1e6:.0f} MB"
