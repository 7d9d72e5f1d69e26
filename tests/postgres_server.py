"""A real PostgreSQL server for tests: binaries of the PATH, else of the package pgserver, on the loopback, in a folder of its own.

``initdb`` refuses root, so as root the server runs as "nobody". Skips, saying why, where there is neither.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

USER = "assetkit"
PATIENCE = 30.0  # s for a server to start or stop


@dataclass(frozen=True)
class Server:
    """A running server. ``url`` is of its database "postgres"; its password is random."""

    port: int
    password: str
    process: subprocess.Popen[bytes]

    def url(self, database: str = "postgres", password: str | None = None) -> str:
        return f"postgresql://{USER}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The URL of a new, empty database."""
        import psycopg

        name = f"t{secrets.token_hex(6)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


def binaries() -> Path:
    """The folder of initdb and postgres; skips the test when there is none."""
    found = shutil.which("initdb"), shutil.which("postgres")
    if found[0] and found[1]:
        return Path(found[0]).resolve().parent
    package = find_spec("pgserver")  # found, not imported: it would look for folders of the user
    if package is None or package.origin is None:
        pytest.skip("no PostgreSQL: neither initdb and postgres on the PATH nor the package pgserver")
    folder = Path(package.origin).parent / "pginstall" / "bin"
    if not (folder / "initdb").is_file():
        pytest.skip(f"no PostgreSQL: the package pgserver has no {folder / 'initdb'}")
    return folder


def unprivileged() -> str | None:
    """The user to run the server as: None for our own, "nobody" when we are root."""
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        return pwd.getpwnam("nobody").pw_name
    except KeyError:
        pytest.skip("no PostgreSQL: initdb refuses root, and there is no user 'nobody'")


@contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped, and its folder removed, at the end."""
    if sys.platform == "win32":
        pytest.skip("no PostgreSQL: it is started on Unix only")
    folder = binaries()
    user = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="assetkit-postgres-"))
    password = secrets.token_hex(12)
    (home / "password").write_text(password, encoding="utf-8")
    if user is not None:
        for path in (home, home / "password"):
            shutil.chown(path, user)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data = str(home / "data")
    words = [folder / "initdb", "-D", data, "-U", USER, "--auth=scram-sha-256", f"--pwfile={home / 'password'}"]
    made = subprocess.run([*words, "--no-sync", "-E", "UTF8", "--locale=C"], check=False, **_as(user, home))
    if made.returncode:
        shutil.rmtree(home, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: initdb says {made.stdout.decode(errors='replace')[-300:]}")
    words = [folder / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", str(home), "-F"]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(words, **{**_as(user, home), "stdout": log})
    try:
        server = Server(port, password, process)
        _wait(server, home)
        yield server
    finally:
        stop(process)
        shutil.rmtree(home, ignore_errors=True)


def _as(user: str | None, home: Path) -> dict[str, Any]:
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "cwd": home}
    if user is not None:
        import pwd

        given |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    return given


def _wait(server: Server, home: Path) -> None:
    import psycopg

    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(server.url(), connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if server.process.poll() is not None or time.monotonic() > until:
                pytest.skip(f"no PostgreSQL: it did not start: {(home / 'log').read_text(errors='replace')[-300:]}")
            time.sleep(0.05)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the server that we started, at once."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
