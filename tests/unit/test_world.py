from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import make_workspace

from assetkit.errors import AssetkitError
from assetkit.mark import supplied_mark
from assetkit.world import World, read_file, shipped_root

CAMPAIGN = (shipped_root() / "campaigns" / "evn-10k-2022.toml").read_text(encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path)
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "fonts").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("content", "says"),
    [(CAMPAIGN.encode(), "says id = 'evn-10k-2022'"), (CAMPAIGN.encode("utf-16"), "is not UTF-8"), (b"\xef\xbb\xbf", "id: is missing")],
)
def test_a_campaign_file_that_cannot_be_meant_is_named(workspace: Path, content: bytes, says: str) -> None:
    (workspace / "campaigns" / "mine.toml").write_bytes(content)
    with pytest.raises(AssetkitError, match=r"mine\.toml") as caught:
        World(workspace).campaign("mine")
    assert says in str(caught.value)


def test_a_campaign_of_a_workspace_speaks_under_its_own_id(workspace: Path) -> None:
    text = CAMPAIGN.replace('id = "evn-10k-2022"', 'id = "mine"')
    (workspace / "campaigns" / "mine.toml").write_text(text, encoding="utf-8-sig")
    assert World(workspace).campaign("mine").id == "mine"


@pytest.mark.parametrize(
    ("settings", "says"),
    [(b"campagn = 'x'", "did you mean 'campaign'"), (b"campaign = 5", "a text in quotes"), (b"\xff", "is not UTF-8")],
)
def test_a_mistake_in_the_settings_is_named(workspace: Path, settings: bytes, says: str) -> None:
    (workspace / "assetkit.toml").write_bytes(settings)
    with pytest.raises(AssetkitError, match=r"assetkit\.toml") as caught:
        World(workspace).campaign()
    assert says in str(caught.value)


def test_sizes_and_fonts_that_are_none_are_named(workspace: Path) -> None:
    (workspace / "templates" / "sizes.toml").write_bytes(b"\xff")
    with pytest.raises(AssetkitError, match=r"sizes\.toml: is not UTF-8"):
        _ = World(workspace).sizes
    (workspace / "fonts" / "own.ttf").write_bytes(b"a text")
    with pytest.raises(AssetkitError, match=r"own\.ttf: is not a font"):
        _ = World(workspace).fonts


def test_a_template_s_folder_may_hold_other_files(workspace: Path) -> None:
    (workspace / "templates" / "banner" / "tiny" / "preview.png").write_bytes(b"\x89PNG\xff")
    assert World(workspace).template("tiny").id == "tiny"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(AssetkitError, match="folder"):
        read_file(tmp_path)


@pytest.mark.parametrize(
    "data",
    [b"text", b"<svg/>", b'<svg viewBox="0 0 . ."/>', b'<svg width="1.2.3" height="4"/>', b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"],
)
def test_a_mark_that_is_none_is_named(data: bytes) -> None:
    with pytest.raises(AssetkitError, match=r"^mark 'logo'"):
        supplied_mark(data, 0.25, "logo")
