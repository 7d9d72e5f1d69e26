"""The films of ``assetkit week``: a kit and its folder in, what of its films is there, is made now, or is left out, out.

Where no film is asked for and none is there, nothing of what makes films is loaded: that would take longer than an unchanged run.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assetkit.batch import Outcome
from assetkit.errors import UsageError
from assetkit.manifest import Entry, read_journal

if TYPE_CHECKING:
    from assetkit.cli.options import Common
    from assetkit.job import Job
    from assetkit.kit.films import Films
    from assetkit.kit.week import Kit
    from assetkit.world import World


class FilmShelf:
    """The films of a kit's folder. ``asked``: they are to be made."""

    def __init__(self, kit: Kit, world: World, folder: Path, asked: bool) -> None:
        if asked and not kit.plan.films:
            raise UsageError("the plan has no films", where="--video", hint="a [[film]] in week.toml, see docs/week.md")
        self._kit, self._world, self._folder, self._asked = kit, world, folder, asked
        self._there = tuple(file for file, entry in read_journal(folder).items() if entry.film)

    @cached_property
    def _films(self) -> Films | None:
        """What the plan's films would be; None when nobody needs to know."""
        if not self._asked and not self._there:
            return None
        from assetkit.kit.films import kit_films

        return kit_films(self._kit, self._world)

    @cached_property
    def _good(self) -> tuple[Entry, ...]:
        """The films that are there and still true."""
        if self._films is None:
            return ()
        from assetkit.kit.films import good_films

        return good_films(self._films, self._world, self._folder)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What is said of films is said of these: those to be made, or those that are there."""
        if self._films is None:
            return ()
        from assetkit.film.films import SUFFIX

        good = {entry.file for entry in self._good}
        return tuple(job for job in self._films.jobs if self._asked or f"{job.stem}{SUFFIX}" in good)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know: films that cannot be made of these figures, or that were not asked for."""
        if self._asked:
            return self._films.notes if self._films else ()
        names = [film.name for film in self._kit.plan.films]
        if not names or (self._films is not None and len(self._good) == len(self._films.takes)):
            return ()
        return (f"the films {', '.join(names)} are not made, they take minutes: assetkit week --video makes them",)

    @property
    def others(self) -> tuple[str, ...]:
        """The films of the folder that are no longer true, and are not made again now."""
        if self._films is None:
            return ()
        from assetkit.film.films import SUFFIX

        kept = {entry.file for entry in self._good}
        made = {f"{job.stem}{SUFFIX}" for job in self._films.jobs} if self._asked else set()
        return tuple(file for file in self._there if file not in kept | made)

    def fill(self, common: Common) -> Outcome:
        """Make the films that are asked for; without, those that are there and still true."""
        if self._films is None or not self._asked:
            return Outcome(self._good, (), len(self._good))
        from assetkit.cli.filming import film_bar
        from assetkit.film.films import Studios
        from assetkit.kit.films import make_films

        studios = Studios(self._world, self._folder, common.jobs or os.cpu_count() or 1)
        with film_bar([job.name for job in self._films.jobs], common.quiet) as told:
            return make_films(self._films, studios, force=common.force, told=told)
