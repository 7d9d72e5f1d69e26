"""Entries of a table and the campaign in, those of this campaign out, with a warning for what is left out.

A table may go back further than the campaign: an earlier edition was counted by the same people, in the same columns. Figures from before
the campaign's first day are not its own; quotas are, since they are set before it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assetkit.counts.entries import Entry
from assetkit.errors import AssetkitError
from assetkit.typography import date_short

if TYPE_CHECKING:
    from assetkit.campaign import Campaign


def of_campaign(entries: Sequence[Entry], campaign: Campaign, path: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """(the campaign's own entries, warnings). AssetkitError when none is left, or when they are of several programmes."""
    own = tuple(entry for entry in entries if not _earlier(entry, campaign))
    first = date_short(campaign.start)
    if not any(entry.figures for entry in own) and len(own) < len(entries):
        hint = "the campaign that the table is of, with --campaign"
        raise AssetkitError(f"has no figures since the campaign started, {first}", where=path, hint=hint)
    scopes = list(dict.fromkeys(entry.scope for entry in own if entry.scope and entry.figures))
    if len(scopes) > 1:
        named = " and ".join(f"'{scope}'" for scope in scopes)
        raise AssetkitError(f"counts several programmes, {named}", where=path, hint="keep the rows of one")
    left = [entry for entry in entries if _earlier(entry, campaign)]
    if not left:
        return own, ()
    rows = "row" if len(left) == 1 else "rows"
    verb = "is" if len(left) == 1 else "are"
    return own, (f"{rows} {_spans(left)} {verb} from before the campaign's start, {first}: left out",)


def _earlier(entry: Entry, campaign: Campaign) -> bool:
    return bool(entry.figures) and entry.moment is not None and entry.moment.date() < campaign.start


def _spans(entries: Sequence[Entry]) -> str:
    """Row numbers as people write them: "2-4, 9"."""
    spans: list[list[int]] = []
    for number in sorted(entry.row for entry in entries):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
