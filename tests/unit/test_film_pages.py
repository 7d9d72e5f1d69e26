"""Every shipped template is a film whose settled frame is its still, also after a player has decoded it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from film_pieces import blocks, furthest, planes_of
from pages import page_of

from assetkit.checking import refuse_unknown_motions
from assetkit.engine.takumi import Takumi
from assetkit.errors import AssetkitError
from assetkit.examples import example_jobs
from assetkit.film.canvas import padded
from assetkit.film.direction import Directed, direct
from assetkit.film.encoder import Writer
from assetkit.film.films import SMALL, encoding_of
from assetkit.film.planes import Planes
from assetkit.film.presets import Preset, preset_for
from assetkit.film.shooting import studio_for
from assetkit.film.sprites import Studio
from assetkit.film.timeline import LayerState
from assetkit.fit import fit
from assetkit.pipeline import set_page
from assetkit.sizes import Size
from assetkit.template import Template
from assetkit.world import World

MEAN, WORST = 1.5, 12.0  # of 255: of the whole frame, and of the worst block of 32 × 32 px
LEAST = 200_000  # px: below, a page shows little of itself
SIZES = World().sizes
FILMED = [
    template
    for template in World().templates()
    if template.kind != "avatar" and any(SIZES[name].group != "print" for name in template.spec.sizes)
]
COUNTED = '<div class="n" data-in="count-up 1s" data-lit="Black">{}</div>'
COUNTED_CSS = ".n{position:absolute;left:20px;top:40px;width:500px;font-size:80px;line-height:100px;font-weight:900}"


def area(size: Size) -> int:
    return size.width * size.height


def screens(template: Template) -> Iterator[Size]:
    """The smallest of a template's screens that shows more than a strip does, and the smallest board of all."""
    found = sorted((SIZES[name] for name in template.spec.sizes if SIZES[name].group != "print"), key=area)
    yield next((size for size in found if area(size) >= LEAST), found[0])
    if area(found[0]) < SMALL:
        yield found[0]


FILMED_ON = [(template, size) for template in FILMED for size in screens(template)]


def directed(template: Template, size: Size, world: World, engine: Takumi) -> Directed:
    job = example_jobs(template, world, [size], ["fields"])[0]
    _, fitted, _, _ = set_page(job, world, engine)
    return direct(studio_for(fitted, world, job.campaign, engine), 30)


def studio(html: str, css: str, engine: Takumi, size: str = "600x400") -> Studio:
    return Studio(fit(page_of(html, css, size), engine), engine, lambda fitted: fitted.page)


def decoded(made: Directed, preset: Preset, path: Path) -> Planes:
    """The settled frame as it comes out of a file of its place, some frames after all has come to rest."""
    film, canvas = made.film, made.canvas
    with Writer(path, encoding_of(made.reel, preset, 1, False)) as writer:
        for number in (0, film.settled // 2, film.settled - 2, film.settled - 1, film.settled):
            canvas.draw(film.state(number))
            writer.frame(canvas.planes)
        for _ in range(12):
            writer.frame(None)
    with av.open(str(path)) as file:
        last = [frame.to_ndarray(format="yuv420p") for frame in file.decode(video=0)][6]
    planes = Planes(canvas.width, canvas.height)
    planes.buffer[:] = last.reshape(-1)
    return planes


@pytest.mark.parametrize(("template", "size"), FILMED_ON, ids=lambda one: one.id)
def test_the_settled_film_is_the_still(
    template: Template, size: Size, world: World, engine: Takumi, tmp_path: Path
) -> None:
    made = directed(template, size, world, engine)
    settled = made.film.state(made.film.settled)
    assert settled == tuple(LayerState(index) for index in range(len(made.film.layers)))
    wanted = planes_of(padded(made.still))
    mean, worst = blocks(decoded(made, preset_for(world.presets, size), tmp_path / "film.mp4").image(), wanted.image())
    assert mean <= MEAN
    assert worst <= WORST
    made.canvas.draw(settled)
    assert furthest(made.canvas.planes, wanted) == 0


def test_a_page_without_words_about_motion_enters_part_by_part(engine: Takumi) -> None:
    html = "".join(f'<div class="row r{n}"><p>Dòng {n}</p></div>' for n in range(4))
    css = ".row{position:absolute;left:20px;width:300px;height:50px}" + "".join(f".r{n}{{top:{60 * n}px}}" for n in range(4))
    film = direct(studio(html, css, engine), 30).film
    starts = [layer.start for layer in film.layers]
    assert len(starts) == 4
    assert starts == sorted(starts)
    assert film.state(0) == ()


def test_a_short_film_of_such_a_page_is_quicker(engine: Takumi) -> None:
    page = studio("<p>Một</p><p>Hai</p><p>Ba</p>", "p{font-size:40px}", engine)
    assert direct(page, 30, 1.0).film.settled < 30


def test_words_that_are_not_known_are_errors(engine: Takumi) -> None:
    for html, word in (
        ('<p data-in="slyde-up">x</p>', "did you mean 'slide-up'"),
        ('<p data-in="fade eas-in">x</p>', "did you mean 'ease-in'"),
        ('<p data-out="count-up">1</p>', "unknown motion 'count-up'"),
        ('<p data-in="fade" data-at="later">x</p>', "is no moment"),
        ('<p data-layer="a" data-in="fade" data-at="after b">x</p>', "there is no layer 'b'"),
        ('<p data-layer="a" data-in="fade">x</p><p data-layer="a" data-in="fade">y</p>', "two layers are called 'a'"),
        ('<p>so <b data-in="fade">bold</b></p>', "is a part of a text"),
        ('<p data-in="count-up">không số</p>', "does not hold one number"),
        ('<p data-in="count-up">3/7</p>', "does not hold one number"),
    ):
        with pytest.raises(AssetkitError, match=word) as told:
            direct(studio(html, "p{font-size:40px}", engine), 30)
        assert "\n" not in str(told.value)


def test_checking_a_template_reads_its_words_about_motion() -> None:
    refuse_unknown_motions(page_of('<p data-in="fade">x</p>'))
    with pytest.raises(AssetkitError, match="did you mean 'fade'"):
        refuse_unknown_motions(page_of('<p data-in="fad">x</p>'))
    with pytest.raises(AssetkitError, match="there is no layer 'title'"):
        refuse_unknown_motions(page_of('<p data-in="fade" data-at="after title">x</p>'))


def test_a_layer_that_shows_nothing_does_no_harm(engine: Takumi) -> None:
    html = '<div class="bar" data-in="draw-bar"></div><p data-in="fade">x</p>'
    made = direct(studio(html, ".bar{width:0px;height:20px;background:red}p{font-size:40px}", engine), 30)
    assert len(made.film.layers) == 2


def test_staggered_children_come_one_after_another(engine: Takumi) -> None:
    html = '<div data-layer="list" data-in="fade 0.5s stagger 0.2s" data-at="1s"><p>a</p><p>b</p><p>c</p></div>'
    html += '<p data-in="fade" data-at="after list">d</p>'
    layers = direct(studio(html, "p{font-size:40px}", engine), 30).film.layers
    assert [round(layer.start, 2) for layer in layers] == [1.0, 1.2, 1.4, 1.9]


def test_what_stands_in_front_stays_in_front(engine: Takumi) -> None:
    html = '<div class="mover" data-in="slide-right 1s linear by 40u"></div><div class="front"></div>'
    css = (
        ".page{background:#fff}.mover{position:absolute;left:200px;top:100px;width:100px;height:100px;background:#f00;z-index:1}"
        ".front{position:absolute;left:100px;top:80px;width:60px;height:140px;background:#00f;z-index:2}"
    )
    made = direct(studio(html, css, engine), 30)
    for frame in range(made.film.frames):
        made.canvas.draw(made.film.state(frame))
        red, _, blue = made.canvas.image.getpixel((130, 150))  # type: ignore[misc]
        assert blue > 240
        assert red < 15


@pytest.mark.parametrize("text", ["10.000", "239", "98,5%", "+ 1.250 !", "0"])
def test_a_number_counts_up_to_itself(engine: Takumi, text: str) -> None:
    made = direct(studio(COUNTED.format(text), COUNTED_CSS, engine), 30)
    values = [state[0].value for frame in range(31) if (state := made.film.state(frame)) and state[0].value is not None]
    assert values == sorted(values)
    made.canvas.draw(made.film.state(29))
    nearly = made.canvas.planes.image()
    made.canvas.draw(made.film.state(made.film.settled))
    mean, _ = blocks(nearly, made.canvas.image)
    assert mean < 4  # nothing jumps when the counter becomes the text


def test_digits_in_cells_count_up(engine: Takumi) -> None:
    digits = "".join(f'<i class="{"d" if sign.isdigit() else "s"}">{sign}</i>' for sign in "146,9%")
    css = ".cells{display:flex;position:absolute;right:30px;top:30px;font-size:60px}.cells i{font-style:normal;text-align:center}.d{width:.7em}"
    made = direct(studio(f'<div class="cells" data-in="count-up 1s">{digits}</div>', css, engine), 30)
    assert made.film.layers[0].value == 1469
    made.canvas.draw(made.film.state(29))
    nearly = made.canvas.image
    made.canvas.draw(made.film.state(made.film.settled))
    assert blocks(nearly, made.canvas.image)[0] < 1
