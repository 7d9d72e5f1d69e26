"""A small web site on the loopback for tests: pages are functions that answer one request each, over HTTP or HTTPS."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CSV = "Đơn vị,Thực hiện,Chỉ tiêu,Ngày\nThan Nam Mẫu,198,132,2022-05-10\nXây lắp mỏ,71,54,2022-05-10\n"
Page = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request; ``self.server.site`` is the site."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        site.asked.append((self.path, dict(self.headers.items())))
        self.close_connection = True
        try:
            site.pages[path](self)
        except OSError:
            site.hung_up.set()  # the other side had enough

    def answer(self, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        """A whole answer; header names are written with _ for -."""
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "text/csv", "Content-Length": str(len(content)), **told}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the client refuses is part of a test."""


@dataclass
class Site:
    """Where it is, what it serves, what it was asked (path, headers)."""

    port: int
    scheme: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/counts.csv", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


def says(body: bytes | str = CSV, status: int = 200, **headers: str) -> Page:
    """A page that always answers the same."""
    return lambda visit: visit.answer(body, status, **headers)


def in_turn(*pages: Page) -> Page:
    """A page that answers differently each time; the last answer stays."""
    left = list(pages)
    return lambda visit: (left.pop(0) if len(left) > 1 else left[0])(visit)


@contextmanager
def open_site(pages: dict[str, Page] | None = None, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port until the block ends; with ``context`` over HTTPS."""
    server = _Server(("127.0.0.1", 0), Visit)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(server.server_address[1], "https" if context else "http", pages or {"/counts.csv": says()})
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
