"""Where a request comes from: the client's address, and whether it is this machine.

A reverse proxy hides its clients behind its own address and names them in
``X-Forwarded-For``.  That header is believed only from the proxies that the
settings name, and read from the right: the last address that is no trusted
proxy was seen by one of them; what stands left of it anybody can have written.

*Local* is a request that this machine made itself: its peer is a loopback
address, it came through no proxy, and it asked for a loopback name.  The last
condition keeps out web pages that point a name of their own at 127.0.0.1 (DNS
rebinding).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers

#: Headers that only a proxy adds.
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
#: Clients of an IPv6 network change their address at will within it; one /64 is one household.
_HOUSEHOLD = 64


@dataclass(frozen=True, slots=True)
class Origin:
    """``address`` names the client in limits and logs."""

    address: str
    local: bool


def networks(texts: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks as the settings write them."""
    return tuple(ip_network(text, strict=False) for text in texts)


def origin_of(
    peer: str | None, headers: Headers, trusted: Sequence[IPv4Network | IPv6Network]
) -> Origin:
    """The origin of a request from ``peer``, the address that the connection comes from."""
    if peer is None or not _is_address(peer):
        return Origin(peer or "unknown", local=False)
    address = peer
    if _within(peer, trusted):
        hops = [hop.strip() for hop in ",".join(headers.getlist("x-forwarded-for")).split(",")]
        for hop in reversed(hops):
            if not _is_address(hop):
                break
            address = hop
            if not _within(hop, trusted):
                break
    forwarded = any(name in headers for name in _FORWARDED)
    local = not forwarded and ip_address(peer).is_loopback and is_loopback(_host(headers))
    return Origin(_household(address), local)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return _is_address(host) and ip_address(host).is_loopback


def _host(headers: Headers) -> str:
    """The host that a request asked for, without its port."""
    given = headers.get("host", "").strip().lower()
    if given.startswith("["):
        return given[1:].partition("]")[0]
    return given.partition(":")[0]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _within(address: str, trusted: Sequence[IPv4Network | IPv6Network]) -> bool:
    return any(ip_address(address) in network for network in trusted)


def _household(address: str) -> str:
    """An IPv4 address as it is, also a mapped one; an IPv6 one as its /64 network."""
    parsed = ip_address(address)
    if parsed.version == 4 or parsed.is_loopback:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed.packed, _HOUSEHOLD), strict=False))
