from __future__ import annotations

import datetime as dt

import pytest

from assetkit.counts.sources.durations import duration_text, parse_duration
from assetkit.errors import AssetkitError
from assetkit.workspace import Settings, load_settings

SOURCE = '[[source]]\nname = "portal"\n'
WEB = SOURCE + 'url = "https://sangkien.example.vn/counts.csv"\n'


def test_without_a_file_there_are_defaults() -> None:
    assert Settings().output == "outputs"
    assert Settings().sources == ()


def test_everything_that_a_workspace_may_say() -> None:
    settings = load_settings(
        'campaign = "mine"\noutput = "out"\nstore = "env:STORE"\nunits = "u.toml"\nsteps = "s.toml"\nmax_age = "36h"\n'
        + WEB
        + 'allowed_hosts = ["*.Example.vn"]\nheaders = { Authorization = "Bearer ${TOKEN}", Accept = "text/csv" }\n'
        + 'as_of = 2022-05-10\nmax_age = "2d"\n[source.columns]\nunit = "Tên đơn vị"\n[[source]]\nname = "table"\nfile = "a/*.csv"\n'
        + '[[source]]\nname = "query"\nsql = "postgresql://reader:${PASSWORD}@db/x"\nquery = "SELECT 1"\n',
        "assetkit.toml",
    )
    portal, table, query = settings.sources
    assert (settings.max_age, portal.max_age) == (dt.timedelta(hours=36), dt.timedelta(days=2))
    assert (portal.kind, table.kind, query.kind) == ("url", "file", "sql")
    assert portal.columns.named == {"unit": "Tên đơn vị"}
    assert (portal.as_of, portal.allowed_hosts) == ("2022-05-10", ("*.example.vn",))
    assert settings.source("table") is table


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('outptu = "x"', "did you mean 'output'"),
        ("campaign = 5", "campaign: should be a text in quotes"),
        ('max_age = "soon"', "max_age: should be a duration such as 90m, 36h"),
        ('max_age = "0h"', "max_age: should be a duration"),
        ('[[sources]]\nname = "x"', "did you mean 'source'"),
        (WEB + "colums = {}", "did you mean 'columns'"),
        (WEB + '[source.columns]\nunti = "x"', "did you mean 'unit'"),
        (WEB + 'dates = "dmmy"', "did you mean 'dmy'"),
        (WEB + WEB, "two sources are named 'portal'"),
        (SOURCE, "exactly one of file, url and sql; it has none"),
        (WEB + 'file = "x.csv"', "exactly one of file, url and sql; it has file and url"),
        ('[[source]]\nname = "Cổng"\nfile = "x"', "should be of a-z, 0-9 and single '-'"),
        (SOURCE + 'file = ""', "source #1.file: is empty"),
        (SOURCE + 'url = "ftp://x/y"', "should begin with https:// or http://, not 'ftp:'"),
        (SOURCE + 'url = "https:///y"', "names no host"),
        (SOURCE + 'url = "https://a b/y"', "holds a space"),
        (SOURCE + 'file = "x.csv"\nallow_private = true', "'allow_private' is about a source with 'url'"),
        (SOURCE + 'file = "x.csv"\nquery = "SELECT 1"', "'query' is about a source with 'sql'"),
        (SOURCE + 'sql = "sqlite:///x"', "has no query"),
        (SOURCE + 'sql = "sqlite:///x"\nquery = "SELECT 1"\nsheet = "x"', "format, sheet and rows are about documents"),
        (WEB + 'format = "csv"\nrows = "x"', "'rows' is about JSON"),
        (WEB + 'allowed_hosts = ["https://x.vn/"]', "should be a host such as"),
        (WEB + "retries = 50", "retries"),
        (WEB + '[source.columns]\nvalue = "a"\nvalid = "b"', "'value' and 'valid' both name the figures"),
    ],
)
def test_a_mistake_is_one_line_that_names_its_place(text: str, says: str) -> None:
    with pytest.raises(AssetkitError, match=r"^assetkit\.toml: ") as caught:
        load_settings(text, "assetkit.toml")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        'url = "https://x.vn/a.csv?token=hunter22"',
        'url = "https://x.vn/a.csv?api_key=hunter22"',
        'url = "https://x.vn/a.csv?key=hunter22"',
        'url = "https://x.vn/a.csv?q=AIzahunter22hunter22hunter22"',
        'url = "https://x.vn/eyJhunter22hunter22.eyJhunter22/a.csv"',
        'url = "https://me:hunter22@x.vn/a.csv"',
        'url = "https://x.vn/a.csv"\nheaders = { Authorization = "Bearer hunter22" }',
        'url = "https://x.vn/a.csv"\nheaders = { Authorization = "hunter22" }',
        'url = "https://x.vn/a.csv"\nheaders = { X-Api-Key = "hunter22" }',
        'url = "https://x.vn/a.csv"\nheaders = { Cookie = "session=hunter22" }',
        'sql = "postgresql://me:hunter22@x/db"\nquery = "SELECT 1"',
        'sql = "postgresql://x/db?user=me&password=hunter22"\nquery = "SELECT 1"',
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(AssetkitError, match=r"environment variable|Authorization") as caught:
        load_settings(SOURCE + text, "assetkit.toml")
    assert "hunter22" not in str(caught.value)


def test_a_secret_in_the_store_s_address_is_refused() -> None:
    for text in ("postgresql://me:hunter22@x/db", "postgresql://me:${WORD}@x/db"):
        with pytest.raises(AssetkitError, match="env:NAME") as caught:
            load_settings(f'store = "{text}"', "assetkit.toml")
        assert "hunter22" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        'url = "env:PORTAL"',
        'url = "https://docs.google.com/spreadsheets/d/e/2PACX-1vQabc/pub?gid=0&single=true&output=csv"',
        'url = "https://x.vn/a.csv?token=${TOKEN}&author=union"',
        'url = "https://x.vn/task-list-of-many-many-units-2022.csv?q=basic+figures&monkey=1"',
        'url = "https://x.vn/a.csv"\nheaders = { Accept-Language = "vi", User-Agent = "basically-mine/1.0" }',
        'sql = "env:DATABASE"\nquery = "SELECT 1"',
        'sql = "sqlite:///counts.db"\nquery = "SELECT 1"',
    ],
)
def test_names_of_variables_and_plain_addresses_are_welcome(text: str) -> None:
    assert load_settings(SOURCE + text, "assetkit.toml").sources[0].name == "portal"


def test_an_unknown_source_is_answered_with_the_nearest() -> None:
    with pytest.raises(AssetkitError, match="did you mean 'portal'"):
        load_settings(WEB, "assetkit.toml").source("potral")


@pytest.mark.parametrize(
    ("text", "hours", "shown"),
    [
        ("90m", 1.5, "1 h 30 min"),
        ("36h", 36, "1 day 12 h"),
        ("2d", 48, "2 days"),
        ("1w", 168, "7 days"),
        ("0.5h", 0.5, "30 min"),
    ],
)
def test_durations(text: str, hours: float, shown: str) -> None:
    assert parse_duration(text) == dt.timedelta(hours=hours)
    assert duration_text(parse_duration(text)) == shown
