"""Alt texts: the facts of a picture in, what a person hears who cannot see it out: what it is of, its figures, their day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetkit.campaign import Campaign
from assetkit.kit.captions import caption
from assetkit.kit.wording import Wording

ALT_PLACE = "alt"  # the place in posts.toml that says what an alt text is made of, and how long it may be


def alt_text(wording: Wording, kind: str, facts: Mapping[str, Any], campaign: Campaign) -> str:
    """The alternative text of a picture of that kind, one line of at most 200 characters (the limit in ``posts.toml``)."""
    return caption(wording, kind, ALT_PLACE, facts, campaign)
