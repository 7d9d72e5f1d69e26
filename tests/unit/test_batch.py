from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from workspaces import make_workspace

from assetkit.batch import Outcome, run
from assetkit.errors import AssetkitError
from assetkit.job import Job
from assetkit.manifest import JOURNAL, MANIFEST, close_journal, read_journal
from assetkit.publish import alone_in
from assetkit.world import World


@pytest.fixture
def workspace(tmp_path: Path) -> World:
    return World(make_workspace(tmp_path / "workspace"))


def jobs_of(world: World, titles: list[str], size: str = "web-300x250") -> list[Job]:
    return [
        Job("tiny", world.sizes[size], "evn-10k-2022", f"banner-{n}", fields={"title": title}, row=n + 2, label=title)
        for n, title in enumerate(titles)
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_jobs_give_the_same_bytes_in_one_process_or_in_several(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, [f"Sáng kiến số {n}" for n in range(6)])
    here = [run(jobs[n : n + 2], workspace, tmp_path / "a") for n in range(0, 6, 2)]
    workers = run(jobs, workspace, tmp_path / "b", workers=2)
    assert [entry.sha256 for outcome in here for entry in outcome.entries] == [
        entry.sha256 for entry in workers.entries
    ]
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_second_run_makes_nothing_again(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "hai"])
    first = run(jobs, workspace, tmp_path)
    times = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("banner-*")}
    second = run(jobs, workspace, tmp_path)
    assert (first.reused, second.reused) == (0, 2)
    assert second.entries == first.entries
    assert times == {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("banner-*")}


def changed(outcome: Outcome, jobs: list[Job]) -> int:
    return len(jobs) - outcome.reused


def test_only_what_changed_is_made_again(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "hai", "ba"])
    run(jobs, workspace, tmp_path)
    jobs[1] = replace(jobs[1], fields={"title": "hai mươi"})
    assert changed(run(jobs, workspace, tmp_path), jobs) == 1
    (tmp_path / "banner-0.png").unlink()
    assert changed(run(jobs, workspace, tmp_path), jobs) == 1
    (tmp_path / "banner-2.png").write_bytes(b"damaged")
    assert changed(run(jobs, workspace, tmp_path), jobs) == 1
    assert changed(run(jobs, workspace, tmp_path, force=True), jobs) == 3


def test_facts_count_only_when_the_page_reads_them(workspace: World, tmp_path: Path) -> None:
    jobs = [replace(job, facts={"percent_text": "1%"}) for job in jobs_of(workspace, ["một"])]
    run(jobs, workspace, tmp_path)
    other = [replace(job, facts={"percent_text": "2%"}) for job in jobs]
    assert run(other, workspace, tmp_path).reused == 1


def test_a_changed_template_makes_its_pictures_again(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một"])
    run(jobs, workspace, tmp_path / "out")
    assert workspace.workspace is not None
    style = workspace.workspace / "templates" / "banner" / "tiny" / "style.css"
    style.write_text(style.read_text(encoding="utf-8") + ".say{font-weight:800}", encoding="utf-8")
    assert run(jobs, World(workspace.workspace), tmp_path / "out").reused == 0


def test_a_row_that_fails_fails_alone(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "x" * 150, "☃ tuyết", "bốn", "năm"])
    outcome = run(jobs, workspace, tmp_path, workers=2)
    assert [failure.job.row for failure in outcome.failures] == [3, 4]
    assert "overflows" in outcome.failures[0].message
    assert "U+2603" in outcome.failures[1].message
    assert [entry.row for entry in outcome.entries] == [2, 5, 6]
    assert sorted(path.name for path in tmp_path.glob("banner-*")) == ["banner-0.png", "banner-3.png", "banner-4.png"]


def test_the_manifest_ties_every_file_to_what_it_was_made_from(workspace: World, tmp_path: Path) -> None:
    run(jobs_of(workspace, ["một"]), workspace, tmp_path)
    (entry,) = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert entry["fields"] == {"title": "một"}
    assert entry["made_with"].keys() == {"assetkit", "engine", "fonts"}
    assert {proof["check"] for proof in entry["proofs"]} == {"overflow", "safe-area", "contrast", "limits"}
    assert (tmp_path / entry["file"]).stat().st_size == entry["bytes"]
    assert not (tmp_path / JOURNAL).exists()


def test_a_killed_run_is_taken_up_where_it_was(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "hai"])
    run(jobs, workspace, tmp_path)
    entries = list(read_journal(tmp_path).values())
    (tmp_path / MANIFEST).unlink()  # a kill comes before the manifest is written,
    torn = entries[1].model_dump_json()[:-20]  # and may tear the last line
    (tmp_path / JOURNAL).write_text(entries[0].model_dump_json() + "\n" + torn, encoding="utf-8")
    assert run(jobs, workspace, tmp_path).reused == 1
    assert sorted(read_journal(tmp_path)) == ["banner-0.png", "banner-1.png"]


def test_a_manifest_is_not_closed_while_another_run_writes_its_line(workspace: World, tmp_path: Path) -> None:
    run(jobs_of(workspace, ["một"]), workspace, tmp_path)
    other = Thread(target=close_journal, args=[tmp_path])
    with alone_in(tmp_path):
        other.start()
        other.join(0.1)
        assert other.is_alive()
    other.join(5)
    assert not other.is_alive()


def test_entries_of_another_run_in_the_same_folder_are_kept(workspace: World, tmp_path: Path) -> None:
    first, second = jobs_of(workspace, ["một"]), [replace(job, name="other") for job in jobs_of(workspace, ["hai"])]
    run(first, workspace, tmp_path)
    run(second, workspace, tmp_path)
    assert sorted(read_journal(tmp_path)) == ["banner-0.png", "other.png"]


def test_a_manifest_of_something_else_is_not_overwritten(workspace: World, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(AssetkitError, match=r"manifest\.json"):
        run(jobs_of(workspace, ["một"]), workspace, tmp_path)


def test_the_older_picture_of_a_row_that_fails_now_is_withdrawn(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "hai"])
    run(jobs, workspace, tmp_path)
    broken = replace(jobs[1], fields={"title": "中"})  # no font has it
    for force in (False, True):
        run(jobs, workspace, tmp_path)
        outcome = run([jobs[0], broken], workspace, tmp_path, force=force)
        assert [failure.job.row for failure in outcome.failures] == [3]
        assert [path.name for path in tmp_path.glob("banner-*")] == ["banner-0.png"]
        assert list(read_journal(tmp_path)) == ["banner-0.png"]


def test_a_fault_of_the_program_fails_one_job_only(workspace: World, tmp_path: Path) -> None:
    jobs = jobs_of(workspace, ["một", "hai", "ba", "bốn"])
    jobs[2] = replace(jobs[2], fields=None)  # type: ignore[arg-type]
    outcome = run(jobs, workspace, tmp_path, workers=2)
    assert [failure.job.row for failure in outcome.failures] == [4]
    assert "a fault of assetkit itself" in outcome.failures[0].message
    assert len(outcome.entries) == 3


def test_a_batch_of_which_nothing_came_leaves_nothing(workspace: World, tmp_path: Path) -> None:
    broken = jobs_of(workspace, ["中"])
    folder = tmp_path / "deep" / "out"
    assert len(run(broken, workspace, folder).failures) == 1
    assert not (tmp_path / "deep").exists()
    folder.mkdir(parents=True)  # a folder that was there stays, without a manifest that names no file
    run(broken, workspace, folder)
    assert list(folder.iterdir()) == []
    sound = jobs_of(workspace, ["một"])
    run(sound, workspace, folder)
    run(broken, workspace, folder)  # of the same name: its older picture is withdrawn
    assert list(folder.iterdir()) == []
