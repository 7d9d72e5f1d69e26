"""``assetkit init``: a folder in, a workspace that works at once out, and what to do next."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.errors import AssetkitError

if TYPE_CHECKING:
    from assetkit.campaign import Campaign

SEEDS = Path("data", "workspace")  # below what is shipped
STEPS = Path("data", "steps.toml")
SETTINGS = "assetkit.toml"  # written last: without it a folder is no workspace
WEEKS = 4
EXAMPLE = {
    "Đơn vị A": (9, 21, 34, 52),
    "Đơn vị B": (4, 15, 31, 40),
    "Đơn vị C": (12, 18, 22, 31),
    "Đơn vị D": (0, 6, 13, 25),
    "Đơn vị E": (7, 9, 17, 19),
}
"""Invented counts of the example, week by week; the quota of each is what it would like to have at the end."""
QUOTA = 60


@click.command("init")
@click.argument("folder", required=False, default=".", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--like", metavar="ID", help="The shipped campaign to begin with; see 'assetkit campaigns list'.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(folder: Path, like: str | None, quiet: bool) -> int:
    """A workspace: settings, a campaign to edit, units, steps, an example of counts, and room for your own brand.

    The campaign is called as the folder. Nothing that is there is overwritten.

    \b
    assetkit init sang-kien
    assetkit init . --like cdvc-1m-2022
    """
    from assetkit.publish import make_folder, write_file
    from assetkit.world import World, shipped_root

    name = _identifier(folder)
    world = World()
    source = world.campaign(like)
    shipped = world.campaign_files[source.id]
    files = _seeds(shipped_root(), name) | {
        f"campaigns/{name}.toml": _renamed(shipped.read_text(encoding="utf-8"), name).encode(),
        "counts/example.csv": _example(source).encode("utf-8-sig"),  # with the mark by which Excel knows UTF-8
    }
    _refuse_overwriting(folder, files)
    make_folder(folder)
    written: list[Path] = []
    try:
        for path in sorted(files, key=lambda path: path == SETTINGS):
            write_file(folder / path, files[path])
            written.append(folder / path)
    except BaseException:
        for done in written:
            with suppress(OSError):  # what cannot be removed is named by the next try
                done.unlink()
        raise
    for done in sorted(written):
        click.echo(done)
    if not quiet:
        click.echo(_next_steps(folder, name), err=True)
    return 0


def _identifier(folder: Path) -> str:
    """The campaign's id: the folder's name in plain letters."""
    from assetkit.typography import slug

    if folder.exists() and not folder.is_dir():
        raise AssetkitError("is a file", where=str(folder), hint="the name of a folder")
    return re.sub("[^a-z0-9]+", "-", slug(folder.resolve().name or "campaign").lower()).strip("-")


def _seeds(root: Path, name: str) -> dict[str, bytes]:
    """Relative path → content of what every workspace begins with."""
    folder = root / SEEDS
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files[SETTINGS] = files[SETTINGS].replace(b"@campaign@", name.encode())
    return files | {"steps.toml": (root / STEPS).read_bytes()}


def _renamed(text: str, name: str) -> str:
    """The campaign's file under its new id, told that it is a copy."""
    note = (
        "# A copy to begin with: EDIT names, dates, targets and messages. Everything on the pictures comes from here.\n"
    )
    return note + re.sub(r'^id = "[^"]*"', f'id = "{name}"', text, count=1, flags=re.MULTILINE)


def _example(campaign: Campaign) -> str:
    """Invented counts of the campaign's first weeks."""
    rows = ["Ngày,Đơn vị,Thực hiện,Chỉ tiêu,Ghi chú"]
    for week in range(WEEKS):
        day = campaign.start + dt.timedelta(weeks=week + 1)
        rows += [f"{day.isoformat()},{unit},{counts[week]},{QUOTA},dữ liệu mẫu" for unit, counts in EXAMPLE.items()]
    return "\n".join(rows) + "\n"


def _refuse_overwriting(folder: Path, files: dict[str, bytes]) -> None:
    there = [path for path in sorted(files) if (folder / path).exists()]
    if there:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        message = (
            f"{', '.join(there[:3])}{more} {'is' if len(there) == 1 else 'are'} there already; nothing was changed"
        )
        raise AssetkitError(message, where=str(folder), hint="another folder")


def _next_steps(folder: Path, name: str) -> str:
    step = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    return (
        f"Ready. Try it:\n{step}"
        "  assetkit banner                                   a picture of the campaign\n"
        "  assetkit counts pull                              the example's counts (invented) into the store\n"
        "  assetkit counts show                              what the store holds\n"
        "  assetkit progress --counts counts/example.csv     a picture of them\n"
        f"Then edit campaigns/{name}.toml (names, dates, messages), units.toml (your units) and assetkit.toml (where your\n"
        "counts live), put your marks into brand/, and delete counts/example.csv, its source, and counts.sqlite."
    )
