"""``assetkit campaigns``: what campaigns there are, and what one says."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group("campaigns")
def command() -> None:
    """Campaign files: list, show.

    \b
    assetkit campaigns list
    assetkit campaigns show evn-10k-2022
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def list_campaigns(as_json: bool) -> int:
    """The campaigns by id, with name and deadline.

    \b
    assetkit campaigns list
    """
    from assetkit.cli.options import open_world
    from assetkit.typography import date_short

    world = open_world()
    campaigns = [world.campaign(name) for name in sorted(world.campaign_files)]
    if as_json:
        click.echo(
            json.dumps([campaign.model_dump(mode="json") for campaign in campaigns], ensure_ascii=False, indent=1)
        )
        return 0
    for campaign in campaigns:
        click.echo(
            f"{campaign.id:<16} {campaign.name:<24} đến {date_short(campaign.deadline):<11} {campaign.organiser}"
        )
    return 0


@command.command("show")
@click.argument("campaign")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def show_campaign(campaign: str, as_json: bool) -> int:
    """Everything that a campaign's file says.

    \b
    assetkit campaigns show evn-10k-2022
    """
    from assetkit.cli.options import open_world

    found = open_world().campaign(campaign).model_dump(mode="json")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for name, value in found.items():
        if value not in (None, "", [], {}):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            click.echo(f"{name:<16} {text}")
    return 0


@command.command("lockup")
@click.argument("campaign", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("outputs"),
    show_default=True,
    help="Folder.",
)
def write_lockup(campaign: str | None, output: Path) -> int:
    """The campaign's sign as SVG and PNG: reverse, colour, one ink, white, small.

    \b
    assetkit campaigns lockup evn-10k-2022 -o outputs/sign
    """
    from assetkit.cli.options import open_world
    from assetkit.engine.takumi import Takumi
    from assetkit.publish import write_file
    from assetkit.sign import sign_png, signs

    world = open_world()
    chosen = world.campaign(campaign)
    engine = Takumi(world.fonts.values())
    for name, drawing in signs(chosen, world.faces).items():
        for suffix, content in (("svg", drawing.svg.encode()), ("png", sign_png(drawing, engine))):
            path = output / f"{chosen.id}-lockup-{name}.{suffix}"
            write_file(path, content)
            click.echo(path)
    return 0
