"""An address and its rules in, the document that it gives out: retried with patience, capped in size and time, followed only where allowed."""

from __future__ import annotations

import datetime as dt
import random
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from assetkit.counts.sources.addresses import resolve
from assetkit.counts.sources.deadline import Deadline
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.inflating import ACCEPTED, plain, too_large
from assetkit.counts.sources.network import PinnedTransport
from assetkit.errors import AssetkitError

AGENT = "assetkit (counts)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Limits:
    """How long and how much; seconds and bytes. ``total`` is over everything, retries and waits included."""

    connect: float = 10
    read: float = 20
    total: float = 60
    max_bytes: int = 20_000_000
    retries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 8
    longest_retry_after: float = 30


@dataclass(frozen=True)
class Target:
    """What is asked for. ``url`` and ``headers`` may hold secrets and are never printed; ``where`` names the source.

    ``headers`` go to the host of ``url`` only. ``etag`` and ``last_modified`` are what the last answer said of itself.
    """

    url: str
    where: str
    headers: Mapping[str, str] = field(default_factory=dict)
    allowed_hosts: tuple[str, ...] = ()
    allow_private: bool = False
    authorities: str | None = None  # certificates (PEM) that are believed beside the well-known ones
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Document:
    """The body as it was meant, unpacked, with what the server says of it ("" = nothing)."""

    content: bytes
    media_type: str = ""
    charset: str = ""
    etag: str | None = None
    last_modified: str | None = None


class _AgainError(Exception):
    """A failure that may pass: ``error`` is told when it does not. ``wait`` is what the server asks for, in seconds."""

    def __init__(self, error: AssetkitError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


def fetch(
    target: Target,
    limits: Limits,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
) -> Document | None:
    """The document at the target; None when it has not changed since ``etag`` or ``last_modified``.

    A server's own failure (5xx), a time limit and a broken connection are tried again, after waits that double, with
    chance in them, or as long as the server asks for. Raises UnreachableError when nobody answers in time, AssetkitError
    for everything else.
    """
    deadline, context = Deadline(limits.total), _context(target)
    for attempt in range(limits.retries + 1):
        try:
            return _once(target, limits, deadline, context)
        except _AgainError as problem:
            wait = min(limits.longest_wait, limits.first_wait * 2**attempt) * (0.5 + 0.5 * chance())
            wait = wait if problem.wait is None else problem.wait
            if attempt == limits.retries or wait > deadline.left:
                raise problem.error from problem
            sleep(wait)
    raise AssertionError("unreachable")


def _once(target: Target, limits: Limits, deadline: Deadline, context: ssl.SSLContext) -> Document | None:
    """One try, with the redirects that belong to it."""
    start = httpx.URL(target.url)

    def resolver(host: str, port: int) -> tuple[str, ...]:
        return resolve(host, port, target.where, deadline, allow_private=target.allow_private)

    transport = PinnedTransport(resolver, deadline, context)
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    try:
        # trust_env=False: no proxy, password file or certificate of the environment has a say without being named
        with httpx.Client(transport=transport, timeout=timeout, trust_env=False, follow_redirects=False) as client:
            url = start
            for _ in range(MOST_REDIRECTS + 1):
                with client.stream("GET", url, headers=_headers(target, start, url)) as answer:
                    if answer.status_code not in REDIRECTS:
                        return _document(answer, target, limits)
                    url = _next(answer, url, start, target)
    except UnreachableError as problem:  # the name was not found
        raise (problem if deadline.passed else _AgainError(problem)) from problem.__cause__
    except httpcore.TimeoutException as problem:
        message = f"does not answer in time ({limits.total:g} s in all, {limits.read:g} s for each part)"
        error = UnreachableError(message, where=target.where, hint="timeout in the source, or try later")
        raise (error if deadline.passed else _AgainError(error)) from problem
    except httpx.RemoteProtocolError as problem:  # httpx reads the Location header, wanted or not
        raise AssetkitError("leads on to no address", where=target.where, hint="check the address") from problem
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as problem:
        raise _broken(problem, target) from problem
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.ProtocolError) as problem:
        raise AssetkitError("cannot be asked for: check the address", where=target.where) from problem
    raise AssetkitError(f"leads on more than {MOST_REDIRECTS} times", where=target.where, hint="its last address")


def _context(target: Target) -> ssl.SSLContext:
    """Certificates are always checked; the owner's authorities are believed beside the well-known ones."""
    context = httpx.create_ssl_context(trust_env=False)
    if target.authorities is not None:
        try:
            context.load_verify_locations(cadata=target.authorities)
        except ssl.SSLError as problem:
            hint = "a PEM file of certificates"
            raise AssetkitError("ca_file holds no certificate", where=target.where, hint=hint) from problem
    return context


def _headers(target: Target, start: httpx.URL, url: httpx.URL) -> dict[str, str]:
    """Secrets and validators only for the place that they were meant for."""
    found = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": ACCEPTED}
    if _origin(url) == _origin(start):
        found.update(target.headers)
    found.update({"If-None-Match": target.etag} if target.etag else {})
    found.update({"If-Modified-Since": target.last_modified} if target.last_modified else {})
    return found


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or _PORTS.get(url.scheme)


def _next(answer: httpx.Response, url: httpx.URL, start: httpx.URL, target: Target) -> httpx.URL:
    """Where an answer leads on to. AssetkitError when that is another host, or less safe than what was asked for."""
    try:
        onward = url.join(answer.headers["location"])
    except (KeyError, httpx.InvalidURL) as problem:
        raise AssetkitError("leads on to no address", where=target.where, hint="check the address") from problem
    if onward.scheme not in _PORTS or not onward.host or onward.userinfo:
        message = f"leads on to an address that is not followed ({onward.scheme or 'none'}:)"
        raise AssetkitError(message, where=target.where, hint="an address with https://")
    if url.scheme == "https" and onward.scheme == "http":
        raise AssetkitError("leads on from https to http", where=target.where, hint="an address that stays on https")
    if onward.host != start.host and not any(_matches(onward.host, host) for host in target.allowed_hosts):
        message = f"leads on to another host, {onward.host}"
        hint = f'allowed_hosts = ["{onward.host}"] in the source, if that is right'
        raise AssetkitError(message, where=target.where, hint=hint)
    return onward


def _matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def _document(answer: httpx.Response, target: Target, limits: Limits) -> Document | None:
    """The answer's body, when it is one; what its status says otherwise."""
    code, where = answer.status_code, target.where
    if code == 304 and (target.etag or target.last_modified):
        return None
    if code >= 500:
        raise _again(answer, target, limits)
    if code != 200:
        raise _refused(answer, where)
    told = answer.headers.get("content-length", "")
    if told.isdigit() and int(told) > limits.max_bytes:
        raise too_large(limits.max_bytes, where)
    content = plain(answer.iter_raw(), answer.headers.get("content-encoding", ""), limits.max_bytes, where)
    kind = Message()
    kind["content-type"] = answer.headers.get("content-type", "")
    return Document(
        content=content,
        media_type=kind.get_content_type() if kind["content-type"] else "",
        charset=str(kind.get_param("charset", "")),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
    )


def _refused(answer: httpx.Response, where: str) -> AssetkitError:
    code = answer.status_code
    hints = {
        401: "the secret in [source.headers]",
        403: "ask its owner for access; for a Google Sheet: File → Share → Publish to web",
        404: "check the address",
        410: "check the address",
        429: "pull less often",
    }
    message = f"the server answers {code} {answer.reason_phrase}".strip()
    asked = _retry_after(answer.headers.get("retry-after", ""))
    message += f" and asks to wait {asked:.0f} s" if asked else ""
    return AssetkitError(message, where=where, hint=hints.get(code, "check the address and the access"))


def _again(answer: httpx.Response, target: Target, limits: Limits) -> _AgainError:
    error = AssetkitError(
        f"the server answers {answer.status_code} {answer.reason_phrase}".strip(), where=target.where, hint="try later"
    )
    wait = _retry_after(answer.headers.get("retry-after", ""))
    if wait is not None and wait > limits.longest_retry_after:
        raise AssetkitError(f"{error.message} and asks to wait {wait:.0f} s", where=target.where, hint="try later")
    return _AgainError(error, wait)


def _retry_after(text: str) -> float | None:
    """Seconds that a Retry-After header asks for: a number or a date; None when it says neither."""
    if re.fullmatch(r"\d{1,9}", text.strip()):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())


def _broken(problem: httpcore.NetworkError | httpcore.RemoteProtocolError, target: Target) -> Exception:
    """What a connection that failed means: a certificate that is not believed is no matter of patience."""
    cause = problem.args[0] if problem.args else None  # httpcore keeps the system's own error there
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = f"its certificate is not believed: {cause.verify_message}"
        hint = "check the address; ca_file in the source for a certificate authority of your own"
        return AssetkitError(message, where=target.where, hint=hint)
    if isinstance(cause, ssl.SSLError):
        reason = (cause.reason or "no agreement").replace("_", " ").lower()
        return AssetkitError(f"no safe connection: {reason}", where=target.where, hint="check the address and its port")
    reason = getattr(cause, "strerror", None) or str(problem) or "the connection broke"
    return _AgainError(UnreachableError(f"cannot be reached: {reason}", where=target.where, hint="check the network"))
