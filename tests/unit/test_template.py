from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import HTML, TOML, make_workspace

from assetkit.engine import Engine
from assetkit.errors import AssetkitError
from assetkit.examples import example_jobs
from assetkit.fill import field_values
from assetkit.pipeline import render
from assetkit.world import World

CHOICE = TOML + '[fields.tone]\nlabel = "Sắc"\ntype = "choice"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (TOML.replace('"link"', '"lnk"'), "did you mean 'link'"),
        (TOML.replace('["link", "square", "web-300x250"]', "[]"), "sizes: is empty"),
        (TOML.replace("order =", "ordr ="), "did you mean 'order'"),
        (TOML + '[fields.campaign]\nlabel = "x"\n', "'campaign' cannot name a field"),
        (TOML + '[fields.self]\nlabel = "x"\n', "'self' cannot name a field"),
        (TOML + '[fields.my-field]\nlabel = "x"\n', "'my-field' cannot name a field"),
        (TOML.replace("order =", 'needs = ["rankd_by"]\norder ='), "did you mean 'ranked_by'"),
        (TOML.replace("order =", 'needs = ["chart_{title}"]\norder ='), "'title' is no field with choices"),
        (CHOICE, "a choice has choices"),
        (CHOICE + 'choices = ["a"]\ndefault = "b"\n', "none of the choices"),
    ],
)
def test_a_mistake_in_template_toml_names_the_file_and_what_to_try(tmp_path: Path, toml: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^banner/tiny/template\.toml") as caught:
        World(make_workspace(tmp_path, toml=toml)).template("tiny")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("example", "says"),
    [
        ('[feilds]\ntitle = "x"', "did you mean 'fields'"),
        ('[counts]\nunit = "x"', "counts: should name a file, or say sample = true"),
        ("fields = 5", "fields: should be a table"),
        ("[fields]\ntitle = 5", "should be a text in quotes"),
    ],
)
def test_a_mistake_in_example_toml_too(tmp_path: Path, example: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^banner/tiny/example\.toml") as caught:
        World(make_workspace(tmp_path, example=example)).template("tiny")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("drawing", "says"),
    [
        (SVG.format('<image href="http://example.com/x.png"/>'), "never loaded"),
        (SVG.format("<text>chữ</text>"), "font-family"),
        ("not a drawing", "refused"),
    ],
)
def test_art_that_the_engine_would_leave_out_is_refused(tmp_path: Path, engine: Engine, drawing: str, says: str) -> None:
    world = World(make_workspace(tmp_path, html=HTML.replace("{% if", '<img class="picture" src="{{ draw.art(\'mine.svg\') }}">{% if')))
    art = tmp_path / "templates" / "banner" / "tiny" / "art"
    art.mkdir()
    (art / "mine.svg").write_text(drawing, encoding="utf-8")
    (job, *_) = example_jobs(world.template("tiny"), world, None, ["fields"])
    with pytest.raises(AssetkitError) as caught:
        render(job, world, engine)
    assert says in str(caught.value)


@pytest.mark.parametrize("src", ['src="x.png"', "src='x.png'", 'style="background-image:url( x.png )"'])
def test_an_image_that_is_not_there_is_refused_however_it_is_written(tmp_path: Path, engine: Engine, src: str) -> None:
    html = HTML.replace('<div class="say"', f'<div {src} class="say"')
    world = World(make_workspace(tmp_path, html=html))
    (job, *_) = example_jobs(world.template("tiny"), world, None, ["fields"])
    with pytest.raises(AssetkitError, match=r"x\.png"):
        render(job, world, engine)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "sangkien.vn", "không phải", "https://x", "https://a b.vn"])
def test_a_field_for_an_address_takes_addresses_only(tmp_path: Path, text: str) -> None:
    world = World(make_workspace(tmp_path, toml=TOML + '[fields.link]\nlabel = "Cổng"\ntype = "url"\n'))
    template, campaign = world.template("tiny"), world.campaign()
    assert field_values(template, campaign, {"link": "https://sangkien.vn/a?b=1"})["link"]
    with pytest.raises(AssetkitError, match="link"):
        field_values(template, campaign, {"link": text})


def test_shared_style_sheets_come_before_the_template_s_own(tmp_path: Path, engine: Engine) -> None:
    place = make_workspace(tmp_path, toml=TOML.replace("order = 1", 'order = 1\nstyles = ["base.css"]'), css=".tiny{color:#ffffff}")
    with pytest.raises(AssetkitError, match=r"template\.toml: style sheet 'base\.css' is missing"):
        World(place).template("tiny")
    shared = place / "templates" / "_shared"
    shared.mkdir()
    say = ".say{position:absolute;left:5%;top:5%;width:90%;height:40%;font-weight:900;line-height:1.3}"
    (shared / "base.css").write_text(".tiny{background-color:#071A3D;color:#071A3D}" + say, encoding="utf-8")
    world = World(place)
    job = example_jobs(world.template("tiny"), world, [world.sizes["link"]], ["fields"])[0]
    assert [finding.message for finding in render(job, world, engine).findings if finding.level != "ok"] == []
    (shared / "base.css").write_text(".tiny{float:left}", encoding="utf-8")
    with pytest.raises(AssetkitError, match=r"_shared/base\.css:1"):
        render(job, World(place), engine)
