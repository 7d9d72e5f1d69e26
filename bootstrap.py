"""Set-up without a shell: ``python bootstrap.py demo | test | bench | bench-video | goldens | check | docs``. Standard library only.

Makes ``.venv`` beside this file, installs the package with pinned versions, and does the job. The Makefile calls it; on Windows call it
yourself: ``py bootstrap.py demo``.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEMO = Path("outputs") / "demo"
COUNTS = "data/counts_tkv_2022-05-10.csv"


def fail(message: str) -> None:
    sys.exit(f"Error: {message}")


def run(*words: str) -> None:
    """Run a command in the project's folder; stop with its exit code when it fails."""
    code = subprocess.call([str(word) for word in words], cwd=ROOT)
    if code:
        sys.exit(code)


def assetkit(*words: str) -> None:
    """Run the installed command line."""
    run(str(PYTHON), "-m", "assetkit", *words)


def install(extra: str = "") -> None:
    """Make the environment and install the package with its pinned versions, once per state of the two files that say what is needed."""
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs this may have an older one)
        fail(f"Python {sys.version.split()[0]} is too old (try: Python 3.11 or newer)")
    if not PYTHON.is_file():
        try:
            import ensurepip  # noqa: F401
            import venv
        except ImportError:
            fail("this Python lacks venv (try: apt install python3-venv, or Python from python.org)")
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()).hexdigest()
    stamp = VENV / f"installed{'-' + extra if extra else ''}"
    if stamp.is_file() and stamp.read_text() == state:
        return
    print("Installing …", flush=True)
    target = f".[{extra}]" if extra else "."
    run(
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-c",
        "constraints.txt",
        "-e",
        target,
    )
    stamp.write_text(state)


def demo() -> None:
    """Avatars, unit banners and the progress picture, from real counts, into outputs/demo/."""
    install()
    out = str(DEMO)
    campaign = ("--campaign", "tld-1m-2022")
    origin = ("--as-of", "2022-05-10 14:00", "--source", "congdoantkv.vn")
    person = ("data/portrait-neutral.jpg", "--name", "Họ và tên", "--unit", "Tên đơn vị")
    for template in ("corona", "sunburst", "wire"):
        speaker = campaign if template == "sunburst" else ()
        frame = ("--template", template, *speaker, "--filename", f"avatar-{template}")
        assetkit("avatar", *person, *frame, "-o", out, "--quiet")
    assetkit("banner", "figure", *campaign, "--data", COUNTS, *origin, "--size", "social", "-o", out)
    publisher = ("--set", "publisher=Công đoàn Than – Khoáng sản")
    assetkit("progress", *campaign, "--counts", COUNTS, *origin, *publisher, "--size", "feed,square,story", "-o", out)
    print(f"\nLook at {DEMO / 'index.html'}")


def test() -> None:
    """Everything that the tests need, and all tests."""
    install("test")
    run(str(PYTHON), "-m", "ruff", "check", ".")
    run(str(PYTHON), "-m", "mypy")
    run(str(PYTHON), "-m", "pytest", "-n", "2")
    print("\nAll is well.")


def goldens() -> None:
    """Rewrite the reference pictures of the tests, and fail, so that rewriting never looks like passing."""
    install("test")
    os.environ["REWRITE_GOLDENS"] = "1"
    run(str(PYTHON), "-m", "pytest", "tests/goldens")


def check() -> None:
    """Lint and render every template."""
    install()
    assetkit("templates", "check")


def docs() -> None:
    """Rewrite the generated parts of docs/ and the READMEs."""
    install("test")
    run(str(PYTHON), "tools/write_docs.py")


def bench() -> None:
    """Measure against the named peers; writes docs/performance.md."""
    install("test")
    run(str(PYTHON), "-m", "bench")


def bench_video() -> None:
    """Measure how films are made; writes docs/performance-video.md."""
    install("test")
    run(str(PYTHON), "-m", "bench.video")


TASKS = {"demo": demo, "test": test, "bench": bench, "bench-video": bench_video, "goldens": goldens, "check": check, "docs": docs}

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in TASKS:
        fail(f"'{name}' is not a task (try: {', '.join(TASKS)})")
    TASKS[name]()
