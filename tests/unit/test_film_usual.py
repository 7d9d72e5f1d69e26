"""What a page without words about motion does: the sign stands from the first frame on, the headline is the first to enter."""

from __future__ import annotations

from film_pieces import blocks
from pages import page_of

from assetkit.engine.takumi import Takumi
from assetkit.examples import example_jobs
from assetkit.film.direction import direct
from assetkit.film.shooting import studio_for
from assetkit.film.sprites import Studio
from assetkit.fit import fit
from assetkit.pipeline import set_page
from assetkit.world import World

NEAR = 3.0  # of 255: a glow behind the sign may come later
CSS = ".page{background:#fff}img{width:120px;height:60px}.head{width:200px;height:60px}p{font-size:40px;height:50px}"


def studio(html: str, engine: Takumi) -> Studio:
    return Studio(fit(page_of(html, CSS, "600x400"), engine), engine, lambda fitted: fitted.page)


def test_the_headline_enters_first_then_the_rest_from_the_top(engine: Takumi) -> None:
    html = '<p>Ngày</p><p data-name="headline">Tự hào</p><p>Đơn vị</p>'
    film = direct(studio(html, engine), 30).film
    starts = {layer.name.split("-")[0]: layer.start for layer in film.layers}
    assert starts["headline"] == min(starts.values())
    assert len({layer.start for layer in film.layers}) == 3
    others = [layer.start for layer in film.layers if not layer.name.startswith("headline")]
    assert others == sorted(others)


def test_the_first_frame_of_a_shipped_page_shows_its_sign(world: World, engine: Takumi) -> None:
    for template in ("hero", "table", "author", "league"):
        job = example_jobs(world.template(template), world, [world.sizes["feed"]], ["fields"])[0]
        _, fitted, _, _ = set_page(job, world, engine)
        signs = [
            fitted.layout.boxes[element.k]
            for element in fitted.page.elements.values()
            if element.tag == "img" and "data-keep" in element.attributes and element.attributes.get("data-name", "lockup") == "lockup"
        ]
        made = direct(studio_for(fitted, world, job.campaign, engine), 30)
        made.canvas.draw(made.film.state(0))
        first = made.canvas.image
        made.canvas.draw(made.film.state(made.film.settled))
        settled = made.canvas.image
        assert signs, template
        for box in signs:
            place = tuple(round(side) for side in (box.x, box.y, box.x + box.width, box.y + box.height))
            mean, _ = blocks(first.crop(place), settled.crop(place))
            assert mean < NEAR, template


def test_a_band_of_the_ground_stands_still(engine: Takumi) -> None:
    html = '<div class="band"><div class="glow"></div></div><p>Tự hào</p>'
    css = CSS + ".band{position:absolute;left:0;top:0;width:600px;height:20px;background:#00f}.glow{width:50px;height:9px}"
    made = direct(Studio(fit(page_of(html, css, "600x400"), engine), engine, lambda fitted: fitted.page), 30)
    made.canvas.draw(made.film.state(0))
    assert made.canvas.image.getpixel((300, 10))[2] > 200  # type: ignore[index]
    assert len(made.film.layers) == 1
