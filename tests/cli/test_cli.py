"""The commands as a person runs them: words in, files and an exit code out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from workspaces import make_workspace

from assetkit.batch import Outcome
from assetkit.cli import main
from assetkit.cli.reporting import report_proofs
from assetkit.manifest import Entry, Proofed
from assetkit.world import World


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a workspace that holds a small template."""
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(folder: Path, *rows: str, name: str = "rows.csv") -> str:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return name


def run(*words: str) -> int:
    return main([*words])


def test_a_banner_needs_nothing_but_the_command(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("banner", "tiny") == 0
    out = capsys.readouterr().out.strip()
    with Image.open(place / out) as image:
        assert image.size == (1200, 630)


def test_json_is_the_manifest_and_nothing_else(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("banner", "tiny", "--json", "--set", "title=Sáng kiến") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["template"], entry["fields"]["title"]) == ("tiny", "Sáng kiến")


def test_json_tells_a_program_what_failed_too(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = table(place, "Đơn vị,Tiêu đề", "Hà Nội,Một", "Đà Nẵng,☃")
    assert run("banner", "tiny", "--data", data, "--size", "link", "-o", "out", "--json") == 3
    captured = capsys.readouterr()
    assert [entry["label"] for entry in json.loads(captured.out)] == ["Hà Nội"]
    (failed,) = [json.loads(line) for line in captured.err.splitlines() if line.startswith("{")]
    assert (failed["row"], failed["file"], failed["size"]) == (3, "da-nang-tiny-link", "link")
    assert "U+2603" in failed["error"]
    assert "Error:" not in captured.err


def test_json_of_nothing_but_failures_is_an_empty_list(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("banner", "tiny", "--set", "title=☃", "--json", "-q") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert json.loads(captured.err)["row"] is None


def test_minus_o_file_writes_that_very_file_and_nothing_beside_it(place: Path) -> None:
    assert run("banner", "tiny", "-o", "deep/banner.jpg") == 0
    assert [path.name for path in (place / "deep").iterdir()] == ["banner.jpg"]
    with Image.open(place / "deep" / "banner.jpg") as image:
        assert image.format == "JPEG"


@pytest.mark.parametrize("name", ["x.JPG", "x.jpeg", "x.PNG", "Ảnh đẹp số 1.webp", "ả" * 70 + ".png", "a.b.png"])
def test_minus_o_file_is_spelt_as_the_person_spelt_it(place: Path, name: str) -> None:
    assert run("banner", "tiny", "-o", f"out/{name}") == 0
    assert [path.name for path in (place / "out").iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["banner", "tiny", "-o", "ả" * 90 + ".png"], "too long"),
        (["banner", "tyny"], "did you mean 'tiny'"),
        (["banner", "tiny", "--size", "sqare"], "did you mean 'square'"),
        (["banner", "tiny", "--campaign", "evn-10k-2023"], "did you mean 'evn-10k-202"),
        (["banner", "tiny", "--set", "titel=x"], "did you mean 'title'"),
        (["banner", "tiny", "--data", "missing.csv"], "no such file"),
        (["banner", "tiny", "--set", "title=☃"], "U+2603"),
        (["progress", "--counts", "missing.csv"], "no such file"),
    ],
)
def test_a_slip_is_one_line_that_says_what_to_try(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert run(*words) == 1
    captured = capsys.readouterr()
    lines = [line for line in captured.err.strip().split("\n") if line.startswith("Error")]
    assert len(lines) == 1
    assert says in lines[0]
    assert not captured.out


@pytest.mark.parametrize(
    "words",
    [
        ["banna"],
        ["banner", "--nonsense"],
        ["banner", "tiny", "--set", "title"],
        ["banner", "tiny", "--size", "link,square", "-o", "one.png"],
        ["banner", "tiny", "-o", "one.jpg", "--format", "png"],
        ["banner", "tiny", "-o", "one.gif"],
        ["avatar"],
        ["avatar", "a.jpg", "--focus", "5"],
        ["banner", "tiny", "--jobs", "0"],
        ["banner", "tiny", "--rows", "2"],
        ["banner", "tiny", "--as-of", "2022-05-10"],
        ["banner", "tiny", "--data", "rows.csv", "--phase", "1"],
        ["banner", "tiny", "--data", "rows.csv", "--rows", "9-99999999999"],
        ["banner", "tiny", "--data", "rows.csv", "--rows", "9" * 5000],
        ["banner", "tiny", "--data", "rows.csv", "--max-rows", "0"],
    ],
)
def test_words_that_cannot_be_meant_are_a_usage_error(place: Path, words: list[str]) -> None:
    table(place, "Tiêu đề", "Một")
    assert run(*words) == 2
    assert not list(place.glob("*.png"))


def test_rows_of_a_table_become_banners_and_a_bad_row_fails_alone(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = table(place, "Đơn vị,Tiêu đề", "Hà Nội,Một", "Đà Nẵng,☃", "HÀ NỘI,Ba", "../../x,Bốn")
    assert run("banner", "tiny", "--data", data, "--size", "web-300x250", "-o", "out") == 3
    captured = capsys.readouterr()
    names = sorted(path.name for path in (place / "out").glob("*.png"))
    assert len(names) == 3
    assert len({name.casefold() for name in names}) == 3
    assert "row 3" in captured.err
    assert (place / "out" / "index.html").is_file()
    assert not list(place.parent.glob("x*"))


@pytest.mark.parametrize("value", ["{{7*7}}", "<b>đậm</b>", "=1+1", "&amp;", "{% x %}", "url(a) src='b'"])
def test_data_is_never_a_template_and_never_markup(place: Path, capsys: pytest.CaptureFixture[str], value: str) -> None:
    data = table(place, "Tiêu đề", value)
    assert run("banner", "tiny", "--data", data, "--size", "link", "--json", "-o", "out") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["alt"] == value


def test_rows_choose_and_patterns_name(place: Path) -> None:
    data = table(place, "Đơn vị,Tiêu đề", "A,Một", "B,Hai", "C,Ba", "D,Bốn")
    words = [
        "banner",
        "tiny",
        "--data",
        data,
        "--rows",
        "3-4",
        "--filename",
        "{row:03}-{unit}-{size}",
        "--size",
        "link",
    ]
    assert run(*words, "-o", "out") == 0
    assert sorted(path.name for path in (place / "out").glob("*.png")) == ["003-b-link.png", "004-c-link.png"]


def test_a_row_keeps_its_name_when_it_is_drawn_alone(place: Path) -> None:
    data = table(place, "Đơn vị,Tiêu đề", "Huế,Một", "huế,Hai")
    assert run("banner", "tiny", "--data", data, "--size", "link", "--rows", "3", "-o", "out") == 0
    assert [path.name for path in (place / "out").glob("*.png")] == ["hue-tiny-link-2.png"]


def test_a_pattern_may_name_a_field_that_is_not_given(place: Path) -> None:
    assert run("banner", "tiny", "--filename", "a-{picture}-{size}", "-o", "out") == 0
    assert [path.name for path in (place / "out").glob("*.png")] == ["a-khong-ten-link.png"]


def test_a_field_that_is_not_the_template_s_is_told_once_for_a_whole_table(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = table(place, "Tiêu đề", "Một", "Hai")
    assert run("banner", "tiny", "--data", data, "--set", "titel=x", "-o", "out") == 1
    assert capsys.readouterr().err.count("did you mean 'title'") == 1


def test_what_the_reader_of_the_table_warns_of_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for sheet, title in ((book.active, "Một"), (book.create_sheet("Hai"), "Hai")):
        sheet.append(["Tiêu đề"])
        sheet.append([title])
    book.save("rows.xlsx")
    assert run("banner", "tiny", "--data", "rows.xlsx", "-o", "out") == 0
    assert "--sheet" in capsys.readouterr().err
    assert run("banner", "tiny", "--data", "rows.xlsx", "--sheet", "Hai", "-o", "out", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["fields"]["title"] == "Hai"


@pytest.mark.parametrize("title", ["", "   ", "\u00a0"])
def test_a_blank_value_is_the_default_and_never_a_blank(place: Path, capsys: pytest.CaptureFixture[str], title: str) -> None:
    assert run("banner", "tiny", "--set", f"title={title}", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["alt"].strip()


def test_a_picture_in_a_table_comes_from_below_its_folder_only(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (300, 200), "#335577").save(place / "p.png")
    (place / "in").mkdir()
    Image.new("RGB", (300, 200), "#335577").save(place / "in" / "p.png")
    data = table(place / "in", "Tiêu đề,Ảnh", "Một,p.png", "Hai,../p.png", "Ba,/etc/passwd", "Bốn,none.png")
    assert run("banner", "tiny", "--data", f"in/{data}", "--size", "link", "-o", "out") == 3
    err = capsys.readouterr().err
    assert len(list((place / "out").glob("*.png"))) == 1
    assert err.count("leaves its folder") == 2
    assert "none.png" in err


def test_an_output_folder_that_is_a_file_is_one_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "taken").write_text("x")
    assert run("banner", "tiny", "-o", "taken/deep") == 1
    assert capsys.readouterr().err.count("Error") == 1


def test_lists_name_what_there_is(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, expected in {
        ("sizes",): "fb-cover",
        ("campaigns", "list"): "tld-1m-2022",
        ("templates", "list"): "tiny",
        ("templates", "show", "tiny"): "Tiêu đề",
        ("campaigns", "show", "evn-10k-2022"): "Công đoàn Điện lực Việt Nam",
    }.items():
        assert run(*words) == 0
        assert expected in capsys.readouterr().out
        if words[-1] != "show":
            assert run(*words, "--json") == 0
            assert json.loads(capsys.readouterr().out)


def test_a_sheet_is_a_table_that_the_banner_command_takes(place: Path) -> None:
    from openpyxl import load_workbook

    assert run("templates", "sheet", "tiny", "-o", "rows.xlsx") == 0
    book = load_workbook("rows.xlsx")
    book.active["A2"] = "Từ bảng tính"
    book.save("rows.xlsx")
    assert run("banner", "tiny", "--data", "rows.xlsx", "-o", "out") == 0
    assert run("templates", "sheet", "tiny", "-o", "rows.txt") == 1


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_as_it_is_makes_a_picture(place: Path, world: World, suffix: str) -> None:
    Image.new("RGB", (900, 900), "#335577").save("ho-va-ten.jpg")
    for kind in ("avatar", "banner"):
        for template in world.templates(kind):
            assert run("templates", "sheet", template.id, "-o", f"{template.id}.{suffix}") == 0
            chosen = ["--template", template.id] if kind == "avatar" else [template.id]
            assert run(kind, *chosen, "--data", f"{template.id}.{suffix}", "-q") == 0


def test_numbers_that_name_a_unit_are_its_digits(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for row in (["Đơn vị", "Mã", "Tiêu đề"], [1201, 50017, 10000]):
        book.active.append(row)
    book.save("rows.xlsx")
    assert run("banner", "tiny", "--data", "rows.xlsx", "--filename", "{unit}-{Mã}", "-o", "out", "--json") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["file"], entry["label"], entry["fields"]["title"]) == ("1201-50017.png", "1201", "10000")


def ods_table(name: str, headers: list[str], values: list[float]) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, sheet, top, below = OpenDocumentSpreadsheet(), Table(name="Dữ liệu"), TableRow(), TableRow()
    for header, value in zip(headers, values, strict=True):
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=header))
        top.addElement(cell)
        below.addElement(TableCell(valuetype="float", value=value))
    for part in (top, below):
        sheet.addElement(part)
    document.spreadsheet.addElement(sheet)
    document.save(name)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("value", "written"), [(2025, "2025"), (912345678, "912345678"), (24.5, "24,5"), (1234.25, "1234,25"), (0.1 + 0.2, "0,3")]
)
def test_a_number_in_a_text_is_its_digits_whatever_the_table(
    place: Path, capsys: pytest.CaptureFixture[str], kind: str, value: float, written: str
) -> None:
    if kind == "csv":
        table(place, "Tiêu đề", f'"{written}"')
    elif kind == "ods":
        ods_table("rows.ods", ["Tiêu đề"], [value])
    else:
        book = Workbook()
        book.active.append(["Tiêu đề"])
        book.active.append([value])
        book.save("rows.xlsx")
    assert run("banner", "tiny", "--data", f"rows.{kind}", "--size", "link", "-o", "out", "--json") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["fields"]["title"] == written


def test_counts_of_a_table_are_grouped_all_the_same(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for row in (["Đơn vị", "Thực hiện", "Chỉ tiêu"], [2025, 12345, 20000]):
        book.active.append(row)
    book.save("rows.xlsx")
    assert run("banner", "figure", "--data", "rows.xlsx", "--size", "link", "-o", "out", "--json") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert "12.345" in entry["alt"] and "2025" in entry["alt"] and "2.025" not in entry["alt"]


def test_the_figures_of_several_rows_never_bear_one_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "rows.csv").write_text("Đơn vị,Thực hiện,Chỉ tiêu\nA,5,10\nB,7,10\n", encoding="utf-8")
    words = ["banner", "figure", "--data", "rows.csv", "--size", "link", "-o", "out", "--json", "--set", "unit=Đơn vị A"]
    assert run(*words) == 2
    assert "the figures of every row would bear that name" in capsys.readouterr().err
    assert run(*words, "--rows", "2") == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["facts"]["value"] == 5 and "Đơn vị A" in entry["alt"]


def test_an_error_shows_what_is_invisible_and_commands_no_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = table(place, "Tiêu đề", "a\x1b[31mb", "a\u200bb")
    assert run("banner", "tiny", "--data", data, "-o", "out") == 1
    err = capsys.readouterr().err
    assert "\x1b" not in err and "\\x1b" in err and "\\u200b" in err


def test_brackets_in_a_proof_are_no_markup(capsys: pytest.CaptureFixture[str], world: World, place: Path) -> None:
    assert run("banner", "tiny", "-o", "out", "--json") == 0
    entry = Entry.model_validate(json.loads(capsys.readouterr().out)[0])
    proof = Proofed(check="safe-area", level="warning", message="“[/x]” is out")
    report_proofs(Outcome((entry.model_copy(update={"proofs": (proof,)}),), (), 0))
    assert "[/x]" in capsys.readouterr().err


def test_a_gallery_is_of_the_format_asked_for(place: Path) -> None:
    assert run("templates", "gallery", "--templates", "tiny", "--format", "webp", "-o", "out", "-q") == 0
    assert {path.suffix for path in (place / "out").glob("tiny-*")} == {".webp"}


def test_the_doctor_finds_everything_well(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor") == 0
    assert "ẰẲẴẶ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (".tiny{background-color:#ffffff;float:left}.say{width:clamp(1px,2px,3px)}", ("float", "clamp")),
        (".tiny{background-color:#ffffff;color:#eeeeee}.say{line-height:1.3}", ("contrast", "grows")),
    ],
)
def test_check_finds_what_is_wrong_with_a_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], css: str, words: tuple[str, ...]
) -> None:
    make_workspace(tmp_path, css=css)
    monkeypatch.chdir(tmp_path)
    assert run("templates", "check", "tiny") == 1
    out = capsys.readouterr().out
    assert all(word in out for word in words), out


def test_check_refuses_a_size_that_is_a_stretched_copy_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes = "".join(f'<div class="b{n}"></div>' for n in range(3))
    css = "".join(
        f".b{n}{{position:absolute;left:{10 + 20 * n}%;top:{15 + 25 * n}%;width:15%;height:20%;background-color:var(--accent)}}"
        for n in range(3)
    )
    say = '<div class="say" data-fit="5 12">{{ title }}</div>'
    style = ".page{background-color:#071A3D;color:#ffffff}.say{position:absolute;left:10%;top:75%;width:60%;height:20%}"
    make_workspace(tmp_path, html=f'<div class="page">{boxes}{say}</div>', css=style + css)
    monkeypatch.chdir(tmp_path)
    assert run("templates", "check", "tiny") == 1
    assert "stretched copy" in capsys.readouterr().out
