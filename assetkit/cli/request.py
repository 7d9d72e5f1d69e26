"""A command's words in, a request out: the world, the order, and where its pictures go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from assetkit.cli.options import Common, Target, open_world, parse_settings, pick_template, place
from assetkit.errors import UsageError
from assetkit.orders import Order
from assetkit.world import World

if TYPE_CHECKING:
    from assetkit.template import Template

TABLE_OPTIONS = ("sheet", "rows", "locale", "as_of", "source", "phase", "photo_folder")

STORE_OPTIONS = ("as_of", "source", "phase")  # what of the store's counts is shown


@dataclass(frozen=True)
class Request:
    """What a rendering command was asked for, and where its pictures go."""

    order: Order
    target: Target

    @property
    def world(self) -> World:
        return self.target.world


def prepare(
    kind: str,
    given: Mapping[str, Any],
    common: Common,
    texts: Mapping[str, str] | None = None,
    needs: Collection[str] = (),
    stored: bool = False,
) -> Request:
    """The request of a command of a template's ``kind``; options that are called as an order's fields become them.

    ``texts`` are fields of the template that have options of their own; without a template's id the first one is taken that has
    the fields ``needs``. ``stored``: without a table the counts are those of the store.
    """
    for option in TABLE_OPTIONS if not given.get("data") else ():
        if stored and option in STORE_OPTIONS:
            continue
        if given.get(option) is not None:
            word = {"photo_folder": "photos"}.get(option, option).replace("_", "-")
            hint = "--counts FILE" if stored else "--data FILE"
            raise UsageError("is about a table, and there is none", where=f"--{word}", hint=hint)
    if given.get("data") and given.get("store") is not None:
        raise UsageError("there is a table, and the counts are its own", where="--store", hint="--counts or --store")
    world = open_world()
    template = pick_template(world, kind, given["template"], needs)
    folder, name, image_format = place(common, world)
    own = {"template", "campaign", "sizes", "settings", "file_name", "image_format"}
    rest = {field.name: given[field.name] for field in fields(Order) if field.name in given and field.name not in own}
    order = Order(
        template=template,
        campaign=world.campaign(given["campaign"]),
        sizes=(_sizes(given["sizes"], template),),
        settings={**(texts or {}), **parse_settings(given["settings"])},
        image_format=image_format,
        file_name=name,
        **rest,
    )
    return Request(order, Target(world, folder, name, template.spec.title))


def _sizes(asked: str, template: Template) -> str:
    """The sizes asked for; when none was, the command's own one, or the first of a template that is not composed for it."""
    context = click.get_current_context(silent=True)
    said = context is None or context.get_parameter_source("sizes") is not ParameterSource.DEFAULT
    return asked if said or asked in template.spec.sizes else template.spec.sizes[0]
