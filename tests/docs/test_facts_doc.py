"""docs/facts.md holds the table of facts as the program has it. Run as a module, this file rewrites it."""

from __future__ import annotations

from pathlib import Path

from assetkit.facts import facts_table

PAGE = Path(__file__).parents[2] / "docs" / "facts.md"
BEGIN, END = "<!-- facts:begin -->\n", "<!-- facts:end -->"


def rewritten(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{facts_table()}\n{END}{after}"


def test_the_page_shows_the_facts_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(BEGIN) == 1
    assert page.count(END) == 1
    assert page == rewritten(page), "run: python -m tests.docs.test_facts_doc"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
