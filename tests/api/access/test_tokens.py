"""Portal tokens: only what the portal signed, for us, now, and briefly."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr

from hoidap.api.access.tokens import PortalTokens
from hoidap.errors import CredentialError, SettingsError
from hoidap.settings import Settings
from tests.api.conftest import ISSUER, SECRET, token


@pytest.fixture(scope="module")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def with_secret(**more: Any) -> PortalTokens:
    return PortalTokens(Settings(portal_issuer=ISSUER, portal_secret=SecretStr(SECRET), **more))


def with_keys(source: str) -> PortalTokens:
    return PortalTokens(Settings(portal_issuer=ISSUER, portal_jwks=source))


def key_set(key: rsa.RSAPrivateKey, key_id: str = "k1") -> str:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return json.dumps({"keys": [public | {"kid": key_id, "use": "sig", "alg": "RS256"}]})


def signed(key: rsa.RSAPrivateKey, key_id: str = "k1") -> str:
    claims = jwt.decode(token(groups=["a"]), options={"verify_signature": False})
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": key_id})


def test_a_token_is_a_user_of_the_organisation_with_his_groups() -> None:
    caller = with_secret().caller(token("lan", ["ban-to-chuc", "thường trực"]))
    assert caller.id == "user:lan"
    assert caller.labels == ("public", "internal", "ban-to-chuc", "thường trực")
    assert {each.value for each in caller.permissions} == {"ask", "search", "study"}


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": int(time.time()) - 60},
        {"iat": int(time.time()) + 600, "exp": int(time.time()) + 900},
        {"exp": int(time.time()) + 86_400},
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://other.example.vn"},
        {"iss": None},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "a\nb"},
        {"groups": "ban-to-chuc"},
        {"groups": [1]},
        {"groups": ["a|b"]},
        {"groups": ["g"] * 500},
        {"nbf": int(time.time()) + 600},
    ],
)
def test_a_wrong_claim_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CredentialError):
        with_secret().caller(token(**changes))


def unsigned(algorithm: str) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    claims = jwt.decode(token(), options={"verify_signature": False})
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims)}."


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS256", ""])
def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    with pytest.raises(CredentialError):
        with_secret().caller(unsigned(algorithm))


def test_another_secret_or_algorithm_is_refused() -> None:
    claims = jwt.decode(token(), options={"verify_signature": False})
    for forged in (
        jwt.encode(claims, "f" * 32, algorithm="HS256"),
        jwt.encode(claims, SECRET * 2, algorithm="HS512"),
        token()[:-2] + "AA",
        "a.b.c",
        "",
        "x" * 100_000,
    ):
        with pytest.raises(CredentialError):
            with_secret().caller(forged)


def test_signatures_of_the_key_set_are_accepted_and_others_refused(
    tmp_path: Path, private_key: rsa.RSAPrivateKey
) -> None:
    file = tmp_path / "jwks.json"
    file.write_text(key_set(private_key))
    tokens = with_keys(str(file))
    assert tokens.caller(signed(private_key)).labels == ("public", "internal", "a")
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for forged in (signed(other), signed(private_key, "unknown"), token()):
        with pytest.raises(CredentialError):
            tokens.caller(forged)


def test_the_public_key_is_no_hmac_secret(tmp_path: Path, private_key: rsa.RSAPrivateKey) -> None:
    """The classic confusion: a token signed by HMAC with the public key as its secret."""
    file = tmp_path / "jwks.json"
    file.write_text(key_set(private_key))
    pem = private_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header, claims, _ = signed(private_key).split(".")
    hmac_header = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"k1"}').rstrip(b"=").decode()
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    mac = base64.urlsafe_b64encode(signature.sign(f"{hmac_header}.{claims}".encode(), pem))
    assert header != hmac_header
    for tokens in (with_keys(str(file)), with_secret(portal_jwks=str(file))):
        with pytest.raises(CredentialError):
            tokens.caller(f"{hmac_header}.{claims}.{mac.rstrip(b'=').decode()}")


def test_a_changed_key_set_file_is_read_again(
    tmp_path: Path, private_key: rsa.RSAPrivateKey
) -> None:
    file = tmp_path / "jwks.json"
    file.write_text(key_set(rsa.generate_private_key(65537, 2048)))
    tokens = with_keys(str(file))
    with pytest.raises(CredentialError):
        tokens.caller(signed(private_key))
    file.write_text(key_set(private_key) + " ")
    assert tokens.caller(signed(private_key)).id == "user:an"


def test_an_unreadable_key_set_refuses_and_does_not_say_where_it_stands(tmp_path: Path) -> None:
    missing = tmp_path / "secret-place.json"
    with pytest.raises(CredentialError) as refusal:
        with_keys(str(missing)).caller(signed(rsa.generate_private_key(65537, 2048)))
    assert "secret-place" not in str(refusal.value)


@pytest.fixture
def address(private_key: rsa.RSAPrivateKey) -> Iterator[tuple[str, list[str]]]:
    """A key set on an address, and the requests that it got."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(key_set(private_key).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/keys", asked
    server.shutdown()
    server.server_close()


def test_a_key_set_at_an_address_is_asked_for_once_also_by_unknown_keys(
    address: tuple[str, list[str]], private_key: rsa.RSAPrivateKey
) -> None:
    url, asked = address
    tokens = with_keys(url)
    for _ in range(3):
        assert tokens.caller(signed(private_key)).id == "user:an"
        with pytest.raises(CredentialError):
            tokens.caller(signed(private_key, "unknown"))
    assert asked == ["/keys"]


@pytest.mark.parametrize(
    "settings",
    [{"portal_issuer": ISSUER}, {"portal_secret": SECRET}, {"portal_jwks": "keys.json"}],
    ids=str,
)
def test_half_a_configuration_stops_the_server(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        PortalTokens(Settings(**settings))


def test_without_a_configuration_no_token_is_accepted() -> None:
    with pytest.raises(CredentialError):
        PortalTokens(Settings()).caller(token())
