"""Addresses that were checked in, connections to exactly these out, with one deadline over every wait.

The host's name is looked up once; TLS and the Host header keep speaking of the name, the socket goes to the number.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from assetkit.counts.sources.deadline import Deadline

Resolver = Callable[[str, int], tuple[str, ...]]


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the addresses that ``resolver`` gives for a host and port, in turn, until one answers."""

    def __init__(self, resolver: Resolver, deadline: Deadline) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._resolver(host, port)
        for address in addresses[:-1]:
            try:
                return self._connected(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(addresses[-1], port, timeout, local_address, socket_options)

    def _connected(
        self, address: str, port: int, timeout: float | None, local_address: str | None, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        if self._deadline.passed:
            raise httpcore.ConnectTimeout("the time is over")
        limit = self._deadline.within(timeout)
        return TimedStream(
            self._sockets.connect_tcp(address, port, limit, local_address, options or ()), self._deadline
        )


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._deadline.passed:
            raise httpcore.ReadTimeout("the time is over")
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._deadline.passed:
            raise httpcore.WriteTimeout("the time is over")
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class PinnedTransport(httpx.BaseTransport):
    """httpx over a `PinnedBackend`. Failures are httpcore's: TimeoutException, NetworkError, ProtocolError."""

    def __init__(self, resolver: Resolver, deadline: Deadline, context: ssl.SSLContext) -> None:
        backend = PinnedBackend(resolver, deadline)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method, address, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()
