"""Where a request comes from cannot be made up."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from hoidap.api.access.origin import networks, origin_of


def origin(peer: str | None, trusted: tuple[str, ...] = (), **headers: str) -> tuple[str, bool]:
    given = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    found = origin_of(peer, given, networks(trusted))
    return found.address, found.local


def test_a_forwarding_header_is_believed_from_trusted_proxies_only() -> None:
    assert origin("192.0.2.1", x_forwarded_for="10.0.0.5")[0] == "192.0.2.1"
    assert origin("192.0.2.1", ("192.0.2.0/24",), x_forwarded_for="10.0.0.5")[0] == "10.0.0.5"


def test_what_a_client_put_in_front_of_the_proxys_own_entry_is_ignored() -> None:
    forged = "1.1.1.1, 10.0.0.5"
    assert origin("192.0.2.1", ("192.0.2.1",), x_forwarded_for=forged)[0] == "10.0.0.5"
    chain = "1.1.1.1, 10.0.0.5, 192.0.2.9"
    assert origin("192.0.2.1", ("192.0.2.0/24",), x_forwarded_for=chain)[0] == "10.0.0.5"
    assert origin("192.0.2.1", ("192.0.2.1",), x_forwarded_for="rubbish")[0] == "192.0.2.1"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "LOCALHOST:1"])
def test_this_machine_is_local(host: str) -> None:
    assert origin("127.0.0.1", host=host)[1]
    assert origin("::1", host=host)[1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]"])
def test_a_name_pointed_at_this_machine_is_not_local(host: str) -> None:
    assert not origin("127.0.0.1", host=host)[1]


def test_what_came_through_a_proxy_is_not_local() -> None:
    assert not origin("127.0.0.1", host="localhost", x_forwarded_for="127.0.0.1")[1]
    assert not origin("127.0.0.1", ("127.0.0.1",), host="localhost", via="1.1 proxy")[1]
    assert not origin("192.0.2.7", host="localhost")[1]
    assert not origin(None, host="localhost")[1]


def test_an_ipv6_client_cannot_multiply_itself() -> None:
    assert origin("2001:db8:1:2::1")[0] == origin("2001:db8:1:2:ffff::9")[0]
    assert origin("2001:db8:1:2::1")[0] != origin("2001:db8:1:3::1")[0]
    assert origin("::ffff:192.0.2.7")[0] == "192.0.2.7"
