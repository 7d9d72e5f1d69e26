"""The world: the only module of the core that knows folders, fonts and the clock. Ids in, parsed nouns out.

Shipped templates, campaigns and fonts are found beside the package; a workspace folder of the user (one that holds ``assetkit.toml``)
comes first and overrides them by id.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.campaign import Campaign, load_campaign
from assetkit.draw.beside import SuppliedMark
from assetkit.draw.glyphs import Face, face
from assetkit.errors import AssetkitError, nearest
from assetkit.mark import supplied_mark
from assetkit.schema import decoded
from assetkit.sizes import Size, load_sizes
from assetkit.template import KINDS, Template, load_template

if TYPE_CHECKING:
    from assetkit.film.presets import Preset
    from assetkit.steps import Steps
    from assetkit.units.registry import Registry
    from assetkit.workspace import Settings

DEFAULT_CAMPAIGN = "evn-10k-2022"
WORKSPACE_FILE = "assetkit.toml"
UNITS_FILE = "units.toml"
STEPS_FILE = "steps.toml"
FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
MAX_INPUT_BYTES = 80_000_000


def shipped_root() -> Path:
    """The folder that holds templates/, campaigns/, fonts/ and data/: inside the installed package, or the checkout around it."""
    package = Path(__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def find_workspace(start: Path) -> Path | None:
    """The nearest folder from ``start`` upwards that holds ``assetkit.toml``."""
    return next((folder for folder in (start, *start.parents) if (folder / WORKSPACE_FILE).is_file()), None)


def read_file(path: Path, where: str = "") -> bytes:
    """The bytes of a file of at most 80 MB; AssetkitError when it is missing, a folder, unreadable or larger."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise AssetkitError("is a folder or a device", where=where or str(path), hint="name a file")
        if path.stat().st_size > MAX_INPUT_BYTES:
            raise AssetkitError(
                f"is larger than {MAX_INPUT_BYTES // 1_000_000} MB", where=where or str(path), hint="a smaller file"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        siblings = [entry.name for entry in path.parent.iterdir()][:200] if path.parent.is_dir() else []
        hint = nearest(path.name, siblings) if siblings else f"there is nothing in {path.parent}"
        raise AssetkitError("there is no such file", where=where or str(path), hint=hint) from error
    except OSError as error:
        raise AssetkitError(
            f"cannot be read: {error.strerror}", where=where or str(path), hint="check the path and its permissions"
        ) from error


def read_text(path: Path) -> str:
    """The text of a file that a person wrote; AssetkitError when it is not UTF-8."""
    return decoded(read_file(path), str(path))


def folder_files(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` as relative POSIX name → bytes, in name order; hidden files are left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def registry_at(path: Path) -> Registry:
    """The registry of units that a ``.toml`` file or a table holds."""
    from assetkit.units.loading import registry_from_table, registry_from_toml

    if path.suffix.casefold() == ".toml":
        return registry_from_toml(read_text(path), str(path))
    from assetkit.table import read_table

    return registry_from_table(read_table(path))


class World:
    """Where templates, campaigns, sizes and fonts come from. ``workspace`` is the user's folder, or None."""

    def __init__(self, workspace: Path | None = None) -> None:
        self.workspace = workspace
        self.roots = (*([workspace] if workspace else []), shipped_root())
        self._templates: dict[str, Template] = {}
        self._campaigns: dict[str, Campaign] = {}
        self._marks: dict[str, tuple[SuppliedMark, ...]] = {}

    @staticmethod
    def now() -> datetime.datetime:
        """Wall time in Viet Nam, without a zone, to the second."""
        zone = datetime.timezone(datetime.timedelta(hours=7))  # Viet Nam has had no other offset since 1975
        return datetime.datetime.now(zone).replace(tzinfo=None, microsecond=0)

    @cached_property
    def settings(self) -> Settings:
        """What the workspace's own file sets; without a workspace the defaults."""
        from assetkit.workspace import Settings, load_settings

        path = self.workspace / WORKSPACE_FILE if self.workspace else None
        return load_settings(read_text(path), str(path)) if path else Settings()

    @cached_property
    def registry(self) -> Registry | None:
        """The units of the workspace: the file that ``units`` in its settings names, else its ``units.toml``; None without one."""
        if self.workspace is None:
            return None
        path = self.workspace / (self.settings.units or UNITS_FILE)
        return registry_at(path) if self.settings.units or path.is_file() else None

    def steps(self, file: Path | None = None) -> Steps:
        """The path of an initiative: that of ``file``, else of the workspace's (``steps`` in its settings, ``steps.toml``), else the shipped."""
        from assetkit.steps import load_steps

        own = self.workspace / (self.settings.steps or STEPS_FILE) if self.workspace else None
        if own is None or not (self.settings.steps or own.is_file()):
            own = shipped_root() / "data" / STEPS_FILE
        path = file or own
        return load_steps(read_text(path), str(path))

    @cached_property
    def sizes(self) -> dict[str, Size]:
        found: dict[str, Size] = {}
        for root in reversed(self.roots):
            path = root / "templates" / "sizes.toml"
            if path.is_file():
                found.update(load_sizes(read_text(path), str(path)))
        return found

    @cached_property
    def presets(self) -> dict[str, Preset]:
        """What each place asks of a video, by its id; a workspace's own ``templates/film.toml`` adds places and changes them."""
        from assetkit.film.presets import PRESETS_FILE, load_presets

        found: dict[str, Preset] = {}
        for root in reversed(self.roots):
            path = root / "templates" / PRESETS_FILE
            if path.is_file():
                found.update(load_presets(read_text(path), str(path)))
        return found

    @cached_property
    def template_folders(self) -> dict[str, Path]:
        """Template id → folder, every kind; a workspace's comes before the shipped one of the same id."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((root / "templates").glob("*/*/template.toml")):
                if path.parent.parent.name in KINDS:
                    found.setdefault(path.parent.name, path.parent)
        return found

    @cached_property
    def shared_files(self) -> dict[str, bytes]:
        """Macros and art that every template may use."""
        found: dict[str, bytes] = {}
        for root in reversed(self.roots):
            found.update({f"{name}": content for name, content in folder_files(root / "templates" / "_shared").items()})
        return found

    def template(self, identifier: str) -> Template:
        if identifier not in self._templates:
            if identifier not in self.template_folders:
                raise AssetkitError(
                    "unknown template",
                    where=f"template '{identifier}'",
                    hint=nearest(identifier, self.template_folders),
                )
            folder = self.template_folders[identifier]
            self._templates[identifier] = replace(self.template_at(folder), linted=folder.is_relative_to(shipped_root()))
        return self._templates[identifier]

    def template_at(self, folder: Path) -> Template:
        """The template of a folder ``<kind>/<id>``. AssetkitError for a size that is nowhere defined."""
        kind, where = folder.parent.name, f"{folder.parent.name}/{folder.name}"
        template = load_template(folder.name, kind, folder_files(folder), self.shared_files, where)
        for name in template.spec.sizes:
            if name not in self.sizes:
                raise AssetkitError(
                    f"unknown size '{name}'", where=f"{where}/template.toml", hint=nearest(name, self.sizes)
                )
        return template

    def adopt(self, folder: Path) -> Template:
        """The template of a folder anywhere, known by its id from now on."""
        template = self.template_at(folder.resolve())
        self._templates[template.id] = template
        return template

    def templates(self, kind: str | None = None) -> tuple[Template, ...]:
        """All templates (of a kind), the kind's default first."""
        chosen = [
            self.template(name) for name, folder in self.template_folders.items() if kind in (None, folder.parent.name)
        ]
        return tuple(
            sorted(chosen, key=lambda template: (KINDS.index(template.kind), template.spec.order, template.id))
        )

    @cached_property
    def campaign_files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((root / "campaigns").glob("*.toml")):
                found.setdefault(path.stem, path)
        return found

    def campaign(self, identifier: str | None = None) -> Campaign:
        """A campaign by id; without one the workspace's, else the default."""
        own = self.settings.campaign if self.workspace and not identifier else None
        name = identifier or own or DEFAULT_CAMPAIGN
        if name not in self._campaigns:
            if name not in self.campaign_files:
                raise AssetkitError(
                    "unknown campaign", where=f"campaign '{name}'", hint=nearest(name, self.campaign_files)
                )
            path = self.campaign_files[name]
            campaign = load_campaign(read_text(path), str(path))
            if campaign.id != path.stem:  # jobs name campaigns by their id: another file's would speak
                raise AssetkitError(
                    f"says id = '{campaign.id}'", where=str(path), hint=f'id = "{path.stem}", or another file name'
                )
            self._campaigns[name] = campaign
        return self._campaigns[name]

    def marks(self, identifier: str) -> tuple[SuppliedMark, ...]:
        """The owner's marks of a campaign: files beside its own, or below the workspace that holds it."""
        if identifier not in self._marks:
            beside = self.campaign_files[identifier].parent
            self._marks[identifier] = tuple(
                supplied_mark(
                    self.image_below(beside.parent if (beside.parent / mark.file).is_file() else beside, mark.file),
                    mark.clear_space,
                    mark.file,
                )
                for mark in self.campaign(identifier).marks
            )
        return self._marks[identifier]

    @cached_property
    def fonts(self) -> dict[str, bytes]:
        """Font bytes by file name: Be Vietnam Pro from its package, then the owner's files in ``fonts/``. Never the system's."""
        from fontpkg_be_vietnam_pro import ROOT

        found = {path.name: path.read_bytes() for path in sorted(Path(ROOT).rglob("*.ttf"))}
        for root in reversed(self.roots):
            for path in sorted((root / "fonts").glob("*.[to]tf")):
                found[path.name] = read_file(path)
                if not found[path.name].startswith(FONT_STARTS):
                    raise AssetkitError("is not a font", where=str(path), hint="a TrueType or OpenType file")
        return found

    @cached_property
    def fonts_digest(self) -> str:
        state = hashlib.sha256()
        for name, content in self.fonts.items():
            state.update(name.encode() + hashlib.sha256(content).digest())
        return state.hexdigest()[:16]

    @cached_property
    def faces(self) -> dict[str, Face]:
        """Upright weights of Be Vietnam Pro for drawing, by weight name."""
        prefix = "BeVietnamPro-"
        return {
            name.removeprefix(prefix).removesuffix(".ttf"): face(content)
            for name, content in self.fonts.items()
            if name.startswith(prefix) and "Italic" not in name
        }

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every code point that some registered font has a glyph for."""
        import uharfbuzz

        found: set[int] = set()
        for content in self.fonts.values():
            found.update(uharfbuzz.Face(content).unicodes)
        return frozenset(found)

    def image_below(self, folder: Path, name: str) -> bytes:
        """The bytes of a person's image, by a name relative to ``folder``, which it may not leave."""
        if not name:
            raise AssetkitError("no file is named", where="picture", hint=f"the name of a file below {folder}")
        path = Path(os.path.realpath(folder / name))  # resolve() raises for a link to itself
        if not path.is_relative_to(os.path.realpath(folder)):
            raise AssetkitError("leaves its folder", where=f"file '{name}'", hint=f"a file below {folder}")
        return read_file(path, f"file '{name}'")
