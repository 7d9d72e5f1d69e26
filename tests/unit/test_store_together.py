"""Several programs at one store, as real processes: at once, one after another, and one that is killed in the middle."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from readings import snapshot, week

from assetkit.counts.store import open_store
from assetkit.errors import AssetkitError

ROOT = Path(__file__).parents[2]
START = "import sys; sys.path[:0] = ['tests/unit', 'tests']; from readings import snapshot; import json, os, time\n"
START += "from assetkit.counts.store import open_store\n"
ADDS = """
place, start, values = sys.argv[1], float(sys.argv[2]), json.loads(sys.argv[3])
time.sleep(max(0, start - time.time()))
with open_store(place) as store:
    done = []
    for number, value in enumerate(values):
        done += [one.state for one in store.add("evn", [snapshot({"A": value, "B": 1}, number)])]
print(json.dumps(done))
"""
STANDS_STILL = """
import sqlalchemy
with open_store(sys.argv[1]) as store:
    def wait(connection):
        print("in the middle", flush=True)
        time.sleep(60)
    if sys.argv[2] == "spilt":  # so little memory that half of the pages are in the file before the commit
        def spill(connection, record):
            connection.execute("PRAGMA cache_spill = ON")
            connection.execute("PRAGMA cache_size = 2")
        sqlalchemy.event.listen(store._engine, "connect", spill)
    sqlalchemy.event.listen(store._engine, "commit", wait)
    units = {f"Đơn vị {number}": number for number in range(400)}
    store.add("evn", [snapshot({"A": 9}), *(snapshot(units, week) for week in range(1, 20))])
"""


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "counts.sqlite")
    url: str = request.getfixturevalue("postgres").database()
    return url


def program(script: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START + script, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8")


def at_once(place: str, *values: list[int]) -> list[list[str]]:
    """What became of the readings of programs that start to write at the same moment."""
    start = time.time() + 1.0
    programs = [program(ADDS, place, str(start), json.dumps(some)) for some in values]
    answers = [one.communicate(timeout=60)[0] for one in programs]
    assert [one.returncode for one in programs] == [0] * len(programs)
    return [json.loads(answer) for answer in answers]


def test_two_programs_that_add_the_same_to_a_new_store_add_it_once(place: str) -> None:
    one, other = at_once(place, [1, 2, 3, 4], [1, 2, 3, 4])
    assert sorted(one + other) == ["new"] * 4 + ["same"] * 4
    with open_store(place) as store:
        assert [value for _, value in store.history("evn", metric="registered").series("A")] == [1, 2, 3, 4]
        assert len(store.readings()) == 4


def test_two_programs_that_disagree_leave_one_chain_of_corrections(place: str) -> None:
    open_store(place).close()
    one, other = at_once(place, [1, 1, 1], [2, 2, 2])
    assert sorted(one + other) == ["correction"] * 3 + ["new"] * 3
    with open_store(place) as store:
        history = store.history("evn", metric="registered")
        assert len(history.snapshots) == len(history.superseded) == 3
        assert [now.corrects for now in history.snapshots] == [before.id for before in history.superseded]


@pytest.mark.parametrize(
    ("place", "kind"), [("sqlite", "whole"), ("sqlite", "spilt"), ("postgres", "whole")], indirect=["place"]
)
def test_a_program_that_is_killed_leaves_the_store_as_it_was(place: str, kind: str) -> None:
    with open_store(place) as store:
        store.add("evn", [snapshot({"A": 1})])
        before = store.readings()
    child = program(STANDS_STILL, place, kind)
    assert child.stdout is not None
    assert child.stdout.readline() == "in the middle\n"
    if kind == "spilt":
        assert Path(f"{place}-journal").stat().st_size > 0
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_store(place) as store:
        assert store.readings() == before
        assert [one.state for one in store.add("evn", [snapshot({"A": 9}), snapshot({"A": 9}, 1)])] == [
            "correction",
            "new",
        ]


def test_what_was_there_can_be_read_while_another_program_writes(place: str) -> None:
    with open_store(place) as store:
        store.add("evn", [snapshot({"A": 1})])
    child = program(STANDS_STILL, place, "whole")
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "in the middle\n"
        started = time.monotonic()
        with open_store(place, create=False, wait=0.2) as store:
            assert store.history("evn", metric="registered").series("A") == ((week(0), 1),)
            assert time.monotonic() - started < 5
            with pytest.raises(AssetkitError, match="is locked"):
                store.add("evn", [snapshot({"A": 2})])
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
