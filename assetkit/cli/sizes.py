"""``assetkit sizes``: the places to post."""

from __future__ import annotations

import json

import click


@click.command("sizes")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def command(as_json: bool) -> int:
    """The places to post, with pixels, safe areas and limits.

    \b
    assetkit sizes
    assetkit sizes --json
    """
    from dataclasses import asdict

    from assetkit.cli.options import open_world
    from assetkit.encode import megabytes

    sizes = open_world().sizes.values()
    if as_json:
        click.echo(json.dumps([asdict(size) for size in sizes], ensure_ascii=False, indent=1))
        return 0
    for size in sizes:
        limits = ", ".join(f"{name} ≤ {megabytes(limit)}" for name, limit in size.limits.items())
        safe = f"{size.safe_width}×{size.safe_height} at {size.safe[0]},{size.safe[1]}"
        click.echo(
            f"{size.id:<18} {size.group:<7} {f'{size.width}×{size.height}':<11} safe {safe:<22} {size.title}{f' ({limits})' if limits else ''}"
        )
    click.echo("Any other: 1000x300 (px), 300x100cm.", err=True)
    return 0
