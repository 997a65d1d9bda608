"""A key set at an address that fails in every way: nobody waits, and known keys go on."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPException

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from hoidap.api.access import key_set
from hoidap.api.access.key_set import KeySet
from hoidap.errors import CredentialError

Answer = Callable[[socket.socket], None]


def jwk(bits: int = 2048, key_id: str = "k1", **more: str) -> dict[str, str]:
    public = rsa.generate_private_key(65537, bits).public_key()
    found: dict[str, str] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
    return found | {"kid": key_id} | more


def saying(body: bytes, status: str = "200 OK", extra: bytes = b"") -> Answer:
    def answer(raw: socket.socket) -> None:
        raw.sendall(f"HTTP/1.1 {status}\r\nConnection: close\r\n".encode() + extra + b"\r\n" + body)

    return answer


def holding(*keys: dict[str, str]) -> Answer:
    return saying(json.dumps({"keys": keys}).encode())


def silent(raw: socket.socket) -> None:
    raw.settimeout(5)
    while raw.recv(100):
        pass


def dripping(raw: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 1000:
        raw.sendall(bytes([byte]))
        time.sleep(0.05)


class Portal:
    """Answers each request as it is told to."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}/keys"
        threading.Thread(target=self._loop, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _loop(self) -> None:
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            self.asked += 1
            threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        with raw:
            try:
                raw.recv(65536)
                self.answer(raw)
            except OSError:
                pass  # the asker has gone


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], Portal]]:
    monkeypatch.setattr(key_set, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(key_set, "ASKED_EVERY", 0.0)
    monkeypatch.setattr(key_set, "KEPT_SECONDS", 0.0)
    with ExitStack() as stack:

        def make(answer: Answer) -> Portal:
            made = Portal(answer)
            stack.callback(made.close)
            return made

        yield make


MakePortal = Callable[[Answer], Portal]

FAILING: dict[str, Answer] = {
    "hangs": silent,
    "drips": dripping,
    "closes": lambda raw: None,
    "is large": saying(b" " * 1_000_000),
    "redirects": saying(b"", "302 Found", b"Location: http://127.0.0.1:1/\r\n"),
    "fails": saying(b"{}", "500 Internal Server Error"),
    "is no JSON": saying(b"<html>"),
    "is another JSON": saying(b"[1, 2]"),
    "holds no list": saying(b'{"keys": 7}'),
    "is empty": saying(b'{"keys": []}'),
    "holds no keys": saying(b'{"keys": [7, null]}'),
    "speaks no HTTP": lambda raw: raw.sendall(b"\x00\x01\r\n\r\n"),
    "has a short key": holding(jwk(1024)),
}


@pytest.mark.serial
@pytest.mark.parametrize("name", FAILING)
def test_known_keys_go_on_and_unknown_ones_stall_nobody(portal: MakePortal, name: str) -> None:
    there = portal(holding(jwk(key_id="known")))
    keys = KeySet(there.address)
    assert keys.count() == 1
    there.answer = FAILING[name]
    started = time.monotonic()
    outcomes: list[bool] = []

    def unknown() -> None:
        with pytest.raises(CredentialError):
            keys.key("unknown")
        outcomes.append(True)

    askers = [threading.Thread(target=unknown) for _ in range(12)]
    for asker in askers:
        asker.start()
    for _ in range(50):
        assert keys.key("known").key_id == "known"
    known_after = time.monotonic() - started
    for asker in askers:
        asker.join(5)
    assert len(outcomes) == 12
    assert known_after < 1
    assert time.monotonic() - started < 3


@pytest.mark.serial
@pytest.mark.parametrize("answer", [silent, dripping], ids=["hangs", "drips"])
def test_asking_has_one_deadline_for_everything(portal: MakePortal, answer: Answer) -> None:
    there = portal(answer)
    started = time.monotonic()
    with pytest.raises((OSError, ValueError, HTTPException)):
        key_set.fetched(there.address, seconds=0.3)
    assert time.monotonic() - started < 2


def test_a_key_that_the_set_has_lost_is_refused_and_the_others_go_on(portal: MakePortal) -> None:
    stays = jwk(key_id="stays")
    there = portal(holding(stays, jwk(key_id="goes")))
    keys = KeySet(there.address)
    assert keys.count() == 2
    there.answer = holding(stays)
    keys.key("goes")  # asks for the set
    assert keys.count() == 1
    with pytest.raises(CredentialError):
        keys.key("goes")
    assert keys.key("stays").key_id == "stays"


def test_a_new_key_is_taken_with_the_first_token_that_names_it(portal: MakePortal) -> None:
    there = portal(holding(jwk(key_id="old")))
    keys = KeySet(there.address)
    assert keys.count() == 1
    there.answer = holding(jwk(key_id="new"))
    assert keys.key("new").key_id == "new"


@pytest.mark.parametrize(
    "unfit", [jwk(1024, "unfit"), jwk(2048, "unfit", use="enc")], ids=["1024 bits", "encryption"]
)
def test_a_key_that_may_sign_nothing_is_refused_alone(
    portal: MakePortal, unfit: dict[str, str]
) -> None:
    keys = KeySet(portal(holding(unfit, jwk(key_id="good"))).address)
    assert keys.count() == 1
    assert keys.key("good").key_id == "good"
    with pytest.raises(CredentialError):
        keys.key("unfit")
