"""Every way in which a server can misbehave, by a server that does."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import trustme
from source_site import CSV, Page, Site, Visit, in_turn, open_site, says

from assetkit.counts.sources import addresses
from assetkit.counts.sources.failures import UnreachableError
from assetkit.counts.sources.fetching import Document, Limits, Target, fetch
from assetkit.errors import AssetkitError

QUICK = Limits(connect=2, read=2, total=5, max_bytes=1_000_000, retries=2, first_wait=0.01, longest_wait=0.02)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def secured(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("counts.example.vn", "127.0.0.1").configure_cert(context)
    with open_site(context=context) as opened:
        yield opened


def pem(authority: trustme.CA) -> str:
    return authority.cert_pem.bytes().decode()


def ask(
    site: Site, page: Page | None = None, limits: Limits = QUICK, host: str = "127.0.0.1", **rules: object
) -> Document | None:
    if page is not None:
        site.pages["/counts.csv"] = page
    target = {"allow_private": True, "where": "source 'portal'"} | rules
    return fetch(Target(url=site.url(host=host), **target), limits)  # type: ignore[arg-type]


def document(site: Site, page: Page | None = None, **rest: object) -> Document:
    found = ask(site, page, **rest)  # type: ignore[arg-type]
    assert found is not None
    return found


def refusal(site: Site, page: Page | None = None, **rest: object) -> AssetkitError:
    with pytest.raises(AssetkitError, match=r"^source 'portal'") as caught:
        ask(site, page, **rest)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_document_comes_with_what_the_server_says_of_it(site: Site) -> None:
    page = says(CSV, ETag='"v1"', Last_Modified="Tue, 10 May 2022 07:00:00 GMT", Content_Type="text/csv; charset=utf-8")
    found = document(site, page)
    assert (found.content.decode(), found.media_type, found.charset) == (CSV, "text/csv", "utf-8")
    assert (found.etag, found.last_modified) == ('"v1"', "Tue, 10 May 2022 07:00:00 GMT")


def test_nothing_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(UnreachableError, match="cannot be reached"):
            fetch(Target(url, "source 'portal'", allow_private=True), QUICK)


def test_an_unknown_host_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    waits: list[float] = []
    with pytest.raises(UnreachableError, match=r"the host nowhere\.example is not known"):
        fetch(Target("https://nowhere.example/", "source 'portal'"), QUICK, sleep=waits.append)
    assert len(waits) == QUICK.retries


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    started = time.monotonic()
    with pytest.raises(UnreachableError, match=r"not resolved in 0\.2 s"):
        fetch(Target("https://slow.example/", "source 'portal'"), Limits(total=0.2, retries=0))
    assert time.monotonic() - started < 1


def test_a_server_that_falls_silent_is_left(site: Site) -> None:
    error = refusal(
        site, lambda visit: time.sleep(1.5), limits=Limits(read=0.1, total=0.35, retries=5, first_wait=0.01)
    )
    assert isinstance(error, UnreachableError)
    assert "does not answer in time" in str(error)


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_left_when_the_whole_time_is_over(site: Site, part: str) -> None:
    def drip(visit: Visit) -> None:
        if part == "body":
            visit.send_response(200)
            visit.send_header("Content-Length", "1000")
            visit.end_headers()
        else:
            visit.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            visit.wfile.write(b"x")
            visit.wfile.flush()
            time.sleep(0.03)

    started = time.monotonic()
    error = refusal(site, drip, limits=Limits(read=1, total=0.4, retries=3))
    assert isinstance(error, UnreachableError)
    assert time.monotonic() - started < 1.2


def test_an_endless_body_is_cut_off_at_the_cap(site: Site) -> None:
    sent = []

    def endless(visit: Visit) -> None:
        visit.send_response(200)
        visit.end_headers()
        while sum(sent) < 10_000_000_000:
            visit.wfile.write(b"x" * 65_536)
            sent.append(65_536)

    assert "more than 1 MB" in str(refusal(site, endless))
    assert site.hung_up.wait(5)
    assert sum(sent) < 20_000_000  # what lay in the buffers of both sides, not 10 GB


def test_a_body_that_says_it_is_10_gb_is_not_begun(site: Site) -> None:
    assert "more than 1 MB" in str(refusal(site, says(b"", Content_Length="10000000000")))


def test_a_body_of_exactly_the_cap_is_read(site: Site) -> None:
    assert len(document(site, says(b"x" * QUICK.max_bytes)).content) == QUICK.max_bytes
    assert "more than 1 MB" in str(refusal(site, says(b"x" * (QUICK.max_bytes + 1))))


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)]
)
def test_a_packed_body_is_unpacked(site: Site, encoding: str, pack: object) -> None:
    body = CSV.encode() * 2_000
    assert document(site, says(pack(body), Content_Encoding=encoding)).content == body  # type: ignore[operator]


def test_a_gzip_bomb_is_capped_by_what_it_unpacks_to(site: Site) -> None:
    packed = gzip.compress(bytes(100_000_000))
    assert len(packed) < 200_000
    assert "more than 1 MB" in str(refusal(site, says(packed, Content_Encoding="gzip")))


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (b"no gzip at all", "gzip", "a damaged gzip body"),
        (gzip.compress(CSV.encode())[:-9], "gzip", "ends too early"),
        (b"", "gzip", "ends too early"),
        (b"x", "br", "packed as 'br'"),
        (b"x", "gzip, gzip", "packed as 'gzip, gzip'"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(site: Site, body: bytes, encoding: str, said: str) -> None:
    assert said in str(refusal(site, says(body, Content_Encoding=encoding)))


def test_a_body_that_breaks_off_is_asked_for_again(site: Site) -> None:
    assert document(site, in_turn(says(CSV[:20], Content_Length="500"), says())).content.decode() == CSV
    assert isinstance(refusal(site, says(CSV[:20], Content_Length="500")), UnreachableError)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_s_own_failure_is_tried_again(site: Site, status: int) -> None:
    assert document(site, in_turn(says(status=status), says(status=status), says())).content.decode() == CSV
    assert len(site.asked) == 3
    error = refusal(site, says(status=status))
    assert f"answers {status}" in str(error)
    assert not isinstance(error, UnreachableError)
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("status", "said"), [(404, "404 Not Found"), (401, "the secret in"), (403, "Publish to web"), (429, "429")]
)
def test_what_is_refused_is_not_asked_for_again(site: Site, status: int, said: str) -> None:
    assert said in str(refusal(site, says(status=status)))
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [204, 206, 304])
def test_an_answer_that_is_no_document_is_refused(site: Site, status: int) -> None:
    assert str(status) in str(refusal(site, lambda visit: visit.answer(b"", status)))


def test_waits_double_with_chance_in_them_and_stay_below_the_longest(site: Site) -> None:
    site.pages["/counts.csv"] = says(status=500)
    waits: list[float] = []
    target = Target(site.url(), "source 'portal'", allow_private=True)
    limits = Limits(retries=5, first_wait=1, longest_wait=6)
    for chance in (0.0, 1.0):
        with pytest.raises(AssetkitError):
            fetch(target, limits, sleep=waits.append, chance=lambda chance=chance: chance)  # type: ignore[misc]
    assert waits == [0.5, 1, 2, 3, 3, 1, 2, 4, 6, 6]


def test_retry_after_is_honoured_as_seconds_and_as_a_date(site: Site) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=7), usegmt=True)
    site.pages["/counts.csv"] = in_turn(says(status=503, Retry_After="3"), says(status=503, Retry_After=soon), says())
    waits: list[float] = []
    assert fetch(Target(site.url(), "s", allow_private=True), Limits(), sleep=waits.append) is not None
    assert waits[0] == 3
    assert 4 < waits[1] <= 7


@pytest.mark.parametrize("asked", ["3600", "999999999"])
def test_a_server_that_asks_for_too_long_a_wait_is_not_waited_for(site: Site, asked: str) -> None:
    error = refusal(site, says(status=503, Retry_After=asked))
    assert f"asks to wait {asked} s" in str(error)
    assert len(site.asked) == 1


def test_unchanged_is_said_by_the_server_and_costs_no_body(site: Site) -> None:
    def page(visit: Visit) -> None:
        same = visit.headers["If-None-Match"] == '"v1"' and visit.headers["If-Modified-Since"] == "yesterday"
        visit.answer(b"" if same else CSV, 304 if same else 200)

    assert ask(site, page, etag='"v1"', last_modified="yesterday") is None
    assert ask(site, page, etag='"v0"') is not None


def test_a_redirect_on_the_same_host_is_followed(site: Site) -> None:
    site.pages["/moved.csv"] = says()
    assert document(site, says(status=302, Location="/moved.csv")).content.decode() == CSV


def test_a_redirect_to_another_host_is_refused_unless_it_is_allowed(site: Site) -> None:
    site.pages["/moved.csv"] = says()
    away = says(status=307, Location=f"http://localhost:{site.port}/moved.csv?token=abc123")
    error = refusal(site, away)
    assert "another host, localhost" in str(error)
    assert "abc123" not in str(error)
    assert len(site.asked) == 1
    assert document(site, away, allowed_hosts=("localhost",)).content.decode() == CSV


def test_allowed_hosts_may_be_all_below_a_name() -> None:
    from assetkit.counts.sources.fetching import _matches

    assert _matches("doc-0c.googleusercontent.com", "*.googleusercontent.com")
    assert not _matches("googleusercontent.com.evil.example", "*.googleusercontent.com")
    assert not _matches("evilgoogleusercontent.com", "*.googleusercontent.com")


def test_secrets_do_not_travel_to_another_host(site: Site) -> None:
    site.pages["/moved.csv"] = says()
    away = says(status=302, Location=f"http://localhost:{site.port}/moved.csv")
    document(site, away, headers={"Authorization": "Bearer abc123"}, allowed_hosts=("localhost",))
    assert [headers.get("Authorization") for _, headers in site.asked] == ["Bearer abc123", None]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "not followed (file:)"),
        ("ftp://127.0.0.1/x", "not followed (ftp:)"),
        ("http://user:word@127.0.0.1/x", "not followed"),
        ("http://[::1", "leads on to no address"),
        ("/counts.csv", "leads on more than 5 times"),
    ],
)
def test_redirects_that_lead_nowhere_good_are_refused(site: Site, location: str, said: str) -> None:
    assert said in str(refusal(site, says(status=302, Location=location)))


def test_a_redirect_without_an_address_is_refused(site: Site) -> None:
    assert "leads on to no address" in str(refusal(site, says(status=302)))


def test_a_redirect_from_https_to_http_is_refused(secured: Site, authority: trustme.CA) -> None:
    away = says(status=302, Location=f"http://127.0.0.1:{secured.port}/counts.csv")
    assert "from https to http" in str(refusal(secured, away, authorities=pem(authority)))


def test_an_own_authority_is_believed_when_it_is_named(secured: Site, authority: trustme.CA) -> None:
    assert document(secured, says(), authorities=pem(authority)).content.decode() == CSV


def test_a_certificate_of_nobody_is_refused_at_once(secured: Site) -> None:
    before = len(secured.asked)
    error = refusal(secured, says())
    assert "certificate is not believed" in str(error)
    assert not isinstance(error, UnreachableError)
    assert len(secured.asked) == before


def test_a_certificate_of_another_host_is_refused(secured: Site, authority: trustme.CA) -> None:
    error = refusal(secured, says(), host="localhost", authorities=pem(authority))
    assert "certificate is not believed" in str(error)
    assert "localhost" in str(error)


def test_a_server_without_tls_is_no_https(site: Site) -> None:
    with pytest.raises(AssetkitError, match="no safe connection"):
        fetch(Target(site.url().replace("http:", "https:"), "s", allow_private=True), QUICK)


def test_a_file_without_certificates_is_named(secured: Site) -> None:
    assert "ca_file holds no certificate" in str(refusal(secured, says(), authorities="nothing"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0"])
def test_this_machine_is_refused_however_it_is_spelt(site: Site, host: str) -> None:
    error = refusal(site, says(), host=host, allow_private=False)
    assert "private network" in str(error) or "is not known" in str(error)
    assert not site.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("64:ff9b::8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("ff02::1", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert addresses.is_public(address) is public


def test_a_redirect_into_the_house_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda text: text != "127.0.0.2")
    away = says(status=302, Location=f"http://127.0.0.2:{site.port}/counts.csv")
    error = refusal(site, away, allow_private=False, allowed_hosts=("127.0.0.2",))
    assert "127.0.0.2, an address of this machine" in str(error)
    assert len(site.asked) == 1


def named(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """The name counts.example.vn leads to each of ``answers`` in turn; what is looked up is recorded."""
    asked: list[str] = []
    real, left = socket.getaddrinfo, list(answers)

    def lookup(host: str, port: int, *rest: int, **more: int) -> object:
        if host != "counts.example.vn":
            return real(host, port, *rest, **more)
        asked.append(host)
        return real(left.pop(0) if len(left) > 1 else left[0], port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return asked


def test_a_name_is_looked_up_once_and_kept_for_tls_and_host(
    secured: Site, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named(monkeypatch, "127.0.0.1", "203.0.113.1")
    found = document(secured, says(), host="counts.example.vn", authorities=pem(authority))
    assert found.content.decode() == CSV
    assert asked == ["counts.example.vn"]
    assert secured.asked[-1][1]["Host"] == f"counts.example.vn:{secured.port}"


def test_a_name_that_turns_inward_after_it_was_checked_leads_nowhere(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named(monkeypatch, "192.0.2.1", "127.0.0.1")  # the first is a network for documents, where nobody is
    monkeypatch.setattr(addresses, "is_public", lambda text: text == "192.0.2.1")
    error = refusal(
        site, says(), host="counts.example.vn", allow_private=False, limits=Limits(connect=0.2, total=0.4, retries=0)
    )
    assert isinstance(error, UnreachableError)
    assert asked == ["counts.example.vn"]
    assert not site.asked


def test_of_several_addresses_the_one_that_answers_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_looked_up", lambda *_: ["::1", "127.0.0.1"])
    assert document(site, says(), host="counts.example.vn").content.decode() == CSV


def test_proxies_and_passwords_of_the_environment_have_no_say(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert document(site, says()).content.decode() == CSV
