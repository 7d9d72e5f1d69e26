"""``assetkit templates``: what templates there are, what one needs, a table to fill, checks, and a gallery."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assetkit.cli.options import Common, common_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assetkit.template import Template
    from assetkit.world import World


@click.group("templates")
def command() -> None:
    """Templates: list, show, sheet, check, gallery.

    \b
    assetkit templates list
    assetkit templates sheet hero -o rows.xlsx
    assetkit templates check
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def list_templates(as_json: bool) -> int:
    """The templates by kind; a kind's first is its default.

    \b
    assetkit templates list
    """
    from assetkit.cli.options import open_world

    templates = open_world().templates()
    if as_json:
        click.echo(
            json.dumps(
                [{"id": t.id, "kind": t.kind, **t.spec.model_dump(mode="json")} for t in templates],
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    for template in templates:
        click.echo(f"{template.kind:<11} {template.id:<16} {template.spec.title:<22} {template.spec.description}")
    return 0


@command.command("show")
@click.argument("template")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def show_template(template: str, as_json: bool) -> int:
    """A template's fields and sizes.

    \b
    assetkit templates show hero
    """
    from assetkit.cli.options import open_world

    found = open_world().template(template)
    if as_json:
        click.echo(
            json.dumps(
                {"id": found.id, "kind": found.kind, **found.spec.model_dump(mode="json")}, ensure_ascii=False, indent=1
            )
        )
        return 0
    click.echo(f"{found.id} ({found.kind}): {found.spec.title}\n{found.spec.description}\n\nFields")
    for name, spec in found.spec.fields.items():
        state = (
            "required"
            if spec.required and not spec.default
            else f"default {spec.default}"
            if spec.default
            else "optional"
        )
        click.echo(f"  {name:<12} {spec.type:<7} {spec.label} ({state}){f': {spec.help}' if spec.help else ''}")
    click.echo(f"\nSizes\n  {', '.join(found.spec.sizes)}")
    if found.spec.needs_counts:
        click.echo("\nCounts\n  rows with unit, value and quota give the figures")
    return 0


@command.command("sheet")
@click.argument("template")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .xlsx or .csv file."
)
def write_sheet(template: str, output: Path) -> int:
    """A table with the template's columns and its example, ready to fill in.

    \b
    assetkit templates sheet hero -o rows.xlsx
    assetkit banner hero --data rows.xlsx
    """
    from assetkit.cli.options import open_world
    from assetkit.publish import write_file
    from assetkit.sheet import sheet_bytes

    found = open_world().template(template)
    write_file(output, sheet_bytes(found, output.suffix.lower(), str(output)))
    click.echo(output)
    return 0


@command.command("check")
@click.argument("paths", nargs=-1, metavar="[ID|PATH]…")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def check_templates(paths: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Lints templates and renders their examples in every size; exit code 1 when something is wrong.

    \b
    assetkit templates check
    assetkit templates check hero my-templates/banner/festival
    """
    from assetkit.cli.options import open_world

    world = open_world()
    chosen = [world.adopt(Path(path)) if Path(path).is_dir() else world.template(path) for path in paths]
    templates = chosen or list(world.templates())
    found, total = _faults(templates, world, quiet)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for fault in found:
            click.echo(": ".join(filter(None, (fault["template"], fault["picture"], fault["message"]))))
    if not quiet:
        state = f"{len(found)} faults" if found else "all well"
        click.echo(f"{len(templates)} templates, {total} pictures: {state}", err=True)
    return 1 if found else 0


def _faults(templates: Sequence[Template], world: World, quiet: bool) -> tuple[list[dict[str, str]], int]:
    """What is wrong with the templates and their examples' pictures, and how many pictures were made."""
    from itertools import count

    from assetkit.checking import check_template
    from assetkit.cli.options import progress_bar
    from assetkit.engine.takumi import Takumi
    from assetkit.examples import example_jobs

    engine = Takumi(world.fonts.values())
    total = sum(len(example_jobs(template, world)) for template in templates)
    made = count(1)
    with progress_bar(total, quiet) as progress:
        found = [
            {"template": template.id, "picture": fault.picture, "message": fault.message}
            for template in templates
            for fault in check_template(template, world, engine, lambda name: progress(next(made)))
        ]
    return found, total


@command.command("gallery")
@click.option("--templates", "names", metavar="ID,ID…", help="Only these (default: all).")
@common_options
def make_gallery(common: Common, names: str | None) -> int:
    """Every template in every size, on its example, shortest and longest texts, with a page to look them through.

    \b
    assetkit templates gallery -o outputs/gallery
    """
    from dataclasses import replace

    from assetkit.cli.options import Target, open_world, place, run_and_report
    from assetkit.examples import example_jobs

    world = open_world()
    folder, name, image_format = place(common, world)
    chosen = [world.template(part.strip()) for part in names.split(",")] if names else list(world.templates())
    jobs = [replace(job, format=image_format) for template in chosen for job in example_jobs(template, world)]
    where = folder / "gallery" if common.output is None else folder
    return run_and_report(jobs, Target(world, where, name, "Bộ mẫu assetkit"), common)
