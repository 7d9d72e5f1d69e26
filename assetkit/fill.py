"""The fill step: a template, a size, a campaign, facts and field values in; a page out.

Templates are Jinja in its sandbox, with autoescape and strict names: a name that is not defined is an error, a value is never markup
and never a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assetkit.campaign import Campaign, web_address
from assetkit.easel import Easel, Tools
from assetkit.errors import AssetkitError, nearest
from assetkit.markup import tighten
from assetkit.page import Element, Page
from assetkit.sandbox import pour
from assetkit.sizes import Size
from assetkit.template import FieldSpec, Template, refuse_unknown_fields
from assetkit.typography import apply_rules, date_short, number

URL = re.compile(r"""url\(\s*["']?([^"')]*)""")
RESET = (
    "*{box-sizing:border-box}h1,h2,h3,p,figure{margin:0}"
    ".page{position:relative;width:100%;height:100%;overflow:hidden;font-family:'Be Vietnam Pro';font-weight:600;font-size:16px;line-height:1.5}"
)


class Record(Mapping[str, Any]):
    """A mapping that remembers which of its names were read: what a picture depends on, and nothing else.

    Its own attributes begin with an underscore, which the sandbox keeps templates from, so that they hide no name.
    """

    def __init__(self, values: Mapping[str, Any], name: str, why_missing: Callable[[str], str]) -> None:
        self._values = values
        self._name = name
        self._why_missing = why_missing
        self._read: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._values:
            raise AssetkitError(f"{self._name}.{key} is not known", where=self._name, hint=self._why_missing(key))
        return self._note(key)

    def _note(self, key: str) -> Any:
        value = self._values.get(key)
        self._read[key] = value
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._values if self._note(str(key)) is None else True

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or ``default`` when it is absent; either way the page depends on it."""
        return self._note(key) if key in self else default


@dataclass(frozen=True)
class Filled:
    """The page, the facts that it read, the text that it shows, and what it says when read out."""

    page: Page
    facts_read: Mapping[str, Any]
    text: str
    spoken: str


def root_style(size: Size, campaign: Campaign) -> str:
    """The last stylesheet: the canvas, its safe area, the unit and the campaign's colours as custom properties."""
    left, top, right, bottom = size.safe
    lengths = {
        "u": size.unit,
        "w": size.width,
        "h": size.height,
        "short": min(size.width, size.height),
        "safe-left": left,
        "safe-top": top,
        "safe-right": right,
        "safe-bottom": bottom,
        "safe-width": size.safe_width,
        "safe-height": size.safe_height,
        "text": size.text,
    }
    colours = campaign.palette.model_dump()
    rules = [f"--{name}:{value:.3f}px" for name, value in lengths.items()] + [
        f"--{name}:{value}" for name, value in colours.items()
    ]
    return f":root{{{';'.join(rules)}}}"


def campaign_names(campaign: Campaign) -> dict[str, Any]:
    """What a template may say of the campaign: plain values and ready texts."""
    portal = campaign.portal or ""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "long_name": campaign.long_name,
        "organiser": campaign.organiser,
        "organiser_short": campaign.organiser_short,
        "message": campaign.messages[0],
        "messages": tuple(campaign.messages),
        "hashtag": campaign.hashtag or "",
        "portal": portal,
        "portal_text": re.sub(r"^https?://(www\.)?|/$", "", portal),
        "motif": campaign.motif,
        "marks": tuple(mark.alt for mark in campaign.marks),
        "deadline_text": date_short(campaign.deadline),
        "target_text": number(campaign.target) if campaign.target else "",
    }


def _default(spec: FieldSpec, names: Mapping[str, Any], where: str) -> str:
    """A field's default: a text, or one of the campaign's by a name such as ``campaign.message``."""
    text = spec.default or ""
    if not text.startswith("campaign."):
        return text
    texts = {f"campaign.{name}": value for name, value in names.items() if isinstance(value, str)}
    if text not in texts:
        raise AssetkitError(f"the default '{text}' is not known", where=where, hint=nearest(text, texts))
    return texts[text]


def _refuse_no_address(text: str, where: str) -> None:
    try:
        web_address(text)
    except ValueError as error:
        raise AssetkitError(str(error), where=where, hint="https://…") from error


def field_values(template: Template, campaign: Campaign, given: Mapping[str, str]) -> dict[str, str]:
    """Every field's text: given, else its default. Raises AssetkitError for unknown, missing, too long or not offered values."""
    names = campaign_names(campaign)
    values: dict[str, str] = {}
    refuse_unknown_fields(template, given)
    for key, spec in template.spec.fields.items():
        text = given.get(key, "").strip() or _default(spec, names, f"{template.where} field '{key}'")
        if spec.required and not text:
            raise AssetkitError(f"field '{key}' ({spec.label}) is empty", where=template.where, hint=f"--set {key}=…")
        if len(text) > spec.max_length:
            raise AssetkitError(
                f"field '{key}' has {len(text)} characters", where=template.where, hint=f"at most {spec.max_length}"
            )
        if spec.type == "choice" and text and text not in spec.choices:
            raise AssetkitError(
                f"field '{key}' cannot be '{text}'", where=template.where, hint=nearest(text, spec.choices)
            )
        if spec.type == "url" and text:
            _refuse_no_address(text, f"{template.where} field '{key}'")
        values[key] = apply_rules(text) if spec.type == "text" else text
    return values


def image_names(elements: Iterable[Element], css: str) -> Iterator[str]:
    """The names of images that elements and stylesheet ask for; a text that looks like one asks for nothing."""
    for element in elements:
        if "src" in element.attributes:
            yield element.attributes["src"]
        yield from URL.findall(element.attributes.get("style", ""))
    yield from URL.findall(css)


def fill(
    template: Template,
    size: Size,
    campaign: Campaign,
    facts: Mapping[str, Any],
    values: Mapping[str, Any],
    easel: Easel,
    why_missing: Callable[[str], str] = "assetkit campaigns show, docs/facts.md".format,
) -> Filled:
    """Fill the template's holes. ``values`` come from :func:`field_values`; ``easel`` draws and keeps the images.

    Raises AssetkitError naming the template and line for an unknown name, a missing image, or HTML that does not close.
    """
    record = Record(facts, "facts", why_missing)
    where = f"{template.where}/page.html"
    own = {"campaign": campaign_names(campaign), "facts": record, "size": size, "draw": Tools(easel)}
    markup = tighten(pour(template.html, template.shared, {**values, **own}, where), where)
    sheets = (RESET, *template.styles.values(), template.css, root_style(size, campaign))
    used = set(image_names(markup.elements.values(), "\n".join(sheets)))
    for name in sorted(used):
        if name not in easel.images and not name.startswith(("data:", "#")):
            raise AssetkitError(f"image '{name}' is missing", where=where, hint=nearest(name, sorted(template.art)))
    images = {name: easel.images[name] for name in sorted(used) if name in easel.images}
    page = Page(markup.html, sheets, images, size, markup.elements, where=f"{template.id} {size.id}")
    return Filled(page, dict(record._read), markup.text, markup.spoken)
