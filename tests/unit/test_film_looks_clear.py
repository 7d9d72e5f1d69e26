"""Subtitles in the picture lie on no points, and a race begins with what there is to see, in the middle of its place."""

from __future__ import annotations

import pytest
from test_film_race import EVN, history

from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.film.burning import LEADING, LINES, PAD, _type_size, above_subtitles
from assetkit.film.race_places import Wanted, places_for
from assetkit.film.race_readings import FINE, Runner, readings_of
from assetkit.job import Job
from assetkit.pipeline import set_page
from assetkit.world import World

SLACK = 3  # px


def bands(job: Job, world: World, engine: Takumi) -> list[tuple[float, float]]:
    """(top, bottom) of the pictures of points."""
    _, fitted, _, _ = set_page(job, world, engine)
    found = [fitted.layout.boxes[k] for k, element in fitted.page.elements.items() if "dots" in element.attributes.get("class", "")]
    return [(box.y, box.y + box.height) for box in found]


@pytest.mark.parametrize("template", ["film-count", "film-target"])
@pytest.mark.parametrize("name", ["wide", "square", "feed", "story"])
def test_points_make_way_for_subtitles(template: str, name: str, world: World, engine: Takumi) -> None:
    size = world.sizes[name]
    job = example_jobs(world.template(template), world, [above_subtitles(size)], ["fields"])[0]
    foot = size.height - size.safe[3]
    head = foot - (LINES * LEADING + PAD) * _type_size(size)
    found = bands(job, world, engine)
    assert found
    for top, bottom in found:
        assert bottom <= head + SLACK or top >= foot - SLACK


def test_readings_before_the_first_figure_are_left_out_and_told() -> None:
    readings = readings_of(history({"A": [0, 0, 3, 5], "B": [0, 0, 1, 9]}), EVN, "valid")
    assert [runner.values for runner in readings.runners] == [(3 * FINE, 5 * FINE), (1 * FINE, 9 * FINE)]
    assert len(readings.moments) == len(readings.totals) == 2
    assert "first 2 of 4 readings" in readings.notes[0]


def test_two_readings_always_stay() -> None:
    readings = readings_of(history({"A": [0, 0, 5], "B": [0, 0, 9]}), EVN, "valid")
    assert [runner.values for runner in readings.runners] == [(0, 5 * FINE), (0, 9 * FINE)]


@pytest.mark.parametrize("bars", [2, 3])
def test_few_bars_stand_in_the_middle_of_their_place(bars: int, world: World) -> None:
    box = (40, 100, 1040, 900)
    runners = {number: Runner(f"Đơn vị {number}", None, (FINE,), (None,)) for number in range(bars)}
    places = places_for(box, Wanted(bars, runners, "1.000", 1080), world.faces)
    _, top, _, bottom = places.columns[0]
    assert abs((top - box[1]) - (box[3] - bottom)) <= 2
    assert top % 2 == bottom % 2 == 0
