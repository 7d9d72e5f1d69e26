"""A sentence that speaks of options of the command line in, the same of the entries of a source out."""

from __future__ import annotations

import re

_OPTION = re.compile(r"--(locale|sheet|phase|as-of|max-rows)(?: (\"[^\"]*\"|[\w.]+(?:-[\w.]+)*))?")


def of_the_source(text: str) -> str:
    """What is said as "--locale vi" on the command line is 'locale = "vi"' in a source."""

    def entry(match: re.Match[str]) -> str:
        name, value = match[1].replace("-", "_"), match[2] or ""
        if not value:
            return name
        return f"{name} = {value}" if value.isdigit() or value.startswith('"') else f'{name} = "{value}"'

    return _OPTION.sub(entry, text)
