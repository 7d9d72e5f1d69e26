"""The store, on SQLite and on a real PostgreSQL server: what goes in comes out, and nothing is ever lost."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from readings import several, snapshot, told, week

from assetkit.counts.history import Snapshot
from assetkit.counts.store import Held, NoStoreError, Store, Validators, open_store
from assetkit.counts.store.address import parse_address
from assetkit.counts.store.records import cleaned
from assetkit.counts.store.schema import HEAD, METADATA, VERSIONS
from assetkit.counts.store.upgrading import upgrade
from assetkit.errors import AssetkitError

NOON = dt.datetime(2022, 5, 2, 12, 30, 5, 123456)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "counts.sqlite")
    url: str = request.getfixturevalue("postgres").database()
    return url


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def states(store: Store, *readings: Snapshot) -> list[str]:
    return [one.state for one in store.add("evn", readings)]


def values(store: Store) -> list[tuple[dt.datetime, int]]:
    return list(store.history("evn", metric="registered").series(""))


# adding


def test_the_same_twice_changes_nothing(store: Store) -> None:
    first = store.add("evn", [snapshot({"A": 1}, fetched_at=NOON)])
    before = store.readings()
    again = store.add("evn", [snapshot({"A": 1}, fetched_at=NOON + dt.timedelta(days=1))])
    assert [one.state for one in (*first, *again)] == ["new", "same"]
    assert again[0].snapshot.id == first[0].snapshot.id
    assert store.readings() == before


def test_other_figures_correct_and_the_old_ones_are_kept(store: Store) -> None:
    assert states(store, snapshot({"A": 1}), snapshot({"A": 5}, 1)) == ["new", "new"]
    (added,) = store.add("evn", [snapshot({"A": 2})])
    history = store.history("evn", metric="registered")
    assert added.state == "correction"
    assert [one.id for one in history.superseded] == [added.snapshot.corrects]
    assert values(store) == [(week(0), 2), (week(1), 5)]


def test_back_to_the_first_figures_is_a_correction_again(store: Store) -> None:
    assert [states(store, snapshot({"A": value})) for value in (1, 2, 1)] == [["new"], ["correction"], ["correction"]]
    assert len(store.history("evn", metric="registered").superseded) == 2


def test_a_chain_given_again_is_the_same_and_only_what_is_new_of_it_is_added(store: Store) -> None:
    one, two, three = (snapshot({"A": value}) for value in (1, 2, 3))
    assert states(store, one, two) == ["new", "correction"]
    assert states(store, one, two) == ["same", "same"]
    assert states(store, one, two, three) == ["same", "same", "correction"]
    assert states(store, three, three) == ["same", "same"]


@pytest.mark.parametrize("other", [{"origin": "b.csv"}, {"phase": "1"}, {"when": 1}])
def test_another_origin_phase_or_moment_is_no_correction(store: Store, other: dict[str, object]) -> None:
    assert states(store, snapshot({"A": 1}), snapshot({"A": 2}, **other)) == ["new", "new"]  # type: ignore[arg-type]


def test_campaigns_and_metrics_stand_apart(store: Store) -> None:
    store.add("evn", [snapshot({"A": 1})])
    store.add("tld", [snapshot({"A": 2})])
    assert values(store) == [(week(0), 1)]
    assert store.history("evn", metric="valid").snapshots == ()
    assert store.held() == (Held("evn", "registered", None, 1), Held("tld", "registered", None, 1))


def test_a_phase_is_read_with_what_names_none(store: Store) -> None:
    states(store, snapshot({"A": 1}, 0), snapshot({"A": 2}, 1, phase="1"), snapshot({"A": 9}, 2, phase="2"))
    assert [one.counts.phase for one in store.history("evn", metric="registered", phase="1").snapshots] == [None, "1"]
    assert len(store.history("evn", metric="registered").snapshots) == 1
    assert set(store.histories("evn", metric="registered")) == {None, "1", "2"}


def test_until_leaves_out_what_is_later_and_midnight_is_a_day(store: Store) -> None:
    states(store, snapshot({"A": 1}, NOON), snapshot({"A": 2}, 1))
    assert store.history("evn", metric="registered", until=week(0)).moments == (NOON,)
    assert store.history("evn", metric="registered", until=NOON - dt.timedelta(minutes=1)).moments == ()


def test_one_bad_reading_keeps_all_of_them_out(store: Store) -> None:
    states(store, snapshot({"A": 1}))
    before = store.readings()
    for bad in (snapshot({}), snapshot({"  ": 1}), snapshot({"A": -1}), snapshot({"A": 2**63})):
        with pytest.raises(AssetkitError):
            store.add("evn", [snapshot({"A": 3}, 1), bad])
    assert store.readings() == before


def test_nothing_but_additions_is_ever_done_to_readings(store: Store) -> None:
    seen: list[str] = []
    sa.event.listen(store._engine, "before_cursor_execute", lambda *words: seen.append(words[2].split()[0].upper()))
    states(store, snapshot({"A": 1}), snapshot({"A": 2}))
    assert set(seen) <= {"INSERT", "SELECT", "BEGIN"}


@given(several(4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_goes_in_comes_out(tmp_path_factory: pytest.TempPathFactory, given_ones: list[Snapshot]) -> None:
    given_ones = [replace(one, sample=given_ones[0].sample) for one in given_ones]  # a store has one kind of a campaign
    with open_store(str(tmp_path_factory.mktemp("store") / "counts.sqlite")) as store:
        added = store.add("evn", given_ones)
        held = {one.id: one for _, one in store.readings()}
        for before, after in zip(given_ones, added, strict=True):
            if after.state != "same":
                assert held[after.snapshot.id] == after.snapshot
                tidy = replace(cleaned(before), id=after.snapshot.id, corrects=after.snapshot.corrects)
                assert tidy == after.snapshot


def test_both_databases_say_the_same(tmp_path: Path, postgres: object) -> None:
    readings = [
        snapshot({"Thuỷ điện Hoà Bình": 2**40, "B": None}, NOON, quota=7, total=10, fetched_at=NOON, sample=True),
        snapshot({"A": 1}, 1, phase="total", sample=True),
        snapshot({"A": 2}, 1, phase="total", sample=True),
    ]
    found = []
    for place in (str(tmp_path / "counts.sqlite"), postgres.database()):  # type: ignore[attr-defined]
        with open_store(place) as store:
            store.add("evn", readings)
            histories = store.histories("evn", metric="registered")
            found.append({phase: told(history) for phase, history in histories.items()})
    assert found[0] == found[1]


# what sources said


def test_what_a_source_said_last_is_remembered(store: Store) -> None:
    assert store.validators("cổng") is None
    store.remember("cổng", '"a"', None, NOON)
    store.remember("cổng", None, "Mon, 02 May 2022 05:30:05 GMT", NOON)
    assert store.validators("cổng") == Validators(None, "Mon, 02 May 2022 05:30:05 GMT", NOON)


# versions


def test_the_tables_are_those_that_the_migrations_make(place: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_store(place) as store, store._engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == HEAD


def test_opening_again_does_nothing_and_imports_no_alembic(tmp_path: Path) -> None:
    place = tmp_path / "counts.sqlite"
    open_store(str(place)).close()
    before = place.read_bytes()
    script = (
        "import sys; from assetkit.counts.store import open_store; open_store(sys.argv[1]).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(place)], check=True)
    assert place.read_bytes() == before


def test_an_interrupted_upgrade_leaves_nothing(place: str) -> None:
    engine = open_store(place)._engine
    with engine.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(sa.text(f"DROP TABLE {VERSIONS}"))
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        upgrade(connection)
        _ = 1 / 0
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []
    open_store(place).close()


def test_a_newer_store_is_not_touched(place: str) -> None:
    with open_store(place) as store, store._engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {VERSIONS} SET version_num = '9999'"))
    with pytest.raises(AssetkitError, match="newer assetkit"):
        open_store(place)


# what is wrong with a store


def refused(place: str, **options: object) -> str:
    with pytest.raises(AssetkitError) as caught, open_store(place, **options) as store:  # type: ignore[arg-type]
        store.history("evn", metric="registered")
        store.readings()
    text = str(caught.value)
    assert "try:" in text
    return text


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "counts.csv"
    plain.write_text("đơn vị,đăng ký\nA,1\n" * 100, encoding="utf-8")
    before = plain.read_bytes()
    assert "not a counts store" in refused(str(plain))
    assert plain.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    place = tmp_path / "other.sqlite"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE cookies (name)")
    connection.close()
    before = place.read_bytes()
    assert "another program: it holds cookies" in refused(str(place))
    assert place.read_bytes() == before


def test_a_damaged_store_is_said_to_be_damaged(tmp_path: Path) -> None:
    place = tmp_path / "counts.sqlite"
    with open_store(str(place)) as store:
        store.add("evn", [snapshot({f"Đơn vị {n}": n for n in range(200)}, number) for number in range(5)])
    content = bytearray(place.read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    place.write_bytes(content)
    assert "is damaged" in refused(str(place))


def test_where_no_store_can_be(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "is a folder" in refused(str(tmp_path / "folder"))
    assert "no such folder" in refused(str(tmp_path / "nowhere" / "counts.sqlite"))
    missing = tmp_path / "counts.sqlite"
    assert "there is no store" in refused(str(missing), create=False)
    assert not missing.exists()
    missing.touch()
    with pytest.raises(NoStoreError, match="holds no counts"):
        open_store(str(missing), create=False)


def test_a_locked_store_says_so_and_is_whole_afterwards(tmp_path: Path) -> None:
    place = str(tmp_path / "counts.sqlite")
    with open_store(place, wait=0.1) as store, open_store(place) as other:
        states(store, snapshot({"A": 1}))
        with other._engine.execution_options(assetkit_writes=True).begin():
            assert values(store) == [(week(0), 1)]
            with pytest.raises(AssetkitError, match=r"is locked.*nothing was lost"):
                states(store, snapshot({"A": 2}))
        assert states(store, snapshot({"A": 2})) == ["correction"]


# servers


def test_a_server_that_is_down_or_refuses_never_shows_a_password(postgres: object) -> None:
    secret = "mật-khẩu-rất-dài"
    down = f"postgresql://assetkit:{secret}@127.0.0.1:1/counts"
    wrong = postgres.url(password=secret)  # type: ignore[attr-defined]
    missing = postgres.url("counts_of_nobody")  # type: ignore[attr-defined]
    for url, says in ((down, "does not answer"), (wrong, "refuses the password"), (missing, "no such database")):
        text = refused(url, wait=2)
        assert says in text
        assert secret not in text
        assert missing.split(":")[2].split("@")[0] not in text


@pytest.mark.parametrize(
    "url", ["postgresql://u:p@ss/w0rd@host/db", "postgresql://u:p@host:12ab/db", "postgresql:u:p0rd@host/db"]
)
def test_a_url_that_cannot_be_read_is_not_shown(url: str) -> None:
    with pytest.raises(AssetkitError, match="cannot be read") as caught:
        parse_address(url)
    assert "rd" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("counts.sqlite", "counts.sqlite"),
        ("C:/Số liệu/counts.sqlite", "C:/Số liệu/counts.sqlite"),
        ("sqlite:///counts.sqlite", "counts.sqlite"),
        ("postgres://u:p%40@h:5433/d", "postgresql://u@h:5433/d"),
        ("postgresql:///d?host=/run", "postgresql:///d"),
    ],
)
def test_how_a_place_is_named(text: str, name: str) -> None:
    assert parse_address(text).name == name


@pytest.mark.parametrize("text", ["", "mysql://u:p@h/d", "sqlite://", "http://a.vn/counts.sqlite"])
def test_places_that_are_none(text: str) -> None:
    with pytest.raises(AssetkitError, match="try:"):
        parse_address(text)


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(AssetkitError, match=r"pip install 'assetkit\[postgres\]'"):
        open_store("postgresql://u:p@127.0.0.1:1/d")
