"""The generated parts of docs/: what the program knows of itself in, the same pages with their blocks rewritten out.

A block stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``. ``python tools/write_docs.py`` rewrites all; a test compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

    from assetkit.kit.wording import Wording

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- ([\w-]+):begin -->\n)(.*?)(<!-- \2:end -->)", re.DOTALL)


def facts() -> str:
    from assetkit.facts import facts_table

    return facts_table()


def rules() -> str:
    from assetkit.engine.lint import rules_table

    return rules_table()


def css_properties() -> str:
    from assetkit.engine.lint import properties_table

    return properties_table()


def sizes() -> str:
    from assetkit.encode import megabytes
    from assetkit.world import World

    rows = ["| id | place | group | pixels | safe area | smallest type | formats and limits |", "|---|---|---|---|---|---|---|"]
    for size in World().sizes.values():
        limits = ", ".join(f"{f} ≤ {megabytes(size.limits[f])}" if f in size.limits else f for f in size.formats)
        safe = "circle less 10%" if size.circle else f"{size.safe_width}×{size.safe_height} at {size.safe[0]}, {size.safe[1]}"
        pixels = f"{size.width}×{size.height}"
        rows.append(f"| `{size.id}` | {size.title} | {size.group} | {pixels} | {safe} | {size.text:g} px | {limits} |")
    return "\n".join(rows)


def checks() -> str:
    from assetkit.proof import registered

    rows = ["| check | why |", "|---|---|"]
    return "\n".join(rows + [f"| `{check.id}` | {check.rationale} |" for check in registered().values()])


def drawings() -> str:
    from assetkit.easel import TOOLS

    rows = ["| drawing | what it draws |", "|---|---|"]
    return "\n".join(rows + [f"| `draw.{name}` | {(tool.__doc__ or '').strip().split(chr(10))[0]} |" for name, tool in sorted(TOOLS.items())])


def icons() -> str:
    from assetkit.draw.icons import ICONS

    return ", ".join(f"`{name}`" for name in sorted(ICONS))


def places() -> str:
    rows = ["| place | characters | shown at first | pictures, the best first | times |", "|---|---|---|---|---|"]
    for name, place in _wording().places.items():
        times = ", ".join(f"{time:%H:%M}" for time in place.times)
        limit, first = place.limit or "no words", place.first or ""
        rows.append(f"| `{name}` ({place.title}) | {limit} | {first} | {', '.join(place.sizes)} | {times} |")
    return "\n".join(rows)


def kinds() -> str:
    rows = ["| kind | pictures of the templates | day |", "|---|---|---|"]
    for name, kind in _wording().kinds.items():
        days = f"{kind.days[0]}" if kind.days[0] == kind.days[1] else f"{kind.days[0]} to {kind.days[1]}"
        rows.append(f"| `{name}` ({kind.label}) | {', '.join(kind.templates) or 'all others'} | {days} |")
    return "\n".join(rows)


def _wording() -> Wording:
    from assetkit.kit.wording import WORDING_FILE, load_wording
    from assetkit.world import World

    return load_wording(World().shared_files[WORDING_FILE].decode())


def _commands(parent: click.Context) -> Iterator[str]:
    import click

    group = parent.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, parent, info_name=name, max_content_width=100, terminal_width=100)
        if isinstance(command, click.Group):
            if type(command).format_options is not click.Group.format_options:  # it has options of its own
                yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
            yield from _commands(context)
        else:
            yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"


def commands() -> str:
    import click

    from assetkit.cli import group

    return "\n".join(_commands(click.Context(group, info_name="assetkit", **group.context_settings)))


def motions() -> str:
    from assetkit.film.motion import KINDS, LASTS, LEAVING, USUAL

    rows = ["| motion | what the layer does | lasts | to leave |", "|---|---|---|---|"]
    told = (f"| `{kind}` | {what} | {LASTS.get(kind, USUAL):g} s | {'yes' if kind in LEAVING else ''} |" for kind, what in KINDS.items())
    return "\n".join([*rows, *told])


def easings() -> str:
    from assetkit.film.motion import EASINGS

    return ", ".join(f"`{name}`" for name in EASINGS)


def film_attributes() -> str:
    from assetkit.film.layers import ATTRIBUTES

    return "\n".join(["| attribute | what it says |", "|---|---|", *(f"| `{name}` | {what} |" for name, what in ATTRIBUTES.items())])


def film_places() -> str:
    from assetkit.world import World

    rows = ["| place | sizes | frames a second | seconds | crf | effort | key frame at least every |", "|---|---|---|---|---|---|---|"]
    for name, preset in World().presets.items():
        rates, (least, most) = ", ".join(map(str, preset.rates)), preset.seconds
        sizes = ", ".join(f"`{size}`" for size in preset.sizes)
        rows.append(f"| `{name}` ({preset.title}) | {sizes} | {rates} | {least:g} to {most:g} | {preset.crf} | {preset.effort} | {preset.gop:g} s |")
    return "\n".join(rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "facts": facts,
    "rules": rules,
    "css-properties": css_properties,
    "sizes": sizes,
    "checks": checks,
    "drawings": drawings,
    "icons": icons,
    "commands": commands,
    "places": places,
    "kinds": kinds,
    "motions": motions,
    "easings": easings,
    "film-attributes": film_attributes,
    "film-places": film_places,
}


def rewritten(page: str) -> str:
    """The page with every block filled anew."""
    return BLOCK.sub(lambda match: f"{match[1]}\n{BLOCKS[match[2]]().strip()}\n\n{match[4]}", page)


def pages() -> list[Path]:
    """The pages that hold blocks."""
    return [path for path in sorted((ROOT / "docs").glob("*.md")) if BLOCK.search(path.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    for page in pages():
        old = page.read_text(encoding="utf-8")
        if rewritten(old) != old:
            page.write_text(rewritten(old), encoding="utf-8")
            sys.stdout.write(f"{page.relative_to(ROOT)} rewritten\n")
