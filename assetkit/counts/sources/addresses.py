"""A host name in, the network addresses that it stands for out; addresses inside a house are refused unless they are allowed."""

from __future__ import annotations

import ipaddress
import socket
import threading

from assetkit.counts.sources.deadline import Deadline
from assetkit.counts.sources.failures import UnreachableError
from assetkit.errors import AssetkitError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes


def resolve(host: str, port: int, where: str, deadline: Deadline, *, allow_private: bool = False) -> tuple[str, ...]:
    """The addresses of ``host``, as numbers, in the order of the system. Each is to be connected to as it is: a name that
    is looked up a second time may lead elsewhere.

    Raises UnreachableError for an unknown name, AssetkitError when one of the addresses is not public and that is not allowed.
    """
    found = tuple(dict.fromkeys(_looked_up(host, port, where, deadline)))
    inside = [] if allow_private else [text for text in found if not is_public(text)]
    if inside:
        message = f"the host {host} is at {inside[0]}, an address of this machine or of a private network"
        raise AssetkitError(message, where=where, hint="allow_private = true in the source, if that is meant")
    return found


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet; an IPv6 address that carries an IPv4 one is both."""
    address: Address = ipaddress.ip_address(text)
    return all(_is_open(part) for part in (address, *_carried(address)))


def _is_open(address: Address) -> bool:
    carries = isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address in _TRANSLATED)
    closed = address.is_multicast or address.is_loopback or address.is_link_local or address.is_unspecified
    return bool(carries) or (address.is_global and not address.is_reserved and not closed)


def _carried(address: Address) -> list[Address]:
    """The IPv4 addresses inside an IPv6 one: mapped, 6to4, Teredo, translated."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [part for part in inner if part is not None]


def _looked_up(host: str, port: int, where: str, deadline: Deadline) -> list[str]:
    """What the system's resolver says, waited for no longer than the deadline: it has no limit of its own."""
    answer: list[str] = []
    problem: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.extend(str(entry[4][0]) for entry in found)
        except (OSError, UnicodeError) as error:
            problem.append(error)

    thread = threading.Thread(target=ask, daemon=True, name=f"resolve {host}")
    thread.start()
    thread.join(deadline.left)
    if thread.is_alive():
        raise UnreachableError(
            f"the name {host} was not resolved in {deadline.seconds:g} s", where=where, hint="try later"
        )
    if problem or not answer:
        cause = problem[0] if problem else None
        reason = getattr(cause, "strerror", None) or ("it is no host name" if cause else "it has no address")
        hint = "check the network and the address"
        raise UnreachableError(f"the host {host} is not known: {reason}", where=where, hint=hint) from cause
    return answer
