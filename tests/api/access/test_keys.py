"""API keys: shown once, stored hashed, refused in every state but one."""

from __future__ import annotations

import hmac
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from hoidap.api.access import keys
from hoidap.api.access.caller import Permission
from hoidap.api.access.keys import KeyStore
from hoidap.api.state import now
from hoidap.errors import CredentialError, NotFoundError


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path)


def test_a_key_is_its_caller(store: KeyStore) -> None:
    key, text = store.create(
        "portal", [Permission.ASK], ["internal", "ban-to-chuc"], requests_per_minute=7
    )
    caller = store.caller(text)
    assert caller.id == f"key:{key.id}"
    assert caller.permissions == {Permission.ASK}
    assert caller.labels == ("public", "internal", "ban-to-chuc")
    assert caller.requests_per_minute == 7


def test_the_file_holds_no_secret_and_is_the_owners_alone(store: KeyStore, tmp_path: Path) -> None:
    _, text = store.create("portal", [Permission.ASK])
    store.close()
    file = tmp_path / keys.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = text.split("_", 2)[2].encode()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret not in written
    assert text.encode() not in written


def test_nothing_is_written_before_the_first_key(store: KeyStore, tmp_path: Path) -> None:
    assert store.list() == []
    with pytest.raises(CredentialError):
        store.caller("hoidap_aaaaaaaaaa_" + "a" * 43)
    assert list(tmp_path.iterdir()) == []


def test_revoked_and_expired_keys_are_refused(store: KeyStore) -> None:
    key, text = store.create("a", [Permission.ASK])
    store.revoke(key.id)
    _, expired = store.create("b", [Permission.ASK], expires_at=now() - timedelta(seconds=1))
    for each in (text, expired):
        with pytest.raises(CredentialError):
            store.caller(each)
    assert [each.state(now()) for each in store.list()] == ["revoked", "expired"]


def test_rotation_ends_the_old_secret_at_once_or_after_the_overlap(store: KeyStore) -> None:
    key, first = store.create("portal", [Permission.ASK])
    _, second = store.rotate(key.id, timedelta(hours=1))
    assert store.caller(first) == store.caller(second)
    _, third = store.rotate(key.id)
    assert store.caller(third).id == f"key:{key.id}"
    for old in (first, second):
        with pytest.raises(CredentialError):
            store.caller(old)


def test_a_revoked_key_cannot_be_rotated_back_to_life(store: KeyStore) -> None:
    key, _ = store.create("portal", [Permission.ASK])
    store.revoke(key.id)
    with pytest.raises(NotFoundError):
        store.rotate(key.id)


def test_all_refusals_read_alike(store: KeyStore) -> None:
    key, text = store.create("portal", [Permission.ASK])
    wrong_secret = text[:-1] + ("A" if text[-1] != "A" else "B")
    unknown_id = text.replace(key.id, "a" * 10)
    said = set()
    for each in (wrong_secret, unknown_id, "hoidap_", "hoidap_" + "x" * 5000, "hoidap_\ud800"):
        with pytest.raises(CredentialError) as refusal:
            store.caller(each)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_secrets_are_compared_in_constant_time(
    store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown id costs the same comparisons as a wrong secret."""
    key, text = store.create("portal", [Permission.ASK])
    compared: list[int] = []
    genuine = hmac.compare_digest

    def counting(offered: str, stored: str) -> bool:
        compared.append(len(stored))
        return genuine(offered, stored)

    monkeypatch.setattr("hoidap.api.access.keys.hmac.compare_digest", counting)
    counts = []
    for each in (text[:-1] + "!", text[:-2] + "aa", text.replace(key.id, "a" * 10)):
        compared.clear()
        with pytest.raises(CredentialError):
            store.caller(each)
        counts.append(list(compared))
    assert counts[0] == counts[1] == counts[2] == [64, 64]


def test_last_use_is_remembered(store: KeyStore) -> None:
    _, text = store.create("portal", [Permission.ASK])
    assert store.list()[0].used_at is None
    store.caller(text)
    used = store.list()[0].used_at
    assert used is not None
    assert now() - used < timedelta(minutes=1)
