"""The rules of docs/architecture.md that a machine can see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assetkit.world import World

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "assetkit"
MODULES = sorted(PACKAGE.rglob("*.py"))
MAY_DO_IO = (
    "world.py",
    "publish.py",
    "manifest.py",
    "batch.py",
    "items.py",
    "sitters.py",
    "contact_sheet.py",
    "examples.py",
    "cli/",
    "counts/place.py",  # an environment variable that names the store
    "counts/sources/",
    "counts/store/",
    "film/encoder.py",
    "film/readback.py",
    "film/music.py",  # a person's sound file, whose content says what it is
    "film/led_loops.py",  # an encoded period in, the same packets as many times as asked for out
    "film/led_films.py",
    "film/loudness.py",  # opens encoders, no files
    "table/",
)
IO_CALLS = {
    "open",
    "read_bytes",
    "read_text",
    "write_bytes",
    "write_text",
    "mkdir",
    "unlink",
    "iterdir",
    "glob",
    "rglob",
    "stat",
}
IO_MODULES = {"os", "shutil", "socket", "subprocess", "tempfile", "urllib.request", "http.client", "requests", "httpx"}
WORDS_OF_NOBODY = {"utils", "helpers", "manager", "base", "common", "misc"}
COLD_IMPORTS = ("PIL", "av", "matplotlib", "moviepy", "pydantic", "numpy", "jinja2", "pytakumi", "rich")


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", [path for path in MODULES if not name(path).startswith(MAY_DO_IO)], ids=name)
def test_only_the_ends_touch_the_world(path: Path) -> None:
    module = tree(path)
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, (ast.Attribute, ast.Name))
        # Image.open reads from memory here: photo/ and proof/ are given bytes
        and not (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "Image"
        )
    }
    assert not calls & IO_CALLS, f"{name(path)} does I/O: {calls & IO_CALLS}"
    assert not imported(module) & IO_MODULES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_nouns_with_a_docstring_and_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem not in WORDS_OF_NOBODY
    assert ast.get_docstring(tree(path)), f"{name(path)} has no docstring"
    assert text.count("\n") <= 350, f"{name(path)}: which noun is missing?"


@pytest.mark.parametrize("path", [path for path in MODULES if not name(path).startswith("cli/")], ids=name)
def test_only_the_command_line_knows_click_and_print(path: Path) -> None:
    assert "click" not in imported(tree(path))
    assert not re.search(r"^\s*print\(", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_no_template_or_campaign_is_named_in_code(world: World) -> None:
    """Ids may be words of the language, so what counts is asking for one: in a comparison, or as an argument."""
    ids = {*world.template_folders, *world.campaign_files}
    for path in MODULES:
        asking = [
            node
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Compare)
            or (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("template", "campaign"))
        ]
        asked = {part.value for node in asking for part in ast.walk(node) if isinstance(part, ast.Constant)}
        assert not ids & asked, f"{name(path)} asks for {ids & asked}"


def test_the_drawings_do_not_know_the_page() -> None:
    for path in (PACKAGE / "draw").glob("*.py"):
        inside = {module for module in imported(tree(path)) if module.startswith("assetkit")}
        # a note says a date as people write it: how that is written is known to typography, which knows no page either
        assert all(
            module.startswith(("assetkit.draw", "assetkit.errors", "assetkit.typography")) for module in inside
        ), f"{path.name} imports {inside}"


def test_the_version_is_told_without_heavy_imports() -> None:
    script = (
        "import sys, time; from assetkit.cli import main; code = main(['--version']);"
        f"heavy = [m for m in {COLD_IMPORTS!r} if m in sys.modules]; assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("assetkit")


def test_constraints_pin_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9_.+\-]+", line) for line in lines if line)
