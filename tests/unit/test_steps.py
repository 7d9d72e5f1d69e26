"""Steps of a process: what a union may write, what is refused and how, and the facts that templates lay out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import make_workspace

from assetkit.artifact import Encoded
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.facts import derive
from assetkit.facts.names import FACTS
from assetkit.facts.process import contrast, process_facts
from assetkit.job import Job
from assetkit.pipeline import set_page
from assetkit.proof import Subject
from assetkit.proof.contrast import contrast as contrast_check
from assetkit.proof.overflow import overflow
from assetkit.proof.safe_area import safe_area
from assetkit.steps import MOST, load_steps
from assetkit.world import World, shipped_root

SHIPPED = (shipped_root() / "data" / "steps.toml").read_text(encoding="utf-8")
LANES = ("unit", "worker", "grassroots", "upper")
LANE = '[[lane]]\nid = "{0}"\nname = "{1}"\nicon = "user"\ncolour = "{2}"\n'
STEP = '[[step]]\nprocess = "{process}"\nlane = "{lane}"\nverb = "{verb}"\nstate = "{state}"\nicon = "send"\n'
NAMES = ("Đơn vị", "Người lao động", "Công đoàn cơ sở", "Công đoàn cấp trên")
COLOURS = ("paper", "support", "hot", "accent")


def step(process: str = "entry", lane: str = "worker", verb: str = "Nộp", state: str = "Đã nộp", text: str = "") -> str:
    words = STEP.format(process=process, lane=lane, verb=verb, state=state)
    return words + (f'text = "{text}"\n' if text else "")


def toml(*steps: str) -> str:
    return "".join([*(LANE.format(*row) for row in zip(LANES, NAMES, COLOURS, strict=True)), *steps])


def facts_of(world: World, text: str, campaign: str = "evn-10k-2022") -> dict[str, Any]:
    return dict(process_facts(load_steps(text, "steps.toml"), world.campaign(campaign).palette.model_dump()).values)


def test_the_shipped_steps_say_what_is_published_first() -> None:
    steps = load_steps(SHIPPED, "data/steps.toml")
    assert [one.verb for one in steps.of("entry")][:4] == ["Công nhận", "Mở cổng", "Đăng nhập", "Khai thông tin"]
    assert steps.steps[-1].state == "Hợp lệ"
    assert "EDIT" in SHIPPED


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (toml(*[step()] * 3).replace("verb", "vreb", 1), "did you mean 'verb'?"),
        (toml(step(), step(lane="wroker"), step()), "step #2.lane: there is no lane 'wroker' (try: did you mean 'worker'?)"),
        (toml(step(), step()), "has 2 steps; 3 to 9 are asked for"),
        (toml(*[step()] * 10), "has 10 steps; 3 to 9 are asked for"),
        (toml(step(), step(process="aproval"), step()), "did you mean 'approval'?"),
        (toml(step(), step(process="approval"), step()), "step #3: a step of entering stands after one of approval"),
        (toml(step(verb="Mở cổng rồi nộp"), step(), step()), "has 4 words; a verb of 3 at most"),
        (toml(step(verb="Nghiêng nghiêng nghiêng"), step(), step()), "16 is the most that fits every size"),
        (toml(step(state="x" * 21), step(), step()), "20 is the most"),
        (toml(step(text="x" * 61), step(), step()), "60 is the most"),
        (toml(step(state=""), step(), step()), "state: is empty"),
        (toml(*[step()] * 3).replace('"user"', '"usr"', 1), "lane #1.icon: there is no icon 'usr' (try: did you mean 'user'?)"),
        (toml(*[step()] * 3).replace('"send"', '"sned"', 1), "step #1.icon: there is no icon 'sned'"),
        (toml(*[step()] * 3).replace('"support"', '"blue"', 1), "colour"),
        (toml(*[step()] * 3).replace('id = "upper"', 'id = "unit"'), "lane 'unit': its id is used twice"),
        (step() * 3, "lane: is missing"),
        ("[[step]]\nverb = ", "toml: "),
    ],
)
def test_a_bad_file_is_one_line_that_says_where_and_what_to_try(text: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^steps\.toml: ") as caught:
        load_steps(text, "steps.toml")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_texts_are_set_as_print_has_them() -> None:
    steps = load_steps(toml(step(text='Chọn \\"Nộp\\" - rồi đợi'), step(), step()), "steps.toml")
    assert steps.steps[0].text == "Chọn “Nộp” – rồi đợi"


PATHS = st.lists(st.sampled_from(LANES), min_size=3, max_size=MOST).flatmap(
    lambda lanes: st.tuples(st.just(lanes), st.integers(0, len(lanes)))
)


@given(PATHS)
@settings(max_examples=40, deadline=None)
def test_runs_and_steps_fill_the_same_rows_without_gaps(world: World, path: tuple[list[str], int]) -> None:
    lanes, entries = path
    text = toml(*(step("entry" if place < entries else "approval", lane) for place, lane in enumerate(lanes)))
    facts = facts_of(world, text)
    for prefix in ("", "entry_", "approval_"):
        if f"{prefix}steps" not in facts:
            continue
        steps, runs = facts[f"{prefix}steps"], facts[f"{prefix}runs"]
        assert [one["number"] for one in steps] == list(range(1, len(steps) + 1))
        assert (steps[0]["first"], steps[-1]["last"]) == (True, True)
        for entries_of in (steps, runs):
            lines = [tuple(map(int, one["row"].split("/"))) for one in entries_of]
            assert lines[0][0] == 1
            assert lines[-1][1] == len(steps) + 3
            assert all(a[1] == b[0] for a, b in pairwise(lines))
        assert sum(run["count"] for run in runs) == len(steps)
    assert len(facts.get("entry_steps", ())) + len(facts.get("approval_steps", ())) == facts["steps_count"]
    assert {run["lane"] for run in facts["lanes"]} == set(lanes)
    assert len(facts["lanes"]) == len(set(lanes))


@pytest.mark.parametrize("campaign", ["evn-10k-2022", "tld-1m-2022"])
def test_every_shade_of_every_colour_can_be_read_and_its_wire_seen(world: World, campaign: str) -> None:
    palette = world.campaign(campaign).palette.model_dump()
    for colour in palette:
        text = toml(*[step()] * 4).replace('colour = "support"', f'colour = "{colour}"')
        for one in facts_of(world, text, campaign)["steps"]:
            assert contrast(palette[one["ink"]], one["fill"]) >= 4.5
            assert contrast(palette[one["line"]], one["fill"]) >= 1.5
            assert contrast(palette[one["line_ink"]], palette[one["line"]]) >= 4.5


def test_brightness_rises_to_the_lane_s_own_colour(world: World) -> None:
    palette = world.campaign("evn-10k-2022").palette.model_dump()
    steps = facts_of(world, toml(*[step()] * 5))["steps"]
    light = [contrast(one["fill"], "#000000") for one in steps]
    assert light == sorted(light)
    assert steps[-1]["fill"].casefold() == palette["support"].casefold()


def test_every_fact_of_the_process_is_in_the_table_of_facts(world: World) -> None:
    facts = facts_of(world, SHIPPED)
    scopes = {scope: {fact.name for fact in FACTS if fact.scope == scope} for scope in ("process", "steps", "runs")}
    assert set(facts) == scopes["process"]
    assert set().union(*facts["steps"]) == scopes["steps"]
    assert set().union(*facts["runs"]) == scopes["runs"]


def test_a_process_without_steps_says_what_it_needs(world: World) -> None:
    block = process_facts(load_steps(toml(*[step()] * 3), "x"), world.campaign("evn-10k-2022").palette.model_dump())
    assert 'process = "approval"' in block.missing["approval_steps"]
    assert "approval_steps" not in block.values
    plain = derive(world.campaign("evn-10k-2022"), None, World.now())
    assert "infographic" in plain.why_missing("steps")


def test_a_workspace_s_steps_come_before_the_shipped_ones(tmp_path: Path) -> None:
    place = make_workspace(tmp_path)
    assert World(place).steps().steps[0].verb == "Công nhận"
    (place / "steps.toml").write_text(toml(*[step(verb="Gửi")] * 3), encoding="utf-8")
    assert World(place).steps().steps[0].verb == "Gửi"
    (place / "own.toml").write_text(toml(*[step(verb="Trình")] * 3), encoding="utf-8")
    assert World(place).steps(place / "own.toml").steps[0].verb == "Trình"
    with (place / "assetkit.toml").open("a", encoding="utf-8") as file:
        file.write('steps = "own.toml"\n')
    assert World(place).steps().steps[0].verb == "Trình"
    (place / "own.toml").unlink()
    with pytest.raises(AssetkitError, match="no such file"):
        World(place).steps()


LONG = ("Chuẩn bị trước", "Đăng nhập ngay", "Khai thông tin", "Nghiêng nghiêng", "Thuyết minh rõ", "Kiểm tra chung", "Duyệt", "Ghi nhận", "Công bố")


@pytest.mark.parametrize("size", ["feed", "square", "story", "link", "fb-cover", "fb-event", "yt-thumb", "yt-banner"])
@pytest.mark.parametrize("count", [3, 5, 7, 9])
@pytest.mark.parametrize("portal", [True, False])
def test_every_number_of_steps_is_composed_with_the_longest_texts(
    world: World, engine: Takumi, count: int, size: str, portal: bool
) -> None:
    campaign = world.campaign("tld-1m-2022" if count in (5, 9) else "evn-10k-2022")
    campaign = campaign if portal else campaign.model_copy(update={"portal": None})
    text = "Điền đầy đủ thông tin cá nhân, nơi làm việc và số điện thoại"
    steps = [step("entry", LANES[k % 4], LONG[k], "Đang được cấp duyệt", text) for k in range(count)]
    block = process_facts(load_steps(toml(*steps), "x"), campaign.palette.model_dump())
    own = World()
    own._campaigns[campaign.id] = campaign
    facts = {**dict(derive(campaign, None, World.now()).only(own.template("process-entry").fact_names)[0]), **block.values}
    job = Job("process-entry", own.sizes[size], campaign.id, "x", facts=facts, missing=block.missing)
    filled, fitted, page, _ = set_page(job, own, engine)
    subject = Subject(page, fitted.layout, Encoded(b"", "png", None, ""), engine)
    assert [found.message for check in (contrast_check, overflow, safe_area) for found in check(subject)] == []
    sizes = {fitted.sizes[k] for k, element in page.elements.items() if element.attributes.get("data-fit-with") == "verb"}
    assert len(sizes) == 1
    assert ("QR code" in {element.name for element in page.elements.values()}) is portal
    numbers = re.findall(r"^\d$", filled.text, re.MULTILINE)
    assert numbers == [str(place) for place in range(1, count + 1)]
    assert filled.text.count("Đang được cấp duyệt") == count
