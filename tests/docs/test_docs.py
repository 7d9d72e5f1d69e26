"""What the program knows of itself is what docs/ say, and every example in them is real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assetkit.cli import COMMANDS, main
from tools import write_docs

ROOT = Path(__file__).parents[2]
PAGES = write_docs.pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_generated_blocks_are_what_the_program_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == write_docs.rewritten(text), "run: make docs"


def test_every_block_stands_on_some_page() -> None:
    found = {match[2] for page in PAGES for match in write_docs.BLOCK.finditer(page.read_text(encoding="utf-8"))}
    assert found == set(write_docs.BLOCKS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"assetkit {name}" in capsys.readouterr().out.split("Options:")[0].split("Usage:")[1]


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


def anchors(page: Path) -> set[str]:
    """What headings can be linked to by, as GitHub makes it of their words."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_links_into_pages_name_a_heading_there() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
            assert anchor in anchors(page.parent / target if target else page), f"{page.name} → {target}#{anchor}"


def test_commands_shown_in_the_readmes_exist() -> None:
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for word in re.findall(r"^assetkit (\w+)", text, re.MULTILINE):
            assert word in COMMANDS, f"{name}: assetkit {word}"
