"""What a batch came to, in; files, failures and proofs on stdout and stderr, and the folder's contact sheet, out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assetkit.batch import Failure, Outcome
    from assetkit.cli.options import Common, Target


def show_all(outcome: Outcome, target: Target) -> None:
    """The folder's contact sheet, as it is now: without the files that could not be made again."""
    from assetkit.contact_sheet import SHEET, write_contact_sheet
    from assetkit.manifest import read_journal

    if read_journal(target.folder):
        write_contact_sheet(target.folder, target.title)
    elif outcome.failures:
        (target.folder / SHEET).unlink(missing_ok=True)


def report(outcome: Outcome, folder: Path, common: Common) -> None:
    """Files (or manifest entries) on stdout; failures (one line each, JSON where the entries are), proofs and warnings on stderr."""
    if common.as_json:
        click.echo(
            json.dumps([entry.model_dump(mode="json") for entry in outcome.entries], ensure_ascii=False, indent=1)
        )
    else:
        for entry in outcome.entries:
            click.echo(folder / entry.file)
    for failure in outcome.failures:
        click.echo(_failed_line(failure, common.as_json), err=True)
    if common.quiet:
        return
    report_proofs(outcome)
    reused = f", {outcome.reused} still good from before" if outcome.reused else ""
    failed = f", {len(outcome.failures)} failed" if outcome.failures else ""
    files = "1 file" if len(outcome.entries) == 1 else f"{len(outcome.entries)} files"
    click.echo(f"{files} in {folder}{reused}{failed}", err=True)


def _failed_line(failure: Failure, as_json: bool) -> str:
    """Which picture could not be made and why, on one line: for a person, or for a program."""
    job = failure.job
    if as_json:
        told = {"error": failure.message, "file": job.stem, "row": job.row, "template": job.template, "size": job.size.id}
        return json.dumps(told, ensure_ascii=False)
    where = f"row {job.row}, {job.size.id}: " if job.row else ""
    return f"Error: {where}{failure.message}"


def report_proofs(outcome: Outcome) -> None:
    """What the proofs saw, as a table on stderr; one line when all is well."""
    bad = [(entry.file, proof) for entry in outcome.entries for proof in entry.proofs if proof.level != "ok"]
    for entry in outcome.entries:
        for text in (*entry.warnings, *filter(None, [entry.note])):
            click.echo(f"Note: {entry.file}: {text}", err=True)
    if not bad:
        checks = sorted({proof.check for entry in outcome.entries for proof in entry.proofs})
        if checks:
            click.echo(f"Proofs: {', '.join(checks)}: all well", err=True)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("file", "check", "what", title="Proofs", title_justify="left")
    for file, proof in bad:
        table.add_row(*map(Text, (file, proof.check, proof.message)))  # brackets in a text are no markup
    Console(stderr=True).print(table)
