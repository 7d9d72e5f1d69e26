"""What the proofs see on boards, what a full disk leaves of a loop, and how fast a GIF really is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from film_pieces import full_disk

from assetkit.artifact import Finding
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.film import led_films
from assetkit.film.films import Studios
from assetkit.film.led_board import PROOFS, Board, board_sizes, gathered, least_type
from assetkit.film.led_films import MODES, Loop, run_loops, shoot_loop
from assetkit.film.led_slides import NEEDS as PAGE
from assetkit.film.led_strip import NEEDS as PIECE
from assetkit.film.led_strip import strip_of
from assetkit.film.shooting import Take
from assetkit.job import Job
from assetkit.template import Template
from assetkit.world import World

WELL = {*PROOFS, "loop"}


def template_of(world: World, mode: str) -> Template:
    kind, needs = ("film", PIECE) if mode == MODES[0] else ("banner", PAGE)
    return next(one for one in world.templates(kind) if set(needs) <= set(one.spec.fields))


def take_of(world: World, mode: str, size: str = "led-384x128", rate: int = 25) -> Take:
    facts = dict(derive(world.campaign("evn-10k-2022"), None, world.now()))
    job = Job(template_of(world, mode).id, board_sizes([size], world.sizes)[0], "evn-10k-2022", "loop", facts=facts)
    return Take(job, "led", world.presets["led"], rate)


def loop_of(world: World, mode: str, *slogans: str, **others: object) -> Loop:
    return Loop(slogans or ("Tự hào",), mode, template_of(world, mode), **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", ["led-384x128", "led-320x64", "web-320x50"])
def test_a_board_is_proved_as_a_still_is(world: World, engine: Takumi, mode: str, size: str) -> None:
    loop = loop_of(world, mode, "Tự hào", "Mỗi người một sáng kiến")
    shot = shoot_loop(take_of(world, mode, size), loop, world, engine)
    assert {one.check for one in shot.findings} == WELL
    assert [one for one in shot.findings if one.level != "ok"] == []


def test_words_that_are_hardly_seen_are_found(world: World, engine: Takumi) -> None:
    board = Board(take_of(world, MODES[1]).job, world, engine)
    fitted, page, _ = board.page(template_of(world, MODES[1]), {"title": "Tự hào"})
    dim = board.proofs(fitted, page.with_style("*{color:#0b2350!important}"))
    assert {one.check for one in dim if one.level == "warning"} == {"contrast"}
    narrow = replace(page, size=replace(page.size, safe=(150, 0, 0, 0)))
    assert {one.check for one in board.proofs(fitted, narrow) if one.level == "warning"} == {"safe-area"}
    small = replace(page, size=replace(page.size, text=200))
    with pytest.raises(AssetkitError, match="200 px is the least here"):
        board.proofs(fitted, small)


def test_a_piece_may_touch_its_neighbours_but_not_the_foot(world: World, engine: Takumi) -> None:
    job = take_of(world, MODES[0]).job
    low = replace(job, size=replace(job.size, safe=(6, 6, 6, 60)))
    template = template_of(world, MODES[0])
    assert [one.level for one in strip_of(["Tự hào"], Board(job, world, engine), template).findings] == ["ok"] * 3
    assert any(one.check == "safe-area" and one.level == "warning" for one in strip_of(["Tự hào"], Board(low, world, engine), template).findings)


def test_findings_of_many_pages_are_told_once() -> None:
    well, bad, worse = Finding("contrast", "ok", ""), Finding("contrast", "warning", "a"), Finding("contrast", "warning", "b")
    other = Finding("overflow", "ok", "")
    assert gathered([well, other, well, other]) == (well, other)
    assert gathered([well, bad, other, bad, worse]) == (bad, other, worse)


@pytest.mark.parametrize(("size", "least"), [("1920x320", 320 / 3), ("384x128", 128 / 3), ("256x256", 32), ("320x480", 40)])
def test_type_is_a_third_of_a_strip_and_less_of_a_squarer_board(world: World, size: str, least: float) -> None:
    (board,) = board_sizes([size], world.sizes)
    assert least_type(board) == pytest.approx(least)


@pytest.mark.parametrize("size", ["1920x320", "384x128", "960x960", "320x480"])
def test_what_is_fitted_may_be_as_small_as_the_least_type_of_pages(world: World, size: str) -> None:
    (board,) = board_sizes([size], world.sizes)
    assert 0 < board.text < least_type(board)


def test_a_long_word_fits_on_a_square_board(world: World, engine: Takumi) -> None:
    shot = shoot_loop(take_of(world, MODES[1], "960x960"), loop_of(world, MODES[1], "10.000 sáng kiến giai đoạn 2025–2028"), world, engine)
    assert "2025–2028" in shot.alt


def test_a_square_board_has_pages(world: World, engine: Takumi) -> None:
    shot = shoot_loop(take_of(world, MODES[1], "256x256"), loop_of(world, MODES[1], "Tự hào trí tuệ"), world, engine)
    assert {one.check for one in shot.findings} == WELL
    assert shot.alt.split() == ["Tự", "hào", "trí", "tuệ"]


@pytest.mark.parametrize(("file_format", "asked", "shown"), [("gif", 30, 33), ("gif", 25, 25), ("webp", 30, 30)])
def test_the_rate_that_a_file_shows_is_told(
    world: World, engine: Takumi, tmp_path: Path, file_format: str, asked: int, shown: int
) -> None:
    loop = loop_of(world, MODES[1], "Ý", "Tự", format=file_format)
    take = take_of(world, MODES[1], "led-320x64", asked)
    outcome = run_loops([take], loop, Studios(world, tmp_path), engine, force=False, say=lambda text: None, told=lambda *_: None)
    (entry,) = outcome.entries
    assert entry.film is not None
    assert (entry.film.rate, entry.film.seconds) == (shown, round(entry.film.frames / shown, 3))
    assert any(f"{shown} frames/s, not {asked}" in warning for warning in entry.warnings) == (asked != shown)


@pytest.mark.parametrize(("loops", "most"), [(1, 3_000), (3, 3_000), (3, 60_000)])
def test_a_full_disk_leaves_nothing_and_is_told_of_the_file(
    world: World, engine: Takumi, tmp_path: Path, loops: int, most: int
) -> None:
    loop = loop_of(world, MODES[0], "Tự hào", loops=loops)
    studios = Studios(world, tmp_path)
    with full_disk(most):
        outcome = run_loops([take_of(world, MODES[0])], loop, studios, engine, force=False, say=lambda text: None, told=lambda *_: None)
    (failure,) = outcome.failures
    assert failure.message.startswith(f"{tmp_path / 'loop.mp4'}: cannot be written")
    assert "\n" not in failure.message
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".json"] == []


def test_a_loop_without_room_for_its_poster_is_not_published(
    world: World, engine: Takumi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise AssetkitError("cannot be written: No space left on device", where=str(path))

    monkeypatch.setattr(led_films, "write_file", full)
    studios = Studios(world, tmp_path)
    outcome = run_loops(
        [take_of(world, MODES[0])], loop_of(world, MODES[0]), studios, engine, force=False, say=lambda text: None, told=lambda *_: None
    )
    assert "loop-poster.jpg: cannot be written" in outcome.failures[0].message
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".json"] == []
