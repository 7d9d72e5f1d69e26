"""``assetkit counts export``: the store in, one CSV table with every reading out."""

from __future__ import annotations

from pathlib import Path

import click

from assetkit.cli.counts import store_option


@click.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .csv file (default: stdout).")
@click.option("--campaign", metavar="ID", help="Only the readings of this campaign (default: all).")
@store_option
@click.option("-q", "--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(output: Path | None, campaign: str | None, store: str | None, quiet: bool) -> int:
    """Every reading ever made, superseded ones too, as one CSV table that 'counts import' takes back.

    \b
    assetkit counts export -o counts-all.csv
    """
    from assetkit.cli.options import open_world
    from assetkit.counts.exporting import export_text, exported_table
    from assetkit.counts.place import store_place
    from assetkit.counts.store import open_store
    from assetkit.errors import AssetkitError, UsageError, nearest
    from assetkit.publish import write_file
    from assetkit.world import read_file

    if output is not None and output.suffix.lower() != ".csv":
        raise UsageError("is no name of a CSV file", where=f"-o {output}", hint="-o counts-all.csv")
    with open_store(store_place(open_world(), store), create=False) as opened:
        readings = opened.readings(campaign)
        if not readings and campaign is not None:
            held = {one.campaign for one in opened.held()}
            raise AssetkitError(
                f"holds no counts of {campaign}", where=opened.name, hint=nearest(campaign, sorted(held))
            )
    text = export_text(readings)
    if output is None:
        click.echo(text, nl=False)
    else:
        if output.is_file() and exported_table(read_file(output), str(output)) is None:
            raise AssetkitError("is there, and is no export", where=f"-o {output}", hint="another name")
        write_file(output, text.encode("utf-8-sig"))  # the mark tells spreadsheet programs that it is UTF-8
        click.echo(output)
    if not quiet:
        click.echo(f"{len(readings)} readings", err=True)
    return 0
