"""hoidap keys: created, listed, rotated, revoked; shown once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hoidap.api.access.keys import KeyStore
from hoidap.cli.main import app
from hoidap.errors import CredentialError, SettingsError


def run(tmp_path: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["keys", *words, "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_key_is_printed_alone_so_that_a_script_can_take_it(tmp_path: Path) -> None:
    text = run(tmp_path, "create", "portal", "--permission", "ask", "--label", "internal").strip()
    caller = KeyStore(tmp_path).caller(text)
    assert caller.labels == ("public", "internal")
    listed = run(tmp_path, "list")
    assert caller.id.removeprefix("key:") in listed
    assert text not in listed


def test_rotating_and_revoking(tmp_path: Path) -> None:
    first = run(tmp_path, "create", "portal").strip()
    store = KeyStore(tmp_path)
    key_id = store.list()[0].id
    second = run(tmp_path, "rotate", key_id, "--overlap-hours", "1").strip()
    assert store.caller(first).id == store.caller(second).id
    run(tmp_path, "revoke", key_id)
    for text in (first, second):
        with pytest.raises(CredentialError):
            store.caller(text)


def test_every_change_is_in_the_audit_log_without_the_secret(tmp_path: Path) -> None:
    text = run(tmp_path, "create", "portal").strip()
    key_id = KeyStore(tmp_path).list()[0].id
    run(tmp_path, "rotate", key_id)
    run(tmp_path, "revoke", key_id)
    written = (tmp_path / "audit.jsonl").read_text(encoding="utf-8")
    actions = [json.loads(line)["action"] for line in written.splitlines()]
    assert actions == ["key.create", "key.rotate", "key.revoke"]
    secret = text.split("_", 2)[2]  # which may hold underscores itself
    assert len(secret) == 43
    assert secret not in written


@pytest.mark.parametrize(
    "words", [["create", "x", "--label", "a|b"], ["create", "x", "--expires", "2001-01-01"]]
)
def test_a_useless_key_is_not_made(tmp_path: Path, words: list[str]) -> None:
    result = CliRunner().invoke(app, ["keys", *words, "--data", str(tmp_path)])
    assert isinstance(result.exception, SettingsError)
    assert KeyStore(tmp_path).list() == []
