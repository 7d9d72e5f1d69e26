"""The race: figures between readings, places, the axis, names that fit, and frames that are the same however they are reached."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import numpy as np
import pytest
from figures import EVN
from histories import history
from hypothesis import given, settings
from hypothesis import strategies as st

from assetkit.counts.history import History, history_of
from assetkit.counts.sample import sample_history
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.film.race import PLACE, Race, round_end, usual_seconds
from assetkit.film.race_axis import axis_lines
from assetkit.film.race_canvas import RaceCanvas
from assetkit.film.race_kit import kit_for, printed, printed_text
from assetkit.film.race_letters import Style
from assetkit.film.race_places import Places, Wanted, in_two, places_for
from assetkit.film.race_readings import FINE, Readings, Runner, readings_of
from assetkit.film.race_reel import NEEDS, Plan
from assetkit.film.race_stage import Stage, stage_of
from assetkit.film.race_surface import Stamp, Surface
from assetkit.job import Job
from assetkit.pipeline import set_page
from assetkit.world import World

FIGURES = {"A": [0, 10, 30, 90], "B": [5, 20, 25, 60], "C": [None, None, 40, 41], "": [5, 30, 95, 191]}
RATE = 25


def race_of(past: History, metric: str = "valid", top: int = 12, seconds: float = 12.0) -> Race:
    readings = readings_of(past, EVN, metric)
    return Race(readings, top, RATE, round(seconds * RATE))


@pytest.fixture(scope="module")
def sample() -> History:
    return history_of(sample_history(EVN, units=30, weeks=20))


def test_the_figure_at_a_reading_is_the_one_that_was_counted(sample: History) -> None:
    race = race_of(sample)
    for place, frame in enumerate(race.knots):
        state = race.state(frame)
        assert state.reading == place
        assert state.total == race.readings.totals[place]
        for row in state.rows:
            assert row.value == race.readings.runners[row.runner].values[place]


def test_percents_are_printed_as_the_facts_print_them() -> None:
    past = history({"A": [1, 141], "B": [1, 2469], "C": [3, 3]}, {"A": 96, "B": 20000, "C": 7})
    race = race_of(past, "percent")
    facts = derive(EVN, past.at(past.latest.as_of), past.latest.as_of, past)
    told = {unit["name"]: unit["percent_text"] for unit in facts["units"]}  # type: ignore[attr-defined]
    rows = race.state(race.knots[-1]).rows
    names = race.readings.runners
    assert {names[row.runner].name: printed_text(printed(row.value), "percent") for row in rows} == told


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=2, max_size=8))
def test_no_figure_leaves_the_two_readings_that_it_is_between(values: list[int]) -> None:
    race = race_of(history({"A": values, "B": [1] * len(values)}))
    seen = [next(row.value for row in race.state(frame).rows if race.readings.runners[row.runner].name == "A") for frame in range(race.frames)]
    for before, after, low, high in zip(race.knots, race.knots[1:], values, values[1:], strict=False):
        between = seen[before : after + 1]
        assert min(low, high) * FINE <= min(between)
        assert max(between) <= max(low, high) * FINE


def test_states_are_whole_numbers_and_repeatable(sample: History) -> None:
    race, again = race_of(sample), race_of(sample)
    for frame in (0, 77, race.frames - 1):
        state = race.state(frame)
        assert hash(state) == hash(again.state(frame))
        flat = [*state[:4], *(number for row in state.rows for number in row)]
        assert all(type(number) is int for number in flat)


def test_places_are_whole_when_nobody_overtakes_and_each_is_taken_once() -> None:
    race = race_of(history(FIGURES))
    for frame in (race.knots[1], race.frames - 1):
        places = sorted(row.place for row in race.state(frame).rows)
        assert places == [PLACE * place for place in range(len(places))]


def test_two_that_change_places_meet_in_the_middle_and_the_one_that_rises_is_in_front() -> None:
    race = race_of(history({"A": [0, 100], "B": [50, 50]}), seconds=8)
    apart = [abs(race.state(frame).rows[0].place - race.state(frame).rows[1].place) for frame in range(race.frames)]
    crossing = apart.index(min(apart))
    state = race.state(crossing)
    assert sum(row.place for row in state.rows) == PLACE
    assert race.readings.runners[state.rows[-1].runner].name == "A"
    leaders = [race.state(frame).leader for frame in range(race.frames)]
    assert leaders[crossing - 2] == 1
    assert leaders[crossing + 2] == 0
    assert max(row.flash for frame in range(crossing, crossing + 5) for row in race.state(frame).rows) > 200
    assert not any(row.flash for row in race.state(race.frames - 1).rows)


def test_who_joins_is_in_its_place_when_counted_and_shows_no_other_figure_before() -> None:
    race = race_of(history(FIGURES))
    counted = race.knots[2]
    number = next(place for place, runner in enumerate(race.readings.runners) if runner.name == "C")
    assert all(row.runner != number for frame in range(race.knots[1]) for row in race.state(frame).rows)
    assert {row.value for frame in range(counted) for row in race.state(frame).rows if row.runner == number} == {40 * FINE}
    assert [row.place for row in race.state(counted).rows if row.runner == number] == [0]


def test_at_every_reading_each_row_is_in_its_place(sample: History) -> None:
    for metric in ("valid", "percent"):
        race = race_of(sample, metric, top=10)
        for frame in race.knots:
            rows = sorted(race.state(frame).rows, key=lambda row: row.place)
            assert [row.place for row in rows] == [PLACE * place for place in range(10)]
            assert [row.value for row in rows] == sorted((row.value for row in rows), reverse=True)
            assert race.state(frame).leader == rows[0].runner


def test_a_week_that_nobody_counted_takes_its_time() -> None:
    race = race_of(history({"A": [1, 2, 3], "B": [3, 4, 9]}, weeks=[0, 1, 5]), seconds=20)
    first, second = race.knots[1] - race.knots[0], race.knots[2] - race.knots[1]
    assert second == pytest.approx(4 * first, abs=8)


def test_the_axis_is_never_shorter_than_the_longest_bar_and_starts_at_zero(sample: History) -> None:
    for metric in ("valid", "percent"):
        race = race_of(sample, metric)
        for frame in range(race.frames):
            state = race.state(frame)
            assert state.axis >= max(row.value for row in state.rows)
    assert race.state(0).axis >= 1_000 * FINE  # the quota is always in view


def test_one_reading_is_no_race() -> None:
    with pytest.raises(AssetkitError, match="holds one reading, a race needs two at least"):
        race_of(history({"A": [1], "B": [2]}))


def test_one_unit_is_no_race_and_units_without_a_quota_are_told() -> None:
    with pytest.raises(AssetkitError, match="1 of 1 units with figures"):
        race_of(history({"A": [1, 2]}))
    readings = readings_of(history({"A": [1, 2], "B": [1, 2], "C": [1, 2]}, {"A": 3, "B": 4}), EVN, "percent")
    assert [runner.name for runner in readings.runners] == ["A", "B"]
    assert readings.notes == ("1 units without a quota do not run",)


def test_too_few_seconds_for_the_readings_are_refused(sample: History) -> None:
    with pytest.raises(AssetkitError, match="readings do not fit into 1 s"):
        race_of(sample, seconds=1)


def test_five_hundred_units_are_folded_into_a_sentence() -> None:
    readings = readings_of(history_of(sample_history(EVN, units=500, weeks=8)), EVN, "valid")
    plan = Plan(readings, 20)
    assert plan.rest == "và 480 đơn vị khác"
    assert "480 are not" in plan.notes[-1]
    race = Race(readings, 20, RATE, 300)
    assert {len(race.state(frame).rows) for frame in (0, 150, 299)} <= set(range(20, 26))
    for top in (1, 61):
        with pytest.raises(AssetkitError, match="2 to 60"):
            Plan(readings, top)


@given(st.integers(0, 10**12))
@settings(max_examples=50, deadline=None)
def test_a_round_end_is_at_or_beyond_and_not_much_beyond(value: int) -> None:
    end = round_end(value)
    assert end >= value
    assert end <= max(10 * FINE, value * 1.6)


def test_lines_of_the_axis_are_round_and_apart() -> None:
    lines = list(axis_lines(430 * FINE, 800, "valid", 60))
    assert [text for _, strength, text in lines if strength == 256] == ["50", "100", "150", "200", "250", "300", "350", "400"]
    assert all(0 < x <= 800 for x, _, _ in lines)
    assert [text for _, _, text in axis_lines(1_500 * FINE, 800, "percent", 60)] == ["50%", "100%", "150%"]


def runner(name: str, code: str | None = None) -> Runner:
    return Runner(name, code, (0, 90_000), (None, None))


def places(names: dict[str, str | None], box: tuple[int, int, int, int], bars: int | None = None) -> Places:
    runners = {place: runner(name, code) for place, (name, code) in enumerate(names.items())}
    return places_for(box, Wanted(bars or len(runners), runners, "12.345", 1080), World().faces)


def test_names_are_short_before_they_are_codes_and_never_cut() -> None:
    wide = (0, 0, 1000, 800)
    long = "PTC1 (Truyền tải điện 1, đơn vị thành viên của Tổng công ty Truyền tải điện Quốc gia)"
    found = places({long: "PTC1", "EVNHANOI": None, **{f"Đơn vị {n}": None for n in range(10)}}, wide)
    assert found.names[0].lines in ((long,), ("PTC1",))
    assert found.names[1].lines == ("EVNHANOI",)
    dense = places({**{f"Công ty Điện lực thành phố số {n}": f"PC{n}" for n in range(40)}}, (0, 0, 1000, 560))
    assert {line for name in dense.names.values() for line in name.lines} <= {f"Công ty Điện lực thành phố số {n}" for n in range(40)} | {
        f"PC{n}" for n in range(40)
    }


def test_a_name_that_finds_no_room_is_named() -> None:
    long = "Một tên rất dài không có tên ngắn nào để thay thế trong danh sách các đơn vị " * 2
    with pytest.raises(AssetkitError, match=r"Một tên rất dài.*does not fit beside 60 bars"):
        places({long.strip(): None, "B": None}, (0, 0, 900, 560), bars=60)


def test_two_lines_break_where_words_may_part() -> None:
    lines = in_two("Trung tâm Điều độ Hệ thống điện Quốc gia", 400, Style("SemiBold", 26), World().faces)
    assert lines is not None
    assert " ".join(lines) == "Trung tâm Điều độ Hệ thống điện Quốc gia"


def test_rows_of_every_size_fit_their_place() -> None:
    names: dict[str, str | None] = {f"Đơn vị {number:02}": None for number in range(60)}
    for width, height in ((1060, 820), (952, 600), (952, 760), (950, 600)):
        for bars in (2, 5, 12, 20, 30, 60):
            found = places(dict(list(names.items())[:bars]), (64, 100, 64 + width, 100 + height))
            assert len(found.columns) * found.per_column >= bars
            assert found.columns[-1][2] <= 64 + width
            assert found.columns[0][3] <= 100 + height
            assert found.text.size >= 22
            assert not any(side % 2 for column in found.columns for side in (column[0], column[1], found.pitch))


def test_a_stamp_is_the_same_at_odd_and_even_places() -> None:
    mask = np.full((6, 8), 255, np.uint8)
    for x, y in ((10, 10), (11, 11)):
        surface = Surface(40, 40)
        surface.lay(Stamp(mask, 0, 0, 8), (x, y), (235, 100, 200), (0, 0, 40, 40))
        assert (surface.y[y : y + 6, x : x + 8] == 235).all()
        assert int((surface.y == 235).sum()) == 48
    clipped = Surface(40, 40)
    clipped.lay(Stamp(mask, 0, 0, 8), (10, 10), (235, 100, 200), (0, 0, 14, 40))
    assert int((clipped.y == 235).sum()) == 24


@pytest.fixture(scope="module")
def engine() -> Takumi:
    return Takumi(World().fonts.values())


def stage_for(race: Race, size: str, past: History, engine: Takumi, metric: str = "valid") -> tuple[Stage, int]:
    world = World()
    template = next(one for one in world.templates("film") if set(NEEDS) <= set(one.spec.fields))
    facts = derive(EVN, past.at(past.latest.as_of), past.latest.as_of, past)
    fields = {"metric": metric, "rest": "và 40 đơn vị khác", "bars": str(race.top)}
    job = Job(template.id, world.sizes[size], EVN.id, "race", fields=fields, facts=dict(facts))
    _, fitted, _, _ = set_page(job, world, engine)
    return stage_of(fitted, engine, world.faces, EVN.palette.model_dump()), min(job.size.width, job.size.height)


@pytest.mark.parametrize(("size", "top", "metric"), [("wide", 20, "valid"), ("square", 8, "percent"), ("story", 30, "valid")])
def test_a_frame_is_the_same_however_it_is_reached(size: str, top: int, metric: str, sample: History, engine: Takumi) -> None:
    race = race_of(sample, metric, top)
    stage, short = stage_for(race, size, sample, engine, metric)
    kit = kit_for(race, stage, engine, World().faces, short)
    canvas = RaceCanvas(kit)
    chance = random.Random(7)
    frames = [*range(20, 35), *range(110, 125), *(chance.randrange(race.frames) for _ in range(12))]
    for count, frame in enumerate(frames):
        changed = canvas.draw(race.state(frame))
        assert changed or count == 0 or race.state(frame) == race.state(frames[count - 1]) or frame == frames[count - 1] + 1
        if count % 6 == 0 or count >= 30:
            fresh = RaceCanvas(kit)
            fresh.draw(race.state(frame))
            assert np.array_equal(canvas.planes.buffer, fresh.planes.buffer), frame
    canvas.draw(race.state(5))
    assert not canvas.draw(race.state(5))


def test_nothing_is_drawn_outside_of_the_places_that_the_page_marks(sample: History, engine: Takumi) -> None:
    race = race_of(sample, top=12)
    stage, short = stage_for(race, "feed", sample, engine)
    canvas = RaceCanvas(kit_for(race, stage, engine, World().faces, short))
    canvas.draw(race.state(race.frames - 1))
    changed = canvas.planes.y != stage.behind.y
    inside = np.zeros_like(changed)
    assert stage.total is not None
    assert stage.date is not None
    for box in (stage.bars, stage.lit_box, stage.total.box, stage.date.box):
        left, top, right, bottom = box
        inside[max(0, top - 30) : bottom + 30, max(0, left - 12) : right + 12] = True
    assert changed.any()
    assert not (changed & ~inside).any()


def test_a_longer_past_makes_a_longer_film(sample: History) -> None:
    short = readings_of(sample, EVN, "valid")
    later = replace(short, moments=tuple(moment + dt.timedelta(days=7 * place) for place, moment in enumerate(short.moments)))
    assert usual_seconds(short) < usual_seconds(later)
    assert isinstance(short, Readings)
