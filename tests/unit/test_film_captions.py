"""Subtitles: lines that fit a phone, times in which they can be read, and what an .srt file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assetkit.errors import AssetkitError
from assetkit.film.burning import CaptionedReel, subtitle
from assetkit.film.captions import GAP, LINE, LINES, MOST, SPEED, Cue, cues_of, moment, pieces, srt, wrapped
from assetkit.film.cutting import Cut
from assetkit.film.planes import Planes
from assetkit.film.transitions import Transition
from assetkit.world import World

RATE = 30
SOME = ["sáng", "kiến", "người", "lao", "động", "một", "triệu", "nộp", "duyệt", "cổng,", "ngày.", "10.000", "Việt", "Nam"]
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=40)


def cut(caption: str, seconds: float = 5, transition: Transition | None = None) -> Cut:
    return Cut("x", round(seconds * RATE), transition or Transition(), caption=caption, where="scene #1")


@settings(max_examples=50, deadline=None)
@given(words=WORDS)
def test_no_line_is_too_long_and_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    lines = list(wrapped(text, "x"))
    assert " ".join(lines) == text
    assert all(len(line) <= LINE for line in lines)
    assert all(1 <= len(piece) <= LINES for piece in pieces(text, "x"))


def test_words_that_belong_together_stay_on_one_line() -> None:
    assert list(wrapped("Cùng nhau đạt 10.000 sáng kiến đến ngày 30/9/2023", "x")) == ["Cùng nhau đạt 10.000 sáng kiến", "đến ngày 30/9/2023"]


def test_a_word_longer_than_a_line_is_refused() -> None:
    with pytest.raises(AssetkitError, match="42 are a line's most"):
        list(wrapped("a" * 43, "x"))


def test_a_subtitle_is_seen_while_its_scene_is_and_not_during_the_transition() -> None:
    push = Transition("push", 1.0)
    first, second = cues_of([cut("Mở cổng"), cut("Đăng nhập", 6, push)], RATE)
    assert first.first == 0
    assert first.end <= 5 * RATE - GAP
    assert second.first == 6 * RATE
    assert second.end <= 11 * RATE - GAP


def test_a_long_caption_becomes_several_subtitles_each_long_enough_to_read() -> None:
    text = "Điền đầy đủ thông tin cá nhân, nơi làm việc và số điện thoại, rồi mô tả nội dung và lợi ích của sáng kiến"
    cues = cues_of([cut(text, 9)], RATE)
    assert len(cues) > 1
    for cue in cues:
        assert sum(map(len, cue.lines)) / ((cue.end - cue.first) / RATE) <= SPEED
        assert (cue.end - cue.first) / RATE <= MOST
    assert all(before.end + GAP <= after.first for before, after in pairwise(cues))


def test_a_caption_that_nobody_can_read_in_its_time_is_refused() -> None:
    with pytest.raises(AssetkitError, match=r"scene #1: .* cannot be read in 1.4 s"):
        cues_of([cut("Điền đầy đủ thông tin cá nhân và nơi làm việc", 1.5)], RATE)


def test_scenes_without_a_caption_have_no_subtitle() -> None:
    assert cues_of([cut(""), cut("Nộp")], RATE)[0].first == 5 * RATE


def test_an_srt_file_numbers_its_subtitles_and_tells_their_times() -> None:
    text = srt([Cue(("Mở cổng",), 0, 60), Cue(("Đăng nhập", "bằng Zalo"), 75, 150)], RATE)
    assert text == "1\n00:00:00,000 --> 00:00:02,000\nMở cổng\n\n2\n00:00:02,500 --> 00:00:05,000\nĐăng nhập\nbằng Zalo\n"
    assert re.fullmatch(r"\d\d:\d\d:\d\d,\d{3}", moment(123_456, RATE))
    assert moment(3_661 * RATE, RATE) == "01:01:01,000"


# ---- burnt in


@dataclass
class Still:
    """A reel of one picture."""

    width: int = 1080
    height: int = 1080
    rate: int = RATE
    frames: int = 90
    poster: int = 0
    keys: tuple[int, ...] = (0,)
    planes: Planes = field(default_factory=lambda: Planes(1080, 1080))
    drawn: bool = False

    def draw(self, frame: int) -> bool:
        before, self.drawn = self.drawn, True
        if not before:
            self.planes.put(Image.new("RGB", (1080, 1080), "#ffb020"), (0, 0, 1080, 1080))
        return not before


def test_a_subtitle_stands_inside_the_safe_area_of_every_shape(world: World) -> None:
    font = world.fonts["BeVietnamPro-SemiBold.ttf"]
    for name in ("wide", "square", "feed", "story"):
        size = world.sizes[name]
        left, top, right, bottom = subtitle(Cue(("M" * 30, "Nộp sáng kiến"), 0, 9), size, font).box
        assert size.safe[0] - 1 <= left < right <= size.width - size.safe[2] + 1
        assert size.safe[1] <= top < bottom <= size.height - size.safe[3]


def test_subtitles_are_in_the_picture_only_in_their_time(world: World) -> None:
    cue = Cue(("Nộp sáng kiến",), 30, 60)
    reel = CaptionedReel(Still(), [cue], world.sizes["square"], world.fonts["BeVietnamPro-SemiBold.ttf"])
    told = {frame: reel.draw(frame) for frame in range(90)}
    assert [frame for frame, new in told.items() if new] == [0, 30, 60]
    reel.draw(0)
    before = reel.planes.y.copy()
    reel.draw(45)
    differs = before != reel.planes.y
    left, top, right, bottom = subtitle(cue, world.sizes["square"], world.fonts["BeVietnamPro-SemiBold.ttf"]).box
    assert differs[top:bottom, left:right].mean() > 0.9
    differs[top:bottom, left:right] = False
    assert not differs.any()


def test_the_shipped_captions_can_be_read(world: World) -> None:
    from assetkit.facts import derive
    from assetkit.film.storyboards import Production, storyboard_named, with_steps
    from assetkit.steps import load_steps
    from assetkit.world import shipped_root

    for file in ("steps.toml", "steps_longest.toml", "steps_shortest.toml"):
        steps = load_steps((Path(shipped_root()) / "data" / file).read_text(encoding="utf-8"), file)
        for name in ("intro", "guide", "guide-entry", "guide-approval"):
            for identifier in world.campaign_files:
                campaign = world.campaign(identifier)
                facts = with_steps(derive(campaign, None, world.now()), steps, campaign)
                assert Production(storyboard_named(name, world), campaign, facts).cues(RATE)
